"""The checks that did not earn full credit, with the best answer and the reason."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.questions.types import Question
from coder_readiness.report.blocks import Block, Missed, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.scoring.sheet import answered_checks

_A_FEW = 3
"""So many of them are in a full report, from different areas; all are in one of their own."""

_Missed = tuple[Question, Answer, float]


def answers_section(material: Material) -> Section:
    """Return every check that was missed."""
    told: tuple[Block, ...] = tuple(map(_told, _missed(material)))
    if not told:
        answered = any(answered_checks(material.bank.questions.values(), material.sheet))
        none = "missed any knowledge questions" if answered else "answered any knowledge questions yet"
        told = (Paragraph(f"You haven't {none}."),)
    return Section("The questions you missed", told)


def missed_section(material: Material) -> Section | None:
    """Return a few of the checks that were missed, and where to see the rest.

    Wrong answers come first, because they teach more than what a person knew they didn't know, and of these, those
    without a long record.
    """
    missed = _missed(material)
    if not missed:
        return None
    number_in_area: defaultdict[str, Iterator[int]] = defaultdict(count)
    numbers = {question.id: next(number_in_area[material.bank.home[question.id].id]) for question, _, _ in missed}
    few = sorted(missed, key=lambda one: (one[1] is UNKNOWN, bool(one[0].record), numbers[one[0].id]))[:_A_FEW]
    shown: list[Block] = [replace(_told(one), because=(), source="", others="") for one in few]
    if command := material.view("answers"):
        more = f"all {len(missed)} questions with the reasons" if len(missed) > len(few) else "the reasons"
        shown.append(Paragraph(f"To see {more}, type: {command}"))
    return Section("Questions you missed", tuple(shown))


def _missed(material: Material) -> list[_Missed]:
    bank, focus = material.bank, material.focus
    answered = answered_checks(bank.questions.values(), material.sheet)
    missed = [one for one in answered if not is_full(one[2])]
    return sorted(missed, key=lambda one: not (focus and bank.home[one[0].id].step == focus.id))


def _told(missed: _Missed) -> Missed:
    question, answer, earned = missed
    return Missed(
        question.record,
        question.text,
        question.said(answer),
        earned > 0,
        question.said(question.best_answer),
        question.reasons(answer),
        question.source or "",
        question.unsaid(answer, question.best_answer),
    )
