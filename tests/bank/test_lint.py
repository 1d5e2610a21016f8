"""What is valid in a bank but not good is found, rule by rule."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from coder_readiness.bank.lint.linter import RULES, lint
from coder_readiness.bank.lint.wording import longest_share
from coder_readiness.bank.loader import load_with_places
from tests.conftest import COMPETENCY, ROADMAP, TODAY, BankFolder, changed

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
    other = f"{{question: bread-years, answers: ['{years}']}}"
    asked = "ask: For how many years?\n    unit: years\n    max: 9\n    points: [[0, 0], [2, 1]]\n"
    return [
        ("label: Once, credit: 0.5}", f"label: Once, credit: 0.5, contradicts: [{other}]}}"),
        (
            "  - id: bread-yeast",
            f"  - id: bread-years\n    type: number\n    evidence: record\n    {asked}  - id: bread-yeast",
        ),
    ]


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
        finding="bank/bread.yaml:1:5: warning: bread: One attempt asks 2 of only 4 knowledge questions here. "
        "Have at least 8, so that a second attempt can ask new ones.",
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
        bad=contradiction("10"),
        finding='bank/bread.yaml:14:9: error: bread-loaves: The option "once" contradicts "10", which isn\'t '
        'a possible answer to "bread-years". Correct it.',
        good=contradiction("0"),
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


def write(folder: BankFolder, changes: Changes, pair: Pair) -> None:
    folder.write("roadmap.yaml", changed(ROADMAP, *changes) if pair.roadmap else ROADMAP)
    bread = COMPETENCY if pair.roadmap else changed(COMPETENCY, *changes)
    folder.write("bread.yaml", bread)
    if pair.rolls:
        folder.write("rolls.yaml", bread.replace("id: bread", "id: rolls"))


COMPARING = {"shipped-identity"}
"""Rules that compare with another bank, and have tests of their own."""


@pytest.mark.parametrize("rule", sorted({rule.id for rule in RULES} - COMPARING))
def test_every_rule_finds_what_is_bad_and_nothing_in_what_is_good(bank_folder: BankFolder, rule: str) -> None:
    pair = PAIRS[rule]
    write(bank_folder, pair.bad, pair)
    assert [str(finding) for finding in bank_folder.findings(rule)] == [f"{pair.finding} [{rule}]"]
    write(bank_folder, pair.good, pair)
    assert bank_folder.findings(rule) == []


def test_there_is_a_pair_for_every_rule_and_for_no_other() -> None:
    assert set(PAIRS) == {rule.id for rule in RULES} - COMPARING


def test_every_rule_says_what_it_is_for() -> None:
    assert [rule.id for rule in RULES if not rule.find.__doc__] == []


def test_the_small_bank_is_good(bank_folder: BankFolder) -> None:
    loaded = load_with_places("bank")
    assert lint(loaded.bank, loaded.places, TODAY) == []


def test_findings_come_with_errors_first_and_then_by_place(bank_folder: BankFolder) -> None:
    bank_folder.competency(
        ("draw: 1", "draw: 0"),
        (SECOND_ACTION, ""),
        ("because: Salt draws water.", "because: Salt draws water.\n    expires: 2020-01-01"),
        with_label("It burns", "None of these"),
    )
    loaded = load_with_places("bank")
    findings = lint(loaded.bank, loaded.places, TODAY)
    assert [(finding.severity, finding.rule, finding.subject, finding.place.line) for finding in findings] == [
        ("error", "few-actions", "bread", 1),
        ("error", "banned-phrase", "bread-crust", 42),
        ("warning", "undrawn-pool", "bread", 1),
        ("warning", "expired", "bread-salt", 31),
    ]


@pytest.mark.parametrize(("day", "count"), [(22, 0), (23, 0), (24, 1)])
def test_an_answer_holds_on_its_last_day(bank_folder: BankFolder, day: int, count: int) -> None:
    bank_folder.competency(("because: Salt draws water.", "because: Salt draws water.\n    expires: 2026-11-23"))
    assert len(bank_folder.findings("expired", datetime.date(2026, 11, day))) == count


@pytest.mark.parametrize("label", ["none of these", "Both of them", "Neither of the above", "All of these, really"])
def test_an_option_that_leans_on_the_others(bank_folder: BankFolder, label: str) -> None:
    bank_folder.competency(with_label("It burns", f'"{label}"'))
    assert [finding.subject for finding in bank_folder.findings("banned-phrase")] == ["bread-crust"]


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is NOT bread?",
        "which loaf is false?",
        "Which are baked, except one?",
        "Which loaf is incorrect?",
    ],
)
def test_a_stem_that_asks_for_what_is_wrong(bank_folder: BankFolder, stem: str) -> None:
    bank_folder.competency((YEAST_STEM, f'ask: "{stem}"'))
    assert [finding.message for finding in bank_folder.findings("banned-phrase")] == [
        "This asks for the wrong option. Ask for the right one instead."
    ]


@pytest.mark.parametrize("stem", ["What is not yet bread?", "The loaf is false. What now?", "A knot is tied. Why?"])
def test_a_stem_that_only_says_not(bank_folder: BankFolder, stem: str) -> None:
    bank_folder.competency((YEAST_STEM, f'ask: "{stem}"'))
    assert bank_folder.findings("banned-phrase") == []


@pytest.mark.parametrize(
    "stem",
    [
        "Rate yourself as a baker.",
        "On a scale of 1 to 5, do you bake?",
        "Are you detail-oriented?",
        "Are you a team player?",
    ],
)
def test_a_bare_self_rating(bank_folder: BankFolder, stem: str) -> None:
    bank_folder.competency(("ask: Have you baked a loaf?", f'ask: "{stem}"'))
    assert [finding.subject for finding in bank_folder.findings("rate-yourself")] == ["bread-loaves"]


@pytest.mark.parametrize("text", ["CPT 99213", "cpt code: 0001F", "modifier 25 with\n      99214", "CPT code 0042T"])
def test_a_code_under_copyright(bank_folder: BankFolder, text: str) -> None:
    bank_folder.competency(("because: Salt draws water.", f'because: "{text}"'))
    assert [finding.subject for finding in bank_folder.findings("procedure-code")] == ["bread-salt"]


@pytest.mark.parametrize("text", ["modifier 25", "CPT is owned by the AMA", "The year 2026 of CPT", "In 99213 loaves"])
def test_numbers_that_are_no_code_under_copyright(bank_folder: BankFolder, text: str) -> None:
    bank_folder.competency(("because: Salt draws water.", f'because: "{text}"'))
    assert bank_folder.findings("procedure-code") == []


def test_a_long_word_is_found_wherever_it_is_shown(bank_folder: BankFolder) -> None:
    word = "x" * 39
    bank_folder.competency(
        ("title: Bread", f"title: {word}"),
        ("do: Bake a loaf.", f"do: {word}"),
        ("ask: Have you baked a loaf?", f"ask: {word}"),
        ("label: Once", f"label: {word}"),
        ("because: Yeast gives off gas.", f"because: {word}"),
        (
            "because: Starch swells and then dries.\n    source: Any",
            f"because: It does.\n    why: {word}\n    source: Any",
        ),
        ("because: Salt draws water.\n    source: Any book on bread", f"because: It does.\n    source: {word}"),
    )
    assert [finding.subject for finding in bank_folder.findings("long-word")] == [
        "bread",
        "bread",
        "bread-loaves",
        "bread-loaves",
        "bread-yeast",
        "bread-salt",
        "bread-crust",
    ]


def test_the_share_of_checks_whose_right_answer_is_the_one_longest(bank_folder: BankFolder) -> None:
    assert longest_share([]) == 0.0
    bank_folder.competency((LAST_SOURCE, LAST_SOURCE + checks(8, 2)))
    found = [question for question in bank_folder.load().questions.values() if question.type == "check"]
    assert longest_share([question for question in found if question.id.startswith("more-")]) == 0.25


def test_the_texts_of_a_question(bank_folder: BankFolder) -> None:
    bank = bank_folder.load()
    assert list(bank.questions["bread-yeast"].texts) == [
        "What makes the dough rise?",
        "Yeast gives off gas.",
        "Any book on bread",
        "Gas from yeast",
        "Salt",
        "Heat alone",
    ]
    assert list(bank.questions["bread-loaves"].texts) == ["Have you baked a loaf?", "Not so far", "Once", "Often"]


def test_rules_about_english_are_for_english(bank_folder: BankFolder) -> None:
    change = ("What makes the dough rise?", "On a scale of 1 to 5, what makes the dough rise?")
    bank_folder.competency(change)
    assert [finding.subject for finding in bank_folder.findings("rate-yourself")] == ["bread-yeast"]
    bank_folder.roadmap(("title: baker\n", "title: panadero\nlanguage: es\n"))
    assert bank_folder.findings("rate-yourself") == []
    bank_folder.roadmap(("title: baker\n", "title: baker\nlanguage: en-GB\n"))
    assert len(bank_folder.findings("rate-yourself")) == 1


def test_a_language_that_is_none(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("title: baker\n", "title: baker\nlanguage: Spanish\n"))
    assert bank_folder.problems() == [
        'bank/roadmap.yaml:6:11: tiny: `language` must be a tag, such as en, es or pt-BR, but it\'s "Spanish".'
    ]


def test_a_changed_copy_of_the_shipped_bank(bank_folder: BankFolder) -> None:
    shipped = bank_folder.load()
    bank_folder.competency(("title: Bread", "title: Rolls"))

    def found() -> list[tuple[str, str]]:
        loaded = load_with_places("bank")
        findings = lint(loaded.bank, loaded.places, TODAY, shipped)
        return [(str(one.place), one.message) for one in findings if one.rule == "shipped-identity"]

    (finding,) = found()
    assert finding[0] == "bank/roadmap.yaml:1:1"
    bank_folder.roadmap(("id: tiny", "id: rolls"))
    assert found() == []
    bank_folder.roadmap()
    bank_folder.competency()
    assert found() == []
