"""A text file for Anki's File > Import: question and options on the front, answer, reason and source on the back.

Each card has an id of its own, so that a later import changes cards and keeps how well they are known.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from coder_readiness.bank.exchange.question import LETTERS, Exported, reason_of

_HEAD = """\
#separator:Comma
#html:false
#notetype:Basic
#guid column:1
#tags column:4
#columns:guid,Front,Back,tags
"""


def write_anki(exported: Iterable[Exported]) -> Iterator[str]:
    """Yield the head and a card for each question."""
    yield _HEAD
    for competency, question, options in exported:
        listed = [f"{letter}. {option.label}" for letter, option in zip(LETTERS + "JKLMN", options, strict=False)]
        front = "\n".join([question.ask, *listed])
        back = "\n".join([question.said(question.best_answer), reason_of(question)])
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow((question.id, front, back, competency.id))
        yield line.getvalue()


def holds(exported: Exported) -> bool:
    """Tell whether a question fits on a card, which every one does."""
    return exported.question.is_check
