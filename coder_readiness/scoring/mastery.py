"""Whether checks show that a must-have is missing: a sequential mastery test.

Before the first check, a person is expected to master a share of a competency that lies halfway between its target and
their own rating. That expectation counts as much as eight answers, and every answer moves it: the mean of a beta
distribution, which is Kelley's formula (Kelley 1927; Wainer and others 2001). Where it falls below a floor under the
target the competency is missing. While that is in doubt, the quiz asks one more (Wald 1945; Reckase 1983; Lewis and
Sheehan 1990). A must-have that is neither surely there nor surely missing gets the benefit of the doubt.

All of it only grows with better answers, and the order of the answers makes no difference.
"""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.credits import reaches
from coder_readiness.bank.roadmap import MasteryRule


class CheckAnswer(NamedTuple):
    """An answer to a check as evidence."""

    worth: float
    """What it shows, -1 to 1; 0 for "I don't know"."""
    slip: bool
    """Whether it was a wrong answer."""


class MasteryTest(NamedTuple):
    """What it takes for a competency to be called missing, and for the quiz to stop asking about it."""

    expected: float
    """The mastery expected before the first check, 0 to 1."""
    prior: float
    """How many answers that counts as much as."""
    floor: float
    """The mastery below which it is missing."""
    fewest: int
    most: int

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

    def is_settled(self, answers: Sequence[CheckAnswer]) -> bool:
        """Tell whether these answers need no further check beside them.

        That is so once it is missing, once the most are asked, after two "I don't know", and after two answers without
        a slip where it would not be missing even if both had been "I don't know".
        """
        count, total = len(answers), fsum(answer.worth for answer in answers)
        if count >= self.most or (count >= self.fewest and self.is_missing(total, count)):
            return True
        least_two = sorted(answer.worth for answer in answers if not answer.slip)[:2]
        if len(least_two) < 2:
            return False
        gained = fsum(least_two)
        return gained == 0 or not self.is_missing(total - gained, count)


def mastery_test(rule: MasteryRule, competency: Competency, rating: float | None, *, required: bool) -> MasteryTest:
    """Return the test of a competency for a person who rates themselves at `rating`, 0 to 1 (None: no rating).

    Of a must-have, as many checks are asked as it takes; of anything else, as many as are drawn.
    """
    fewest = most = competency.draw
    if required:
        pool = competency.most_together
        fewest = min(max(rule.fewest, competency.draw), pool)
        most = min(max(competency.most or rule.most, fewest), pool)
    target = competency.target
    expected = target if rating is None else (target + rating) / 2
    return MasteryTest(expected, rule.prior, rule.floor * target, fewest, most)
