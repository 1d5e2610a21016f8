"""The commands that bring questions into the bank and out of it: bank import, bank export."""

import codecs
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from coder_readiness.bank.exchange import aiken, anki, gift, spreadsheet
from coder_readiness.bank.exchange.competency_file import competency_file
from coder_readiness.bank.exchange.question import Exported, Imported
from coder_readiness.bank.files import LARGEST_FILE, read_files, shipped_folder
from coder_readiness.bank.loader import load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.bank.template import BLANK
from coder_readiness.cli.context import Context
from coder_readiness.cli.files import write_file, write_files
from coder_readiness.cli.output import check_ending, output_in_utf8, print_notice
from coder_readiness.errors import WHOLE, Listing, Place, Problem, ReadinessError, unreadable
from coder_readiness.scoring.draw import shown_options
from coder_readiness.text import as_id, number_of, printable, printable_name, quoted

_Read = Callable[[str, str, list[Problem]], Iterator[Imported]]


class _Writer(NamedTuple):
    """How to write a format, and which questions it can hold."""

    write: Callable[[Iterable[Exported]], Iterator[str]]
    holds: Callable[[Exported], bool]
    endings: tuple[str, ...]


_WRITERS = {
    "gift": _Writer(gift.write_gift, gift.holds, (".gift", ".txt")),
    "aiken": _Writer(aiken.write_aiken, aiken.holds, (".txt",)),
    "csv": _Writer(spreadsheet.write_csv, spreadsheet.holds, (".csv",)),
    "anki": _Writer(anki.write_anki, anki.holds, (".txt", ".tsv", ".apkg")),
}

_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def import_questions(context: Context) -> int:
    """Write a draft for each competency that a file has questions about; write nothing if any question is wrong."""
    options = context.options
    text = _content(options.file)
    problems: list[Problem] = []
    by_competency: dict[str, list[Imported]] = {}
    default = as_id(PurePath(options.file).stem)
    for imported in _reader(options.file, text)(options.file, text, problems):
        name = options.area or imported.competency or default
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", name):
            meant = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]
            advice = f"Write {quoted(meant)}" if meant else "Use letters, digits and hyphens"
            message = f"{quoted(name)} can't be an area's ID. {advice}, or add --area ID."
            problems.append(Problem(imported.place, "", message))
            continue
        by_competency.setdefault(name, []).append(imported)
    if not by_competency and not problems:
        problems.append(Problem(Place(options.file, WHOLE), "", "has no questions. Add at least one."))
    bank, own = _bank_and_files(options.questions, by_competency)
    files = {
        name: competency_file(bank, name, questions, own.get(name), problems)
        for name, questions in by_competency.items()
    }
    if problems:
        raise ReadinessError(str(Listing(sorted(problems))))
    if not options.force and (there := [f"{name}.yaml" for name in files if Path(f"{name}.yaml").exists()]):
        raise ReadinessError(f"This would overwrite {' and '.join(there)}. Move what you want to keep, or add --force.")
    contents = {f"{name}.yaml": content for name, content in files.items()}
    write_files(contents, if_it_exists="Move it, or add --force to overwrite it.", force=options.force)
    for name, content in files.items():
        print(printable(_what_next(bank, name, len(by_competency[name]), content)))
    return 0


def _content(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ReadinessError(unreadable(name, error)) from error
    if len(content) > LARGEST_FILE:
        raise ReadinessError(f"{name} is too large. The limit is {LARGEST_FILE:,} bytes.")
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise ReadinessError(f"{name} is empty. Add questions to it first.")
    in_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if in_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadinessError(f"{name} isn't UTF-8 text. Save it as UTF-8 (in Excel: CSV UTF-8).") from error
    if _WEB_PAGE.match(text):
        raise ReadinessError(
            f"{name} is a web page, not a file of questions. Download the file that the page is about."
        )
    return re.sub("\r\n?", "\n", text)


def _reader(name: str, text: str) -> _Read:
    """Return the reader for a file, by the end of its name; a .txt file is Aiken if it looks more like that."""
    ending = PurePath(name).suffix.lower()
    if ending == ".txt":
        return aiken.read_aiken if aiken.looks_like(text) else gift.read_gift
    readers: dict[str, _Read] = {".csv": spreadsheet.read_csv, ".gift": gift.read_gift}
    if ending not in readers:
        raise ReadinessError(f"We can import only .csv, .gift and .txt files. Save {name} as one of these.")
    return readers[ending]


def _bank_and_files(questions: str | None, competencies: Iterable[str]) -> tuple[Bank, dict[str, bytes]]:
    """Return the bank, and the files of those competencies that it already has."""
    loaded = load_with_places(questions, begun=True)
    folder = read_files(shipped_folder(), "questions") if questions is None else read_files(Path(questions), questions)
    own = {name: folder.contents[loaded.places[name].file] for name in competencies if name in loaded.bank.competency}
    return loaded.bank, own


def _what_next(bank: Bank, name: str, count: int, content: str) -> str:
    added = f"Created {name}.yaml with {number_of(count, 'new question')}."
    fill = " Fill in the blanks." if BLANK in content else ""
    if name in bank.competency:
        return f"{added}{fill} Review it, then replace the bank's own {name}.yaml with it."
    return f"{added}{fill} Review it, then move it into the folder of its step in the bank."


def export_questions(context: Context) -> int:
    """Write the knowledge questions of the bank in another format."""
    options, bank = context.options, context.bank
    writer = _WRITERS[options.format]
    check_ending(options.output or "", writer.endings)
    pool = [
        Exported(competency, question, shown_options(question, options.seed))
        for competency in bank.competencies
        for question in competency.pool
    ]
    held = [exported for exported in pool if writer.holds(exported)]
    if not held:
        raise ReadinessError(f"The bank has no questions that fit the {options.format} format.")
    if options.output is None:
        output_in_utf8()
        sys.stdout.writelines(writer.write(held))
    else:
        package = options.format == "anki" and options.output.lower().endswith(".apkg")
        content = _package(context, held) if package else "".join(writer.write(held))
        write_file(options.output, content, if_it_exists="Use another name.")
        print(f"Wrote {printable_name(options.output)}: {number_of(len(held), 'question')}.")
    if others := len(pool) - len(held):
        print_notice(f"We left out {number_of(others, 'question')} that the {options.format} format can't hold.")
    return 0


def _package(context: Context, held: Iterable[Exported]) -> bytes:
    try:
        return anki.anki_package(context.bank, held, context.clock())
    except ImportError as error:
        raise ReadinessError(
            f"To make .apkg files, you need {error.name}. To get it, run `{sys.executable} -m pip install genanki`. "
            "Or use a name that ends in .txt, and open that file in Anki with File > Import."
        ) from error
