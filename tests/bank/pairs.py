"""A bad bank and a good one for every rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.conftest import COMPETENCY

Changes = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Pair:
    """A bank in which a rule finds something, and one next to it in which it does not."""

    bad: Changes
    finding: str
    good: Changes
    roadmap: bool = False
    """Whether the roadmap is changed, not the competency."""
    rolls: bool = False
    """Whether a second competency is like the first."""


def with_label(old: str, label: str) -> tuple[str, str]:
    return f"label: {old}}}", f"label: {label}}}"


def twin(because: str, name: str) -> tuple[str, str]:
    return f"because: {because}", f"because: {because}\n    twin: {name}"


def contradiction(years: str) -> Changes:
    """Return the changes by which an option contradicts some years, such as "above: 0"."""
    other = f"{{question: bread-years, {years}}}"
    asked = "ask: For how many years?\n    unit: years\n    max: 9\n    points: [[0, 0], [2, 1]]\n"
    return [
        ("label: Once, credit: 0.5}", f"label: Once, credit: 0.5, contradicts: [{other}]}}"),
        (
            "  - id: bread-yeast",
            f"  - id: bread-years\n    type: number\n    evidence: record\n    {asked}  - id: bread-yeast",
        ),
    ]


def done_by(option: str) -> Changes:
    """Return the changes by which an option shows the second action to be done."""
    return [("{do: Bake a second loaf., hours: 1", f"{{do: Bake a second loaf., hours: 1, done_by: [{option}]")]


def link(checked: str) -> tuple[str, str]:
    one = f"{{title: A loaf, url: https://bread.example/loaf, checked: {checked}}}"
    return "hours: 1}\n  - {do: Bake a second", f"hours: 1, links: [{one}]}}\n  - {{do: Bake a second"


def checks(count: int, right_is_longest: int) -> str:
    """Return `count` checks that have nothing in common, with the right answer longest in some."""
    text = ""
    for number in range(count):
        right = "aaaaaa" if number < right_is_longest else "aaaa"
        text += f"""\
  - id: more-{number}
    type: check
    ask: w{number}a w{number}b w{number}c w{number}d?
    options:
      - {{id: r, label: {right}{number:02}}}
      - {{id: x, label: bbbb{number:02}}}
      - {{id: y, label: cccc{number:02}}}
    answer: r
    because: It is so.
    source: Any book on bread
"""
    return text


LONG = "a" * 38
WIDE = "a b " * 9 + "abc"
POOL = COMPETENCY[COMPETENCY.index("  - id: bread-yeast") :]
LAST_SOURCE = "    because: Flour counts as 100 percent.\n    source: Any book on bread\n"
BASE = COMPETENCY[COMPETENCY.index("  - id: bread-loaves") : COMPETENCY.index("  - id: bread-yeast")]
SECOND_ACTION = "  - {do: Bake a second loaf., hours: 1}\n"
CODE = """\
  - id: bread-type
    type: code
    ask: Which type of flour is white?
    answer: [T55]
    partial: {T: PART}
    because: It says so.
    source: Any book on bread
