"""One code to enter: taken however it is written, and refused where it is more than one."""

import pytest

from coder_readiness.errors import UnfitError
from tests.builders import code
from tests.conftest import BankFolder

FRACTURE = code("fracture", "S52.501A", partial={"S52.501": 0.5})
ENTRY = """\
  - id: bread-code
    type: code
    ask: Which ICD-10-CM code fits?
    answer: [I10, E11]
    because: It does.
    source: A book
"""


@pytest.mark.parametrize("line", ["S52.501A", "s52501a", " S52 501A", "s52,501a", "S52.501a."])
def test_a_code_is_taken_however_it_is_written(line: str) -> None:
    assert FRACTURE.credit(FRACTURE.read_line(line)) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E11.9, I10", "those are 2 codes, but the answer is just one"),
        ("E119 I10 R05", "those are 3 codes, but the answer is just one"),
        ("a broken arm", "the answer needs at least one digit"),
        ("the code is S52.501A", "that's too long to be the answer"),
    ],
)
def test_what_is_no_single_code_is_refused(line: str, reason: str) -> None:
    with pytest.raises(UnfitError) as caught:
        FRACTURE.read_line(line)
    assert str(caught.value) == reason


def test_a_bank_of_the_year_asks_for_icd_10_cm_codes_of_the_year(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(('"2026"', "ICD-10-CM FY2027"))
    bank_folder.competency(("questions:\n", "questions:\n" + ENTRY))
    assert bank_folder.problems() == [
        'bank/bread.yaml:17:19: bread-code: "E11" can\'t be billed in FY2027. 87 similar codes can, '
        "from E11.00 to E11.A."
    ]


@pytest.mark.parametrize(
    ("edition", "ask"),
    [("2026", "Which ICD-10-CM code fits?"), ("ICD-10-CM FY2027", "Which ICD-10-CM category fits?")],
)
def test_a_bank_may_ask_for_other_codes(bank_folder: BankFolder, edition: str, ask: str) -> None:
    bank_folder.roadmap(('"2026"', f'"{edition}"'))
    bank_folder.competency(("questions:\n", "questions:\n" + ENTRY.replace("Which ICD-10-CM code fits?", ask)))
    assert "bread-code" in bank_folder.load().questions
