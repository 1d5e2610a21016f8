"""The commands that take the quiz: quiz, resume, update."""

from coder_readiness.cli.attempts import earlier, none_kept, readiness_of, same_bank
from coder_readiness.cli.context import Context
from coder_readiness.cli.output import print_report
from coder_readiness.errors import LeftError, PreparedError, ReadinessError
from coder_readiness.quiz.attempt import Quiz
from coder_readiness.quiz.kept import carried_over, old_answers, readable_sheet, unasked, whole_sheet
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt, begin, begin_rest
from coder_readiness.system import signals_as_interrupts
from coder_readiness.text import number_of

_SEEDS = 20
"""How many seeds are tried after practice."""


def quiz(context: Context) -> int:
    """Start an attempt and take it."""
    options, bank = context.options, context.bank
    goal = context.goal or bank.default_goal
    step = None
    if options.step is not None:
        if options.step > len(bank.steps):
            raise ReadinessError(f"There's no step {options.step}. Choose a step from 1 to {len(bank.steps)}.")
        step = bank.steps[options.step - 1].id
    if options.quick and step:
        raise ReadinessError("--quick chooses the step for you. Leave out --quick or --step.")
    if options.questions:
        context.asker.say(f"Using the question bank {bank.roadmap.id}, version {bank.roadmap.version}.")
    _tell_of_unfinished(context)
    attempt = begin(
        bank=bank.roadmap.id,
        bank_version=bank.roadmap.version,
        goal=goal,
        seed=_new_seed(context, goal) if options.seed is None else options.seed,
        mode="quick" if options.quick else "full",
        step=step,
        now=context.clock(),
    )
    again = "quiz --quick" if options.quick else f"quiz --step {options.step}" if step else "quiz"
    again += f" --goal {goal}" if goal != bank.default_goal else ""
    return _take(context, attempt, again=again)


def resume(context: Context) -> int:
    """Continue an attempt."""
    options, bank = context.options, context.bank
    if options.attempt is not None:
        attempt = same_bank(context, context.store.attempt(options.attempt))
    elif last := context.store.last(finished=False, bank=bank.roadmap.id):
        attempt = last
    else:
        raise none_kept(context, "You don't have an unfinished attempt", bank.roadmap.id)
    if attempt.finished:
        return _go_on_from_finished(context, attempt)
    day = attempt.started.astimezone()
    context.asker.say(f"Picking up attempt {attempt.id}, which you started on {day:%B} {day.day}, {day.year}.")
    return _take(context, attempt, again="quiz")


def _go_on_from_finished(context: Context, finished: Attempt) -> int:
    """Start an attempt that asks the rest of the full quiz and lets the person change any answer."""
    bank = context.bank
    _tell_of_unfinished(context)
    everything = not unasked(bank, readable_sheet(bank, finished))  # then the review offers what was skipped
    attempt = begin_rest(finished, skips=everything, bank_version=bank.roadmap.version, now=context.clock())
    count = number_of(len(attempt.answers), "answer")
    rest = "You can change any of them" if everything else "We'll ask only the rest"
    new = f"This new attempt continues attempt {finished.id} with the full quiz"
    context.asker.say(f"{new}. We kept your {count}. {rest}.")
    return _take(context, attempt, again=f"resume {finished.id}")


def update(context: Context) -> int:
    """Start an attempt that asks again what a finished one left open."""
    bank, goal = context.bank, context.goal
    previous = _to_update(context)
    _tell_of_unfinished(context)
    attempt = begin(
        bank=bank.roadmap.id,
        bank_version=bank.roadmap.version,
        goal=goal or previous.goal,
        seed=_new_seed(context, goal or previous.goal),
        mode="quick" if previous.mode == "quick" else "update",
        step=previous.step,
        now=context.clock(),
        previous=previous,
        carried=carried_over(bank, readable_sheet(bank, previous)),
    )
    asker = context.asker
    asked = "about your gaps and the questions you skipped or didn't know"
    if attempt.mode == "quick":
        asked = "what we need to find your next step, as in the quick quiz"
    kept = f" We kept {number_of(len(attempt.answers), 'answer')}." if attempt.answers else ""
    asker.say(f"Updating attempt {previous.id}.{kept} Now we'll ask only {asked}.")
    if old := old_answers(bank, attempt, context.clock()):
        asker.say(
            "You answered some questions more than a year ago. If those answers are out of date, change them at the "
            f"end. They're about: {'; '.join(old)}."
        )
    again = "update" if context.options.attempt is None else f"update {previous.id}"
    return _take(context, attempt, again=f"{again} --goal {goal}" if goal else again)


