"""Questions and findings as outsiders get them: the contracts of `bank list` and `bank check` with --format json."""

from typing import Any

from coder_readiness.bank.data import as_data
from coder_readiness.bank.lint.rule import Finding
from coder_readiness.bank.model import Bank

_SHOWN = frozenset({"id", "label", "credit"})
"""What is shown of an option."""


def question_row(bank: Bank, name: str) -> dict[str, Any]:
    """Return a question by its id, as a mapping for JSON; absent fields are left out."""
    question = bank.questions[name]
    competency = bank.home[name]
    row: dict[str, Any] = {
        "id": question.id,
        "competency": competency.id,
        "step": competency.step,
        "type": question.type,
        "evidence": question.evidence,
        "ask": question.ask,
    }
    if question.options:
        row["options"] = [
            {key: value for key, value in as_data(option).items() if key in _SHOWN} for option in question.options
        ]
    if question.answer_key:
        row["answer"] = question.answer_key
    row.update({key: getattr(question, key) for key in ("because", "source") if getattr(question, key)})
    return row


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return a finding as a mapping for JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "id": finding.subject,
        "message": finding.message,
    }
