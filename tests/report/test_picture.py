"""The picture in the README: a question of the real quiz in a real terminal, and the result that the program prints.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/report/test_picture.py, and look at the picture.
"""

import io
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.style import Style
from rich.text import Text

from coder_readiness.report.document import result
from coder_readiness.report.text import print_report
from tests.driver import Program
from tests.paths import ROOT
from tests.reports import material_on

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")

PICTURE = ROOT / ".github" / "pictures" / "quiz.svg"
SKIPPED = 3


def question(home: Path) -> list[Text]:
    """Return the screen of the fourth question about step 4, in its colors, without what was before it."""
    program = Program("quiz", "--step", "4", home=home)
    where = program.next_question()
    for _ in range(SKIPPED):
        program.press("s")
        where = program.next_question(where)
    lines = [line(program.screen.buffer[number], program.screen.columns) for number in range(program.screen.lines)]
    program.process.close(force=True)
    start = max(number for number, text in enumerate(lines) if text.plain.startswith("Step 4 of 5"))
    return lines[start:]


def line(cells: Mapping[int, Any], columns: int) -> Text:
    """Return one line of a terminal as text with colors."""

    def parts() -> Iterator[tuple[str, Style]]:
        for cell in (cells[column] for column in range(columns)):
            color = None if cell.fg == "default" else cell.fg if cell.fg.isalpha() else f"#{cell.fg}"
            yield cell.data, Style(color=color, bold=cell.bold)

    text = Text.assemble(*parts())
    text.rstrip()
    return text


def test_the_picture_is_what_the_program_shows(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=80, record=True, force_terminal=True, color_system="truecolor")
    for text in question(tmp_path / "home"):
        console.print(text)
    console.rule()
    print_report(result(material_on("trained-not-certified", hours_per_week=10)), console)
    picture = console.export_svg(title="coder-readiness", unique_id="quiz") + "\n"
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # it loads nothing from elsewhere
    if os.environ.get("UPDATE_GOLDEN"):
        PICTURE.write_text(picture, encoding="utf-8")
    assert picture == PICTURE.read_text(encoding="utf-8")
