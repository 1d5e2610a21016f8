"""The way back through the questions a person has answered, and forward again."""

from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.progress import Progress
from coder_readiness.scoring.selection import Mode


class WayBack:
    """Remembers the questions from which a person goes back, so that they come forward through the same ones."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._passed: list[Question] = []
        """The nearest last."""
        self._came_from: Question | None = None

    def back_from(self, question: Question) -> Question | None:
        """Return the question that was answered before this one; None if it's the first."""
        before = self._progress.answered_before(question)
        if not before:
            return None
        self._passed.append(question)
        self._came_from = self._passed[0]
        return self._progress.bank.questions[self._progress.history[before - 1]]

    def forward(self) -> Question | None:
        """Return the next answered question on the way forward that is still asked; None after the last one."""
        answered = self._progress.answered
        while self._passed:
            if (question := self._passed.pop()) in answered:
                return question
        return None

    def forget(self) -> None:
        """Lead straight to the next question without an answer."""
        self._passed.clear()

    def has_lost_its_end(self, following: Question | None, mode: Mode) -> bool:
        """Tell, once, whether an answer changed on the way makes the question that the person came from unnecessary.

        `following` is the next one without an answer; in the quick quiz, others may come later only in the same step.
        """
        question = self._came_from
        if question is None or question.id in self._progress.sheet.answers or question is following:
            return False
        home = self._progress.bank.home
        if question not in self._progress.left or following is None:
            may_come = False
        else:
            may_come = mode != "quick" or home[question.id].step == home[following.id].step
        if not may_come:
            self._came_from = None
        return not may_come
