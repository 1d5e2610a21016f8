"""Reports in files: their format, what is overwritten, and what cannot be written."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import Output


@pytest.mark.parametrize("format_", ["html", "markdown"])
@pytest.mark.parametrize("command", ["score sheet.json", "report"])
@pytest.mark.usefixtures("skipped")
def test_a_page_is_in_utf_8_whatever_the_locale(run: Any, tmp_path: Path, command: str, format_: str) -> None:
    (tmp_path / "sheet.json").write_text(run("export").out, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coder_readiness", *command.split(), "--format", format_],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("utf-8") == run("report", "--format", format_).out
    assert "\u25ba 1 Meet the basic requirements" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.md", "markdown"),
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("a.ics", "ics"),
        ("a.txt", "text"),
        ("a", "text"),
    ],
)
@pytest.mark.usefixtures("skipped")
def test_the_name_of_a_file_says_the_format(run: Any, tmp_path: Path, name: str, format_: str) -> None:
    run("report", "--output", str(tmp_path / name))
    run("report", "--format", format_, "--output", str(tmp_path / "said"))
    assert (tmp_path / name).read_bytes() == (tmp_path / "said").read_bytes()


@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.html.bak"])
@pytest.mark.usefixtures("skipped")
def test_a_name_that_promises_another_format_is_refused(run: Any, tmp_path: Path, name: str) -> None:
    refused = run("report", "--output", str(tmp_path / name))
    known, ending = "Use a file name that ends in .txt, .md, .html, .json, .csv or .ics.\n", Path(name).suffix
    assert refused.code == 2
    assert refused.err.endswith(f"We can't save this as {ending}. {known}")
    refused = run("report", "--format", "json", "--output", str(tmp_path / "r.html"))
    assert refused.err.endswith("r.html ends in .html, but --format is json. Change the name, or leave out --format.\n")
    assert run("export", "--output", str(tmp_path / name)).err.endswith("Use a file name that ends in .json.\n")
    refused = run("bank", "export", "--format", "gift", "--output", str(tmp_path / name))
    assert refused.err.endswith(f"We can't save this as {ending}. Use a file name that ends in .gift or .txt.\n")
    assert list(tmp_path.glob("r.*")) == []


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
@pytest.mark.usefixtures("skipped")
def test_a_report_is_written_to_a_new_file_unless_forced(run: Any, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "reports" / "report"
    target.parent.mkdir()
    arguments = ("report", "--format", format_, "--output", str(target))
    assert run(*arguments) == Output(0, f"Wrote {target}.\n", "")
    written = target.read_text(encoding="utf-8")
    assert "Meet the basic requirements" in written
    target.write_text("mine", encoding="utf-8")
    output = run(*arguments)
    assert (output.code, output.out) == (2, "")
    assert (
        output.err == f'coder-readiness: "{target}" already exists. Use another name, or add --force to overwrite it.\n'
    )
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force") == Output(0, f"Wrote {target}.\n", "")
    assert target.read_text(encoding="utf-8") == written
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", '"folder" is a folder or a device, not a file. Use another name.'),
        ("pipe", '"pipe" is a folder or a device, not a file. Use another name.'),
        (
            "nowhere/report",
            "We can't save \"nowhere/report\", because its folder doesn't exist. "
            "Create the folder, or save to a different one.",
        ),
    ],
)
@pytest.mark.usefixtures("skipped")
def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    output = run("report", "--output", name, "--force")
    assert output == Output(2, "", f"coder-readiness: {message.format(here=tmp_path)}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home", "pipe"]


@pytest.mark.usefixtures("skipped")
def test_a_report_replaces_the_file_that_a_link_leads_to(run: Any, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("old")
    run("report", "--output", str(tmp_path / "link"), "--force")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_text(encoding="utf-8").startswith("We can't tell yet")


@pytest.mark.usefixtures("skipped")
def test_a_written_report_is_drawn_and_a_plain_one_is_not(run: Any, tmp_path: Path) -> None:
    drawn, plain = tmp_path / "drawn", tmp_path / "plain"
    run("report", "--output", str(drawn))
    run("report", "--plain", "--output", str(plain))
    assert "╭─" in drawn.read_text(encoding="utf-8")
    assert plain.read_text(encoding="utf-8") == "".join(f"{line.rstrip()}\n" for line in run("report").out.splitlines())