"""
YEAST_STEM = "ask: What makes the dough rise?"
SALT_STEM = "ask: Which ingredient slows yeast down?"


PAIRS: dict[str, Pair] = {
    "uncovered-point": Pair(
        bad=[("covers: [P1]", "covers: []")],
        finding='bank/roadmap.yaml:1:1: error: tiny: No area covers "P1" (Bread). Add it to the `covers` of one area.',
        good=[],
    ),
    "counted-twice": Pair(
        bad=[("covers: [P1]", "covers: [P1]\ndomains: [E1, E2]")],
        finding='bank/bread.yaml:1:5: error: bread: This area counts toward "E1" and "E2" of Baker\'s exam. Keep one '
        "of them.",
        good=[("covers: [P1]", "covers: [P1]\ndomains: [E2]")],
    ),
    "empty-step": Pair(
        bad=[("guide:\n", "  - {id: work, title: Work, about: In a bakery., pass_mark: 0.7}\nguide:\n")],
        finding='bank/roadmap.yaml:1:1: error: tiny: The step "work" has no areas. Add a file with `step: work`.',
        good=[],
        roadmap=True,
    ),
    "too-long-a-quiz": Pair(
        bad=[("draw: 1", "draw: 90"), (LAST_SOURCE, LAST_SOURCE + checks(86, 0))],
        finding="bank/roadmap.yaml:1:1: error: tiny: The full quiz asks 91 questions. Lower `draw` in some "
        "areas until it asks at most 90.",
        good=[("draw: 1", "draw: 89"), (LAST_SOURCE, LAST_SOURCE + checks(86, 0))],
    ),
    "no-anchor": Pair(
        bad=[(BASE, "")],
        finding="bank/bread.yaml:1:5: error: bread: This area has no record or self-report question. Add one.",
        good=[("evidence: record", "evidence: self_report")],
    ),
    "few-actions": Pair(
        bad=[(SECOND_ACTION, "")],
        finding="bank/bread.yaml:1:5: error: bread: This area has only one action. Add another.",
        good=[],
    ),
    "shallow-pool": Pair(
        bad=[("draw: 1", "draw: 2")],
        finding="bank/bread.yaml:1:5: warning: bread: This area has only 4 knowledge questions. "
        "Write at least 8, so that a second attempt can ask new ones.",
        good=[],
    ),
    "undrawn-pool": Pair(
        bad=[("draw: 1", "draw: 0")],
        finding="bank/bread.yaml:1:5: warning: bread: "
        "This area has knowledge questions but no `draw`. Add it, or add `practice: true`.",
        good=[("draw: 1", "practice: true")],
    ),
    "expired": Pair(
        bad=[("because: Salt draws water.", "because: Salt draws water.\n    expires: 2026-11-22")],
        finding="bank/bread.yaml:32:9: warning: bread-salt: This was good until 2026-11-22. Check the new edition, "
        "then update `expires`.",
        good=[("because: Salt draws water.", "because: Salt draws water.\n    expires: 2026-11-23")],
    ),
    "partial-beats-answer": Pair(
        bad=[(LAST_SOURCE, LAST_SOURCE + CODE.replace("PART", "1"))],
        finding="bank/bread.yaml:62:9: error: bread-type: A partial answer earns full credit here. Use less "
        "than 1, or list it under `answer`.",
        good=[(LAST_SOURCE, LAST_SOURCE + CODE.replace("PART", "0.9"))],
    ),
    "lone-twin": Pair(
        bad=[twin("Salt draws water.", "rising")],
        finding='bank/bread.yaml:32:9: warning: bread-salt: No other question has the twin "rising". '
        "Add it to another question, or remove it here.",
        good=[twin("Salt draws water.", "rising"), twin("Yeast gives off gas.", "rising")],
    ),
    "separated-twins": Pair(
        bad=[twin("Salt draws water.", "rising")],
        finding='bank/rolls.yaml:32:9: error: rolls-salt: "bread-salt", in another area, also has the twin '
        '"rising". Move one.',
        good=[],
        rolls=True,
    ),
    "old-link": Pair(
        bad=[link("2025-11-22")],
        finding="bank/bread.yaml:1:5: warning: bread: The link https://bread.example/loaf was "
        "last checked on 2025-11-22. Check it again, then update `checked`.",
        good=[link("2025-11-23")],
    ),
    "future-link": Pair(
        bad=[link("2026-11-24")],
        finding="bank/bread.yaml:1:5: error: bread: `checked` for the link https://bread.example/loaf "
        "is 2026-11-24, which is in the future. Correct it.",
        good=[link("2026-11-23")],
    ),
    "impossible-contradiction": Pair(
        bad=contradiction("answers: ['10']"),
        finding='bank/bread.yaml:14:9: error: bread-loaves: The option "once" contradicts "10", which isn\'t '
        'a possible answer to "bread-years". Correct it.',
        good=contradiction("answers: ['0']"),
    ),
    "impossible-done-by": Pair(
        bad=done_by("bread-loaves.always"),
        finding='bank/bread.yaml:1:5: error: bread: `done_by` names "always", which isn\'t an option of '
        '"bread-loaves". Correct it.',
        good=done_by("bread-loaves.often"),
    ),
    "banned-phrase": Pair(
        bad=[with_label("Heat alone", "All of the above")],
        finding='bank/bread.yaml:22:9: error: bread-yeast: The option "heat" says "All of the above". Write one '
        "that makes sense by itself.",
        good=[with_label("Heat alone", "All of the yeast above 40 degrees")],
    ),
    "rate-yourself": Pair(
        bad=[("ask: Have you baked a loaf?", "ask: On a scale of 1 to 3, how well do you bake?")],
        finding="bank/bread.yaml:14:9: error: bread-loaves: This asks for a rating without examples. Describe "
        "what people do at each level instead.",
        good=[("ask: Have you baked a loaf?", "ask: Which line describes your last loaf?")],
    ),
    "procedure-code": Pair(
        bad=[("because: Salt draws water.", "because: The CPT code 99213 has no place here.")],
        finding="bank/bread.yaml:32:9: error: bread-salt: This has what looks like a CPT code. Describe the "
        "service without a code.",
        good=[("because: Salt draws water.", "because: 99213 loaves are too many, and CPT codes have no place here.")],
    ),
    "longest-option": Pair(
        bad=[with_label("Gas from yeast", "Gas from the yeast in it")],
        finding="bank/bread.yaml:22:9: warning: bread-yeast: The right answer has 24 characters, and the next 10. "
        "Make them about equally long.",
        good=[with_label("Gas from yeast", "Gas from yeast in it!!")],
    ),
    "longest-keys": Pair(
        bad=[(LAST_SOURCE, LAST_SOURCE + checks(16, 7))],
        finding="bank/roadmap.yaml:1:1: warning: tiny: The right answer is the longest option in 40% of "
        "knowledge questions. Shorten some.",
        good=[(LAST_SOURCE, LAST_SOURCE + checks(16, 6))],
    ),
    "article-cue": Pair(
        bad=[(YEAST_STEM, "ask: What makes the dough rise is an")],
        finding='bank/bread.yaml:22:9: warning: bread-yeast: The question ends in "an". Move a/an into the options.',
        good=[(YEAST_STEM, "ask: Is the rise of dough the work of a cuban?")],
    ),
    "absolutes": Pair(
        bad=[with_label("A little sugar", "Always sugar"), with_label("More flour", "It is never slowed")],
        finding="bank/bread.yaml:32:9: warning: bread-salt: Two or more wrong options say always or never, but "
        "the right one doesn't. Reword them.",
        good=[with_label("A little sugar", "Always sugar"), with_label("A lot of salt", "Never sugar")],
    ),
    "near-duplicate": Pair(
        bad=[
            (SALT_STEM, "ask: What makes the dough rise?"),
            with_label("A little sugar", "Gas from yeast"),
            with_label("A lot of salt", "Salt"),
            with_label("More flour", "Heat"),
        ],
        finding='bank/bread.yaml:32:9: warning: bread-salt: This says nearly the same as "bread-yeast". Ask '
        "something else, or delete one.",
        good=[(SALT_STEM, "ask: What makes the dough fall?")],
    ),
    "unfilled-blank": Pair(
        bad=[("because: Salt draws water.", "because: FILL IN why the right answer is right")],
        finding='bank/bread.yaml:32:9: error: bread-salt: This still says "FILL IN". Write your own text there.',
        good=[("because: Salt draws water.", "because: Fill in the salt last.")],
    ),
    "long-word": Pair(
        bad=[("why: Everyone eats it.", f"why: {LONG}x eats it.")],
        finding=f'bank/bread.yaml:1:5: error: bread: "{LONG}x" has 39 characters, but only 38 fit on a line. Split it.',
        good=[("why: Everyone eats it.", f"why: {LONG} eats it.")],
    ),
    "wide-record": Pair(
        bad=[(SALT_STEM, f'ask: "Bakery\\n{WIDE}\\n\\nWhat slows yeast down?"')],
        finding=f'bank/bread.yaml:32:9: error: bread-salt: "{WIDE}" has 39 characters, but only 38 fit on a '
        "line. Split it.",
        good=[
            (
                SALT_STEM,
                f'ask: "Bakery\\n{"a b " * 9}ab\\n\\n{"Which of all the things in a bakery " * 2}slows yeast down?"',
            )
        ],
    ),
}
