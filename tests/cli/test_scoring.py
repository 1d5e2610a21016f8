"""Scoring answer sheets: one or many, good or bad."""

import json
from pathlib import Path
from typing import Any

import pytest

from coder_readiness import assess
from coder_readiness.bank.model import Bank
from tests.running import whole_sheet


def test_score_takes_json_and_yaml(run: Any, tmp_path: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    as_json, as_yaml = tmp_path / "sheet.json", tmp_path / "sheet.yaml"
    as_json.write_text(json.dumps(sheet))
    as_yaml.write_text("answers:\n" + "".join(f"  {name}: {json.dumps(a)}\n" for name, a in sheet["answers"].items()))
    outputs = [run("score", str(path), "--format", "json").out for path in (as_json, as_yaml)]
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0]) == assess(bank, sheet).model_dump(mode="json")


def test_score_takes_many_sheets_line_by_line(run: Any, bank: Bank) -> None:
    lines = [json.dumps(whole_sheet(bank)), json.dumps({"answers": {}}), json.dumps({"answers": {}, "seed": 3})]
    output = run("score", "-", typed="\n".join(lines) + "\n")
    assert output.code == 0
    scored = [json.loads(line) for line in output.out.splitlines()]
    assert [row["next_step"] and row["next_step"]["number"] for row in scored] == [None, 1, 1]


def test_results_end_at_the_first_bad_line_and_every_bad_line_is_named(run: Any) -> None:
    lines = ['{"answers": {}}', '{"answers": {"nonsense": 1}}', '{"answers": {}}', '{"answers": }']
    output = run("score", "-", typed="\n".join(lines))
    assert output.code == 2
    assert output.out == run("score", "-", "--format", "json", typed=lines[0]).out
    assert output.err == (
        'coder-readiness: standard input:2:14: There\'s no question "nonsense". To see all questions, type '
        "`coder-readiness bank list`.\nstandard input:4:13: A value is missing here.\n"
    )


@pytest.fixture
def amara_and_fatou(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of two sheets in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("amara.json", "fatou.json"):
        (tmp_path / name).write_text('{"answers": {"certificate-status": "booked"}}', encoding="utf-8")
    return ["amara.json", "fatou.json"]


def test_every_bad_file_is_named(run: Any, amara_and_fatou: list[str]) -> None:
    amara, fatou = amara_and_fatou
    Path("bad.yaml").write_text("answers: {certificate-status: maybe}\n", encoding="utf-8")
    output = run("score", "--format", "json", amara, "bad.yaml", "nowhere.json", fatou, "bad.yaml")
    assert output.code == 2
    assert output.out == run("score", "--format", "json", amara).out
    told = output.err.removeprefix("coder-readiness: ").splitlines()
    assert [line[:60] for line in told] == [
        "bad.yaml:1:31: certificate-status: The answer can't be \"mayb",
        "bad.yaml:1:31: certificate-status: The answer can't be \"mayb",
        "There's no file named nowhere.json. Check the name and the f",
    ]


def test_a_sheet_with_many_mistakes_hides_none_of_the_others(run: Any) -> None:
    many = json.dumps({"answers": {f"odd-{number}": "x" for number in range(30)} | {"certificate-status": "booked"}})
    lines = [many, '{"answers": {}}', '{"answers": {"odd": "x"}}', '{"answers": {"even": "x"}}']
    told = run("score", "-", typed="\n".join(lines)).err.removeprefix("coder-readiness: ").splitlines()
    assert [line.partition(". To see")[0] for line in told] == [
        *(f'standard input:1:{told[n].split(":")[2]}: There\'s no question "odd-{n}"' for n in range(6)),
        'standard input:3:14: There\'s no question "odd"',
        'standard input:4:14: There\'s no question "even"',
        "... and 24 more",
    ]


def test_what_was_read_already_is_empty(run: Any) -> None:
    output = run("score", "-", "-", "--format", "json", typed='{"answers": {}}')
    assert output.code == 2
    assert output.out == run("score", "-", "--format", "json", typed='{"answers": {}}').out
    assert output.err == "coder-readiness: standard input is empty. Fill it in, or delete it.\n"


def test_reports_on_many_sheets_of_a_file_are_headed_by_their_number(run: Any, amara_and_fatou: list[str]) -> None:
    report = run("score", amara_and_fatou[0]).out
    line = Path(amara_and_fatou[0]).read_text(encoding="utf-8")
    Path("class.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    told = f"== class.jsonl, sheet 1\n{report}== class.jsonl, sheet 2\n{report}"
    assert run("score", "class.jsonl", "--format", "text").out == told


def test_reports_in_a_row_are_headed_by_the_name_of_their_file(run: Any, amara_and_fatou: list[str]) -> None:
    amara, fatou = amara_and_fatou
    report = run("score", amara).out
    assert "==" not in report
    assert run("score", amara, fatou).out == f"== amara.json\n{report}== fatou.json\n{report}"


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_one_sheet_is_scored_as_a_page(run: Any, amara_and_fatou: list[str], format_: str) -> None:
    amara, fatou = amara_and_fatou
    output = run("score", fatou, "--format", format_)
    assert (output.code, output.err) == (0, "")
    assert output.out.startswith("<!DOCTYPE html>" if format_ == "html" else "# ")
    assert "Coding certification" in output.out
    for arguments, typed, message in (
        ([amara, fatou], "", "Name only one file."),
        (["-"], '{"answers": {}}\n' * 2, "but - has several"),
    ):
        output = run("score", *arguments, "--format", format_, typed=typed)
        assert (output.code, output.out) == (2, "")
        assert output.err.startswith(f"coder-readiness: --format {format_} takes one answer sheet at a time")
        assert message in output.err
