"""The loop of an attempt: next question, ask, keep, until the person is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coder_readiness.asking import SECONDS, Asker, Choice, Move, Prompt, minutes, said
from coder_readiness.bank import Bank, Question
from coder_readiness.draw import asked, shown_options
from coder_readiness.errors import LeftError, SheetError
from coder_readiness.scoring import score
from coder_readiness.selection import Mode, is_certain, next_question
from coder_readiness.sheet import SKIP, Answer, Sheet, read_answer
from coder_readiness.store import Attempt, Store

Clock = Callable[[], datetime]

_PACE_KNOWN = 5
"""After so many answers the person's own pace counts."""
_FASTEST, _SLOWEST = 0.4, 3.0
_OLD = timedelta(days=365)
_LONGEST_PAUSE = 300
"""Seconds after which an answer says nothing about the pace: the person was away."""


def readable_sheet(bank: Bank, attempt: Attempt) -> Sheet:
    """Return an attempt's sheet, leaving out kept answers that the bank no longer asks for or takes."""
    answers: dict[str, Answer] = {}
    for name, answer in attempt.answers.items():
        if question := bank.questions.get(name):
            try:
                answers[name] = read_answer(question, answer)
            except SheetError:  # the question has changed since; it is asked anew
                continue
    return Sheet(attempt.goal, attempt.seed, answers)


def carried_over(bank: Bank, sheet: Sheet) -> frozenset[str]:
    """Return the answers that an update takes over: all but skips, of competencies that are surely met."""
    return frozenset(
        question.id
        for step in score(bank, sheet).steps
        for entry in step.competencies
        if entry.met or not entry.counted
        for question in entry.competency.questions
        if sheet.answers.get(question.id, SKIP) != SKIP
    )


def old_answers(bank: Bank, attempt: Attempt, now: datetime) -> list[str]:
    """Return the titles of the competencies whose answers in an attempt are older than a year."""
    names = [name for name, at in attempt.answered.items() if now - at > _OLD and name in bank.home]
    return list(dict.fromkeys(bank.home[name].title for name in names))


