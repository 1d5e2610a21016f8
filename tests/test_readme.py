"""What the README says is so."""

import html
import io
import os
import re
from pathlib import Path

from rich.console import Console

from coder_readiness import assess, load_bank
from coder_readiness.document import brief
from coder_readiness.report import print_report
from tests.reports import report_on

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / ".github" / "report.svg"
README = (ROOT / "README.md").read_text(encoding="utf-8")
BANK = load_bank()


def test_the_picture_is_a_real_report() -> None:
    console = Console(file=io.StringIO(), width=80, record=True, force_terminal=True, color_system="truecolor")
    print_report(brief(report_on("trained-not-certified")), console)
    if os.environ.get("UPDATE_GOLDEN"):
        svg = console.export_svg(title="coder-readiness report --brief", clear=False, unique_id="report")
        # Without the web font: the picture asks nobody for anything.
        PICTURE.write_text(re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL), encoding="utf-8")
    picture = PICTURE.read_text(encoding="utf-8")
    shown = re.findall(r"<text[^>]*>(.*?)</text>", picture.partition('report-matrix">')[2])
    assert "".join(html.unescape("".join(shown)).split()) == "".join(console.export_text().split())
    assert "url(http" not in picture
    assert str(PICTURE.relative_to(ROOT)) in README


def test_the_example_comes_about_as_told() -> None:
    told = re.search(
        r"\*(.+)\* has the target (\d+)% and weight (\d+)\. .* earns ([\d.]+) on its one\n?\s*question, "
        r"so ([\d.]+) / ([\d.]+) = (\d+)% of what is needed",
        README,
    )
    assert told
    readiness = assess(BANK, {"answers": {"certificate-status": "booked"}})
    result = next(result for result in readiness.competencies if result.id == "certificate")
    competency = BANK.competency["certificate"]
    assert told.groups() == (
        result.title,
        f"{result.target * 100:.0f}",
        f"{competency.weight:.0f}",
        f"{result.low:g}",
        f"{result.low:g}",
        f"{result.target:g}",
        f"{result.low / result.target * 100:.0f}",
    )
    assert result.required
    assert len(competency.questions) == 1


def test_the_figures_of_a_full_attempt() -> None:
    asked = assess(BANK, {"answers": {}}).asked
    assert f"the whole quiz: {asked} questions, about 20 minutes" in README


def test_the_python_example_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    exec(code[1], {})


def test_there_are_two_set_up_lines() -> None:
    lines = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [line.split(" && ")[-1] for line in lines] == [".venv/bin/coder-readiness", ".venv/bin/pytest"]
