"""A whole case: what its answer may be, what each code earns, and what a key may hold."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.questions.case import CaseCode, CaseQuestion
from coder_readiness.bank.questions.codes import ReviewedCode
from coder_readiness.errors import SheetError, UnfitError
from tests.conftest import BankFolder, changed
from tests.strategies import laws

KIDNEY = CaseQuestion(
    id="kidney",
    type="case",
    ask="63 M, diabetes with kidney disease\n\nWhich codes?",
    first="E11.22",
    codes=(
        CaseCode(code="N18.31", why="The stage is named.", partial={"N18": 0.5}, accept=("N18.32",)),
        CaseCode(code="E11.22", why="Diabetes and kidney disease are linked.", partial={"E11": 0.5, "E1": 0.25}),
        CaseCode(code="Z79.4", why="Insulin is taken for long."),
    ),
    optional=("Z79.899",),
    because="The diabetes is why the patient came.",
    source="Guidelines, section I.C.4",
)
WHOLE = ("E11.22", "N18.31", "Z79.4")


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        (WHOLE, 1.0),
        (("e1122", "z794", "N1831"), 1.0),
        (("E11.22", "N18.32", "Z79.4"), 1.0),
        ((*WHOLE, "Z79.899"), 1.0),
        (("N18.31", "E11.22", "Z79.4"), 3 / 4),
        (("E11.22",), 2 / 4),
        (("N18.31",), 1 / 4),
        (("E11.9", "N18.31", "Z79.4"), 3 / 4),
        (("E10.22", "N18.31", "Z79.4"), 2.5 / 4),
        (("N18.31", "E11.9", "Z79.4"), 2.5 / 4),
        ((*WHOLE, "I10"), 3.5 / 4),
        ((*WHOLE, "N18.9"), 3.5 / 4),
        ((*WHOLE, "N18.32"), 3.5 / 4),
        (("E11.22", "N18.9", "Z79.4"), 3.5 / 4),
        (("E11.22", "N18.9", "N18.4", "Z79.4"), 3 / 4),
        (("I10", "R05.9"), 0.0),
        (("Z79.899",), 0.0),
        (UNKNOWN, 0.0),
        (SKIP, None),
    ],
)
def test_each_code_earns_and_each_extra_one_costs(answer: Answer, earned: float | None) -> None:
    assert KIDNEY.credit(answer) == earned


def test_the_review_tells_code_by_code() -> None:
    first, stage = "Diabetes and kidney disease are linked.", "The stage is named."
    assert KIDNEY.review(("n189", "E11.22", "I10", "Z79.899")) == (
        ReviewedCode("E11.22", "E11.22", 1.0, 2.0, first),
        ReviewedCode("n189", "N18.31", 0.5, 1.0, stage),
        ReviewedCode("", "Z79.4", 0.0, 1.0, "Insulin is taken for long."),
        ReviewedCode("I10", "", -0.5, 0.0, ""),
        ReviewedCode("Z79.899", "", 0.0, 0.0, ""),
    )
    assert [row.yours for row in KIDNEY.review(UNKNOWN)] == ["", "", ""]
    assert [row.in_words for row in KIDNEY.review(("n189", "i10"))[1::2]] == [
        "N18.31: you entered N189, which is partly right. The stage is named.",
        "I10: not needed here.",
    ]


def test_an_optional_code_is_not_taken_for_one_of_its_category() -> None:
    insulin = CaseCode(code="Z79.4", why="So.", partial={"Z79": 0.5})
    case = replace(KIDNEY, first="Z79.4", codes=(insulin,))
    assert case.credit(("Z79.899",)) == 0.0
    assert case.credit(("Z79.84",)) == 0.5


def test_the_key_begins_with_the_code_that_is_listed_first() -> None:
    assert KIDNEY.answer_key == KIDNEY.best_answer == WHOLE
    assert KIDNEY.options == ()
    assert KIDNEY.chance == 0.0
    assert KIDNEY.said(("n1831", "r059", "E11.9")) == "N18.31, R059, E11.9"
    assert KIDNEY.texts[-3:] == tuple(code.why for code in KIDNEY.codes)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("E11.22 N18.31", ("E11.22", "N18.31")),
        (" e1122,n1831 ;Z79.4\n", ("e1122", "n1831", "Z79.4")),
        ("E11.22", ("E11.22",)),
        ("E11.22/n18.31 | Z794 + I10 & E11.-", ("E11.22", "n18.31", "Z794", "I10", "E11.-")),
        ("E11.22. 0dtj4zz; J1885", ("E11.22.", "0dtj4zz", "J1885")),
    ],
)
def test_codes_are_typed_with_anything_between_them(line: str, answer: Answer) -> None:
    assert KIDNEY.read_line(line) == KIDNEY.read_answer(line) == answer
    assert KIDNEY.read_answer(list(answer)) == answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E11.22 and N18.31", '"and" isn\'t a code'),
        ("E11.22 type2", '"type2" isn\'t a code'),
        ("E11 .22", '".22" isn\'t a code'),
        ("1. E11.22", '"1." isn\'t a code'),
        ("E11.22 (N18.31)", '"(N18.31)" isn\'t a code'),
        ("E11.22 N18.31 e1122", '"e1122" is there twice'),
        ("E11.22N18.31Z79.4", '"E11.22N18.31Z79.4" isn\'t a code'),
        ("E11.22 \x1b[2J", '"\\x1b[2J" isn\'t a code'),
        (" ".join(f"A{number}" for number in range(10, 41)), "there are 31 codes, but the limit is 30"),
    ],
)
def test_what_is_no_list_of_codes_is_refused_by_name(line: str, reason: str) -> None:
    with pytest.raises(UnfitError) as caught:
        KIDNEY.read_line(line)
    assert str(caught.value) == reason
    with pytest.raises(SheetError) as refused:
        KIDNEY.read_answer(line.split())
    assert str(refused.value) == f"kidney: We can't use the answer: {reason}."


@pytest.mark.parametrize("line", ["", " , ; "])
def test_nothing_is_no_answer(line: str) -> None:
    with pytest.raises(ValueError, match="nothing was typed"):
        KIDNEY.read_line(line)


@pytest.mark.parametrize("raw", ["", " ", " , ", [], [5], 5, {"E11.22": 1}])
def test_a_sheet_gives_codes(raw: object) -> None:
    with pytest.raises(SheetError, match="Use a list of codes as text, or "):
        KIDNEY.read_answer(raw)


CODES = st.sampled_from(["E11.22", "N18.31", "Z79.4", "E11.9", "N18.9", "I10", "Z79.899", "N18.32"])


@laws
@given(st.lists(CODES, unique=True, max_size=8))
def test_a_right_code_never_costs_and_a_wrong_one_never_pays(codes: list[str]) -> None:
    before = KIDNEY.credit(tuple(codes))
    assert before is not None
    assert 0 <= before <= 1
    for code in WHOLE:
        if not {code, "N18.32", "N18.9", "E11.9"} & set(codes):  # the right code would leave these over
            better = KIDNEY.credit((*codes, code))
            assert better is not None
            assert better >= before
    worse = KIDNEY.credit((*codes, "R05.9"))
    assert worse is not None
    assert worse <= before


CASE = """\
  - id: bread-case
    type: case
    ask: Which codes?
    first: B1.1
    codes:
      - {code: B1.1, why: It is bread.}
      - {code: F2, why: It is flour., partial: {F: 0.5}, accept: [F3]}
    optional: [S4]
    because: It says so.
    source: Any book on bread
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "first: B1.1",
            "first: B2",
            '17:12: bread-case: `first` is "B2", which isn\'t one of the codes. Use "B1.1" or "F2".',
        ),
        ("[F3]", "[b11]", '20:67: bread-case: The code "b11" is here twice. Remove one of them.'),
        ("[S4]", "[f2]", '21:16: bread-case: The code "f2" is here twice. Remove one of them.'),
        (
            "code: F2",
            "code: flour",
            '20:16: bread-case: "flour" isn\'t a code. Write one code, such as E11.22.',
        ),
        (
            "first: B1.1",
            "first: B1.1 F2",
            '17:12: bread-case: "B1.1 F2" isn\'t a code. Write one code, such as E11.22.',
        ),
        ("F: 0.5", "F: 1", "20:52: bread-case: `F` must be less than 1, but it's 1."),
        (
            "first: B1.1",
            "first: 5",
            '17:12: bread-case: `first` must be text, but 5 was read as a number. Put quotes around it: "5".',
        ),
        ("[S4]", "S4", "21:15: bread-case: `optional` must be a list, as in [S4]."),
        (", why: It is bread.", "", "19:9: bread-case: `why` is missing. Add it."),
    ],
)
def test_what_no_key_may_hold(bank_folder: BankFolder, old: str, new: str, problem: str) -> None:
    bank_folder.competency(("questions:\n", "questions:\n" + CASE.replace(old, new)))
    assert bank_folder.problems() == [f"bank/bread.yaml:{problem}"]