class Quiz:
    """One sitting: an attempt that is begun or gone on with."""

    def __init__(self, bank: Bank, store: Store, asker: Asker, clock: Clock, attempt: Attempt) -> None:
        self._bank = bank
        self._store = store
        self._asker = asker
        self._clock = clock
        self._attempt = attempt
        seen = store.seen(attempt.id) if attempt.mode == "update" else frozenset()
        self._sheet = replace(readable_sheet(bank, attempt), seen=seen)
        self._took = 0.0
        self._expected = 0.0
        self._answered = 0
        self._section = ""

    def take(self) -> Sheet:
        """Ask what is left, let the person review, and return the sheet. Raises LeftError when the person leaves."""
        try:
            if self._attempt.mode == "quick":
                self._ask_what_is_left("quick")
                if not self._wants_more():
                    return self._sheet
                self._store.go_full(self._attempt.id)
            self._ask_what_is_left("full")
            self._review()
        except (KeyboardInterrupt, EOFError) as error:
            raise LeftError(
                f"left with {len(self._sheet.answers)} answers saved. Go on with: coder-readiness resume"
            ) from error
        return self._sheet

    def _wants_more(self) -> bool:
        """Say what quick mode found, and ask whether to go on with the full quiz, which asks nothing twice."""
        count, total = len(self._sheet.answers), len(self._questions())
        self._asker.say("Quick mode", heading=True)
        if is_certain(self._bank, self._sheet):
            self._asker.say(
                f"Certain after {count} of {total} questions: "
                "whatever you would answer to the rest, the step stays the same."
            )
        else:
            self._asker.say("Not certain, because some questions were skipped: their answers could change the step.")
        left = [question for question in self._questions() if question.id not in self._sheet.answers]
        choices = [Choice("report", "See the report")]
        if left:
            full = f"Go on with the full quiz, for the whole picture ({len(left)} questions, about {minutes(left)} min)"
            choices.append(Choice("full", full))
        try:
            return self._asker.choose("What next?", choices) == "full"
        except EOFError:  # a prepared file of answers ends here
            return False

    def _questions(self) -> tuple[Question, ...]:
        """Return every question of this attempt, in order."""
        return tuple(
            question
            for question in asked(self._bank, self._sheet)
            if self._attempt.step in {None, self._bank.home[question.id].step}
        )

    def _next(self, mode: Mode) -> Question | None:
        if self._attempt.step is None:
            return next_question(self._bank, self._sheet, mode)
        return next((question for question in self._questions() if question.id not in self._sheet.answers), None)

    def _ask_what_is_left(self, mode: Mode) -> None:
        history: list[str] = [name for name in self._sheet.answers if name in self._bank.questions]
        question = self._next(mode)
        while question is not None:
            reply = self._ask(question, mode)
            if reply is Move.LEAVE:
                raise KeyboardInterrupt
            if reply is Move.BACK:
                before = history.index(question.id) if question.id in history else len(history)
                if before == 0:
                    self._asker.say("This is the first question.")
                else:
                    question = self._bank.questions[history[before - 1]]
                continue
            if question.id not in history:
                history.append(question.id)
            question = self._next(mode)

    def _ask(self, question: Question, mode: Mode) -> Answer | Move:
        self._announce(question)
        started = self._clock()
        reply = self._asker.ask(self._prompt(question, mode))
        if not isinstance(reply, Move):
            now = self._clock()
            self._measure(question, (now - started).total_seconds())
            self._store.keep(self._attempt.id, question.id, reply, now)
            self._sheet = self._sheet.with_answer(question.id, reply)
        return reply

    def _announce(self, question: Question) -> None:
        """Say what a step is about when its first question comes."""
        step = next(step for step in self._bank.steps if step.id == self._bank.home[question.id].step)
        if step.id != self._section:
            self._section = step.id
            number = self._bank.number(step.id)
            self._asker.say(f"Step {number} of {len(self._bank.steps)}: {step.title}", heading=True)
            self._asker.say(step.about)

    def _prompt(self, question: Question, mode: Mode) -> Prompt:
        questions = self._questions()
        number = next(index for index, other in enumerate(questions, 1) if other.id == question.id)
        left = [other for other in questions if other.id not in self._sheet.answers]
        competency = self._bank.home[question.id]
        if mode == "quick":
            where = f"question {len(self._sheet.answers) + 1}, of at most {len(questions)}"
        else:
            where = f"question {number} of {len(questions)}, about {minutes(left or [question], self._pace)} min left"
        return Prompt(
            question,
            shown_options(question, self._sheet.seed),
            f"Step {self._bank.number(competency.step)} of {len(self._bank.steps)}, {where}: {competency.title}",
            question.why or competency.why,
            self._sheet.answers.get(question.id),
        )

    @property
    def _pace(self) -> float:
        if self._answered < _PACE_KNOWN:
            return 1.0
        return min(_SLOWEST, max(_FASTEST, self._took / self._expected))

    def _measure(self, question: Question, seconds: float) -> None:
        if 0 < seconds < _LONGEST_PAUSE:
            self._took += seconds
            self._expected += SECONDS[question.type]
            self._answered += 1

    def _review(self) -> None:
        """Let the person look over the answers, and change them, until the report is wanted."""
        while True:
            answered = [question for question in self._questions() if question.id in self._sheet.answers]
            skipped = [question for question in answered if self._sheet.answers[question.id] == SKIP]
            choices = [Choice("report", "See the report"), Choice("change", "Change an answer")]
            if skipped:
                choices.insert(1, Choice("skipped", f"Answer what was skipped ({len(skipped)})"))
            self._asker.say("Review", heading=True)
            try:
                reply = self._asker.choose(
                    f"{len(answered) - len(skipped)} questions answered, {len(skipped)} skipped. What next?", choices
                )
            except EOFError:  # a prepared file of answers ends here
                return
            if reply == "report":
                return
            if reply == "skipped":
                self._ask_again(skipped)
            elif reply == "change":
                self._change(answered)

    def _change(self, answered: Sequence[Question]) -> None:
        steps = [step for step in self._bank.steps if any(self._bank.home[q.id].step == step.id for q in answered)]
        chosen = self._asker.choose("Which step is it about?", [Choice(step.id, step.title) for step in steps])
        if isinstance(chosen, Move):
            return
        lines = [
            Choice(
                question.id,
                f"{self._bank.home[question.id].title}: {said(question, self._sheet.answers[question.id])}",
            )
            for question in answered
            if self._bank.home[question.id].step == chosen
        ]
        chosen = self._asker.choose("Which answer do you want to change?", lines)
        if not isinstance(chosen, Move):
            self._ask_again([self._bank.questions[chosen]])

    def _ask_again(self, questions: Iterable[Question]) -> None:
        for question in questions:
            reply = self._ask(question, "full")
            if reply is Move.LEAVE:
                raise KeyboardInterrupt
            if reply is Move.BACK:
                return
