"""All attempts, and the trend of each step."""

from collections.abc import Callable, Sequence
from typing import Any

from coder_readiness.bank.credits import TOLERANCE
from coder_readiness.report.blocks import Block, Paragraph, Section, Table, Trend
from coder_readiness.report.wording import says_nothing
from coder_readiness.scoring.readiness import Readiness, StepResult, percent, points
from coder_readiness.store.attempt import Attempt


def history(kept: Sequence[tuple[Attempt, Readiness | None]], bank: str | None, typed: Callable[[str], str]) -> Section:
    """Return what is to say of all attempts; each with the readiness that was reported then, if it was finished.

    Steps are those of a bank, or else of the one reported on last: another bank's are others. `typed` gives a command
    as it is typed.
    """
    if not kept:
        return Section("Your attempts", (Paragraph(f"None yet. Start with: {typed('quiz')}"),))
    bank = bank or next((attempt.bank for attempt, readiness in reversed(kept) if readiness), "")
    reported = [readiness for attempt, readiness in kept if readiness and attempt.bank == bank]
    steps = reported[-1].steps if reported else ()
    blocks: list[Block] = [_attempts(kept, bank, steps)]
    if steps and any(attempt.bank != bank for attempt, _ in kept):
        blocks.append(Paragraph(f"The steps are those of the bank {bank}."))
    if any(_known(step, readiness) is None for readiness in reported for step in readiness.steps):
        blocks.append(Paragraph("A range means that answers were missing. A ? means that nothing is known yet."))
    if unfinished := [attempt.id for attempt, _ in kept if not attempt.finished and attempt.bank == bank]:
        resume = typed(f"resume {unfinished[-1]}") + ", or another number" if len(unfinished) > 1 else typed("resume")
        blocks.append(Paragraph(f"Pick up an unfinished one: {resume}"))
    trends = [trend for step in steps if (trend := _trend(step, reported))]
    if trends:
        blocks += [Paragraph("The trend of each step with a full result more than once:"), *trends]
    return Section("Your attempts", tuple(blocks))


def history_rows(kept: Sequence[tuple[Attempt, Readiness | None]]) -> list[dict[str, Any]]:
    """Return all attempts as mappings for JSON; each with the readiness that was reported then, if it was finished."""
    return [_history_row(attempt, readiness) for attempt, readiness in kept]


def _history_row(attempt: Attempt, readiness: Readiness | None) -> dict[str, Any]:
    reported = readiness.model_dump(mode="json") if readiness else {"next_step": None, "steps": []}
    if reported["next_step"]:
        del reported["next_step"]["reasons"]
    return {
        "attempt": attempt.id,
        "started": attempt.started.isoformat(),
        "finished": attempt.finished.isoformat() if attempt.finished else None,
        "bank": {"id": attempt.bank, "version": attempt.bank_version},
        "goal": attempt.goal,
        "mode": attempt.mode,
        "answered": len(attempt.answers),
        "next_step": reported["next_step"],
        "steps": reported["steps"],
    }


def _attempts(kept: Sequence[tuple[Attempt, Readiness | None]], bank: str, steps: Sequence[StepResult]) -> Table:
    """Return a row for each attempt; its bank is named where it is not the same for all."""
    several = any(attempt.bank != bank for attempt, _ in kept)
    rows = []
    before: Readiness | None = None
    for attempt, readiness in kept:
        own = readiness if attempt.bank == bank else None
        row = [str(attempt.id), f"{attempt.started.astimezone():%Y-%m-%d}", _focus_cell(attempt, readiness)]
        row += [attempt.bank] * several
        rows.append((*row, *(_step_cell(step, own, before) for step in steps)))
        before = own or before
    return Table(("No.", "Date", "Focus", *["Bank"] * several, *(f"Step {step.number}" for step in steps)), tuple(rows))


def _focus_cell(attempt: Attempt, readiness: Readiness | None) -> str:
    if not attempt.finished:
        return "unfinished"
    if readiness is None:
        return "cannot be read"
    focus = f"step {readiness.next_step.number}" if readiness.next_step else "all complete"
    if readiness.next_step and not readiness.next_step.certain:
        return f"{focus}, not certain"
    return f"{focus}, quick" if attempt.mode == "quick" else focus


def _step_cell(step: StepResult, readiness: Readiness | None, before: Readiness | None) -> str:
    """Return a step's readiness in an attempt and how many points it has changed, or the range it was left open in."""
    result = _result(step, readiness)
    if result is None:
        return ""
    now, then = _known(step, readiness), _known(step, before)
    if now is None:
        low, high = percent(result.low), percent(result.high)
        return "?" if says_nothing(result.low, result.high) else f"{low.rstrip('%')}-{high}"
    change = points(now) - points(then) if then is not None else 0  # of what is shown, so that it adds up
    return f"{percent(now)} ({change:+d})" if change else percent(now)


def _result(step: StepResult, readiness: Readiness | None) -> StepResult | None:
    return next((other for other in readiness.steps if other.id == step.id), None) if readiness else None


def _known(step: StepResult, readiness: Readiness | None) -> float | None:
    """Return a step's readiness in an attempt, where no answer to it was missing."""
    result = _result(step, readiness)
    return result.low if result and result.high - result.low < TOLERANCE else None


def _trend(step: StepResult, reported: Sequence[Readiness]) -> Trend | None:
    shares = tuple(share for readiness in reported if (share := _known(step, readiness)) is not None)
    return Trend(f"{step.number} {step.title}", shares) if len(shares) > 1 else None
