"""Bank -> how it is spread over the domains of an exam, beside the exam's own shares."""

from dataclasses import dataclass
from math import fsum

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.model import Bank
from coder_readiness.bank.roadmap import Domain, Outline


@dataclass(frozen=True)
class DomainShare:
    """One domain of an exam: its share of the exam, and its shares of what the bank has on that exam."""

    domain: Domain
    by_weight: float
    by_checks: float
    """Its share of the checks that an attempt draws."""

    @property
    def target(self) -> float:
        """Its share of the exam."""
        return self.domain.share


def coverage(bank: Bank, outline: Outline) -> tuple[DomainShare, ...]:
    """Return the shares of an outline's domains, counting the competencies that belong to one of them."""
    inside = {domain.id: _members(bank, domain) for domain in outline.domains}
    weight = fsum(competency.weight for members in inside.values() for competency in members)
    checks = sum(competency.draw for members in inside.values() for competency in members)
    return tuple(
        DomainShare(
            domain,
            by_weight=fsum(competency.weight for competency in inside[domain.id]) / (weight or 1),
            by_checks=sum(competency.draw for competency in inside[domain.id]) / (checks or 1),
        )
        for domain in outline.domains
    )


def _members(bank: Bank, domain: Domain) -> list[Competency]:
    return [competency for competency in bank.competencies if domain.id in competency.domains]
