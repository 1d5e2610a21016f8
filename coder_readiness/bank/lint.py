"""Bank -> findings: what is valid but not good. Each rule is a small function that yields what it finds."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.contradictions import impossible_contradictions
from coder_readiness.bank.credits import is_full
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Roadmap
from coder_readiness.bank.template import BLANK
from coder_readiness.errors import Place
from coder_readiness.text import quoted

Severity = Literal["error", "warning"]

MOST_ASKED = 90
POOL_PER_DRAW = 4
_YEAR = datetime.timedelta(days=365)
LONGEST_WORD = 38
WIDEST_CASE = 76
ALIKE = 0.8
"""Two questions that share more of their words than this are near-duplicates."""


@dataclass(frozen=True)
class Finding:
    """One problem: its rule, its place, its subject, and what to do."""

    place: Place
    rule: str
    severity: Severity
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.subject}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class Subject:
    """What the rules look at."""

    bank: Bank
    today: datetime.date
    shipped: Bank | None = None
    """The bank that comes with the program, if this is another."""

    def checks(self) -> Iterator[Question]:
        """Yield every question of the pools."""
        for competency in self.bank.competencies:
            yield from competency.pool


Found = Iterator[tuple[str, str]]
"""What a rule yields: the id it is about ("" for the whole bank), and what to do."""
Rule = Callable[[Subject], Found]
RULES: dict[str, tuple[Severity, Rule]] = {}
_ENGLISH: set[str] = set()
"""Rules about English, which say nothing of a bank in another language."""


def _rule(severity: Severity, *, english: bool = False) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        name = rule.__name__.replace("_", "-")
        RULES[name] = (severity, rule)
        if english:
            _ENGLISH.add(name)
        return rule

    return register


def check(bank: Bank, places: Mapping[str, Place], today: datetime.date, shipped: Bank | None = None) -> list[Finding]:
    """Return what every rule finds in a bank on a day, sorted by place; the bank may be a copy of `shipped`."""
    subject = Subject(bank, today, shipped)
    is_english = bank.roadmap.language.split("-")[0] == "en"
    findings = [
        Finding(places[name], rule_id, severity, name or bank.roadmap.id, message)
        for rule_id, (severity, rule) in RULES.items()
        if is_english or rule_id not in _ENGLISH
        for name, message in rule(subject)
    ]
    return sorted(findings, key=lambda finding: (finding.severity, finding.place, finding.rule))


def _step_texts(roadmap: Roadmap) -> Iterator[str]:
    for step in roadmap.steps:
        yield from (step.title, step.about)


def _competency_texts(competency: Competency) -> Iterator[str]:
    yield competency.title
    yield competency.why
    yield from (action.do for action in competency.actions)
    yield from (link.title for link in competency.all_links)


@_rule("warning")
def shipped_identity(subject: Subject) -> Found:
    """Sheets and attempts tell banks apart by id and version."""
    bank, shipped = subject.bank, subject.shipped
    if shipped is None or bank == shipped:
        return
    if (bank.roadmap.id, bank.roadmap.version) == (shipped.roadmap.id, shipped.roadmap.version):
        yield "", "This bank has the ID and version of the program's own bank. Change its `id`."


@_rule("error")
def uncovered_point(subject: Subject) -> Found:
    """Every point of the guide is asked about."""
    covered = {point for competency in subject.bank.competencies for point in competency.covers}
    for group in subject.bank.roadmap.guide:
        for point in group.points:
            if point.id not in covered:
                yield "", f"No area covers {quoted(point.id)} ({point.title}). Add it to the `covers` of one area."


@_rule("error")
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


@_rule("error")
def empty_step(subject: Subject) -> Found:
    """Every step has something to complete."""
    for step in subject.bank.steps:
        if not subject.bank.of_step(step.id):
            yield "", f"The step {quoted(step.id)} has no areas. Add a file with `step: {step.id}`."


@_rule("error")
def too_long_a_quiz(subject: Subject) -> Found:
    """A full attempt can be taken in one sitting."""
    asked = sum(len(competency.base) + competency.draw for competency in subject.bank.competencies)
    if asked > MOST_ASKED:
        message = (
            f"The full quiz asks {asked} questions. Lower `draw` in some areas until it asks at most {MOST_ASKED}."
        )
        yield "", message


@_rule("error")
def no_anchor(subject: Subject) -> Found:
    """Every competency asks for a fact about the person or an anchored self-rating."""
    for competency in subject.bank.competencies:
        if not competency.base:
            yield competency.id, "This area has no record or self-report question. Add one."


@_rule("error")
def few_actions(subject: Subject) -> Found:
    """Every gap comes with a choice of things to do."""
    for competency in subject.bank.competencies:
        if len(competency.actions) < 2:
            yield competency.id, "This area has only one action. Add another."


@_rule("warning")
def shallow_pool(subject: Subject) -> Found:
    """A second attempt meets new questions."""
    for competency in subject.bank.competencies:
        if competency.draw and len(competency.pool) < POOL_PER_DRAW * competency.draw:
            yield (
                competency.id,
                f"One attempt asks {competency.draw} of only {len(competency.pool)} knowledge questions here. "
                f"Have at least {POOL_PER_DRAW * competency.draw}, so that a second attempt can ask new ones.",
            )


@_rule("warning")
def undrawn_pool(subject: Subject) -> Found:
    """Pools are there to be drawn from."""
    for competency in subject.bank.competencies:
        if competency.pool and not competency.draw and not competency.practice:
            yield competency.id, "This area has knowledge questions but no `draw`. Add it, or add `practice: true`."


@_rule("warning")
def expired(subject: Subject) -> Found:
    """Right answers are known to hold today."""
    for question in subject.bank.questions.values():
        if question.expires and question.expires < subject.today:
            yield question.id, f"This was good until {question.expires}. Check the new edition, then update `expires`."


@_rule("warning")
def lone_twin(subject: Subject) -> Found:
    """Twins come in twos at least."""
    for twin, members in _twins(subject).items():
        if len(members) == 1:
            message = f"No other question has the twin {quoted(twin)}. Add it to another question, or remove it here."
            yield members[0].id, message


@_rule("error")
def separated_twins(subject: Subject) -> Found:
    """Only twins of one competency can be kept from being asked together."""
    home = subject.bank.home
    for twin, members in _twins(subject).items():
        for other in members[1:]:
            if home[other.id] is not home[members[0].id]:
                yield other.id, f"{quoted(members[0].id)}, in another area, also has the twin {quoted(twin)}. Move one."


def _twins(subject: Subject) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in subject.checks():
        if question.twin:
            found.setdefault(question.twin, []).append(question)
    return found


@_rule("warning")
def old_link(subject: Subject) -> Found:
    """Links were found to work within the last year."""
    for competency in subject.bank.competencies:
        for link in competency.all_links:
            if link.checked < subject.today - _YEAR:
                message = (
                    f"The link {link.url} was last checked on {link.checked}. Check it again, then update `checked`."
                )
                yield competency.id, message


@_rule("error")
def future_link(subject: Subject) -> Found:
    """Links were checked on a day that has come."""
    for competency in subject.bank.competencies:
        for link in competency.all_links:
            if link.checked > subject.today:
                message = f"`checked` for the link {link.url} is {link.checked}, which is in the future. Correct it."
                yield competency.id, message


@_rule("error")
def impossible_contradiction(subject: Subject) -> Found:
    """Options contradict only answers that can be given."""
    yield from impossible_contradictions(subject.bank)


@_rule("error")
def partial_beats_answer(subject: Subject) -> Found:
    """Partial credit is less than full credit."""
    for question in subject.checks():
        if isinstance(question, CodeQuestion) and any(map(is_full, question.partial.values())):
            yield question.id, "A partial answer earns full credit here. Use less than 1, or list it under `answer`."


@_rule("error", english=True)
def banned_phrase(subject: Subject) -> Found:
    """No option or stem gives the answer away, or asks what is false, by its form."""
    options = re.compile(r"\b(all|none|both|neither) of (the above|these|them)\b", re.IGNORECASE)
    stems = re.compile(r"\bNOT\b|\b[Ww]hich .*\b(except|is false|is incorrect)\b")
    for question in subject.checks():
        for option in question.options:
            if found := options.search(option.label):
                message = (
                    f"The option {quoted(option.id)} says {quoted(found[0])}. Write one that makes sense by itself."
                )
                yield question.id, message
        if stems.search(question.ask):
            yield question.id, "This asks for the wrong option. Ask for the right one instead."


@_rule("error", english=True)
def rate_yourself(subject: Subject) -> Found:
    """Self-ratings are anchored in behavior."""
    phrase = re.compile(r"\brate yourself\b|\bon a scale of\b|\bare you (a )?(detail|team)", re.IGNORECASE)
    for question in subject.bank.questions.values():
        if phrase.search(question.ask):
            yield question.id, "This asks for a rating without examples. Describe what people do at each level instead."


@_rule("error")
def procedure_code(subject: Subject) -> Found:
    """CPT codes are under copyright: the bank may have none."""
    near = re.compile(r"\b(CPT|modifier)\b.{0,40}?\b\d{4}[0-9FTU]\b", re.DOTALL | re.IGNORECASE)
    for question in subject.bank.questions.values():
        if any(near.search(text) for text in question.texts):
            yield question.id, "This has what looks like a CPT code. Describe the service without a code."


@_rule("warning")
def longest_option(subject: Subject) -> Found:
    """The length of the right answer does not give it away."""
    for question in subject.checks():
        if isinstance(question, CheckQuestion):
            key = next(len(option.label) for option in question.options if option.id == question.answer)
            other = max(len(option.label) for option in question.options if option.id != question.answer)
            if key > 1.5 * other and key > other + 12:
                message = f"The right answer has {key} characters, and the next {other}. Make them about equally long."
                yield question.id, message


@_rule("warning")
def longest_keys(subject: Subject) -> Found:
    """Choosing the longest option does not pay over the whole bank."""
    checks = [question for question in subject.checks() if isinstance(question, CheckQuestion)]
    if len(checks) >= 20 and (share := longest_share(checks)) > 0.35:
        yield "", f"The right answer is the longest option in {share:.0%} of knowledge questions. Shorten some."


def longest_share(checks: list[CheckQuestion]) -> float:
    """Return in which share of checks the right answer is the one longest option."""
    longest = 0
    for question in checks:
        by_length = sorted(question.options, key=lambda option: -len(option.label))
        longest += by_length[0].id == question.answer and len(by_length[0].label) > len(by_length[1].label)
    return longest / len(checks) if checks else 0.0


@_rule("warning", english=True)
def article_cue(subject: Subject) -> Found:
    """The stem's last word does not fit only some options."""
    for question in subject.checks():
        if isinstance(question, CheckQuestion) and (found := re.search(r"\b(an?)[\s:.?]*$", question.ask)):
            yield question.id, f"The question ends in {quoted(found[1])}. Move a/an into the options."


