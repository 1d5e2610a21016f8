"""What a program that imports this one may use."""

from coder_readiness import assess, next_question
from coder_readiness.bank.model import Bank
from tests.running import whole_sheet


def test_the_python_interface(bank: Bank) -> None:
    sheet = whole_sheet(bank)
    assert assess(bank, sheet).next_step is None
    first = next_question(bank, {"answers": {}})
    assert first is not None
    assert bank.home[first.id].step == "basic-requirements"
    assert next_question(bank, sheet) is None
    assert next_question(bank, sheet, mode="quick") is None
