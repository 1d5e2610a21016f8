"""The words for where a person is in the quiz, how much is left, and what the quick quiz has found."""

from collections.abc import Sequence

from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Place
from coder_readiness.quiz.progress import Progress
from coder_readiness.scoring.draw import AT_FIRST, decides_as_it_goes
from coder_readiness.scoring.score import score
from coder_readiness.scoring.selection import Mode, is_certain
from coder_readiness.text import number_of


def place(progress: Progress, question: Question, mode: Mode) -> Place:
    """Return where in the quiz a question is."""
    bank = progress.bank
    competency = bank.home[question.id]
    step = bank.number(competency.step)
    quick = mode == "quick"
    done = progress.done
    if quick:  # earlier steps are ready, and later ones may not be asked about
        done = tuple(1.0 if other < step else done[step - 1] * (other == step) for other in range(1, len(done) + 1))
    return Place(
        step=f"Step {step} of {len(bank.steps)}",
        number=_quick_number(progress, question) if quick else _full_number(progress, question),
        left=_quick_left(progress, competency.step) if quick else _full_left(progress),
        area=competency.title,
        done=done,
        usual=_usual_number(progress, question) if quick else "",
        more=_why_one_more(progress, question),
    )


def amount(progress: Progress, questions: Sequence[Question]) -> str:
    """Return how many questions there are, and how long they take."""
    return f"{number_of(len(questions), 'question')}, about {number_of(progress.pace.minutes(questions), 'minute')}"


def step_amount(progress: Progress, step: str, mode: Mode) -> str:
    """Return how many questions of a step are left, and how long they take."""
    left = [question for question in progress.left if progress.bank.home[question.id].step == step]
    resumed = any(progress.bank.home[name].step == step for name in progress.history)
    most, more = "up to " * (mode == "quick"), " left" * resumed
    time = number_of(progress.pace.minutes(left), "minute")
    return f"This step has {most}{number_of(len(left), 'question')}{more} and takes about {time}."


def coming(progress: Progress) -> str:
    """Return what an update asks before the person chooses what to do next, and what it could ask then."""
    to_go = progress.to_go
    rest = len(progress.left) - len(to_go)
    if not rest or progress.first is None:
        return f"{amount(progress, to_go)}."
    return (
        f"We'll start with step {progress.bank.number(progress.first)}: {amount(progress, to_go)}. Then you can see "
        f"your result, or answer {number_of(rest, 'more question')} about the other steps."
    )


def end(progress: Progress) -> str:
    """Return what the questions have come to an end of: all of them, or those about the first step of an update."""
    about = f" about step {progress.bank.number(progress.first)}" if progress.stops_early and progress.first else ""
    return f"That was the last question{about if progress.left else ''}."


def answered(progress: Progress) -> str:
    """Return how many questions the person has answered and skipped, without what an update has kept."""
    attempt, skipped = progress.attempt, len(progress.skipped)
    kept = attempt.carried if attempt.previous else ()
    count = sum(question.id not in kept for question in progress.answered) - skipped
    return f"You answered {number_of(count, 'question')}{f' and skipped {skipped}' if skipped else ''}."


def found(progress: Progress) -> str:
    """Return what the quick quiz has found: the step to focus on, if no other answer could change it."""
    bank, sheet = progress.bank, progress.sheet
    if not is_certain(bank, sheet):
        return "We're not sure yet. The questions you skipped could change your next step."
    focus = "You're ready in every step."
    if result := score(bank, sheet).next_step:
        focus = f"Focus on step {bank.number(result.step.id)}: {result.step.title}."
    # An update has most of its answers from before, so their number would mean nothing.
    after = "" if progress.attempt.previous else f" after {number_of(len(progress.history), 'question')}"
    return f"That's all we need: your next step is clear{after}. {focus} More questions wouldn't change that."


def _quick_number(progress: Progress, question: Question) -> str:
    if progress.attempt.previous:
        return "update question"
    # The earlier steps are surely complete, so none of their questions can come.
    bank, number = progress.bank, progress.answered_before(question) + 1
    usual = bank.roadmap.usual_quick
    if usual and number <= usual:
        return f"question {number}"
    step = bank.number(bank.home[question.id].step)
    left = [other for other in progress.left if bank.number(bank.home[other.id].step) >= step]
    most = len(progress.history) + len(left)
    return f"question {number} of up to {most}"


def _usual_number(progress: Progress, question: Question) -> str:
    """Return how many questions the quick quiz usually has, as long as that is worth saying."""
    if progress.attempt.previous:
        return ""
    if usual := progress.bank.roadmap.usual_quick:
        return "" if progress.answered_before(question) else f"this quiz usually has {usual} questions or fewer"
    return "usually there are fewer"


def _quick_left(progress: Progress, step: str) -> str:
    left = [other for other in progress.left if progress.bank.home[other.id].step == step]
    return f"up to {number_of(progress.pace.minutes(left), 'minute')} left in this step" if left else ""


def _full_number(progress: Progress, question: Question) -> str:
    if progress.attempt.previous:
        to_go = progress.to_go
        return f"{number_of(len(to_go), 'question')} to go" if to_go else "answered before"
    return f"question {progress.number(question)} of {progress.total}"


def _full_left(progress: Progress) -> str:
    return f"about {number_of(progress.tell_minutes(), 'minute')} left" if progress.to_go else ""


def _why_one_more(progress: Progress, question: Question) -> str:
    """Return why we ask one more question about a must-have: the answers so far leave it in doubt."""
    competency, sheet = progress.bank.home[question.id], progress.sheet
    others = sum(one.id in sheet.answers for one in competency.pool if one is not question)
    if not question.is_check or others < AT_FIRST or not decides_as_it_goes(competency, sheet):
        return ""
    return "one more question on this, to be sure" if others == AT_FIRST else "another question on this"
