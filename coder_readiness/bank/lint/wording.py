"""Rules about the texts that people read: clues to the right answer, and what can't be shown."""

import re
from itertools import combinations

from coder_readiness.bank.lint.rule import Found, Subject, rule
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.template import BLANK
from coder_readiness.text import quoted

LONGEST_WORD = 38
WIDEST_CASE = 76
ALIKE = 0.8
"""Two questions that share more of their words than this are near-duplicates."""


@rule("error", english=True)
def banned_phrase(subject: Subject) -> Found:
    """No option or stem gives the answer away, or asks what is false, by its form."""
    options = re.compile(r"\b(all|none|both|neither) of (the above|these|them)\b", re.IGNORECASE)
    stems = re.compile(r"\bNOT\b|\b[Ww]hich .*\b(except|is false|is incorrect)\b")
    for question in subject.pools:
        for option in question.options:
            if found := options.search(option.label):
                message = (
                    f"The option {quoted(option.id)} says {quoted(found[0])}. Write one that makes sense by itself."
                )
                yield question.id, message
        if stems.search(question.ask):
            yield question.id, "This asks for the wrong option. Ask for the right one instead."


@rule("error", english=True)
def rate_yourself(subject: Subject) -> Found:
    """Self-ratings are anchored in behavior."""
    phrase = re.compile(r"\brate yourself\b|\bon a scale of\b|\bare you (a )?(detail|team)", re.IGNORECASE)
    for question in subject.bank.questions.values():
        if phrase.search(question.ask):
            yield question.id, "This asks for a rating without examples. Describe what people do at each level instead."


@rule("error")
def procedure_code(subject: Subject) -> Found:
    """CPT codes are under copyright: the bank may have none."""
    near = re.compile(r"\b(CPT|modifier)\b.{0,40}?\b\d{4}[0-9FTU]\b", re.DOTALL | re.IGNORECASE)
    for question in subject.bank.questions.values():
        if any(near.search(text) for text in question.texts):
            yield question.id, "This has what looks like a CPT code. Describe the service without a code."


@rule("warning")
def longest_option(subject: Subject) -> Found:
    """The length of the right answer does not give it away."""
    for question in subject.checks:
        key = next(len(option.label) for option in question.options if option.id == question.answer)
        other = max(len(option.label) for option in question.options if option.id != question.answer)
        if key > 1.5 * other and key > other + 12:
            message = f"The right answer has {key} characters, and the next {other}. Make them about equally long."
            yield question.id, message


@rule("warning")
def longest_keys(subject: Subject) -> Found:
    """Choosing the longest option does not pay over the whole bank."""
    checks = list(subject.checks)
    if len(checks) >= 20 and (share := longest_share(checks)) > 0.35:
        yield "", f"The right answer is the longest option in {share:.0%} of knowledge questions. Shorten some."


def longest_share(checks: list[CheckQuestion]) -> float:
    """Return in which share of checks the right answer is the one longest option."""
    longest = 0
    for question in checks:
        by_length = sorted(question.options, key=lambda option: -len(option.label))
        longest += by_length[0].id == question.answer and len(by_length[0].label) > len(by_length[1].label)
    return longest / len(checks) if checks else 0.0


@rule("warning", english=True)
def article_cue(subject: Subject) -> Found:
    """The stem's last word does not fit only some options."""
    for question in subject.checks:
        if found := re.search(r"\b(an?)[\s:.?]*$", question.ask):
            yield question.id, f"The question ends in {quoted(found[1])}. Move a/an into the options."


@rule("warning", english=True)
def absolutes(subject: Subject) -> Found:
    """Wrong options are not marked by always and never."""
    word = re.compile(r"\b(always|never)\b", re.IGNORECASE)
    for question in subject.checks:
        marked = {option.id for option in question.options if word.search(option.label)}
        if len(marked) >= 2 and question.answer not in marked:
            message = "Two or more wrong options say always or never, but the right one doesn't. Reword them."
            yield question.id, message


@rule("warning")
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


@rule("error")
def unfilled_blank(subject: Subject) -> Found:
    """Nothing of the template is left."""
    roadmap = subject.bank.roadmap
    of_steps = (text for step in roadmap.steps for text in (step.title, step.about))
    if any(BLANK in text for text in (roadmap.title, roadmap.edition, *roadmap.goals.values(), *of_steps)):
        yield "", f"roadmap.yaml still says {quoted(BLANK)}. Write your own text there."
    for name in dict.fromkeys(name for name, text in subject.texts if BLANK in text):
        yield name, f"This still says {quoted(BLANK)}. Write your own text there."


@rule("error")
def long_word(subject: Subject) -> Found:
    """Every word fits a terminal of 40 columns."""
    for name, text in subject.texts:
        for word in text.split():
            if len(word) > LONGEST_WORD:
                message = f"{quoted(word)} has {len(word)} characters, but only {LONGEST_WORD} fit on a line. Split it."
                yield name, message


@rule("error")
def wide_record(subject: Subject) -> Found:
    """The lines of a record fit a terminal of 40 columns as they are; a case is prose, which may be wrapped."""
    for question in subject.pools:
        record, _, _ = question.ask.rpartition("\n\n")
        most = WIDEST_CASE if question.type == "case" else LONGEST_WORD
        for line in record.splitlines():
            if len(line) > most:
                message = f"{quoted(line)} has {len(line)} characters, but only {most} fit on a line. Split it."
                yield question.id, message