def test_a_key_has_a_code(bank_folder: BankFolder) -> None:
    start, _, rest = CASE.partition("    codes:\n")
    without = start + "    codes: []\n" + rest[rest.index("    optional") :]
    bank_folder.competency(("questions:\n", "questions:\n" + without))
    assert bank_folder.problems() == [
        "bank/bread.yaml:18:12: bread-case: `codes` has 0 items. It needs at least 1 item, "
        "as in `codes: [{code: ..., why: ...}]`."
    ]


def test_a_case_of_a_bank(bank_folder: BankFolder) -> None:
    bank_folder.competency(("questions:\n", "questions:\n" + CASE))
    question: Any = bank_folder.load().questions["bread-case"]
    assert question.credit(("b11", "F9")) == 2.5 / 3


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("E11", "can't be billed in FY2027. 87 similar codes can, from E11.00 to E11.A."),
        ("I42.0", "can't be billed in FY2027. Similar codes that can: I42.00, I42.01, I42.09."),
        ("I10.1", "can't be billed in FY2027. Similar codes that can: I10."),
        ("U99.9", "can't be billed in FY2027. No code starts with U99."),
        ("XY22", "doesn't look like an ICD-10-CM (E11.22), ICD-10-PCS (0DTJ4ZZ) or HCPCS (J1885) code."),
        ("S52501A", 'isn\'t written the usual way. Write "S52.501A".'),
    ],
)
def test_a_bank_of_the_year_names_codes_of_the_year(bank_folder: BankFolder, code: str, problem: str) -> None:
    bank_folder.roadmap(('"2026"', "ICD-10-CM FY2027"))
    case = changed(CASE.replace("B1.1", "I10"), ("code: F2", f"code: {code}"), ("[F3]", "[R05.9]"), ("[S4]", "[Z23]"))
    bank_folder.competency(("questions:\n", "questions:\n" + case))
    assert bank_folder.problems() == [f'bank/bread.yaml:20:16: bread-case: "{code}" {problem}']


def test_a_bank_of_the_year_may_name_procedures_and_services(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(('"2026"', "ICD-10-CM FY2027"))
    case = changed(CASE.replace("B1.1", "I10"), ("code: F2", "code: 0DTJ4ZZ"), ("[F3]", "[J1885]"), ("[S4]", "[Z23]"))
    bank_folder.competency(("questions:\n", "questions:\n" + case))
    assert "bread-case" in bank_folder.load().questions


@pytest.mark.parametrize(("width", "found"), [(76, 0), (77, 1)])
def test_the_record_of_a_case_is_prose_that_may_be_wrapped(bank_folder: BankFolder, width: int, found: int) -> None:
    record = ("ab " * 40)[: width - 1] + "c"
    case = changed(CASE, ("ask: Which codes?", f'ask: "{record}\\n\\nWhich codes?"'))
    bank_folder.competency(("questions:\n", "questions:\n" + case))
    assert len(bank_folder.findings("wide-record")) == found
