"""What is wrong with the text of a bank is told once, with its place and what would be right."""

import pytest

from tests.conftest import COMPETENCY, BankFolder, changed


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "kind: skill\n",
            "kind: skill\ncolour: red\n",
            "5:1: bread: `colour` doesn't belong here. Remove it, or correct the spelling.",
        ),
        ("kind: skill\n", "", '1:1: bread: `kind` is missing. Add it. It must be "qualification", "skill" or "duty".'),
        (
            "    evidence: record\n",
            "",
            '14:5: bread-loaves: `evidence` is missing. Add it. It must be "record", "check" or "self_report".',
        ),
        (
            "type: single",
            "type: several",
            '14:5: bread-loaves: `combine` is missing. Add it. It must be "sum" or "max".',
        ),
        ("covers: [P1]", "covers: P1", "5:9: bread: `covers` must be a list, as in [P1]."),
        ("covers: [P1]", "covers: 1.10", '5:9: bread: `covers` must be a list, as in ["1.10"].'),
        ("weight: 1\n", "weight: 1\nrequired: yes\n", "7:11: bread: `required` must be a list, as in [first-job]."),
        ("title: Bread", f"title: {'Bread ' * 12}", "2:8: bread: `title` is 71 characters long. Shorten it to 60."),
        ("covers: [P1]", "covers: {P1: 1}", "5:9: bread: `covers` must be a list."),
        (
            "  - {do: Bake a loaf., hours: 1}\n",
            "  - Bake a loaf.\n",
            "11:5: bread: Each item of `actions` must have names and values, as in `{do: ..., hours: ...}`.",
        ),
        (
            "id: bread\n",
            "id: Bread Loaf\n",
            '1:5: Bread Loaf: `id` can have only letters, digits and hyphens, but "Bread Loaf" has a space.',
        ),
        (
            "kind: skill\n",
            "kind: talent\n",
            '4:7: bread: `kind` must be "qualification", "skill" or "duty", but it\'s "talent".',
        ),
        ("weight: 1\n", "weight: 0\n", "6:9: bread: `weight` must be more than 0, but it's 0."),
        ("weight: 1\n", "weight: heavy\n", '6:9: bread: `weight` must be a number, but it\'s "heavy".'),
        ("weight: 1\n", "weight: yes\n", '6:9: bread: `weight` must be a number, but it\'s "yes".'),
        (
            "weight: 1\n",
            "weight: 1:30\n",
            '6:9: bread: `weight` must be a number, but it\'s "1:30".',
        ),
        (
            "draw: 1\n",
            "draw: 5\n",
            "8:7: bread: `draw` is 5, but there are 4 knowledge questions. Lower it, or write more.",
        ),
        (
            "step: learn\n",
            "step: sleep\n",
            '3:7: bread: The step "sleep" isn\'t in roadmap.yaml. Use "learn".',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1, P9]\n",
            '5:14: bread: `covers` names "P9", which isn\'t a point of the guide in roadmap.yaml. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\ndomains: [E3]\n",
            '6:11: bread: `domains` names "E3", which isn\'t a domain of an outline in roadmap.yaml. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [cake]\n",
            '6:13: bread: `builds_on` names "cake", which isn\'t an area of this bank. Correct it, or remove it.',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\ntaught_by: [cake]\n",
            '6:12: bread: `taught_by` names "cake", but `builds_on` doesn\'t. Add it there, too.',
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [bread]\ntaught_by: [bread]\n",
            '7:13: bread: `taught_by` names "bread", which isn\'t a must-have for every goal, decided by records. '
            "Correct it, or remove it.",
        ),
        (
            "covers: [P1]\n",
            "covers: [P1]\nbuilds_on: [bread]\n",
            '1:5: bread: `builds_on` names "bread", which is this area itself. Remove it.',
        ),
        (
            "    ask: Have you baked a loaf?\n",
            "    aks: Have you baked a loaf?\n    ask: Have you baked a loaf?\n",
            "17:5: bread-loaves: `aks` doesn't belong here. Remove it, or correct the spelling.",
        ),
        ("    ask: Have you baked a loaf?\n", "", "14:5: bread-loaves: `ask` is missing. Add it."),
        (
            "    answer: salt\n",
            "    answer: pepper\n",
            '39:13: bread-salt: `answer` is "pepper", which isn\'t an option. Use "sugar", "salt" or "flour".',
        ),
        (
            "      - {id: sugar, label: A little sugar}\n",
            "      - {id: salt, label: A little sugar}\n",
            '37:14: bread-salt: The option ID "salt" is used twice. Give each option its own ID.',
        ),
        (
            "    type: single\n",
            "    type: choice\n",
            '15:11: bread-loaves: `type` must be "single", "several", "number", "check", "code" or "case", '
            'but it\'s "choice".',
        ),
        (
            "    type: single\n",
            "",
            "14:5: bread-loaves: `type` is missing. Add it. "
            'It must be "single", "several", "number", "check", "code" or "case".',
        ),
        (
            "    because: Salt draws water.\n",
            "",
            "32:5: bread-salt: A knowledge question needs `because` and `source`. Add what's missing.",
        ),
        (
            "credit: 0.5}",
            "credit: 1.5}",
            "20:41: bread-loaves: `credit` must be at most 1, but it's 1.5.",
        ),
        (
            "    because: Salt draws water.\n",
            "    because: Salt draws water.\n    expires: soon\n",
            '41:14: bread-salt: `expires` must be a day, such as 2026-11-29, but it\'s "soon".',
        ),
    ],
)
def test_what_is_not_valid_is_told_once_with_its_place_and_what_would_be_right(
    bank_folder: BankFolder, old: str, new: str, problem: str
) -> None:
    bank_folder.competency((old, new))
    assert bank_folder.problems() == [f"bank/bread.yaml:{problem}"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("No", ", but No was read as true or false"),
        ("on", ", but on was read as true or false"),
        ("00100", ", but 00100 was read as a number"),
        ("1.10", ", but 1.10 was read as a number"),
        ("7", ", but 7 was read as a number"),
        ("12:30", ""),
        ("0x1F", ""),
        ("2026-11-23 10:00:00", ""),
    ],
)
def test_text_that_yaml_takes_for_something_else_is_to_be_quoted(
    bank_folder: BankFolder, written: str, read_as: str
) -> None:
    bank_folder.competency(("label: Salt}", f"label: {written}}}"))
    hint = f'`label` must be text{read_as}. Put quotes around it: "{written}".'
    assert bank_folder.problems() == [f"bank/bread.yaml:27:27: bread-yeast: {hint}"]
    bank_folder.competency(("label: Salt}", f'label: "{written}"}}'))
    question = bank_folder.load().questions["bread-yeast"]
    assert [option.label for option in question.options][1] == written


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id: bread\n", "id: 2026-11-23\n", "1:5"),
        ("title: Bread\n", "title: 2026-11-23\n", "2:8"),
        ("why: Everyone eats it.\n", "why: 2026-11-23\n", "9:6"),
    ],
)
def test_a_date_where_text_belongs_is_to_be_quoted(bank_folder: BankFolder, old: str, new: str, place: str) -> None:
    bank_folder.competency((old, new))
    (problem,) = bank_folder.problems()
    assert problem.startswith(f"bank/bread.yaml:{place}: ")
    assert ' must be text, but 2026-11-23 was read as a date. Put quotes around it: "2026-11-23".' in problem
    assert problem.endswith(' Put quotes around it: "2026-11-23".')


