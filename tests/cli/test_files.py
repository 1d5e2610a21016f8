"""The files that a person names: written whole or not at all, and never in place of what they are not."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from coder_readiness.cli.files import expanded, write_file
from coder_readiness.cli.main import main
from coder_readiness.errors import ReadinessError
from coder_readiness.store.file import FILE
from tests import paths
from tests.conftest import OpenStore
from tests.running import outcome

BANK = ("--questions", str(paths.OTHER_BANK))
ADVICE = "Use another name"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions, links and pipes as POSIX has them")


def write(path: Path, *, force: bool = False) -> None:
    write_file(str(path), "new", if_it_exists=ADVICE, force=force)


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "new.md")
    write(tmp_path / "forced.md", force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["forced.md", "new.md"]
    assert (tmp_path / "new.md").read_text() == (tmp_path / "forced.md").read_text() == "new"


def test_an_old_file_is_replaced_only_if_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old")
    with pytest.raises(ReadinessError, match=r'old\.md" already exists\. Use another name$'):
        write(tmp_path / "old.md")
    assert (tmp_path / "old.md").read_text() == "old"
    write(tmp_path / "old.md", force=True)
    assert (tmp_path / "old.md").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["old.md"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_an_old_file_keeps_who_may_read_it(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "old.html"
    path.write_text("old")
    path.chmod(mode)
    write(path, force=True)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", mode)


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old")
    (tmp_path / "link.md").symlink_to("old.md")
    write(tmp_path / "link.md", force=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "old.md").read_text() == "new"


@posix
def test_on_a_disk_without_links_a_new_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    write(tmp_path / "new.md")
    with pytest.raises(ReadinessError, match="already exists"):
        write(tmp_path / "new.md")
    assert [path.name for path in tmp_path.iterdir()] == ["new.md"]


@posix
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.md", "folder.md"):
        with pytest.raises(ReadinessError, match="is a folder or a device, not a file"):
            write(tmp_path / name, force=True)
    with pytest.raises(ReadinessError, match="is a folder or a device, not a file"):
        write(Path("/dev/null"), force=True)


@posix
@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", '"" isn\'t a file name. To see the output on the screen, leave out --output.'),
        ("-", '"-" isn\'t a file name. To see the output on the screen, leave out --output.'),
        (".", '"." is a folder or a device, not a file. Use another name.'),
        ("new.md/", '"new.md/" is a folder. Add a file name after it.'),
        ("/dev/stdout", '"/dev/stdout" is a folder or a device, not a file. Use another name.'),
        (
            "nowhere\nline/new.md",
            "We can't save \"nowhere\\nline/new.md\", because its folder doesn't exist. "
            "Create the folder, or save to a different one.",
        ),
    ],
)
def test_what_names_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str, *, force: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadinessError) as refused:
        write_file(name, "new", if_it_exists=ADVICE, force=force)
    assert (str(refused.value), [*tmp_path.iterdir()]) == (message, [])


@posix
@pytest.mark.parametrize("how", ["itself", "a link", "a hard link", "a copy"])
def test_the_persons_own_attempts_are_not_replaced(tmp_path: Path, open_store: OpenStore, how: str) -> None:
    open_store(tmp_path)
    target = tmp_path / "report.html"
    match how:
        case "itself":
            target = tmp_path / FILE
        case "a link":
            target.symlink_to(FILE)
        case "a hard link":
            target.hardlink_to(tmp_path / FILE)
        case _:
            target.write_bytes((tmp_path / FILE).read_bytes())
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ReadinessError, match="is a database, and it may hold your attempts"):
        write(target, force=True)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("path", ["~/coder", "~"])
def test_the_home_folder_is_meant_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Path(expanded(path)) == Path(path.replace("~", str(tmp_path)))
    assert expanded("elsewhere/~") == "elsewhere/~"


@posix
def test_the_home_folder_of_nobody_is_said() -> None:
    with pytest.raises(
        ReadinessError,
        match=r"^There's no home folder for ~nobody-known/x\. If the name itself starts with ~, type \./~nobody",
    ):
        expanded("~nobody-known/x")


def test_an_address_is_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = outcome("history", "--data-dir", f"file://{tmp_path}/data", home=tmp_path)
    assert (refused.code, refused.err) == (
        2,
        f"coder-readiness: file://{tmp_path}/data is an address. Type the path without file://.\n",
    )
    assert outcome("history", "--data-dir", "file:data?mode=ro", home=tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["file:data?mode=ro"]


@posix
def test_a_sign_for_home_in_an_option_or_a_variable_is_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me").mkdir()
    (tmp_path / "me" / "bank").symlink_to(paths.OTHER_BANK)
    monkeypatch.setenv("CODER_READINESS_QUESTIONS", "~/bank")
    outcome("quiz", "--plain", "--seed", "3", "--data-dir=~/coder", typed=b"1\n" * 40, home=tmp_path / "unused")
    outcome("report", "--data-dir=~/coder", "--output=~/report.md", home=tmp_path / "unused")
    assert sorted(path.name for path in (tmp_path / "me").iterdir()) == ["bank", "coder", "report.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["me"]


@pytest.mark.parametrize("path", ["$MINE/coder", "${MINE}/coder", "~/$NAME", "~/${NAME}"])
def test_variables_are_replaced_in_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    for home in ("HOME", "USERPROFILE", "MINE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.setenv("NAME", "coder")
    assert Path(expanded(path)) == tmp_path / "coder"


@pytest.mark.parametrize("name", ["price$list.csv", "$5.csv", "cash$"])
def test_a_name_with_a_dollar_sign_is_no_variable_where_there_is_such_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("", encoding="utf-8")
    assert expanded(name) == name


@pytest.mark.parametrize("option", ["--data-dir=$NOT_SET/x", "--questions=${NOT_SET}/x", "--output=$NOT_SET/x.md"])
def test_a_variable_that_is_not_set_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOT_SET", "")
    ended = outcome("report", option, home=tmp_path / "home")
    path = option.partition("=")[2]
    assert (ended.code, ended.err.splitlines()[0]) == (
        2,
        f"coder-readiness: {path.partition('/')[0]} isn't set, so we don't know which folder {path} is in. "
        "Type the path without it.",
    )
    assert list(tmp_path.iterdir()) == []


def test_variables_are_replaced_wherever_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINE", str(tmp_path / "mine"))
    monkeypatch.setenv("CODER_READINESS_HOME", "$MINE/one")
    assert main(["history"]) == 0
    assert main(["history", "--data-dir=${MINE}/two"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["one", "two"]


@posix
def test_a_data_folder_of_the_system_that_is_relative_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "me").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.delenv("CODER_READINESS_HOME", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "data")
    assert main(["history"]) == 0
    assert main(["bank", "check"]) == 0
    assert [list(folder.iterdir()) for folder in sorted(tmp_path.iterdir())] == [[], [tmp_path / "me" / ".local"]]


@posix
@pytest.mark.parametrize("value", ["", " ", "\n", "\t \r\n"])
def test_a_variable_that_names_no_folder_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("CODER_READINESS_HOME", value)
    monkeypatch.setenv("CODER_READINESS_QUESTIONS", value)
    assert main(["history"]) == 0
    assert main(["bank", "list"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@posix
def test_blanks_and_the_end_of_a_line_around_a_folder_in_a_variable_are_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODER_READINESS_HOME", f" {tmp_path}/my home\r\n")
    assert main(["history"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["my home"]


@pytest.mark.parametrize("value", ["", " ", "\n"])
@pytest.mark.parametrize("command", ["--data-dir", "--questions", "bank new --bank"])
def test_a_folder_without_a_name_is_refused_and_no_other_is_used(tmp_path: Path, command: str, value: str) -> None:
    ended = outcome(*command.split(), value, home=tmp_path / "home")
    told = "coder-readiness: The name of the folder is blank. Type a name, or leave out the option.\n"
    assert (ended.code, ended.err) == (2, told)
    assert list(tmp_path.iterdir()) == []


@posix
def test_the_home_folder_is_meant_in_every_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert outcome("bank", "export", "--format=csv", "--output=~/questions.csv", home=tmp_path / "home").code == 0
    imported = outcome("bank", "import", "~/questions.csv", home=tmp_path / "home")  # whose ids are taken
    assert imported.err.startswith(f"coder-readiness: {tmp_path}/questions.csv:2:")
    assert outcome("bank", "new", "--bank=~/bank", home=tmp_path / "home").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bank", "questions.csv"]


def test_a_quiz_from_another_bank_says_from_which(tmp_path: Path) -> None:
    first = outcome("quiz", "--plain", *BANK, typed=b"q\n", home=tmp_path).out.splitlines()[0]
    assert first == "Using the question bank bicycle-mechanic, version 1."
    assert "question bank" not in outcome("quiz", "--plain", typed=b"q\n", home=tmp_path).out


def test_a_sheet_says_whose_it_is_and_leaves_out_what_is_private(tmp_path: Path) -> None:
    outcome("quiz", "--plain", *BANK, "--seed", "3", typed=b"1\n" * 40, home=tmp_path)
    name = str(tmp_path / "sheet.json")
    ended = outcome("export", *BANK, "--name", "Fatou", "--output", name, home=tmp_path)
    assert ended.out == f"Wrote {name}.\n"
    assert "This is attempt 1, finished on " in ended.err
    assert "left out 1 answer to a private question. To include private answers, add --with-private." in ended.err
    text = Path(name).read_text(encoding="utf-8")
    assert '"name": "Fatou"' in text
    assert '"bank": {\n    "id": "bicycle-mechanic",\n    "version": "1"\n  }' in text
    assert text.count("$private") == 1
    whole = outcome("export", "1", *BANK, "--with-private", home=tmp_path)
    assert (whole.err, "$private" in whole.out) == ("", False)
    for sheet in (text, whole.out):
        assert outcome("score", "-", *BANK, typed=sheet.encode(), home=tmp_path).code == 0


def test_an_export_says_which_attempt_it_is_and_that_another_is_newer(tmp_path: Path) -> None:
    outcome("quiz", "--plain", *BANK, "--seed", "3", typed=b"1\n" * 40, home=tmp_path)
    outcome("quiz", "--plain", *BANK, "--seed", "4", typed=b"1\nq\n", home=tmp_path)
    said = outcome("export", *BANK, home=tmp_path).err.splitlines()[0]
    assert said.startswith("coder-readiness: This is attempt 1, finished on ")
    assert "Attempt 2 is newer but isn't finished. To export it, type: coder-readiness export 2 --questions=" in said
    assert "attempt" not in outcome("export", "2", "--with-private", *BANK, home=tmp_path).err


def test_an_export_without_its_bank_leaves_out_what_is_private(tmp_path: Path) -> None:
    outcome("quiz", "--plain", *BANK, "--seed", "3", typed=b"1\n" * 40, home=tmp_path)
    with_bank, without = outcome("export", "1", *BANK, home=tmp_path), outcome("export", "1", home=tmp_path)
    assert without.out == with_bank.out
    assert without.err == with_bank.err
    assert without.err.count("\n") == 1


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_export_of_what_an_earlier_version_kept_leaves_out_all_that_may_be_private(
    tmp_path: Path, version: int
) -> None:
    shutil.copy(paths.STORES / f"version-{version}.sqlite3", tmp_path / FILE)
    with_bank, without = outcome("export", "1", *BANK, home=tmp_path), outcome("export", "1", home=tmp_path)
    whole = outcome("export", "1", "--with-private", home=tmp_path)
    assert set(json.loads(without.out)["answers"].values()) <= {"$private", "$skip"}
    assert "include the others, add --questions and the folder of the bank bicycle-mechanic." in without.err
    assert "earlier version" not in with_bank.err
    assert whole.err == ""
    shown = json.loads(with_bank.out)["answers"]
    assert {name for name, answer in json.loads(whole.out)["answers"].items() if answer != shown[name]} <= {
        "applications-lifting"
    }
