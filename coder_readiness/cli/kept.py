"""The commands about kept attempts: report, history, export, forget."""

import sys
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from coder_readiness.bank.answers import PRIVATE, SKIP
from coder_readiness.bank.finding import find_competency
from coder_readiness.cli.attempts import (
    earlier,
    kept,
    newer_unfinished,
    outcome_of,
    readiness_of,
    reported,
    same_bank,
    to_report,
)
from coder_readiness.cli.context import Context
from coder_readiness.cli.files import write_file
from coder_readiness.cli.output import (
    FORMATS,
    as_json,
    check_ending,
    format_of,
    json_lines,
    output_in_utf8,
    print_json,
    print_notice,
    print_report,
    print_section,
)
from coder_readiness.errors import ReadinessError
from coder_readiness.scoring.sheet import LONGEST_NAME, BankName, Sheet, is_name
from coder_readiness.store.database import no_attempt
from coder_readiness.text import number_of, printable_name, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coder_readiness.bank.model import Bank
    from coder_readiness.report.blocks import Document
    from coder_readiness.report.material import Material
    from coder_readiness.store.attempt import Attempt


def report(context: Context) -> int:
    """Print the report of an attempt, or write it to a file."""
    options = context.options
    _check_force(context)
    format_ = format_of(options.output or "", options.format)
    if options.view and format_ in {"json", "csv", "ics"}:
        raise ReadinessError(f"The {format_} format always includes everything. Leave out --{options.view}.")
    if options.compare:
        _check_compare(context, format_)
        _print_comparison(context)
        return 0
    _check_dates(context, format_)
    material = material_of(context)
    whole = "page" if FORMATS[format_].one_page else "full"
    view = options.view or ("full" if FORMATS[format_].whole else "result")
    document = _document(material, whole if view == "full" else view)
    if format_ == "text" and options.output is None:
        print_report(context, document)
        return 0
    text = FORMATS[format_].render(document, material, options.plain)
    if options.output is None:
        if FORMATS[format_].one_page:
            output_in_utf8()
        sys.stdout.write(text)
    else:
        _write_output(context, text)
        if material.exam:
            from coder_readiness.report.calendar import how_the_plan_fits

            print(how_the_plan_fits(material, material.exam))
    return 0


def _check_force(context: Context) -> None:
    if context.options.force and context.options.output is None:
        raise ReadinessError("--force works only with --output. Add --output FILE, or leave out --force.")


def _check_dates(context: Context, format_: str) -> None:
    """Refuse a day that would be in no file, or that is over."""
    for option, day in (("--exam", context.options.exam), ("--renewal", context.options.renewal)):
        if day and format_ != "ics":
            raise ReadinessError(f"{option} is only for a calendar. Add --output plan.ics, or leave out {option}.")
        if day and day < context.today:
            raise ReadinessError(f"{option} {day} is in the past. Use a later date.")


def _check_compare(context: Context, format_: str) -> None:
    """Refuse what would make no difference to a comparison, which is always text on the screen."""
    options = context.options
    others = {
        "ATTEMPT": options.attempt,
        "--goal": options.goal,
        "--assume": options.assume,
        "--hours-per-week": options.hours_per_week,
        "--exam": options.exam,
        "--renewal": options.renewal,
        "--output": options.output,
        f"--format {format_}": None if format_ == "text" else format_,
    }
    for name, given in others.items():
        if given is not None:
            raise ReadinessError(f"Use --compare or {name}, not both.")
    if len(set(options.compare)) == 1:
        raise ReadinessError("Those are the same attempt. Type two different numbers, as in --compare 1 3.")


def _write_output(context: Context, text: str) -> None:
    name = context.options.output
    write_file(
        name, text, if_it_exists="Use another name, or add --force to overwrite it.", force=context.options.force
    )
    print(f"Wrote {printable_name(str(Path(name).absolute()))}.")


def material_of(context: Context) -> "Material":
    """Return the material for `report`, changed as its options ask."""
    from coder_readiness.quiz.kept import whole_sheet
    from coder_readiness.report.material import Material
    from coder_readiness.scoring.readiness import assess
    from coder_readiness.scoring.whatif import assume, with_what_comes_along

    options, store, bank = context.options, context.store, context.bank
    attempt = same_bank(context, to_report(context, bank.roadmap.id))
    first = next((entry for entry in store.history.entries() if entry.bank == attempt.bank), attempt)
    goal = context.goal or attempt.goal
    day = f"{attempt.started.astimezone():%Y-%m-%d}"
    sheet = replace(whole_sheet(bank, store, attempt), goal=goal, taken=day)
    other_goal = goal != attempt.goal
    before, since = (None, None) if other_goal else earlier(store, attempt)  # reported with the person's own goal
    readiness = (None if other_goal else reported(attempt)) or assess(bank, sheet)
    assumed = _assumed(bank, options.assume) if options.assume is not None else []
    if assumed:
        before, sheet = readiness, assume(sheet, with_what_comes_along(bank, goal, assumed))
        readiness = assess(bank, sheet)
    return Material(
        bank,
        readiness,
        sheet,
        context.today,
        before=before,
        since=since,
        assumed=tuple(bank.competency[name].title for name in assumed),
        other_goal=other_goal,
        hours_per_week=options.hours_per_week or store.settings.hours_per_week,
        exam=options.exam,
        renewal=options.renewal,
        person=f"{first.started.isoformat()} {first.seed}",
        now=context.clock(),
        note=_remark(context, attempt),
        to_finish=_if_no_menu(context, f"resume {attempt.id}"),
        what_next=_if_no_menu(context, f"{_command(context, assumed)} --full"),
        command=_command(context, assumed),
        typed=context.typed,
        typed_later=context.typed_later,
    )


