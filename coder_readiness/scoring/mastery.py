"""Whether checks show that a must-have is missing: a sequential mastery test.

Before the first check, a person is expected to master a share of a competency halfway between its target and their
own rating. That expectation counts as much as ten answers, and every answer moves it: the mean of a beta
distribution, which is Kelley's formula (Kelley 1927; Wainer and others 2001). If it falls below a floor under the
target the competency is missing. While that is in doubt, the quiz asks one more (Wald 1945; Reckase 1983; Lewis and
Sheehan 1990), unless it would not fall that low even if all that are left went wrong. A must-have that is neither
surely there nor surely missing gets the benefit of the doubt.

All of it only grows with better answers, and the order of the answers makes no difference.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from coder_readiness.bank.answers import PRIVATE, Special
from coder_readiness.bank.competency import Competency, CompetencyRules
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.base import Reading
from coder_readiness.bank.roadmap import Rules

REMEMBERED = 1 << 16
"""How many cases are remembered, so that equal ones are judged once."""


Base = tuple[Reading | Special | None, ...]
"""What is said about a competency beside its checks: None where that is open, PRIVATE where it does not count."""


class MasteryTest(NamedTuple):
    """What it takes for a competency to be called missing, and for the quiz to stop asking about it."""

    expected: float
    """The mastery expected before the first check, 0 to 1."""
    prior: float
    """How many answers that counts as much as."""
    floor: float
    """The mastery below which it is missing."""
    penalty: float
    """What a wrong answer takes away at most."""
    fewest: int

    def mastery(self, total: float, count: int) -> float:
        """Return the mastery to expect after `count` answers that are worth `total`."""
        return (self.prior * self.expected + total) / (self.prior + count)

    def margin(self, total: float, count: int) -> float:
        """Return how far answers are from showing that it is missing; below 0 they show it.

        A low rating alone shows nothing: the answers themselves have to be below the floor, too.
        """
        answers = total / count if count else 1.0
        return max(answers, self.mastery(total, count)) - self.floor

    def is_missing(self, total: float, count: int) -> bool:
        """Tell whether `count` answers that are worth `total` show that it is missing."""
        return not reaches(self.margin(total, count), 0.0)

    def is_settled(self, checks: tuple[Reading, ...], left: int) -> bool:
        """Tell whether these answers need no further check beside them, of which so many are left.

        That is so after the fewest, once it is missing, or would not be even if all that are left went wrong; after two
        "I don't know"; and after two answers without a slip where it would not be missing even if both had been "I
        don't know".
        """
        count, total = len(checks), fsum(check.worth for check in checks)
        if count >= self.fewest and (
            self.is_missing(total, count) or not self.is_missing(total - self.penalty * left, count + left)
        ):
            return True
        least_two = sorted(check.worth for check in checks if not check.slip)[:2]
        if len(least_two) < 2:
            return False
        gained = fsum(least_two)
        return gained == 0 or not self.is_missing(total - gained, count)


class Terms(NamedTuple):
    """What of a bank and a goal decides a competency's score: plain values, by which equal cases are remembered."""

    target: float
    penalty: float
    """What a wrong answer to a check takes away at most."""
    base: tuple[tuple[float, bool], ...]
    """The weight of each record and self-report question, and whether it is a rating."""
    check: float
    """The weight of a check."""
    is_knowledge: bool
    decides_as_it_goes: bool
    """Whether the answers decide how many checks are asked: of must-haves that checks decide."""
    fewest: int
    most: int
    prior: float
    floor: float

    def rating(self, base: Base, of_open: float | None = None) -> float | None:
        """Return the mean of a person's ratings of themselves, 0 to 1, each open one `of_open`; None without one."""
        rated = [answer.credit if isinstance(answer, Reading) else of_open for answer in self._ratings(base)]
        known = [rating for rating in rated if rating is not None]
        return fsum(known) / len(known) if known else None

    def is_out_of_reach(self, base: Base) -> bool:
        """Tell whether a person rates themselves so low that right answers to all checks drawn would not be enough."""
        if not self.is_knowledge or self.rating(base, 1.0) != 0:
            return False
        rated = fsum(weight for answer, (weight, _) in zip(base, self.base, strict=True) if answer is not PRIVATE)
        right = self.check * self.most
        return not reaches(right / (right + rated), self.target)

    def _ratings(self, base: Base) -> Iterator[Reading | None]:
        for answer, (_, is_rating) in zip(base, self.base, strict=True):
            if is_rating and not isinstance(answer, Special):
                yield answer

    def test(self, rating: float | None) -> MasteryTest:
        """Return the test for a person who rates themselves at `rating`, 0 to 1 (None: no rating)."""
        expected = self.target if rating is None else (self.target + rating) / 2
        return MasteryTest(expected, self.prior, self.floor, self.penalty, self.fewest)


def terms(bank: Bank, competency: Competency, goal: str) -> Terms:
    """Return what decides a competency's score under a goal.

    Of a must-have, as many checks are asked as it takes; of anything else, as many as are drawn.
    """
    return _terms(bank.rules, competency.rules, goal in competency.required)


@lru_cache(maxsize=REMEMBERED)
def _terms(rules: Rules, own: CompetencyRules, required: bool) -> Terms:
    weights = {"record": rules.record, "check": rules.check, "self_report": rules.self_report}
    as_it_goes = own.is_knowledge and required
    fewest = most = own.draw
    if as_it_goes:
        fewest = min(max(rules.fewest, own.draw), own.pool)
        most = min(max(own.most or rules.most, fewest), own.pool)
    return Terms(
        own.target,
        own.penalty,
        tuple((weights[evidence], evidence == "self_report") for evidence in own.base),
        rules.check,
        own.is_knowledge,
        as_it_goes,
        fewest,
        most,
        rules.prior,
        rules.floor * own.target,
    )
