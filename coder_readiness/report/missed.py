"""The checks that did not earn full credit, with the best answer and the reason."""

from coder_readiness.bank.credits import is_full
from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Block, Missed, Section
from coder_readiness.scoring.sheet import Sheet, answered_checks
from coder_readiness.text import one_line


def missed_section(bank: Bank, sheet: Sheet) -> Section | None:
    blocks: list[Block] = []
    for question, answer, earned in answered_checks(bank.questions.values(), sheet):
        if not is_full(earned):
            blocks.append(
                Missed(
                    question.record,
                    question.text,
                    question.said(answer),
                    earned > 0,
                    question.said(question.best_answer),
                    one_line(question.because or ""),
                    question.source or "",
                )
            )
    return Section("What the checks showed, and why", tuple(blocks)) if blocks else None