def _assumed(bank: "Bank", names: str) -> list[str]:
    """Return the areas whose names are between commas, each once."""
    given = [name for name in names.split(",") if name.strip()] or [names]
    return list(dict.fromkeys(find_competency(bank, name) for name in given))


def _command(context: Context, assumed: "Sequence[str]") -> str:
    """Return the command for this report, without the view of it."""
    options = context.options
    hours = options.hours_per_week
    given = {"": options.attempt, "--goal ": options.goal, "--assume ": ",".join(assumed), "--hours-per-week ": hours}
    return " ".join(["report", *(f"{name}{value}" for name, value in given.items() if value)])


def _if_no_menu(context: Context, command: str) -> str:
    """Return a command as it is typed; "" if a menu follows that offers it, or if nobody is there to type it."""
    is_read_here = context.in_a_terminal and context.options.output is None
    return context.typed(command) if is_read_here and not context.options.then_menu else ""


def _document(material: "Material", view: str) -> "Document":
    """Return a view of the report, such as its `gaps`; `page` is the `full` one for a page."""
    from coder_readiness.report import document

    views = {
        "result": document.result,
        "brief": document.brief,
        "full": document.full_report,
        "page": document.page,
        "gaps": document.gaps,
        "answers": document.answers,
    }
    return views[view](material)


def _print_comparison(context: Context) -> None:
    """Print two attempts side by side."""
    from coder_readiness.report.changes import comparison
    from coder_readiness.report.wording import short_day

    bank, first, second = context.bank, *map(context.store.attempt, context.options.compare)
    readiness = [readiness_of(context, same_bank(context, attempt)) for attempt in (first, second)]
    heads = tuple(f"Attempt {attempt.id}, {short_day(attempt.started.astimezone())}" for attempt in (first, second))
    print_section(context, comparison((heads[0], heads[1]), readiness[0], readiness[1], bank.roadmap.goals))


def _remark(context: Context, attempt: "Attempt") -> str:
    """Return a note if a report may miss later answers, or may differ from what was reported at the time."""
    if not attempt.finished:
        return f"You haven't finished attempt {attempt.id}, so this may change."
    remarks = []
    if context.options.attempt is None and (later := newer_unfinished(context, attempt)):
        remarks.append(f"This is attempt {attempt.id}. You haven't finished attempt {later.id}.")
    if reported(attempt) is None:
        remarks.append("We can't read your old report, so we worked it out again from your answers.")
    return " ".join(remarks)


def history(context: Context) -> int:
    """List every attempt."""
    from coder_readiness.report.history import history as describe_history
    from coder_readiness.report.history import history_row

    past = ((entry, outcome_of(entry)) for entry in context.store.history.entries())
    if context.options.format == "json":
        sys.stdout.writelines(json_lines(starmap(history_row, past)))
    else:
        attempts = list(past)
        print_section(context, describe_history(attempts, context.bank_id, context.typed))
        for number in sorted(set(context.store.numbers()) - {entry.id for entry, _ in attempts}):
            print(f"We can't read attempt {number}. To delete it, type: {context.typed(f'forget {number}')}")
    return 0


def export(context: Context) -> int:
    """Print an attempt's answers as a sheet, or write it to a file; include private ones only if asked to."""
    options = context.options
    _check_force(context)
    check_ending(options.output or "", [".json"])
    if options.name is not None and not is_name(options.name):  # which `score` would refuse
        raise ReadinessError(f"--name must be text of 1 to {LONGEST_NAME} characters, not {quoted(options.name)}.")
    attempt = _with_what_counts(context, _to_export(context))
    answers = dict(attempt.answers)
    private = [] if options.with_private else _private(context, attempt)
    answers.update(dict.fromkeys(private, PRIVATE))
    sheet = Sheet(
        attempt.goal,
        attempt.seed,
        answers,
        name=options.name,
        bank=BankName(attempt.bank, attempt.bank_version),
        taken=f"{attempt.started.astimezone():%Y-%m-%d}",
        mode=attempt.mode,
        flags=_flags(context, attempt),
    )
    if options.output is None:
        print_json(sheet.as_dict())
    else:
        _write_output(context, as_json(sheet.as_dict()))
    if private:
        left_out = number_of(len(private), "answer to a private question", "answers to private questions")
        print_notice(f"We left out {left_out}. To include private answers, add --with-private.")
        if attempt.bank != context.bank_id and any(name not in attempt.private for name in private):
            print_notice(
                "An earlier version of this program didn't save which questions are private, so we left out all "
                f"answers. To include the others, add --questions and the folder of the bank {attempt.bank}."
            )
    if sheet.flags:
        print_notice(
            f"The file includes the {number_of(len(sheet.flags), 'question')} you flagged, and your notes about that."
        )
    return 0


