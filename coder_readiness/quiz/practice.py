"""Practice: knowledge questions one by one, with the reason after each. It never changes the score of an attempt.

FSRS, the scheduler that Anki uses, decides when a question comes back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from fsrs import Card as SchedulerCard
from fsrs import Rating, Scheduler, State

from coder_readiness.bank.answers import UNKNOWN, Answer
from coder_readiness.bank.competency import without_twins
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.typed import TypedQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import STOPPING, Asker, KeyMap, Mood, Move, Prompt
from coder_readiness.quiz.flagging import ask_or_flag, flag
from coder_readiness.scoring.draw import lot, shown_options
from coder_readiness.scoring.sheet import Sheet, answered_checks
from coder_readiness.store.attempt import Card
from coder_readiness.store.database import Store
from coder_readiness.text import number_of, quoted

_PAUSE_KEYS: KeyMap = {"b": ("back", Move.BACK), "!": ("flag a problem", Move.FLAG), **STOPPING}
# In whole days, because nobody practices minutes apart; without fuzzing, so that equal answers give equal schedules.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def missed(bank: Bank, sheet: Sheet) -> set[str]:
    """Return the checks of a sheet that did not earn full credit."""
    checks = answered_checks(bank.questions.values(), sheet)
    return {question.id for question, _, earned in checks if not is_full(earned)}


def practice_order(
    questions: Iterable[Question],
    missed_before: set[str],
    cards: Mapping[str, Card],
    seed: int,
    now: datetime,
    *,
    distance: Callable[[Question], int] = lambda question: 0,
) -> list[Question]:
    """Return checks in the order to practice: missed ones, those due again, new ones, and then what is due soonest.

    Among equals, those at the least distance from what a person learns now come first, and choices before codes. Of
    twins only the first is among them.
    """

    def turn(question: Question) -> tuple[int, str, int, bool, bytes]:
        card = cards.get(question.id)
        due = card.due.isoformat() if card else ""
        if question.id in missed_before and not card:
            group = 0
        elif card and card.is_due(now):
            group = 1
        else:
            group = 3 if card else 2
        return (group, due, distance(question), isinstance(question, TypedQuestion), lot(seed, question.id))

    return list(without_twins(sorted(questions, key=turn)))


def pool(bank: Bank, competency_id: str | None) -> Iterator[Question]:
    """Yield the checks of one competency, or of all. Raises ReadinessError if there are none."""
    competencies = bank.competencies
    if competency_id is not None:
        competencies = (bank.competency[competency_id],)
    if not any(competency.pool for competency in competencies):
        if competency_id is None:
            raise ReadinessError("This bank has no practice questions. Add some, or choose another with --questions.")
        title = quoted(competencies[0].title)
        raise ReadinessError(
            f"The area {title} has no practice questions. To practice all areas, type `coder-readiness practice`."
        )
    for competency in competencies:
        yield from competency.pool


def after_review(card: Card | None, right: bool, now: datetime) -> Card:
    """Return a question's card after an answer; `card` is None before the first answer."""
    # A new card is given an id and a time, because the defaults read the clock.
    before = SchedulerCard(card_id=0, state=State.Learning, due=now)
    if card:
        before = SchedulerCard(
            card_id=0,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=card.due,
            last_review=card.reviewed,
        )
    after, _ = _SCHEDULER.review_card(before, Rating.Good if right else Rating.Again, now)
    return Card(after.due, now, after.stability or 0, after.difficulty or 0)


def practice_checks(
    bank: Bank, store: Store, asker: Asker, clock: Callable[[], datetime], questions: Sequence[Question], *, seed: int
) -> None:
    """Ask checks until the person leaves or none are left, and say how it went."""
    practice = Practice(bank, store, asker, clock, seed)
    count = number_of(len(questions), "question")
    after = "After each one, you'll see the answer and the reason."
    asker.say(f"We have {count} for you. {after} Press q to stop whenever you like.")
    with suppress(KeyboardInterrupt, EOFError):  # because people may leave practice at any time
        practice.take(questions)
    asker.say("How it went", heading=True)
    asker.say(_how_it_went(practice.credits, store.cards.due(bank.roadmap.id, bank.questions, clock())))


