"""Questions and findings as outsiders get them: the contracts of `bank list` and `bank check` with --format json."""

from typing import Any

from coder_readiness.bank.lint import Finding
from coder_readiness.bank.model import Bank


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
    if options := getattr(question, "options", None):
        row["options"] = [option.model_dump(mode="json", include={"id", "label", "credit"}) for option in options]
    if answer := getattr(question, "answer", None):
        row["answer"] = answer
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
