"""How few questions quick mode asks, against the fewest that could prove its verdict.

Run by hand: `python -m tests.benchmarks.quick [SHEETS]`.

The floor of a sheet is the size of the smallest set of its answers that proves the verdict, found exactly. The proof of
a named step is a proof that every step before it is complete and that it is not; no step shares a question with
another, so the floors add up. Within a competency the k answers that prove most are those with the k largest gains (or
losses), so each competency offers a best proof for every k; choosing k for each of them is a knapsack over the number
of answers, solved by dynamic programming. A must-have restricts its k to those that prove it met; one that is not met
is a proof by itself.
"""

import statistics
import sys
from collections.abc import Sequence

from coder_readiness import load_bank
from coder_readiness.bank.answers import PRIVATE
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.credits import TOLERANCE, reaches
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked_of
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import StepScore, score
from coder_readiness.scoring.selection import next_question
from coder_readiness.scoring.sheet import Sheet
from tests.benchmarks.people import simulated_sheets

_NEVER = -1e9


def quick_sheet(bank: Bank, whole: Sheet) -> Sheet:
    """Answer quick mode's questions from a whole sheet until it asks no more."""
    sheet = Sheet(whole.goal, whole.seed)
    while (question := next_question(bank, sheet, "quick")) is not None:
        sheet = sheet.with_answer(question.id, whole.answers[question.id])
    return sheet


def floor(bank: Bank, whole: Sheet) -> int:
    """Return the size of the smallest set of a whole sheet's answers that proves the step it names."""
    total = 0
    for step in score(bank, whole).steps:
        if step.complete is not True:
            return total + _fewest_to_rule_out(bank, step, whole)
        total += _fewest_to_complete(bank, step, whole)
    return total


def _parts(bank: Bank, competency: Competency, sheet: Sheet) -> list[tuple[float, float]] | None:
    """Return each answer's gain and loss as shares of the competency's score; None where it is private."""
    questions = asked_of(bank, competency, sheet)
    weights = [bank.evidence_weights[question.evidence] for question in questions]
    if any(sheet.answers[question.id] == PRIVATE for question in questions):
        return None
    parts = []
    for question, weight in zip(questions, weights, strict=True):
        earned = question.credit(sheet.answers[question.id]) or 0.0
        parts.append((weight * earned / sum(weights), weight * (1 - earned) / sum(weights)))
    return parts


def _fewest_to_complete(bank: Bank, step: StepScore, sheet: Sheet) -> int:
    offers = []
    for entry in step.competencies:
        competency, pass_mark = entry.competency, step.step.pass_mark
        parts = _parts(bank, competency, sheet)
        if parts is None:
            offers.append([-pass_mark * competency.weight, 0.0])
            continue
        gains = sorted((gain for gain, _ in parts), reverse=True)
        offer = []
        for count in range(len(gains) + 1):
            low = sum(gains[:count])
            met = reaches(low, competency.target)
            value = competency.weight * (min(1.0, low / competency.target) - pass_mark)
            offer.append(_NEVER if entry.required and not met else value)
        offers.append(offer)
    return _fewest(offers, -TOLERANCE)


def _fewest_to_rule_out(bank: Bank, step: StepScore, sheet: Sheet) -> int:
    offers, alone = [], []
    for entry in step.competencies:
        competency, pass_mark = entry.competency, step.step.pass_mark
        parts = _parts(bank, competency, sheet)
        if parts is None:
            offers.append([(pass_mark - 1) * competency.weight, 0.0])
            continue
        losses = sorted((loss for _, loss in parts), reverse=True)
        highs = [1 - sum(losses[:count]) for count in range(len(losses) + 1)]
        if entry.required:
            alone += [count for count, high in enumerate(highs) if not reaches(high, competency.target)][:1]
        offers.append([competency.weight * (pass_mark - min(1.0, high / competency.target)) for high in highs])
    return min([_fewest(offers, 2 * TOLERANCE), *alone])


def _fewest(offers: Sequence[Sequence[float]], needed: float) -> int:
    """Return the fewest answers whose offers, one from each competency, add up to `needed`."""
    best = [0.0]
    for offer in offers:
        size = len(best) + len(offer) - 1
        best = [max(best[n - k] + offer[k] for k in range(len(offer)) if 0 <= n - k < len(best)) for n in range(size)]
    return next((count for count, value in enumerate(best) if value >= needed), 10**6)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    bank = load_bank(sys.argv[2] if len(sys.argv) > 2 else None)
    asked, floors, agree, most = [], [], 0, 0
    by_step: dict[object, list[tuple[int, int]]] = {}
    for whole in simulated_sheets(bank, count, seed=20261123):
        sheet = quick_sheet(bank, whole)
        quick, full = assess(bank, sheet).next_step, assess(bank, whole).next_step
        agree += (quick and quick.id) == (full and full.id)
        asked.append(len(sheet.answers))
        floors.append(floor(bank, whole))
        most = max(most, len(whole.answers))
        by_step.setdefault(full.number if full else 0, []).append((asked[-1], floors[-1]))
    print(f"{count} sheets, at most {most} questions in the whole draw")
    print(f"same step named: {agree / count:.2%}")
    print(f"questions asked: mean {statistics.mean(asked):.2f}, median {statistics.median(asked)}, most {max(asked)}")
    print(
        f"floor:           mean {statistics.mean(floors):.2f}, median {statistics.median(floors)}, most {max(floors)}"
    )
    print(f"ratio of the means: {statistics.mean(asked) / statistics.mean(floors):.3f}")
    for step, pairs in sorted(by_step.items(), key=str):
        mean = statistics.mean(one for one, _ in pairs)
        low = statistics.mean(two for _, two in pairs)
        print(f"  step {step or 'none'}: {len(pairs):6} sheets, asked {mean:5.2f}, floor {low:5.2f}")


if __name__ == "__main__":
    main()