def _to_update(context: Context) -> Attempt:
    """Return the attempt whose number is given, or else the last finished one; refuse one that isn't finished."""
    number, bank = context.options.attempt, context.bank.roadmap.id
    previous = context.store.last(finished=True, bank=bank) if number is None else context.store.attempt(number)
    if previous is None:
        raise none_kept(context, "You don't have a finished attempt to update", bank)
    if same_bank(context, previous).finished is None:
        finish = context.typed(f"resume {previous.id}")
        raise ReadinessError(
            f"Attempt {previous.id} isn't finished, so there's nothing to update yet. To finish it, type `{finish}`."
        )
    return previous


def _new_seed(context: Context, goal: str) -> int:
    """Return a new seed: of a few, the one that draws the fewest questions the person has practiced."""
    practiced = context.store.cards.of(context.bank.roadmap.id).keys()

    def shown(seed: int) -> int:
        return sum(question.id in practiced for question in asked(context.bank, Sheet(goal, seed)))

    return min((context.new_seed() for _ in range(_SEEDS if practiced else 1)), key=shown)


def _tell_of_unfinished(context: Context) -> None:
    """Before a new attempt starts, say how to continue the unfinished one."""
    if unfinished := context.store.last(finished=False, bank=context.bank.roadmap.id):
        resume = context.typed(f"resume {unfinished.id}")
        context.asker.say(f"You're starting a new attempt. To finish attempt {unfinished.id} later, type `{resume}`.")


def _take(context: Context, attempt: Attempt, *, again: str) -> int:
    """Take the quiz and print the report; `again` is the command that starts such an attempt."""
    bank, store = context.bank, context.store
    store.check_writable()
    quiz = Quiz(bank, store, context.asker, context.clock, attempt, in_menu=context.in_menu)
    try:
        with signals_as_interrupts():
            quiz.take()
    except PreparedError as error:
        kept = "Your earlier answers are saved. " if quiz.attempt.id is not None else ""
        raise PreparedError(f"{error} {kept}{_how_to_go_on(context, quiz.attempt.id, again)}") from error
    except LeftError as error:
        raise _left(context, quiz.attempt, error, again) from error
    # Not before: the first question need not wait for the report.
    from coder_readiness.scoring.readiness import assess
    from coder_readiness.scoring.record import to_record

    def record_of(attempt: Attempt) -> str:
        return to_record(assess(bank, whole_sheet(bank, store, attempt)))

    if quiz.unfinished:
        _print_result(context, quiz.attempt)
        context.asker.say(f"This attempt isn't finished. {_how_to_go_on(context, quiz.attempt.id, again)}")
    else:
        _print_result(context, store.finish(quiz.attempt, record_of, context.clock()))
    return 0


def _print_result(context: Context, attempt: Attempt) -> None:
    """Print the result as it was kept with an attempt, or of its answers so far."""
    from coder_readiness.report.document import result
    from coder_readiness.report.material import Material

    sheet = whole_sheet(context.bank, context.store, attempt)
    before, since = earlier(context.store, attempt)
    material = Material(
        context.bank,
        readiness_of(context, attempt),
        sheet,
        context.today,
        before=before,
        since=since,
        hours_per_week=context.store.settings.hours_per_week,
        typed=context.typed,
    )
    print()
    print_report(context, result(material))


def _left(context: Context, attempt: Attempt, left: LeftError, again: str) -> LeftError:
    """Return the message for a person who quit: how to continue, and after an update, the result so far."""
    if attempt.id is None:
        return LeftError(f"You quit before the first answer. {_how_to_go_on(context, None, again)}")
    so_far = ""
    if attempt.previous is not None:
        from coder_readiness.scoring.readiness import percent

        readiness = readiness_of(context, attempt)
        step = readiness.next_step
        where = "you're ready"
        if step:
            low = next(one.low for one in readiness.steps if one.id == step.id)
            where = f"step {step.number}, {step.title}, {percent(low)}"
        so_far = f"Your result so far: {where}. To see the whole result, type `{context.typed('report')}`. "
    return LeftError(f"{left}. {so_far}{_how_to_go_on(context, attempt.id, again)}")


def _how_to_go_on(context: Context, attempt: int | None, again: str) -> str:
    do, command = "start again", again
    last = context.store.last(finished=False, bank=context.bank.roadmap.id)
    is_offered = attempt is None or (last is not None and last.id == attempt)
    if attempt is not None:
        do, command = "continue", "resume" if is_offered else f"resume {attempt}"
    if context.in_menu and is_offered:
        return f"You can {do} from the menu."
    return f"To {do}, type: {context.typed(command)}"
