"""Bank -> findings that it takes simulated answers to see: must-haves whose checks can't tell enough."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.lint.rule import Finding
from coder_readiness.bank.model import Bank
from coder_readiness.errors import Place
from coder_readiness.scoring.consistency import decision_consistency
from coder_readiness.scoring.mastery import terms

PER_SITTING = 6
"""How many times the checks of one sitting a pool is as good as endless: two sittings hardly share one."""


def lint_must_haves(bank: Bank, places: Mapping[str, Place]) -> list[Finding]:
    """Return the problems with the evidence for must-haves."""
    must_haves = [one for one in bank.competencies if one.required and one.is_knowledge]
    never = [
        Finding(places[one.id], "never-missing", "error", one.id, message)
        for one in must_haves
        for message in _never_missing(bank, one)
    ]
    short = [
        Finding(places[one.id], "short-pool", "warning", one.id, message)
        for one in must_haves
        for message in _short_pool(bank, one)
    ]
    return never + short


def _never_missing(bank: Bank, competency: Competency) -> Iterator[str]:
    """A must-have can be found missing: at the latest when every answer is wrong."""
    own = terms(bank, competency, competency.required[0])
    test = own.test(0.0 if competency.base else None)
    if not test.is_missing(-own.penalty * own.most, own.most):
        yield (
            f"This must-have wouldn't count as missing even if all {own.most} answers were wrong. "
            "In roadmap.yaml, raise `most` or `floor`, or lower `prior`."
        )


def _short_pool(bank: Bank, competency: Competency) -> Iterator[str]:
    """The pool of a must-have has as many checks as an attempt may ask, unless it would say the same with fewer."""
    pool, most = competency.most_together, bank.roadmap.mastery.most
    if competency.most is not None or pool >= most:
        return
    now, then = (round(100 * _consistency(bank, competency, count)) for count in (pool, most))
    if now < then:
        yield (
            f"This must-have may need {most} knowledge questions, but has only {pool} for one attempt. Write "
            f"{most - pool} more. Then two attempts agree in {then} of 100 cases instead of {now}."
        )


def _consistency(bank: Bank, competency: Competency, most: int) -> float:
    """Return the decision consistency of a must-have that is asked about so many times at most, from an endless pool.

    With its own small pool two sittings ask the same checks, and agree even where other checks would say otherwise.
    """
    copies = -(-PER_SITTING * most // len(competency.pool))
    pool = [
        replace(question, id=f"{question.id}-{number}", twin=None)
        for number in range(copies)
        for question in competency.pool
    ]
    endless = replace(competency, questions=(*competency.base, *pool), builds_on=())
    mastery = replace(bank.roadmap.mastery, fewest=min(bank.roadmap.mastery.fewest, most), most=most)
    found = decision_consistency(Bank(roadmap=replace(bank.roadmap, mastery=mastery), competencies=(endless,)), endless)
    assert found is not None  # since what checks decide draws some
    return found
