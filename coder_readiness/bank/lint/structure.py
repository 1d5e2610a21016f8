"""Rules about what a bank consists of: its areas, pools, twins and links."""

import datetime

from coder_readiness.bank.contradictions import impossible_contradictions
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.lint.rule import Found, Subject, rule
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.text import number_of, quoted

MOST_ASKED = 90
POOL_PER_DRAW = 4
_YEAR = datetime.timedelta(days=365)


@rule("warning")
def shipped_identity(subject: Subject) -> Found:
    """Sheets and attempts tell banks apart by id and version."""
    bank, shipped = subject.bank, subject.shipped
    if shipped is None or bank == shipped:
        return
    if (bank.roadmap.id, bank.roadmap.version) == (shipped.roadmap.id, shipped.roadmap.version):
        yield "", "This bank has the ID and version of the program's own bank. Change its `id`."


@rule("error")
def uncovered_point(subject: Subject) -> Found:
    """Every point of the guide is asked about."""
    covered = {point for competency in subject.bank.competencies for point in competency.covers}
    for group in subject.bank.roadmap.guide:
        for point in group.points:
            if point.id not in covered:
                yield "", f"No area covers {quoted(point.id)} ({point.title}). Add it to the `covers` of one area."


@rule("error")
def counted_twice(subject: Subject) -> Found:
    """A competency counts once in each outline."""
    for outline in subject.bank.roadmap.outlines:
        for competency in subject.bank.competencies:
            named = [domain.id for domain in outline.domains if domain.id in competency.domains]
            if len(named) > 1:
                message = (
                    f"This area counts toward {' and '.join(map(quoted, named))} of {outline.title}. Keep one of them."
                )
                yield competency.id, message


@rule("error")
def empty_step(subject: Subject) -> Found:
    """Every step has something to complete."""
    for step in subject.bank.steps:
        if not subject.bank.of_step(step.id):
            yield "", f"The step {quoted(step.id)} has no areas. Add a file with `step: {step.id}`."


@rule("error")
def too_long_a_quiz(subject: Subject) -> Found:
    """A full attempt can be taken in one sitting."""
    asked = sum(len(competency.base) + competency.draw for competency in subject.bank.competencies)
    if asked > MOST_ASKED:
        message = (
            f"The full quiz asks {asked} questions. Lower `draw` in some areas until it asks at most {MOST_ASKED}."
        )
        yield "", message


@rule("error")
def no_anchor(subject: Subject) -> Found:
    """Every competency asks for a fact about the person or an anchored self-rating."""
    for competency in subject.bank.competencies:
        if not competency.base:
            yield competency.id, "This area has no record or self-report question. Add one."


@rule("error")
def few_actions(subject: Subject) -> Found:
    """Every gap comes with a choice of things to do."""
    for competency in subject.bank.competencies:
        if len(competency.actions) < 2:
            yield competency.id, "This area has only one action. Add another."


@rule("warning")
def shallow_pool(subject: Subject) -> Found:
    """A second attempt meets new questions."""
    for competency in subject.bank.competencies:
        if competency.draw and len(competency.pool) < POOL_PER_DRAW * competency.draw:
            message = (
                f"This area has only {number_of(len(competency.pool), 'knowledge question')}. "
                f"Write at least {POOL_PER_DRAW * competency.draw}, so that a second attempt can ask new ones."
            )
            yield competency.id, message


@rule("warning")
def undrawn_pool(subject: Subject) -> Found:
    """Pools are there to be drawn from."""
    for competency in subject.bank.competencies:
        if competency.pool and not competency.draw and not competency.practice:
            yield competency.id, "This area has knowledge questions but no `draw`. Add it, or add `practice: true`."


@rule("warning")
def expired(subject: Subject) -> Found:
    """Right answers are known to hold today."""
    for question in subject.bank.questions.values():
        if question.expires and question.expires < subject.today:
            yield question.id, f"This was good until {question.expires}. Check the new edition, then update `expires`."


@rule("warning")
def lone_twin(subject: Subject) -> Found:
    """Twins come in twos at least."""
    for twin, members in _twins(subject).items():
        if len(members) == 1:
            message = f"No other question has the twin {quoted(twin)}. Add it to another question, or remove it here."
            yield members[0].id, message


@rule("error")
def separated_twins(subject: Subject) -> Found:
    """Only twins of one competency can be kept from being asked together."""
    home = subject.bank.home
    for twin, members in _twins(subject).items():
        for other in members[1:]:
            if home[other.id] is not home[members[0].id]:
                yield other.id, f"{quoted(members[0].id)}, in another area, also has the twin {quoted(twin)}. Move one."


def _twins(subject: Subject) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in subject.pools:
        if question.twin:
            found.setdefault(question.twin, []).append(question)
    return found


@rule("warning")
def old_link(subject: Subject) -> Found:
    """Links were found to work within the last year."""
    for name, link in subject.links:
        if link.checked < subject.today - _YEAR:
            yield (
                name,
                f"The link {link.url} was last checked on {link.checked}. Check it again, then update `checked`.",
            )


@rule("error")
def future_link(subject: Subject) -> Found:
    """Links were checked on a day that has come."""
    for name, link in subject.links:
        if link.checked > subject.today:
            yield name, f"`checked` for the link {link.url} is {link.checked}, which is in the future. Correct it."


@rule("error")
def impossible_contradiction(subject: Subject) -> Found:
    """Options contradict only answers that can be given."""
    yield from impossible_contradictions(subject.bank)


@rule("error")
def impossible_done_by(subject: Subject) -> Found:
    """Actions are done by options that can be selected."""
    questions = subject.bank.questions
    for competency in subject.bank.competencies:
        for name, options in (item for action in competency.actions for item in action.done_elsewhere.items()):
            if name not in questions or questions[name].is_check:
                yield (
                    competency.id,
                    f"`done_by` names the question {quoted(name)}. Use a question of this bank that isn't a "
                    "knowledge question.",
                )
            elif unknown := sorted(options - {option.id for option in questions[name].options}):
                message = f"`done_by` names {quoted(unknown[0])}, which isn't an option of {quoted(name)}. Correct it."
                yield competency.id, message


@rule("error")
def partial_beats_answer(subject: Subject) -> Found:
    """Partial credit is less than full credit."""
    for question in subject.pools:
        if isinstance(question, CodeQuestion) and any(map(is_full, question.partial.values())):
            yield question.id, "A partial answer earns full credit here. Use less than 1, or list it under `answer`."