@_rule("warning", english=True)
def absolutes(subject: Subject) -> Found:
    """Wrong options are not marked by always and never."""
    word = re.compile(r"\b(always|never)\b", re.IGNORECASE)
    for question in subject.checks():
        if isinstance(question, CheckQuestion):
            marked = {option.id for option in question.options if word.search(option.label)}
            if len(marked) >= 2 and question.answer not in marked:
                message = "Two or more wrong options say always or never, but the right one doesn't. Reword them."
                yield question.id, message


@_rule("warning")
def near_duplicate(subject: Subject) -> Found:
    """Every question of a pool asks something else."""
    for competency in subject.bank.competencies:
        words = {
            question.id: frozenset(
                re.findall(r"[\w.]+", " ".join([question.ask, *(one.label for one in question.options)]).lower())
            )
            for question in competency.pool
        }
        for (first, left), (second, right) in combinations(words.items(), 2):
            if len(left & right) > ALIKE * len(left | right):
                yield second, f"This says nearly the same as {quoted(first)}. Ask something else, or delete one."


@_rule("error")
def unfilled_blank(subject: Subject) -> Found:
    """Nothing of the template is left."""
    roadmap = subject.bank.roadmap
    if any(BLANK in text for text in (roadmap.title, roadmap.edition, *roadmap.goals.values(), *_step_texts(roadmap))):
        yield "", f"roadmap.yaml still says {quoted(BLANK)}. Write your own text there."
    for competency in subject.bank.competencies:
        shown = [(competency.id, text) for text in _competency_texts(competency)]
        shown += [(question.id, text) for question in competency.questions for text in question.texts]
        for name in dict.fromkeys(name for name, text in shown if BLANK in text):
            yield name, f"This still says {quoted(BLANK)}. Write your own text there."


@_rule("error")
def long_word(subject: Subject) -> Found:
    """Every word fits a terminal of 40 columns."""
    for competency in subject.bank.competencies:
        shown = [(competency.id, text) for text in _competency_texts(competency)]
        shown += [(question.id, text) for question in competency.questions for text in question.texts]
        for name, text in shown:
            for word in text.split():
                if len(word) > LONGEST_WORD:
                    message = (
                        f"{quoted(word)} has {len(word)} characters, but only {LONGEST_WORD} fit on a line. Split it."
                    )
                    yield name, message


@_rule("error")
def wide_record(subject: Subject) -> Found:
    """The lines of a record fit a terminal of 40 columns as they are; a case is prose, which may be wrapped."""
    for question in subject.checks():
        record, _, _ = question.ask.rpartition("\n\n")
        most = WIDEST_CASE if question.type == "case" else LONGEST_WORD
        for line in record.splitlines():
            if len(line) > most:
                message = f"{quoted(line)} has {len(line)} characters, but only {most} fit on a line. Split it."
                yield question.id, message
