"""One code to enter: taken however it is written, and refused where it is more than one."""

import pytest

from coder_readiness.errors import UnfitError
from tests.strategies import code

FRACTURE = code("fracture", "S52.501A", partial={"S52.501": 0.5})


@pytest.mark.parametrize("line", ["S52.501A", "s52501a", " S52 501A", "s52,501a", "S52.501a."])
def test_a_code_is_taken_however_it_is_written(line: str) -> None:
    assert FRACTURE.credit(FRACTURE.read_line(line)) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E11.9, I10", "it is 2 codes; type only one"),
        ("E119 I10 R05", "it is 3 codes; type only one"),
        ("a broken arm", "the answer has a digit in it"),
        ("the code is S52.501A", "it is too long; type only the answer, nothing before or after it"),
    ],
)
def test_what_is_no_single_code_is_refused(line: str, reason: str) -> None:
    with pytest.raises(UnfitError) as caught:
        FRACTURE.read_line(line)
    assert str(caught.value) == reason
