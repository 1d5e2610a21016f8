"""The loop of an attempt: next question, ask, keep, until the person is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer, Special
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Step
from coder_readiness.errors import LeftError, SheetError
from coder_readiness.quiz.asking import Asker, Choice, Move, Prompt
from coder_readiness.quiz.flagging import ask_or_flag
from coder_readiness.scoring.draw import AT_FIRST, asked, decides_as_it_goes, minutes, shown_options
from coder_readiness.scoring.score import CompetencyScore, score
from coder_readiness.scoring.selection import Mode, is_certain, next_question, unanswered
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store
from coder_readiness.text import counted, shortened

Clock = Callable[[], datetime]

_TRIED = 120
"""Seconds at the authors' estimate that stand beside the person's own, so that the pace does not jump at first."""
_FASTEST, _SLOWEST = 0.4, 3.0
_OLD = timedelta(days=365)
_NOTHING_BEFORE = "Nothing was answered here before this."
_MANY = 9
"""More answers than this are hard to choose from; and a digit chooses from so many."""


def readable_sheet(bank: Bank, attempt: Attempt) -> Sheet:
    """Return an attempt's sheet, leaving out kept answers that the bank no longer asks for or takes."""
    answers: dict[str, Answer] = {}
    for name, answer in attempt.answers.items():
        if question := bank.questions.get(name):
            try:
                answers[name] = answer if isinstance(answer, Special) else question.read_answer(answer)
            except SheetError:  # the question has changed since; it is asked anew
                continue
    return Sheet(attempt.goal, attempt.seed, answers)


def carried_over(bank: Bank, sheet: Sheet) -> frozenset[str]:
    """Return the answers that an update takes over: those in place of which no better one is wanted.

    Of a gap, for sure or maybe, they are only checks that were right. Of anything else they are all but skips and what
    says nothing: what was known stays known.
    """

    def holds(entry: CompetencyScore, question: Question, answer: Answer) -> bool:
        if answer is SKIP:
            return False
        earned = question.credit(answer)
        if entry.is_gap:
            return question.is_check and earned is not None and is_full(earned)
        return bool(entry.met) or answer is PRIVATE or earned is not None

    return frozenset(
        question.id
        for step in score(bank, sheet).steps
        for entry in step.competencies
        for question in entry.competency.questions
        if holds(entry, question, sheet.answers.get(question.id, SKIP))
    )


def unasked(bank: Bank, sheet: Sheet) -> list[Question]:
    """Return the questions of the whole quiz that a sheet has no answer to, not even a skip."""
    return list(unanswered(asked(bank, sheet), sheet))


def old_answers(bank: Bank, attempt: Attempt, now: datetime) -> list[str]:
    """Return the titles of the competencies whose answers in an attempt are older than a year."""
    names = [name for name, at in attempt.answered.items() if now - at > _OLD and name in bank.home]
    return list(dict.fromkeys(bank.home[name].title for name in names))


def _answers_to_show(bank: Bank, previous: Attempt | None) -> dict[str, Answer]:
    """Return the earlier answers that an update shows with its questions; none with a check: it shows what is known."""
    earlier = readable_sheet(bank, previous).answers if previous else {}
    return {name: answer for name, answer in earlier.items() if not bank.questions[name].is_check}


