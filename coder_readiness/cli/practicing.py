"""The command `practice`."""

from typing import TYPE_CHECKING

from coder_readiness.bank.finding import find_competency
from coder_readiness.cli.attempts import reported
from coder_readiness.cli.context import Context
from coder_readiness.quiz.kept import whole_sheet
from coder_readiness.quiz.practice import missed, pool, practice_checks, practice_order
from coder_readiness.system import signals_as_interrupts

if TYPE_CHECKING:
    from coder_readiness.bank.questions.types import Question
    from coder_readiness.store.attempt import Attempt


_MOST_AT_ONCE = 20
"""So many questions are enough for one sitting."""


def practice(context: Context) -> int:
    """Ask knowledge questions, missed ones first."""
    bank, name = context.bank, context.options.competency
    questions = list(pool(bank, find_competency(bank, name) if name is not None else None))
    asker, store = context.asker, context.store
    store.check_writable()
    last = store.last(finished=True, bank=bank.roadmap.id)
    missed_before = missed(bank, whole_sheet(bank, store, last)) if last else set()
    seed = context.new_seed()
    focus = _focus(context, last)

    def distance(question: "Question") -> int:
        number = bank.number(bank.home[question.id].step)
        return 0 if number == focus else 1 if number < focus else 2

    order = practice_order(
        questions, missed_before, store.cards.of(bank.roadmap.id), seed, context.clock(), distance=distance
    )
    with signals_as_interrupts():
        practice_checks(bank, store, asker, context.clock, order[:_MOST_AT_ONCE], seed=seed)
    return 0


def _focus(context: Context, last: "Attempt | None") -> int:
    """Return the number of the step in focus; 1 if there is no result."""
    readiness = reported(last) if last else None
    return readiness.next_step.number if readiness and readiness.next_step else 1