class Practice:
    """One sitting of practice."""

    def __init__(self, bank: Bank, store: Store, asker: Asker, clock: Callable[[], datetime], seed: int) -> None:
        self._bank = bank
        self._store = store
        self._asker = asker
        self._clock = clock
        self._seed = seed
        self._answered: list[tuple[Question, Answer, float]] = []

    @property
    def credits(self) -> list[float]:
        """The credit of each answer."""
        return [earned for _, _, earned in self._answered]

    def take(self, questions: Sequence[Question]) -> None:
        """Ask checks, and say after each answer what is right and why, until the person leaves."""
        told = False  # whether there is a reason to read before the next question
        for number, question in enumerate(questions, 1):
            if told and self._pause() is Move.LEAVE:
                return
            reply = self._ask(f"question {number} of {len(questions)}", question)
            if isinstance(reply, Move):
                return
            earned = question.credit(reply)
            told = earned is not None
            if earned is not None:  # not skipped
                self._answered.append((question, reply, earned))
                self._tell(question, reply, earned)
                self._keep(question, right=is_full(earned))

    def _pause(self) -> Move | None:
        """Wait for the person to continue or leave; let them flag the last question or look further back."""
        back, last = 1, self._answered[-1][0]
        while (move := self._asker.pause("next question", _PAUSE_KEYS)) in {Move.BACK, Move.FLAG}:
            if move is Move.FLAG:
                flag(self._asker, self._store, self._bank.roadmap.id, last.id, self._clock)
            else:
                back += 1
                self._look_back(back)
        return move

    def _ask(self, number: str, question: Question) -> Answer | Move:
        competency, back = self._bank.home[question.id], 0
        where = f"Practice, {number}: {competency.title}"
        options, why = shown_options(question, self._seed), question.why or competency.why
        prompt = Prompt(question, options, where, why, practice=True)
        bank = self._bank.roadmap.id
        while (reply := ask_or_flag(self._asker, self._store, bank, prompt, self._clock)) is Move.BACK:
            back += 1
            self._look_back(back)
        return reply

    def _look_back(self, back: int) -> None:
        """Show an earlier question again with its answer and the reason; 1 is the last one."""
        if back > len(self._answered):
            self._asker.say("There's no earlier question to look back at.")
            return
        question, reply, earned = self._answered[-back]
        self._asker.say("Looking back", heading=True)
        for line in (*question.record.splitlines(), question.text, f"Your answer: {question.said(reply)}"):
            self._asker.say(line)
        self._tell(question, reply, earned)

    def _tell(self, question: Question, reply: Answer, earned: float) -> None:
        self._asker.say(_verdict(question, reply, earned), heading=True, mood=_mood(reply, earned))
        for reason in question.reasons(reply):
            self._asker.say(reason)
        self._asker.say(f"Source: {question.source}.")

    def _keep(self, question: Question, *, right: bool) -> None:
        bank = self._bank.roadmap.id
        card = self._store.cards.of(bank).get(question.id)  # read now: another window may have practiced it
        self._store.cards.keep(bank, question.id, after_review(card, right, self._clock()))


def _verdict(question: Question, reply: Answer, earned: float) -> str:
    """Return whether an answer is right, and the best one if it isn't; never call "I don't know" wrong."""
    if is_full(earned):
        return "Right."
    best = question.said(question.best_answer)
    stop = "" if best.rstrip('"”').endswith((".", "?", "!")) else "."
    if reply is UNKNOWN:
        return f"The answer: {best}{stop}"
    return f"{'Partly right.' if earned > 0 else 'Not quite.'} The best answer: {best}{stop}"


def _mood(reply: Answer, earned: float) -> Mood:
    if is_full(earned):
        return Mood.GOOD
    return Mood.NEUTRAL if reply is UNKNOWN or earned > 0 else Mood.BAD


def _how_it_went(credits_: Sequence[float], due: int) -> str:
    if not credits_:
        return "You didn't answer any questions. Come back whenever you like."
    right = sum(map(is_full, credits_))
    partly = sum(one > 0 for one in credits_) - right
    told = f"You got {right} of {len(credits_)} right{f', and {partly} partly right' if partly else ''}."
    told += " Good work." if 2 * right >= len(credits_) else ""
    if due:
        more = number_of(due, "more question is", "more questions are")
        return f"{told} {more} due for another try today. Come back whenever you like."
    again = "Practice again in a few days to make it stick." if right else "Try again in a few days."
    return f"{told} {again} After a few rounds, update your result."