class Quiz:
    """One sitting: an attempt that is begun or gone on with."""

    def __init__(self, bank: Bank, store: Store, asker: Asker, clock: Clock, attempt: Attempt) -> None:
        self._bank = bank
        self._store = store
        self._asker = asker
        self._clock = clock
        self._seen = store.seen(attempt) if attempt.previous else frozenset()
        self._earlier = _answers_to_show(bank, store.previous(attempt))
        self._attempt: Attempt
        self._sheet: Sheet
        self._history: list[str] = []
        """What has been answered here, in the order in which it was first; a changed answer keeps its place."""
        self._numbers: dict[str, int] = {}
        """The number under which a question of the whole quiz was put."""
        self._take_up(attempt)
        self._took = self._expected = float(_TRIED)
        self._introduced: set[str] = set()
        for before, name in pairwise(self._history):
            if attempt.answers[name] is not SKIP:
                taken = attempt.answered[name] - attempt.answered[before]
                self._measure(bank.questions[name], taken.total_seconds())

    @property
    def attempt(self) -> Attempt:
        """The attempt as it is now; it has a number once an answer of it is kept."""
        return self._attempt

    def take(self) -> Sheet:
        """Ask what is left, let the person review, and return the sheet. Raises LeftError when the person leaves."""
        try:
            if self._attempt.mode == "quick":
                if not self._wants_more():
                    return self._as_kept()
                self._attempt = self._store.go_full(self._attempt)
            self._ask_what_is_left("full")
            self._review()
        except (KeyboardInterrupt, EOFError) as error:
            raise LeftError(f"left with {counted(len(self._sheet.answers), 'answer')} saved") from error
        return self._as_kept()

    def _take_up(self, attempt: Attempt) -> None:
        """Go on from an attempt as it is kept; what is asked about a must-have depends on the answers so far."""
        self._attempt = attempt
        self._sheet = replace(readable_sheet(self._bank, attempt), seen=self._seen)
        self._questions = tuple(
            question
            for question in asked(self._bank, self._sheet)
            if attempt.step in {None, self._bank.home[question.id].step}
        )
        given = [name for name in self._sheet.answers if name not in attempt.carried]
        self._history += [name for name in given if name not in self._history]

    def _as_kept(self) -> Sheet:
        """Return the sheet with what another window may have answered since."""
        if self._attempt.id is not None:
            self._take_up(self._store.attempt(self._attempt.id))
        return self._sheet

    def _wants_more(self) -> bool:
        """Ask quickly, say what was found, and ask whether to go on with the full quiz, which asks nothing twice."""
        while True:
            self._ask_what_is_left("quick")
            self._asker.say("Quick mode", heading=True)
            self._asker.say(self._found())
            choices = [Choice("report", "See the report")]
            if left := self._left:
                more = f"Go on with the full quiz, for the whole picture ({self._amount(left)})"
                choices.append(Choice("full", more))
            if skipped := self._skipped:
                choices.append(Choice("skipped", f"Answer what was skipped ({len(skipped)})"))
            choices.append(Choice("change", "Change an answer"))
            reply = self._choose("What next?", choices, at_end="report")
            if reply == "skipped":
                self._ask_again(skipped, "quick")
            elif reply == "change":
                self._change(self._answered, "quick")
            elif reply is Move.BACK:
                self._go_back("quick")
            else:
                return reply == "full"

    def _found(self) -> str:
        """Return what quick mode has found: the step to focus on, where no other answer could change it."""
        if not is_certain(self._bank, self._sheet):
            return "Not certain, because of what was skipped: the answers could change the step."
        focus = "every step is complete"
        if result := score(self._bank, self._sheet).next_step:
            focus = f"focus on step {self._bank.number(result.step.id)}, {result.step.title}"
        # An update has most of its answers from before, so that their number says nothing.
        after = (
            ""
            if self._attempt.previous
            else f" after {len(self._history)} of {counted(len(self._questions), 'question')}"
        )
        return f"Certain{after}: {focus}. No other answer could change that."

    def _choose(self, title: str, choices: Sequence[Choice[str]], at_end: str | None = None) -> str | Move:
        """Put a list, and return `at_end` where a prepared file of answers may end here."""
        try:
            reply = self._asker.choose(title, choices)
        except EOFError:
            if at_end is None:
                raise
            return at_end
        if reply is Move.LEAVE:
            raise KeyboardInterrupt
        return reply

    @property
    def _left(self) -> list[Question]:
        return list(unanswered(self._questions, self._sheet))

    @property
    def _answered(self) -> list[Question]:
        return [question for question in self._questions if question.id in self._sheet.answers]

    @property
    def _skipped(self) -> list[Question]:
        return [question for question in self._answered if self._sheet.answers[question.id] is SKIP]

    def _amount(self, questions: Sequence[Question]) -> str:
        return f"{counted(len(questions), 'question')}, about {minutes(questions, self._pace)} min"

    def _next(self, mode: Mode) -> Question | None:
        if mode == "quick":
            return next_question(self._bank, self._sheet, mode)
        return next(iter(self._left), None)

    def _ask_what_is_left(self, mode: Mode) -> None:
        self._ask_from(self._next(mode), mode)

    def _go_back(self, mode: Mode) -> None:
        """Ask the last question again, and what comes then."""
        if not self._history:
            self._asker.say(_NOTHING_BEFORE)
        self._ask_from(next((self._bank.questions[name] for name in self._history[-1:]), None), mode)

    def _ask_from(self, question: Question | None, mode: Mode) -> None:
        while question is not None:
            if question.id not in self._history:
                self._introduce(question, mode)
            reply = self._ask(question, mode)
            if reply is not Move.BACK:
                question = self._next(mode)
            elif before := self._answered_before(question):
                question = self._bank.questions[self._history[before - 1]]
            else:
                self._asker.say(_NOTHING_BEFORE)

    def _answered_before(self, question: Question) -> int:
        """Return how many questions were answered before one: all, where it is not answered yet."""
        return self._history.index(question.id) if question.id in self._history else len(self._history)

    def _ask(self, question: Question, mode: Mode) -> Answer | Move:
        started = self._clock()
        prompt = self._prompt(question, mode)
        reply = ask_or_flag(self._asker, self._store, self._bank.roadmap.id, prompt, self._clock)
        if reply is Move.LEAVE:
            raise KeyboardInterrupt
        if not isinstance(reply, Move):
            now = self._clock()
            if reply is not SKIP:
                self._measure(question, (now - started).total_seconds())
            before = self._store.keep(self._attempt, question.id, reply, now)
            other = readable_sheet(self._bank, before).answers.get(question.id)
            if other not in (None, reply, self._sheet.answers.get(question.id)):
                self._asker.say(f"This replaces your answer from another window: {question.said(other)}.")
            answers, answered = {**before.answers, question.id: reply}, {**before.answered, question.id: now}
            carried = before.carried - {question.id}
            self._take_up(replace(before, answers=answers, answered=answered, carried=carried))
        return reply

    def _introduce(self, question: Question, mode: Mode) -> None:
        """Say what is coming and what it is for, when the first question of a step comes."""
        step = self._step(question)
        if step.id not in self._introduced:
            self._introduced.add(step.id)
            number = self._bank.number(step.id)
            self._asker.say(f"Step {number} of {len(self._bank.steps)}: {step.title}", heading=True)
            self._asker.say(step.about)
            coming = self._amount([other for other in self._left if self._bank.home[other.id].step == step.id])
            self._asker.say(f"At most {coming}." if mode == "quick" else f"{coming}.")

    def _step(self, question: Question) -> Step:
        return self._bank.steps[self._bank.number(self._bank.home[question.id].step) - 1]

    def _prompt(self, question: Question, mode: Mode) -> Prompt:
        competency = self._bank.home[question.id]
        return Prompt(
            question,
            shown_options(question, self._sheet.seed),
            f"Step {self._bank.number(competency.step)} of {len(self._bank.steps)}, "
            f"{self._progress(question, mode)}: {competency.title}{self._why_one_more(question)}",
            question.why or competency.why,
            self._sheet.answers.get(question.id, self._earlier.get(question.id)),
        )

    def _why_one_more(self, question: Question) -> str:
        """Say why more is asked about a must-have than about others: what was answered leaves it in doubt."""
        competency = self._bank.home[question.id]
        others = sum(one.id in self._sheet.answers for one in competency.pool if one is not question)
        more = question.is_check and others >= AT_FIRST and decides_as_it_goes(competency, self._sheet)
        return ". One more on this, to be fair" if more else ""

    def _progress(self, question: Question, mode: Mode) -> str:
        """Return which question this is, of how many, and how long the rest takes."""
        left = self._left
        if mode == "quick":
            # The steps before are surely complete, so no more of their questions can come.
            number = self._bank.number(self._bank.home[question.id].step)
            left = [other for other in left if self._bank.number(self._bank.home[other.id].step) >= number]
            if self._attempt.previous:
                return "only what it takes to be certain"
            most = len(self._history) + len(left)
            return f"question {self._answered_before(question) + 1} of at most {most}, mostly fewer"
        about = f", about {minutes(left, self._pace)} min left" if left else ""
        if self._attempt.previous:
            return f"{counted(len(left), 'question')} to go{about}" if left else "asked before"
        answered = self._answered
        number = self._numbers.setdefault(
            question.id, (answered.index(question) if question in answered else len(answered)) + 1
        )
        return f"question {number} of {len(self._questions)}{about}"

    @property
    def _pace(self) -> float:
        return min(_SLOWEST, max(_FASTEST, self._took / self._expected))

    def _measure(self, question: Question, seconds: float) -> None:
        if seconds > 0:
            self._took += min(seconds, _SLOWEST * question.seconds)  # the rest was a pause
            self._expected += question.seconds

    def _review(self) -> None:
        """Let the person look over the answers, and change them, until the report is wanted."""
        while True:
            answered, skipped = self._answered, self._skipped
            choices = [Choice("report", "See the report"), Choice("change", "Change an answer")]
            if skipped:
                choices.insert(1, Choice("skipped", f"Answer what was skipped ({len(skipped)})"))
            self._asker.say("Review", heading=True)
            reply = self._choose(
                f"{counted(len(answered) - len(skipped), 'question')} answered, {len(skipped)} skipped. What next?",
                choices,
                at_end="report",
            )
            if reply == "report":
                return
            if reply == "skipped":
                self._ask_again(skipped, "full")
            elif reply == "change":
                self._change(answered, "full")
            else:
                self._go_back("full")

    def _change(self, answered: Sequence[Question], mode: Mode) -> None:
        """Let the person choose an answer, where there are many by its step and its competency, and give another."""
        if question := self._chosen_by_step(answered):
            self._ask_again([question], mode)

    def _chosen_by_step(self, questions: Sequence[Question]) -> Question | None:
        return self._chosen_of("Which step is it about?", questions, self._step, self._chosen_by_competency)

    def _chosen_by_competency(self, questions: Sequence[Question]) -> Question | None:
        if len(questions) <= _MANY:
            return self._chosen_itself(questions)
        home = self._bank.home
        return self._chosen_of("What is it about?", questions, lambda one: home[one.id], self._chosen_itself)

    def _chosen_itself(self, questions: Sequence[Question]) -> Question | None:
        lines = [Choice(question.id, self._recalled(question)) for question in questions]
        chosen = self._choose("Which answer do you want to change?", lines)
        return None if isinstance(chosen, Move) else self._bank.questions[chosen]

    def _chosen_of(
        self,
        title: str,
        questions: Sequence[Question],
        of: Callable[[Question], Step | Competency],
        choose: Callable[[Sequence[Question]], Question | None],
    ) -> Question | None:
        """Let the person choose one of the things that questions are of, and then a question; None to go back."""
        choices = [Choice(name, title) for name, title in {of(one).id: of(one).title for one in questions}.items()]
        if len(choices) == 1:
            return choose(questions)
        while not isinstance(chosen := self._choose(title, choices), Move):
            if question := choose([question for question in questions if of(question).id == chosen]):
                return question
        return None

    def _recalled(self, question: Question) -> str:
        """Return a question and its answer, short enough for a list of them."""
        answer = question.said(self._sheet.answers[question.id])
        return f"{shortened(question.text, 60)} Your answer: {shortened(answer, 30)}"

    def _ask_again(self, questions: Iterable[Question], mode: Mode) -> None:
        for question in questions:
            if self._ask(question, mode) is Move.BACK:
                return
