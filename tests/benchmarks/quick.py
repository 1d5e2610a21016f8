"""How few questions quick mode asks, against the fewest that could prove its verdict.

Run by hand: `python -m tests.benchmarks.quick [SHEETS]`.

The floor of a sheet is the size of the smallest set of its answers that proves the verdict, found exactly. The proof of
a named step is a proof that every step before it is complete and that it is not; no step shares a question with
another, so the floors add up. Each set of answers about a competency leaves an interval of its score, so each
competency offers a best proof for every number of answers; choosing how many for each of them is a knapsack, solved by
dynamic programming. A must-have that is surely missing is a proof by itself.
"""

import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from coder_readiness import load_bank
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked_of
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.score import CompetencyScore, StepScore, score, score_competency
from coder_readiness.scoring.selection import next_question
from coder_readiness.scoring.sheet import Sheet
from tests.benchmarks.people import simulated_sheets
from tests.strategies import with_answer

_NEVER = -1e9


def quick_sheet(bank: Bank, whole: Sheet) -> Sheet:
    """Answer quick mode's questions from a whole sheet until it asks no more."""
    sheet = Sheet(whole.goal, whole.seed)
    while (question := next_question(bank, sheet, "quick")) is not None:
        sheet = with_answer(sheet, question.id, whole.answers[question.id])
    return sheet


def floor(bank: Bank, whole: Sheet) -> int:
    """Return the size of the smallest set of a whole sheet's answers that proves the step it names."""
    total = 0
    for step in score(bank, whole).steps:
        if step.complete is not True:
            return total + _fewest_to_rule_out(bank, step, whole)
        total += _fewest_to_complete(bank, step, whole)
    return total


def _known(bank: Bank, competency: Competency, sheet: Sheet) -> Iterator[tuple[int, CompetencyScore]]:
    """Yield what each set of a sheet's answers about a competency proves, with the size of the set."""
    names = [question.id for question in asked_of(bank, competency, sheet)]
    for count in range(len(names) + 1):
        for some in combinations(names, count):
            answers = {name: sheet.answers[name] for name in some}
            yield count, score_competency(bank, competency, Sheet(sheet.goal, sheet.seed, answers, sheet.seen))


def _offer(found: Iterable[tuple[int, float]]) -> list[float]:
    """Return the best offer for each number of answers."""
    best: dict[int, float] = {}
    for count, value in found:
        best[count] = max(value, best.get(count, _NEVER))
    return [best[count] for count in sorted(best)]


def _fewest_to_complete(bank: Bank, step: StepScore, sheet: Sheet) -> int:
    def value(score: CompetencyScore) -> float:
        if score.required and score.in_step and score.missing is not False:
            return _NEVER
        return score.competency.weight * (score.attained - step.step.pass_mark) if score.in_step else 0.0

    offers = [
        _offer((count, value(score)) for count, score in _known(bank, entry.competency, sheet))
        for entry in step.competencies
    ]
    return _fewest(offers, -TOLERANCE)


def _fewest_to_rule_out(bank: Bank, step: StepScore, sheet: Sheet) -> int:
    def value(score: CompetencyScore) -> float:
        return score.competency.weight * (step.step.pass_mark - score.attainable) if score.in_step else 0.0

    offers, alone = [], []
    for entry in step.competencies:
        known = list(_known(bank, entry.competency, sheet))
        alone += [count for count, score in known if score.required and score.missing][:1]
        offers.append(_offer((count, value(score)) for count, score in known))
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
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
