"""The commands about the question bank: check, list, show, stats, schema, flags, new."""

import re
import shlex
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from coder_readiness.bank.files import ROADMAP, read_files, shipped_folder
from coder_readiness.bank.finding import find_any, find_question
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.bank.template import competency_template, roadmap_template
from coder_readiness.cli.context import Context
from coder_readiness.cli.files import write_file
from coder_readiness.cli.output import print_json, print_section
from coder_readiness.errors import Listing, ReadinessError
from coder_readiness.text import as_id, number_of, printable, quoted

DONE, FOUND_PROBLEMS = 0, 1


def check(context: Context) -> int:
    """Print the problems in the bank."""
    from coder_readiness.bank.lint.linter import lint
    from coder_readiness.bank.rows import finding_row
    from coder_readiness.scoring.lint import lint_must_haves

    loaded = load_with_places(context.options.questions)
    shipped = load_bank() if context.options.questions is not None else None
    findings = [*lint(loaded.bank, loaded.places, context.today, shipped), *lint_must_haves(loaded.bank, loaded.places)]
    findings.sort(key=attrgetter("severity", "place", "rule"))
    if context.options.format == "json":
        print_json([finding_row(finding) for finding in findings])
    else:
        if findings:
            print(printable(str(Listing(findings))))
        bank = loaded.bank
        areas = number_of(len(bank.competencies), "area")
        questions, found = number_of(len(bank.questions), "question"), number_of(len(findings), "problem")
        print(f"{bank.roadmap.id}: {areas}, {questions}, {found}")
    return FOUND_PROBLEMS if any(finding.severity == "error" for finding in findings) else DONE


def list(context: Context) -> int:
    """Print every question."""
    from coder_readiness.bank.rows import question_row

    bank = context.bank
    if context.options.format == "json":
        print_json([question_row(bank, name) for name in bank.questions])
        return DONE
    for question in bank.questions.values():
        competency = bank.home[question.id].id
        print(printable(f"{competency} / {question.id}  [{question.type}]  {' '.join(question.ask.split())}"))
    return DONE


def show(context: Context) -> int:
    """Print one question or competency."""
    from coder_readiness.bank.data import as_data
    from coder_readiness.bank.rows import question_row

    bank = context.bank
    name = find_any(bank, context.options.id)
    value: Any = as_data(bank.competency[name]) if name in bank.competency else question_row(bank, name)
    if context.options.format == "json":
        print_json(value)
        return DONE
    import yaml

    print(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=78), end="")
    return DONE


def stats(context: Context) -> int:
    """Print how many questions of each kind the bank has."""
    from coder_readiness.report import stats

    if context.options.format == "json":
        print_json(stats.stats(context.bank))
        return DONE
    for section in stats.describe_stats(context.bank):
        print_section(context, section)
        print()
    return DONE


def schema(context: Context) -> int:
    """Print the JSON Schema of a competency file."""
    from pydantic import TypeAdapter

    from coder_readiness.bank.competency import Competency

    schema = TypeAdapter(Competency).json_schema()
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return DONE


def new(context: Context) -> int:
    """Write a competency file, or a whole bank, to start from."""
    if context.options.bank is not None:
        return _new_bank(context)
    if context.options.copy:
        raise ReadinessError("--copy works only with --bank. Add --bank FOLDER, or leave out --copy.")
    name, questions = context.options.competency, context.options.questions
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,50}", name):
        raise ReadinessError(
            f"{quoted(name)} can't be an ID. Use lowercase letters, digits and hyphens, such as time-management."
        )
    bank = load_with_places(questions, begun=True).bank
    if name in bank.competency:
        raise ReadinessError(f"The bank already has an area {quoted(name)}. Choose another ID.")
    write_file(f"{name}.yaml", competency_template(bank, name), if_it_exists="Move it, or choose another ID.")
    where = f"the folder of its step in the bank {bank.roadmap.id}"
    check = context.typed("bank check")
    print(printable(f"Created {name}.yaml. Fill in its blanks, and move it into {where}. Then type: {check}"))
    return DONE


def flags(context: Context) -> int:
    """Flag a question that has something wrong, or list the flagged ones."""
    options, bank = context.options, context.bank
    if options.id is not None:
        name = find_question(bank, options.id)
        context.store.flags.keep(bank.roadmap.id, name, context.clock(), options.note)
        print(printable(f"Flagged {name}."))
        return DONE
    found = context.store.flags.of(bank.roadmap.id)
    if options.format == "json":
        days = [(flag, f"{flag.flagged.astimezone():%Y-%m-%d}") for flag in found]
        print_json([{"id": flag.question, "note": flag.note, "flagged": day} for flag, day in days])
        return DONE
    for flag in found:
        asked = bank.questions[flag.question].text if flag.question in bank.questions else "(no longer asked)"
        print(printable(f"{flag.question}  {asked}{f' Note: {flag.note}' if flag.note else ''}"))
    if not found:
        print(
            printable(
                f"You haven't flagged any questions. To flag one, press ! at the question, or type: "
                f"{context.typed('bank flags ID NOTE')}"
            )
        )
    return DONE


def _new_bank(context: Context) -> int:
    """Create a bank with blanks, or a copy of the one in use, and name it after its new folder."""
    name = context.options.bank
    folder = Path(name)
    bank_id = as_id(folder.resolve().name)
    if not bank_id:
        raise ReadinessError(f"{quoted(name)} needs at least one letter or digit. Choose another name.")
    if folder.exists():
        raise ReadinessError(f"{quoted(name)} already exists. Choose a new name.")
    if context.options.copy:
        what = f", a copy of {context.bank.roadmap.id}"
        for path, content in _copied(context, bank_id):
            _write_below(folder, path, content)
    else:
        what = ""
        _write_below(folder, "roadmap.yaml", roadmap_template(bank_id))
        bank = load_with_places(folder, begun=True).bank
        _write_below(folder, "1-start/first-area.yaml", competency_template(bank, "first-area"))
    then = "Change what you like" if context.options.copy else "Fill in its blanks"
    check = f"coder-readiness bank check --questions {shlex.quote(name)}"
    print(
        printable(f"Created the question bank {bank_id} in the folder {name}{what}. {then}. To check it, type: {check}")
    )
    return DONE


def _copied(context: Context, bank_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file of the bank in use, with another id in its roadmap."""
    questions = context.options.questions
    files = read_files(shipped_folder() if questions is None else Path(questions), "bank")
    for name, content in files.contents.items():
        path = name.removeprefix("bank/")
        if path.lower() == ROADMAP:
            yield path, re.sub(rb"^id:.*$", f"id: {bank_id}".encode(), content, count=1, flags=re.MULTILINE)
        else:
            yield path, content


def _write_below(folder: Path, path: str, content: str | bytes) -> None:
    target = folder / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadinessError(f"We can't create the folder {folder}: {error.strerror}.") from error
    write_file(str(target), content, if_it_exists="Use the name of a new folder.")
