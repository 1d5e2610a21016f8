"""Lists between questions: what to do next, and which answer to change."""

from collections.abc import Callable, Sequence

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Step
from coder_readiness.quiz.asking import Asker, Choice, Move, list_keys
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import one_line, shortened

_MOST_AT_ONCE = 9
"""A longer list is hard to choose from, and a single digit reaches this far."""


_LEAVING = "Your answers are saved. What would you like to do now?"


class StoppedError(Exception):
    """The person wants to see the result so far."""


def goes_on(asker: Asker, *, in_menu: bool) -> bool:
    """Ask a person who pressed q what to do; return whether they stay. Raises StoppedError to see the result so far."""
    choices = [
        Choice("leave", "Go back to the menu" if in_menu else "Quit"),
        Choice("result", "See your result so far"),
        Choice("continue", "Continue the quiz"),
    ]
    reply = asker.choose(_LEAVING, choices, keys=list_keys(in_menu=in_menu))
    if reply == "result":
        raise StoppedError
    return reply in ("continue", Move.BACK)


def chosen(asker: Asker, title: str, choices: Sequence[Choice[str]], *, in_menu: bool) -> str | None:
    """Show a list and return the value chosen; None to go back. Raises KeyboardInterrupt when the person leaves."""
    reply = asker.choose(title, choices, keys=list_keys(in_menu=in_menu))
    if reply is Move.LEAVE:
        raise KeyboardInterrupt
    return None if isinstance(reply, Move) else reply


class AnswerList:
    """Lets a person choose an answer to change; if there are many, by step and area first."""

    def __init__(self, asker: Asker, bank: Bank, sheet: Sheet, *, in_menu: bool) -> None:
        self._asker = asker
        self._in_menu = in_menu
        self._bank = bank
        self._sheet = sheet

    def choose(self, questions: Sequence[Question]) -> Question | None:
        """Return the question whose answer the person wants to change; None to go back."""
        steps = {step.id: step for step in self._bank.steps}
        home = self._bank.home
        title = "Which step has the answer you want to change?"
        return self._choose_of(title, questions, lambda one: steps[home[one.id].step], self._choose_in_step)

    def choose_of_pair(self, pair: tuple[Question, Question]) -> Question | str | None:
        """Return the question whose answer to change, or "both" if both answers are right; None to go back."""
        title = "These two answers don't seem to fit together. Which one do you want to change?"
        lines = [Choice(question.id, self._recalled(question)) for question in pair]
        name = chosen(self._asker, title, [*lines, Choice("both", "Neither. Both are right")], in_menu=self._in_menu)
        return self._bank.questions.get(name or "", name)

    def _choose_in_step(self, questions: Sequence[Question]) -> Question | None:
        if len(questions) <= _MOST_AT_ONCE:
            return self._choose_itself(questions)
        home = self._bank.home
        return self._choose_of(
            "Which area has the answer you want to change?", questions, lambda one: home[one.id], self._choose_itself
        )

    def _choose_itself(self, questions: Sequence[Question]) -> Question | None:
        lines = [Choice(question.id, self._recalled(question)) for question in questions]
        name = chosen(self._asker, "Which answer do you want to change?", lines, in_menu=self._in_menu)
        return None if name is None else self._bank.questions[name]

    def _choose_of(
        self,
        title: str,
        questions: Sequence[Question],
        of: Callable[[Question], Step | Competency],
        choose: Callable[[Sequence[Question]], Question | None],
    ) -> Question | None:
        """Let the person choose a step or an area, and then one of its questions; None to go back."""
        choices = [Choice(name, title) for name, title in {of(one).id: of(one).title for one in questions}.items()]
        if len(choices) == 1:
            return choose(questions)
        while (name := chosen(self._asker, title, choices, in_menu=self._in_menu)) is not None:
            if question := choose([question for question in questions if of(question).id == name]):
                return question
        return None

    def _recalled(self, question: Question) -> str:
        """Return a question and its answer, short enough for a list of them."""
        answer = question.said(self._sheet.answers[question.id])
        what = one_line(question.record) or question.text  # many ask the same thing about a record of their own
        return f"{shortened(what, 60)} (your answer: {shortened(answer, 30)})"
