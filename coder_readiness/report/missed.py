"""The checks that did not earn full credit, with the best answer and the reason."""

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Block, Missed, Section
from coder_readiness.scoring.score import best_answer, credit
from coder_readiness.scoring.sheet import SPECIAL, UNKNOWN, Sheet
from coder_readiness.scoring.wording import answer_in_words, record_and_question
from coder_readiness.text import one_line


def missed_section(bank: Bank, sheet: Sheet) -> Section | None:
    blocks: list[Block] = []
    for question in bank.questions.values():
        answer = sheet.answers.get(question.id)
        if question.evidence != "check" or answer is None or (answer in SPECIAL and answer != UNKNOWN):
            continue
        if (earned := credit(question, answer)) < 1:
            record, text = record_and_question(question)
            blocks.append(
                Missed(
                    record,
                    text,
                    answer_in_words(question, answer),
                    earned > 0,
                    answer_in_words(question, best_answer(question)),
                    one_line(question.because or ""),
                    question.source or "",
                )
            )
    return Section("What the checks showed, and why", tuple(blocks)) if blocks else None
