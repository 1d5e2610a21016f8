"""All attempts, and the trend of each step."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.report.blocks import Block, Paragraph, Section, Table, Trend
from coder_readiness.report.changes import focus_then_and_now, lacks_must_have
from coder_readiness.report.wording import IF_RANGES, short_day, short_span
from coder_readiness.scoring.readiness import StepResult
from coder_readiness.scoring.record import Outcome
from coder_readiness.store.attempt import Entry

Past = tuple[Entry, Outcome | None]
"""An attempt, with what it came to when it was finished."""


def history(kept: Sequence[Past], bank: str | None, typed: Callable[[str], str]) -> Section:
    """Return what there is to say about all attempts.

    Steps are those of a bank, or else of the one reported on last: another bank's are others. `typed` gives a command
    as it is typed.
    """
    if not kept:
        return Section("Your attempts", (Paragraph(f"No attempts yet. To take the quiz, type: {typed('quiz')}"),))
    bank = bank or next((entry.bank for entry, outcome in reversed(kept) if outcome), "")
    finished = [(entry, outcome) for entry, outcome in kept if outcome and entry.bank == bank]
    reported = [outcome for _, outcome in finished]
    steps = reported[-1].steps if reported else ()
    comparable = [past for past in finished if past[0].goal == finished[-1][0].goal]
    blocks: list[Block] = [Paragraph(_overall(comparable[0], comparable[-1]))] if len(comparable) > 1 else []
    blocks.append(_attempts(kept, bank, steps))
    if steps and any(entry.bank != bank for entry, _ in kept):
        blocks.append(Paragraph(f"These are the steps of the question bank {bank}."))
    if any(lacks_must_have(step) for outcome in reported for step in outcome.steps):
        blocks.append(Paragraph("* means a must-have is missing."))
    if any(_known(step, outcome) is None for outcome in reported for step in outcome.steps):
        blocks.append(Paragraph(f"{IF_RANGES} A ? means we're not sure yet."))
    if unfinished := [entry.id for entry, _ in kept if not entry.finished and entry.bank == bank]:
        resume = typed(f"resume {unfinished[-1]}") + ", or another number" if len(unfinished) > 1 else typed("resume")
        blocks.append(Paragraph(f"To pick up an unfinished attempt: {resume}"))
        blocks.append(Paragraph(f"To see its result so far: {typed(f'report {unfinished[-1]}')}"))
    trends = [trend for step in steps if (trend := _trend(step, reported))]
    if trends:
        blocks += [Paragraph("Your progress by step:"), *trends]
    return Section("Your attempts", tuple(blocks))


def _overall(first: tuple[Entry, Outcome], last: tuple[Entry, Outcome]) -> str:
    (before, then), (_, now) = first, last
    return focus_then_and_now(then.next_step, now.next_step, f" in attempt {before.id}")


def history_row(entry: Entry, outcome: Outcome | None) -> dict[str, Any]:
    """Return an attempt as a mapping for JSON."""
    focus = outcome.next_step if outcome else None
    return {
        "attempt": entry.id,
        "started": entry.started.isoformat(),
        "finished": entry.finished.isoformat() if entry.finished else None,
        "bank": {"id": entry.bank, "version": entry.bank_version},
        "goal": entry.goal,
        "mode": entry.mode,
        "answered": entry.answered,
        "next_step": _values(focus, _FOCUS) if focus else None,
        "steps": [_values(step, _STEP) for step in outcome.steps] if outcome else [],
    }


_FOCUS = ("id", "number", "title", "certain")
_STEP = tuple(field.name for field in fields(StepResult))


def _values(of: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


def _attempts(kept: Sequence[Past], bank: str, steps: Sequence[StepResult]) -> Table:
    """Return a row for each attempt; its bank is named where it is not the same for all."""
    several = any(entry.bank != bank for entry, _ in kept)
    rows = []
    for entry, outcome in kept:
        own = outcome if entry.bank == bank else None
        row = [str(entry.id), short_day(entry.started.astimezone()), focus_of(entry, outcome)]
        row += [entry.bank] * several
        rows.append((*row, *(_step_cell(step, own) for step in steps)))
    return Table(
        ("No.", "Date", "Result", *["Bank"] * several, *(f"Step {step.number}" for step in steps)), tuple(rows)
    )


def focus_of(entry: Entry, outcome: Outcome | None) -> str:
    """Return in a few words which step an attempt has named."""
    if not entry.finished:
        return "unfinished"
    if outcome is None:
        return "can't be read"
    focus = f"step {outcome.next_step.number}" if outcome.next_step else "ready"
    if outcome.next_step and not outcome.next_step.certain:
        return f"{focus}, not sure yet"
    return f"{focus} (quick quiz)" if entry.mode == "quick" else focus


def _step_cell(step: StepResult, outcome: Outcome | None) -> str:
    """Return a step's readiness in an attempt, or the range it was left open in, with a * for a missing must-have."""
    result = _result(step, outcome)
    return short_span(result.low, result.high) + "*" * lacks_must_have(result) if result else ""


def _result(step: StepResult, outcome: Outcome | None) -> StepResult | None:
    return next((other for other in outcome.steps if other.id == step.id), None) if outcome else None


def _known(step: StepResult, outcome: Outcome | None) -> float | None:
    """Return a step's readiness in an attempt, where no answer to it was missing."""
    result = _result(step, outcome)
    return result.low if result and result.high - result.low < TOLERANCE else None


def _trend(step: StepResult, reported: Sequence[Outcome]) -> Trend | None:
    shares = tuple(share for outcome in reported if (share := _known(step, outcome)) is not None)
    return Trend(f"{step.number} {step.title}", shares) if len(shares) > 1 else None
