"""The checks that did not earn full credit, with the best answer and the reason."""

from coder_readiness.bank.credits import is_full
from coder_readiness.report.blocks import Block, Missed, Paragraph, Section
from coder_readiness.report.material import Material
from coder_readiness.scoring.sheet import answered_checks
from coder_readiness.text import number_of

_A_FEW = 5
"""So many of them are in a full report; all are in one of their own."""


def answers_section(material: Material) -> Section | None:
    """Return every check that was missed."""
    missed = _missed(material)
    return Section("The questions you missed", tuple(missed)) if missed else None


def missed_section(material: Material) -> Section | None:
    """Return the first few checks that were missed, those about the step in focus first, and where to see the rest."""
    missed = _missed(material)
    if not missed:
        return None
    shown: list[Block] = [*missed[:_A_FEW]]
    if more := len(missed) - len(shown):
        all_of_them = material.typed("report --answers")
        shown.append(Paragraph(f"You missed {number_of(more, 'more question')}. To see all of them: {all_of_them}"))
    return Section("Questions you missed", tuple(shown))


def _missed(material: Material) -> list[Missed]:
    bank, focus = material.bank, material.focus
    answered = list(answered_checks(bank.questions.values(), material.sheet))
    answered.sort(key=lambda found: not (focus and bank.home[found[0].id].step == focus.id))
    return [
        Missed(
            question.record,
            question.text,
            question.said(answer),
            earned > 0,
            question.said(question.best_answer),
            question.reasons(answer),
            question.source or "",
        )
        for question, answer, earned in answered
        if not is_full(earned)
    ]
