"""Applies every rule to a bank."""

import datetime
from collections.abc import Mapping

from coder_readiness.bank.lint import structure, wording
from coder_readiness.bank.lint.rule import Finding, Rule, Subject
from coder_readiness.bank.model import Bank
from coder_readiness.errors import Place

RULES = [one for module in (structure, wording) for one in vars(module).values() if isinstance(one, Rule)]


def lint(bank: Bank, places: Mapping[str, Place], today: datetime.date, shipped: Bank | None = None) -> list[Finding]:
    """Return what every rule finds in a bank on a day, sorted by place; the bank may be a copy of `shipped`."""
    subject = Subject(bank, today, shipped)
    is_english = bank.roadmap.language.split("-")[0] == "en"
    findings = [
        Finding(places[name], rule.id, rule.severity, name or bank.roadmap.id, message)
        for rule in RULES
        if is_english or not rule.english
        for name, message in rule.find(subject)
    ]
    return sorted(findings, key=lambda finding: (finding.severity, finding.place, finding.rule))
