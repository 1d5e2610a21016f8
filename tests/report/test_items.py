"""What is said about a check follows from how people have answered it."""

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.report.items import to_do_about
from coder_readiness.scoring.item_statistics import Item

CHECK = "brakes-spongy"  # the answer is air; the others are rotor and pads


def item(bank: Bank, right: float, with_rest: float | None, picked: tuple[int, int, int], unknown: float = 0) -> Item:
    """Return a check that 100 people answered; `picked` are the counts of air, rotor and pads."""
    counts = dict(zip(("air", "rotor", "pads"), picked, strict=True))
    return Item(bank.questions[CHECK], 4, 100, right, with_rest, unknown, counts)


@pytest.mark.parametrize(
    ("right", "with_rest", "picked", "unknown", "told"),
    [
        (0.7, 0.4, (70, 15, 15), 0, []),
        (0.98, 0.0, (98, 2, 0), 0, ["Too easy to tell anything"]),
        (0.3, 0.4, (30, 25, 25), 0.2, ["No better than guessing"]),
        (0.35, 0.4, (35, 60, 5), 0, ["More people pick rotor than the answer: check the key."]),
        (0.5, -0.3, (50, 25, 25), 0, ["The best students miss it"]),
        (0.5, 0.05, (50, 25, 25), 0, ["Says little about the rest"]),
        (0.4, 0.4, (40, 5, 5), 0.5, ["Half or more don't know"]),
        (0.7, 0.4, (70, 30, 0), 0, ["Nobody picks pads"]),
        (0.91, 0.4, (91, 9, 0), 0, []),
        (0.7, None, (70, 15, 15), 0, []),
    ],
)
def test_what_to_do(
    other_bank: Bank, *, right: float, with_rest: float, picked: tuple[int, int, int], unknown: float, told: list[str]
) -> None:
    flags = to_do_about(item(other_bank, right, with_rest, picked, unknown))
    assert len(flags) == len(told)
    assert all(flag.startswith(start) for flag, start in zip(flags, told, strict=True))


def test_few_answers_say_nothing(other_bank: Bank) -> None:
    assert to_do_about(Item(other_bank.questions[CHECK], 4, 19, 0.0, -1.0, 1.0, {})) == []