def test_an_option_called_no_is_to_be_quoted(bank_folder: BankFolder) -> None:
    bank_folder.competency(("{id: not-yet,", "{id: No,"))
    assert bank_folder.problems() == [
        "bank/bread.yaml:19:14: bread-loaves: `id` must be text, but No was read as true or false. "
        'Put quotes around it: "No".'
    ]


def test_an_accepted_code_that_looks_like_a_number_is_to_be_quoted(bank_folder: BankFolder) -> None:
    code = """\
  - id: bread-type
    type: code
    ask: Which type is it?
    answer: [T55, 550]
    because: It says so.
    source: Any book on bread
"""
    bank_folder.write("bread.yaml", COMPETENCY + code)
    assert bank_folder.problems() == [
        "bank/bread.yaml:65:19: bread-type: `answer` must be text, but 550 was read as a number. "
        'Put quotes around it: "550".'
    ]


def test_a_value_left_out_is_called_missing_and_not_to_be_quoted(bank_folder: BankFolder) -> None:
    bank_folder.competency(("title: Bread\n", "title:\n"))
    (problem,) = bank_folder.problems()
    assert problem.startswith("bank/bread.yaml:2:7: bread: `title`")
    assert "Put quotes around it" not in problem


def test_an_empty_pool(bank_folder: BankFolder) -> None:
    bank_folder.write("bread.yaml", COMPETENCY.split("  - id: bread-yeast")[0])
    assert bank_folder.problems() == [
        "bank/bread.yaml:8:7: bread: `draw` is 1, but there are no knowledge questions. Write some, or remove `draw`."
    ]


def test_one_broken_question_is_one_problem_also_where_it_is_the_only_one(bank_folder: BankFolder) -> None:
    text = changed(COMPETENCY.split("  - id: bread-yeast")[0], ("draw: 1\n", ""), ("id: once", "id: No"))
    bank_folder.write("bread.yaml", text)
    assert bank_folder.problems() == [
        "bank/bread.yaml:19:14: bread-loaves: `id` must be text, but No was read as true or false. "
        'Put quotes around it: "No".'
    ]


@pytest.mark.parametrize(
    ("written", "name"), [('"\\e[31mred"', "U+001B"), ('"\\u202eder"', "U+202E"), ("a\u202eb", "U+202E")]
)
def test_hidden_characters_in_a_text(bank_folder: BankFolder, written: str, name: str) -> None:
    bank_folder.competency(("ask: Have you baked a loaf?", f"ask: {written}"))
    assert bank_folder.problems() == [
        f"bank/bread.yaml:17:10: bread-loaves: `ask` has the hidden character {name}. Remove it."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: bread-loaves", 'id: "bread\\e[31m"'),
        ("kind: skill", 'kind: "\\e[31mskill"'),
        ("kind: skill", '"\\e[31mkind": skill'),
        ("step: learn", 'step: "\\e[31m"'),
        ("covers: [P1]", 'covers: ["\\e[31m"]'),
        ("type: single", 'type: "\\e[31m"'),
        ("answer: gas", 'answer: "\\e[31m"'),
        ("id: bread\n", 'id: "\\u202e"\n'),
        ("id: bread\n", 'id: bread\n"\\e": 1\n"\\e": 2\n'),
    ],
)
def test_no_message_holds_a_terminal_escape(bank_folder: BankFolder, old: str, new: str) -> None:
    bank_folder.competency((old, new))
    assert all(problem.isprintable() for problem in bank_folder.problems())


def test_a_message_does_not_repeat_a_long_text(bank_folder: BankFolder) -> None:
    bank_folder.competency(("why: Everyone eats it.", "why: " + "a" * 5000))
    (problem,) = bank_folder.problems()
    assert problem.startswith("bank/bread.yaml:9:6: bread: `why` is 5000 characters long. Shorten it to 4000")
    assert len(problem) < 200