def _to_export(context: Context) -> "Attempt":
    """Return the attempt to export; if its number was not given, print which one it is and whether another is newer."""
    from coder_readiness.report.wording import short_day

    store, bank = context.store, context.bank_id
    known = any(store.last(finished=finished, bank=bank) for finished in (True, False))
    attempt = kept(context, bank if known else None)  # perhaps an attempt at another bank
    if context.options.attempt is None:
        day = attempt.finished and short_day(attempt.finished.astimezone())
        state = f"finished on {day}" if day else "which isn't finished"
        newer = newer_unfinished(context, attempt) if attempt.finished else None
        notice = f"This is attempt {attempt.id}, {state}."
        if newer:
            notice += (
                f" Attempt {newer.id} is newer but isn't finished. To export it, type: "
                f"{context.typed(f'export {newer.id}')}"
            )
        print_notice(notice)
    return attempt


def _with_what_counts(context: Context, attempt: "Attempt") -> "Attempt":
    """Return an attempt with the earlier answers that count in its report, so that both give the same score."""
    from coder_readiness.quiz.kept import whole_attempt

    if attempt.previous is None or attempt.bank != context.bank_id:
        return attempt
    return whole_attempt(context.bank, context.store, attempt)


def _private(context: Context, attempt: "Attempt") -> list[str]:
    """Return the questions an attempt really answers, and that are or may be private."""
    return [
        name
        for name, answer in attempt.answers.items()
        if answer not in (SKIP, PRIVATE) and _may_be_private(context, attempt, name)
    ]


def _may_be_private(context: Context, attempt: "Attempt", name: str) -> bool:
    questions = context.bank.questions if attempt.bank == context.bank_id else {}
    if name in questions:
        return questions[name].private or attempt.private.get(name, False)
    return attempt.private.get(name, True)  # earlier versions did not keep it


def _flags(context: Context, attempt: "Attempt") -> dict[str, str]:
    """Return the person's flags on an attempt's questions; include those on private questions only if asked to."""
    return {
        flag.question: flag.note
        for flag in context.store.flags.of(attempt.bank)
        if context.options.with_private or not _may_be_private(context, attempt, flag.question)
    }


def forget(context: Context) -> int:
    """Delete an attempt, or everything; in a terminal, ask first."""
    from coder_readiness.bank.cache import forget_banks

    options, store = context.options, context.store
    numbers = store.numbers()
    if options.all:
        what = _everything(len(numbers))
    else:
        what = f"attempt {options.attempt}"
        if options.attempt is None or not numbers:
            raise ReadinessError(_which_of(numbers))
        if options.attempt not in numbers:
            raise no_attempt(options.attempt, numbers)
    if context.in_a_terminal and not options.yes and not _agrees(context, what):
        print("Nothing was deleted.")
        return 0
    count = store.forget(None if options.all else options.attempt)
    if options.all:
        forget_banks()
    print(f"Deleted {_everything(count) if options.all else what} for good.")
    return 0


def _everything(attempts: int) -> str:
    """Return what is deleted with so many attempts, which may be none."""
    rest = "all practice results, notes and settings"
    return f"{number_of(attempts, 'attempt')} and {rest}" if attempts else rest


def _which_of(numbers: list[int]) -> str:
    """Return the message that asks which attempt to delete."""
    from coder_readiness.report.wording import first_of

    if not numbers:
        return "You don't have any attempts to delete. To delete practice results, type `coder-readiness forget --all`."
    known = ", ".join(first_of([str(number) for number in reversed(numbers)]))
    return f"Which attempt do you want to delete? Add its number: {known}. To delete everything, add --all."


def _agrees(context: Context, what: str) -> bool:
    """Ask whether to delete something."""
    from coder_readiness.quiz.asking import LIST_KEYS, MENU_LIST_KEYS, Choice
    from coder_readiness.system import signals_as_interrupts

    choices = [Choice("keep", "No, don't delete anything"), Choice("delete", "Yes, delete for good")]
    keys = MENU_LIST_KEYS if context.options.then_menu else LIST_KEYS
    with signals_as_interrupts():
        return context.asker.choose(f"Delete {what} for good?", choices, keys=keys) == "delete"
