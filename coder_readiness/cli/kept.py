"""The commands about what was kept: report, history, export, forget."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from coder_readiness.cli.attempts import kept, newer_unfinished, readiness_before, reported, same_bank
from coder_readiness.cli.context import Context
from coder_readiness.cli.output import (
    FORMATS,
    format_of,
    output_in_utf8,
    print_json,
    print_report,
    print_section,
    write_file,
)
from coder_readiness.errors import ReadinessError
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import counted, printable

if TYPE_CHECKING:
    from coder_readiness.report.blocks import Document
    from coder_readiness.scoring.readiness import Readiness
    from coder_readiness.store.attempt import Attempt


def report(context: Context) -> int:
    """Print the report of an attempt, or write it to a file."""
    options = context.options
    if options.force and options.output is None:
        raise ReadinessError("--force is about the file to write; give it with --output")
    format_ = options.format or format_of(options.output or "")
    if options.brief and format_ == "json":
        raise ReadinessError("--brief is for reading; the JSON is always whole")
    readiness, document = _described(context)
    if format_ == "text" and options.output is None:
        print_report(context, document)
        return 0
    text = FORMATS[format_].render(document, readiness, options.plain)
    if options.output is None:
        if FORMATS[format_].one_page:
            output_in_utf8()
        sys.stdout.write(text)
    else:
        advice = "give the name of a new file, or add --force"
        write_file(options.output, text, if_it_exists=advice, force=options.force)
        print(f"Wrote {printable(options.output)}.")
    return 0


def _described(context: Context) -> "tuple[Readiness, Document]":
    """Return the readiness to report, with what was asked to be different about it, and its description."""
    from coder_readiness.quiz.attempt import readable_sheet
    from coder_readiness.report.document import brief, describe
    from coder_readiness.scoring.readiness import assess
    from coder_readiness.scoring.whatif import assume

    options, store, bank = context.options, context.store, context.bank
    attempt = same_bank(context, kept(context, bank.roadmap.id))
    goal = options.goal or attempt.goal
    sheet = replace(readable_sheet(bank, attempt), goal=goal)
    other_goal = goal != attempt.goal
    before = None if other_goal else readiness_before(store, attempt)  # reported with the person's own goal
    readiness = (None if other_goal else reported(attempt)) or assess(bank, sheet)
    assumed = options.assume.split(",") if options.assume is not None else []
    if assumed:
        before, sheet = readiness, assume(bank, sheet, assumed)
        readiness = assess(bank, sheet)
    document = describe(
        bank,
        readiness,
        sheet,
        context.today,
        before=before,
        assumed=[bank.competency[name].title for name in assumed],
        other_goal=other_goal,
    )
    document = replace(document, title=document.title + _remark(context, attempt))
    return readiness, brief(document) if options.brief else document


def _remark(context: Context, attempt: "Attempt") -> str:
    """Return what is to add if a report may not be all that was answered, or not what was reported then."""
    if not attempt.finished:
        return " This attempt is not finished."
    remark = ""
    if context.options.attempt is None and (later := newer_unfinished(context, attempt)):
        remark += f" Attempt {later.id}, begun later, is not finished."
    if reported(attempt) is None:
        remark += " What was reported then cannot be read, so this is worked out anew from its answers."
    return remark


def history(context: Context) -> int:
    """List every attempt."""
    from coder_readiness.report.history import history as describe_history
    from coder_readiness.report.history import history_rows

    attempts = [(attempt, reported(attempt)) for attempt in context.store.attempts()]
    if context.options.format == "json":
        print_json(history_rows(attempts))
    else:
        print_section(context, describe_history(attempts, context.bank_id, context.typed))
        for number in context.store.unreadable():
            print(f"Attempt {number} cannot be read. Delete it with: {context.typed(f'forget {number}')}")
    return 0


def export(context: Context) -> int:
    """Print an attempt's answers as a sheet."""
    store, bank = context.store, context.bank_id
    known = any(store.last(finished=finished, bank=bank) for finished in (True, False))
    attempt = kept(context, bank if known else None)  # answers to another bank can be exported without it
    print_json(Sheet(attempt.goal, attempt.seed, attempt.answers).as_dict())
    return 0


def forget(context: Context) -> int:
    """Delete an attempt, or everything that is kept."""
    options = context.options
    count = context.store.forget(None if options.all else options.attempt)
    print(f"Deleted {counted(count, 'attempt') if options.all else f'attempt {options.attempt}'} for good.")
    return 0
