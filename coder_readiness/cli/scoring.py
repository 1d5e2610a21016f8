"""The command `score`."""

import gc
import sys

from coder_readiness.cli.context import Context
from coder_readiness.cli.output import FORMATS, output_in_utf8, print_report
from coder_readiness.cli.sheets import given_sheets, print_left_out
from coder_readiness.errors import Listing, ReadinessError
from coder_readiness.report.document import full_report, page, result
from coder_readiness.report.material import Material
from coder_readiness.scoring.readiness import assess
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import one_line, printable


def score(context: Context) -> int:
    """Print a result for each sheet, or one message that lists the errors of all sheets."""
    options, bank = context.options, context.bank
    one_page = options.format is not None and FORMATS[options.format].one_page
    if one_page and len(options.files) > 1:
        raise ReadinessError(f"--format {options.format} takes one answer sheet at a time. Name only one file.")
    if one_page:
        output_in_utf8()
    gc.freeze()  # the bank stays, so the collector need not go through it again for every few sheets
    wrong, left_out = Listing(), 0
    for name, number, many, sheet in given_sheets(bank, options.files, wrong, progress=not sys.stdout.isatty()):
        if one_page and many:
            raise ReadinessError(
                f"--format {options.format} takes one answer sheet at a time, but {name} has several. "
                "Use --format json."
            )
        if wrong.count:  # with a result missing, those after it would be in the wrong lines
            continue
        file = f"{name}, sheet {number}" if many else name if len(options.files) > 1 else ""
        heading = ": ".join(filter(None, (file, sheet.name)))
        _print_result(context, sheet, options.format or ("json" if many else "text"), heading)
        left_out += sheet.left_out
    if wrong.count:
        raise ReadinessError(str(wrong))
    print_left_out(left_out)
    return 0


def _print_result(context: Context, sheet: Sheet, format_: str, heading: str) -> None:
    readiness = assess(context.bank, sheet)
    if format_ == "json":
        sys.stdout.write(readiness.as_json() + "\n")
        return
    material = Material(context.bank, readiness, sheet, context.today, command="", typed=context.typed)
    if FORMATS[format_].one_page:
        sys.stdout.write(FORMATS[format_].render(page(material), material, context.options.plain))
        return
    document = (full_report if context.options.full else result)(material)
    if heading:
        print(one_line(printable(f"== {heading}")))
    print_report(context, document)
