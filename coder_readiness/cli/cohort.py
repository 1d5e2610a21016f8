"""The command `class`."""

import csv
import gc
import io
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from coder_readiness.bank.model import Bank
from coder_readiness.cli.context import Context
from coder_readiness.cli.files import write_file
from coder_readiness.cli.output import FORMATS, as_json, format_of, output_in_utf8, print_notice, print_report
from coder_readiness.cli.sheets import GivenSheet, given_sheets, print_left_out
from coder_readiness.errors import Listing, ReadinessError
from coder_readiness.report.blocks import Document
from coder_readiness.report.cohort import (
    MOST_LISTED,
    class_values,
    describe_class,
    handed_in_twice,
    header,
    person_values,
    row,
)
from coder_readiness.report.html import to_html
from coder_readiness.report.items import ITEM_COLUMNS, describe_items, item_rows, item_values
from coder_readiness.report.table import MARK
from coder_readiness.report.text import report_as_text
from coder_readiness.scoring.cohort import Cohort, Person
from coder_readiness.scoring.item_statistics import ItemStatistics
from coder_readiness.scoring.readiness import assess
from coder_readiness.text import number_of, printable_name

_IN_MEMORY = 1 << 22
"""From so many bytes on, rows wait in a temporary file until all sheets have been read."""


def overview(context: Context) -> int:
    """Print where everyone is and what the class shares, or one message that lists the errors of all sheets."""
    format_ = format_of(context.options.output or "", context.options.format, ("text", "csv", "json", "html"))
    gc.freeze()  # the bank stays, so the collector need not go through it again for every few sheets
    wrong = Listing()
    (_print_items if context.options.items else _print_class)(context, format_, wrong)
    if wrong.count:
        print_notice(f"We left out {number_of(wrong.things, 'sheet')}:\n{wrong}")
    return 0


def _print_class(context: Context, format_: str, wrong: Listing) -> None:
    bank, cohort, no_longer_asked = context.bank, Cohort(context.bank), 0
    people: list[Person] = []
    with _rows() as rows:
        for given in _good_sheets(context, wrong):
            readiness = assess(bank, given.sheet)
            person = cohort.add(_name(given), given.sheet, readiness)
            no_longer_asked += given.sheet.left_out
            if format_ == "csv":
                rows.writelines(_csv_lines([row(person, readiness)]))
            elif format_ == "json":
                rows.write(json.dumps(person_values(person)) + "\n")
            elif len(people) <= MOST_LISTED:
                people.append(person)
        rows.seek(0)
        if format_ == "csv":
            _write(context, format_, _csv(bank, rows))
            for twice in handed_in_twice(cohort):
                print_notice(twice)
        elif format_ == "json":
            _write(context, format_, _json(cohort, rows, wrong.things))
        else:
            can_be_hidden = format_ == "html"
            document = describe_class(cohort, people, wrong.things, names_can_be_hidden=can_be_hidden)
            _write_document(context, format_, document)
    print_left_out(no_longer_asked)


def _print_items(context: Context, format_: str, wrong: Listing) -> None:
    bank, statistics, people = context.bank, ItemStatistics(context.bank), 0
    for given in _good_sheets(context, wrong):
        statistics.add(given.sheet)
        people += 1
    if format_ == "csv":
        _write(context, format_, [MARK, *_csv_lines([ITEM_COLUMNS, *item_rows(bank, statistics)])])
    elif format_ == "json":
        _write(context, format_, [as_json(item_values(bank, statistics, people))])
    else:
        _write_document(context, format_, describe_items(bank, statistics, people))


def _good_sheets(context: Context, wrong: Listing) -> Iterator[GivenSheet]:
    """Yield the good sheets; raise ReadinessError after the last if there is none, or a bad one may not be skipped."""
    skip_bad, count = context.options.skip_bad, 0
    for given in given_sheets(context.bank, context.options.files, wrong, progress=True):
        if skip_bad or not wrong.count:
            count += 1
            yield given
    if wrong.count and not skip_bad:
        bad, it = ("this answer sheet", "it") if wrong.things == 1 else (f"{wrong.things} answer sheets", "them")
        fix = "the sheet" if wrong.things == 1 else "the sheets"
        raise ReadinessError(f"We can't use {bad}:\n{wrong}\nFix {fix}, or add --skip-bad to leave {it} out.")
    if not count:
        raise ReadinessError(
            f"{wrong}\nThat leaves no sheets to summarize."
            if wrong.count
            else "There's no answer sheet to read. Name at least one."
        )


def _name(given: GivenSheet) -> str:
    """Return the name on a sheet, or else where the sheet comes from."""
    if given.sheet.name is not None:
        return " ".join(given.sheet.name.split())
    file = "standard input" if given.file == "-" else given.file
    return f"{file}, sheet {given.number}" if given.many else file


@contextmanager
def _rows() -> Iterator[IO[str]]:
    """Yield a temporary file for rows, which are dropped if a later sheet is bad."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as file:
        yield file


def _csv(bank: Bank, rows: Iterable[str]) -> Iterator[str]:
    yield MARK
    yield from _csv_lines([header(bank)])
    yield from rows


def _csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for cells in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def _json(cohort: Cohort, rows: Iterable[str], left_out: int) -> Iterator[str]:
    """Yield one object, with a person in each line."""
    yield '{"format": 1, "people": [\n'
    for number, line in enumerate(rows):
        yield f"{',' if number else ''}{line}"
    yield f"],\n{json.dumps(class_values(cohort, left_out))[1:]}\n"


def _write_document(context: Context, format_: str, document: Document) -> None:
    if format_ == "text" and context.options.output is None:
        print_report(context, document)
    else:
        in_html = format_ == "html"
        language = context.bank.roadmap.language
        text = to_html(document, language) if in_html else report_as_text(document, plain=context.options.plain)
        _write(context, format_, [text])


def _write(context: Context, format_: str, parts: Iterable[str]) -> None:
    """Write an overview to standard output, or to the file that is asked for."""
    output = context.options.output
    if output is None:
        if FORMATS[format_].one_page:
            output_in_utf8()
        sys.stdout.writelines(parts)
        return
    write_file(output, parts, if_it_exists="Use another name.")
    print(f"Wrote {printable_name(output)}.")
