"""The loop of an attempt: next question, ask, keep, until the person is done."""

from collections.abc import Callable, Iterable
from datetime import datetime

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.contradictions import contradictions
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Asker, Choice, Move, Prompt
from coder_readiness.quiz.flagging import ask_or_flag
from coder_readiness.quiz.lists import AnswerList, StoppedError, chosen, goes_on
from coder_readiness.quiz.progress import Progress
from coder_readiness.quiz.way_back import WayBack
from coder_readiness.quiz.wording import amount, answered, coming, end, found, place, step_amount
from coder_readiness.scoring.draw import shown_options
from coder_readiness.scoring.selection import Mode, next_question
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store
from coder_readiness.text import number_of

Clock = Callable[[], datetime]

_HINT = "Answers are saved as you go. To quit or see your result so far, type q at any time."
"""Shown once; at 40 columns it takes two lines."""
_KNOWLEDGE = (
    'From here on, some questions check what you know. "I don\'t know" costs nothing. A wrong answer costs a little, '
    "and a lucky guess could hide a gap."
)
_WHAT_NEXT = "What would you like to do next?"
_MOST_POINTED_OUT = 3


class Quiz:
    """One sitting: an attempt that is started or resumed."""

    def __init__(
        self, bank: Bank, store: Store, asker: Asker, clock: Clock, attempt: Attempt, *, in_menu: bool = False
    ) -> None:
        self._bank = bank
        self._store = store
        self._asker = asker
        self._clock = clock
        self._in_menu = in_menu
        self._progress = Progress(bank, store, attempt)
        self._mode: Mode = "quick" if attempt.mode == "quick" else "full"
        self._introduced: set[str] = set()
        """The ids of the steps that have been introduced here, and other introductions."""
        self._confirmed: list[tuple[Question, Question]] = []
        """Pairs of answers that the person says do fit together."""
        self.unfinished = False
        """Whether the person has stopped before the end, to see the result so far."""

    @property
    def attempt(self) -> Attempt:
        """The attempt as it is now; it has a number once an answer of it is kept."""
        return self._progress.attempt

    def take(self) -> Sheet:
        """Ask what is left, let the person review, and return the sheet. Raises LeftError when the person leaves."""
        progress = self._progress
        if progress.attempt.previous and self._mode == "full" and progress.to_go:
            self._asker.say(coming(progress))
        try:
            while self._review() == "full":
                progress.go_full()
                self._mode = "full"
        except StoppedError:
            self.unfinished = True
        except (KeyboardInterrupt, EOFError, BrokenPipeError) as error:  # the last if nobody reads the output any more
            raise LeftError(f"We saved {number_of(len(progress.sheet.answers), 'answer')}") from error
        progress.read_again()
        return progress.sheet

    def _review(self) -> str:
        """Ask what is left, and let the person change answers, until the report or the full quiz is wanted."""
        progress = self._progress
        while True:
            if question := self._next():
                self._ask_from(question)
                if self._mode != "quick":  # which ends because the next step is clear
                    self._asker.say(end(progress), heading=True)
            skipped = progress.skipped
            try:
                reply = self._choose_what_is_next(skipped)
            except EOFError:  # a prepared file of answers may end here
                return "report"
            if reply == "skipped":
                self._ask_again(skipped)
            elif reply == "contradictions":
                self._resolve_contradictions()
            elif reply == "change":
                if question := self._answers.choose(progress.answered):
                    self._ask_again([question])
            elif reply is None:
                self._go_back()
            else:
                return reply

    def _choose_what_is_next(self, skipped: list[Question]) -> str | None:
        """Sum up the quiz so far, and let the person choose; None to go back to the last question."""
        progress, left = self._progress, self._progress.left
        choices = [Choice("report", "See your result")]
        if left:  # after the quick quiz, or the first step of an update
            quick = self._mode == "quick"
            more = "Take the full quiz to see your gaps in every step" if quick else "Go over the other steps, too"
            choices.append(Choice("full", f"{more} ({amount(progress, left)})"))
        if skipped:
            choices.append(Choice("skipped", f"Answer the questions you skipped ({len(skipped)})"))
        if pairs := self._contradictions:
            choices.append(Choice("contradictions", f"Check answers that don't seem to fit together ({len(pairs)})"))
        choices.append(Choice("change", "Change an answer"))
        if self._mode == "quick":
            self._asker.say("Quick quiz", heading=True)
            self._asker.say(found(progress))
            return chosen(self._asker, _WHAT_NEXT, choices, in_menu=self._in_menu)
        for pair in pairs[:_MOST_POINTED_OUT]:
            self._asker.say("Two of your answers don't seem to fit together:")
            for question in pair:
                asked, mark, _ = question.text.partition("?")  # without the remarks that may follow
                self._asker.say(f"- {asked}{mark}")
                self._asker.say(f"  Your answer: {question.said(progress.sheet.answers[question.id])}")
        return chosen(self._asker, f"{answered(progress)} {_WHAT_NEXT}", choices, in_menu=self._in_menu)

    @property
    def _contradictions(self) -> list[tuple[Question, Question]]:
        """The pairs of answers that don't fit together, except those that the person has confirmed."""
        found = contradictions(self._bank, self._progress.sheet.answers)
        return [pair for pair in found if pair not in self._confirmed]

    @property
    def _answers(self) -> AnswerList:
        return AnswerList(self._asker, self._bank, self._progress.sheet, in_menu=self._in_menu)

    def _resolve_contradictions(self) -> None:
        """Let the person change one answer of each pair, or confirm both."""
        for pair in self._contradictions:
            if pair not in self._contradictions:  # an answer that was changed for another pair
                continue
            reply = self._answers.choose_of_pair(pair)
            if reply is None:
                return
            if isinstance(reply, str):
                self._confirmed.append(pair)
            else:
                self._ask_again([reply])

    def _next(self) -> Question | None:
        if self._mode == "quick":
            return next_question(self._bank, self._progress.sheet, self._mode)
        return next(iter(self._progress.to_go), None)

    def _go_back(self) -> None:
        """Ask the last question again, and what comes then."""
        history = self._progress.history
        if history:
            self._ask_from(self._bank.questions[history[-1]])
        else:
            self._say_that_nothing_came_before()

    def _ask_from(self, question: Question | None) -> None:
        """Ask one question after another, and lead a person back and forward again through the same ones."""
        way, following = WayBack(self._progress), self._next()
        while question is not None:
            if question.id not in self._progress.history:
                self._introduce(question)
            if self._ask(question) is Move.BACK:
                before = way.back_from(question)
                if before is None:
                    self._say_that_nothing_came_before()
                question = before or question
                continue
            expected, following = following, self._next()
            if way.has_lost_its_end(following, self._mode):
                self._asker.say("Because of that answer, we no longer need the question you were on.")
            if self._mode == "quick" and following is not expected:
                way.forget()  # because that answer may have made those questions unnecessary
            question = way.forward() or following

    def _ask_again(self, questions: Iterable[Question]) -> None:
        for question in questions:
            if self._ask(question) is Move.BACK:
                return

    def _ask(self, question: Question) -> Answer | Move:
        progress = self._progress
        here = place(progress, question, self._mode)
        prompt = Prompt(
            question,
            shown_options(question, progress.sheet.seed),
            here.words,
            question.why or self._bank.home[question.id].why,
            progress.given(question),
            keeps=progress.sheet.answers.get(question.id, SKIP) is not SKIP,
            in_menu=self._in_menu,
            place=here,
        )
        reply = ask_or_flag(self._asker, self._store, self._bank.roadmap.id, prompt, self._clock)
        if reply is Move.LEAVE:
            if progress.attempt.id is None or not goes_on(self._asker, in_menu=self._in_menu):
                raise KeyboardInterrupt
            return self._ask(question)
        if not isinstance(reply, Move):
            now = self._clock()
            replaced = progress.keep(question, reply, now)
            if replaced is not None:
                self._asker.say(f"This replaces your answer from another window: {question.said(replaced)}.")
        return reply

    def _introduce(self, question: Question) -> None:
        """Introduce a step before its first question, and knowledge questions before the first one."""
        number = self._bank.number(self._bank.home[question.id].step)
        step = self._bank.steps[number - 1]
        if step.id not in self._introduced:
            self._introduced.add(step.id)
            if not self._store.settings.has_seen_hint:
                self._asker.say(_HINT)
                self._store.settings.keep_has_seen_hint()
            self._asker.say(f"Step {number} of {len(self._bank.steps)}: {step.title}", heading=True)
            self._asker.say(step.about)
            self._asker.say(step_amount(self._progress, step.id, self._mode))
        if question.is_check and _KNOWLEDGE not in self._introduced:
            self._introduced.add(_KNOWLEDGE)
            if not any(self._bank.questions[name].is_check for name in self._progress.sheet.answers):
                self._asker.say(_KNOWLEDGE)

    def _say_that_nothing_came_before(self) -> None:
        self._asker.say("There's no earlier answer to go back to.")
