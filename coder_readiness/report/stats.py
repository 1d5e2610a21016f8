"""Bank -> its figures: questions by type, how many a quiz asks, sources, and when answers expire."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.coverage import coverage
from coder_readiness.bank.lint.wording import longest_share
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Outline
from coder_readiness.report.blocks import Paragraph, Section, Table
from coder_readiness.scoring.consistency import LOW, decision_consistency
from coder_readiness.scoring.draw import asked, minutes
from coder_readiness.scoring.readiness import percent
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import number_of

QUIZ_ASKS = "Quiz asks: how many of the area's knowledge questions one quiz asks at first."
LONGEST_IS_RIGHT = "Longest is right: in how many knowledge questions the longest option is the right one."
SAME_AGAIN = (
    "Same again: the share of simulated people who get the same result with other questions about the area. "
    f"Below {percent(LOW)} is low. A step combines all its areas, so this matters most for must-haves."
)


def stats(bank: Bank) -> dict[str, Any]:
    """Return the figures of a bank as plain values, in the form that is printed as JSON."""
    questions = list(bank.questions.values())
    checks = [question for question in questions if isinstance(question, CheckQuestion)]
    asked_once = list(asked(bank, Sheet()))
    return {
        "questions": len(questions),
        "types": _counted(question.type for question in questions),
        "evidence": _counted(question.evidence for question in questions),
        "full_attempt": {"questions": len(asked_once), "minutes": minutes(asked_once)},
        "key_is_longest": round(longest_share(checks), 3),
        "sources": _counted(source_kind(question.source) for question in questions if question.source),
        "expires": _counted(question.expires.isoformat() for question in questions if question.expires),
        "outlines": [
            {"title": outline.title, "source": outline.source, "domains": _domains(bank, outline)}
            for outline in bank.roadmap.outlines
        ],
        "steps": [
            {"id": step.id, "competencies": [_competency(bank, competency) for competency in bank.of_step(step.id)]}
            for step in bank.steps
        ],
    }


def source_kind(source: str) -> str:
    """Return what kind of document a source is: its name without sections, editions and web addresses."""
    if found := re.match(r"\d+ (CFR|U\.S\.C\.|FR)", source):
        return found[0]
    return re.split(r"[,;:(]|\sFY\d|\scode\s", source)[0].strip()


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _competency(bank: Bank, competency: Competency) -> dict[str, object]:
    checks = [question for question in competency.pool if isinstance(question, CheckQuestion)]
    return {
        "id": competency.id,
        "types": _counted(question.type for question in competency.questions),
        "pool": len(competency.pool),
        "draw": competency.draw,
        "key_is_longest": round(longest_share(checks), 3),
        "consistency": decision_consistency(bank, competency),
    }


def _domains(bank: Bank, outline: Outline) -> list[dict[str, object]]:
    return [
        {
            "id": share.domain.id,
            "share": share.target,
            "by_weight": round(share.by_weight, 3),
            "by_checks": round(share.by_checks, 3),
        }
        for share in coverage(bank, outline)
    ]


def describe_stats(bank: Bank) -> list[Section]:
    """Return the figures of a bank as sections to print."""
    figures = stats(bank)
    everything = list(bank.questions.values())
    attempt = list(asked(bank, Sheet()))
    consistency = {one["id"]: one["consistency"] for step in figures["steps"] for one in step["competencies"]}
    rows = [
        (
            competency.title,
            _kinds(competency.questions),
            _pool(competency),
            _keys(competency.pool),
            _same_again(competency, consistency[competency.id]),
        )
        for step in bank.steps
        for competency in bank.of_step(step.id)
    ]
    return [
        Section(
            f"{bank.roadmap.id}, version {bank.roadmap.version}",
            (
                Paragraph(
                    f"{number_of(len(everything), 'question')} about {number_of(len(bank.competencies), 'area')}."
                ),
                Paragraph(
                    f"The full quiz asks {len(attempt)} of them, in about {number_of(minutes(attempt), 'minute')}."
                ),
                Paragraph(f"The right answer is the longest option in {_keys(everything)} of the knowledge questions."),
            ),
        ),
        _table("By type", "Type", figures["types"]),
        _table("By evidence", "Evidence", figures["evidence"]),
        Section(
            "By area",
            (
                Table(("Area", "Questions", "Quiz asks", "Longest is right", "Same again"), tuple(rows)),
                Paragraph(QUIZ_ASKS),
                Paragraph(LONGEST_IS_RIGHT),
                Paragraph(SAME_AGAIN),
            ),
        ),
        *([_outlines(bank)] if bank.roadmap.outlines else []),
        _table("By source", "Source", figures["sources"]),
        *([_table("Answers to check again", "By", figures["expires"])] if figures["expires"] else []),
    ]


def _outlines(bank: Bank) -> Section:
    rows = [
        (outline.title, share.domain.title, percent(share.target), percent(share.by_weight), percent(share.by_checks))
        for outline in bank.roadmap.outlines
        for share in coverage(bank, outline)
    ]
    return Section(
        "Against exam outlines",
        (
            Table(("Outline", "Domain", "Exam", "Weight", "Questions"), tuple(rows)),
            *(Paragraph(f"{outline.title}: {outline.source}") for outline in bank.roadmap.outlines),
        ),
    )


def _table(heading: str, head: str, counted: object) -> Section:
    rows = tuple((name, str(count)) for name, count in counted.items()) if isinstance(counted, dict) else ()
    return Section(heading, (Table((head, "Questions"), rows),))


def _kinds(questions: Iterable[Question]) -> str:
    return ", ".join(f"{count} {name}" for name, count in _counted(question.type for question in questions).items())


def _pool(competency: Competency) -> str:
    return f"{competency.draw} of {len(competency.pool)}" if competency.pool else ""


def _same_again(competency: Competency, consistency: float | None) -> str:
    if consistency is None:
        return ""
    if consistency >= LOW:
        return percent(consistency)
    more = "ask more" if competency.draw < competency.most_together else "write more questions"
    return f"{percent(consistency)}, {more}"


def _keys(questions: Iterable[Question]) -> str:
    checks = [question for question in questions if isinstance(question, CheckQuestion)]
    return percent(longest_share(checks)) if checks else ""
