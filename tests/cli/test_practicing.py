"""Practice line by line: how long it is, and what it tells."""

import json
import re
from typing import Any


def test_one_sitting_of_practice_is_short(run: Any) -> None:
    output = run("practice", "--plain", typed="s\n" * 25)
    assert (output.code, output.out.count("Practice, question ")) == (0, 20)
    assert "question 20 of 20: " in output.out


def test_practice_tells_the_reason_after_each_answer(run: Any) -> None:
    output = run("practice", "privacy", "--plain", typed="1\n2\ns\nq\n")
    assert output.code == 0
    assert output.out.count("Source: ") == 2
    assert (
        len(
            re.findall(
                r"^(Right\.|Not quite\. The best answer: |Partly right\. The best answer: )", output.out, re.MULTILINE
            )
        )
        == 2
    )
    assert re.search(r"[012] of 2 right\.", output.out)
    assert json.loads(run("history", "--format", "json").out) == []
