"""What is valid in a bank but not good is found, rule by rule."""

import datetime

import pytest

from coder_readiness.bank.lint.linter import RULES, lint
from coder_readiness.bank.lint.wording import longest_share
from coder_readiness.bank.loader import load_with_places
from tests.bank.pairs import LAST_SOURCE, PAIRS, SECOND_ACTION, YEAST_STEM, Changes, Pair, checks, with_label
from tests.conftest import COMPETENCY, ROADMAP, TODAY, BankFolder, changed


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
