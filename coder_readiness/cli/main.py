"""The command line: arguments, exit codes, and the one place that prints errors.

What a command needs is imported when it runs, so that `--version` and `--help` answer at once.
"""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from coder_readiness import __version__
from coder_readiness.bank.goals import GOALS
from coder_readiness.errors import LeftError, Listing, ReadinessError
from coder_readiness.text import counted, did_you_mean, printable, wrapped

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from rich.console import Console

    from coder_readiness.bank.model import Bank
    from coder_readiness.quiz.asking import Asker, Choice, Move
    from coder_readiness.report.blocks import Document, Section
    from coder_readiness.scoring.readiness import Readiness
    from coder_readiness.scoring.sheet import Sheet
    from coder_readiness.store import Attempt, Store

DONE, FOUND_PROBLEMS, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
VERSION = f"coder-readiness {__version__}"
REPORT_FORMATS = ("text", "markdown", "html", "json")
HOME_VARIABLE = "CODER_READINESS_HOME"

# What shtab puts into a shell's completion, by shell; it reads this off an argument.
_COMPLETE_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
_COMPLETE_FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}

Arguments = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    _make_do()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        return code
    except ReadinessError as error:
        _complain(str(error))
        _end_output()
        return INTERRUPTED if isinstance(error, LeftError) else BAD_INPUT
    except KeyboardInterrupt:
        _end_output()
        return INTERRUPTED
    except BrokenPipeError:  # what reads our output has enough of it; that is not an error
        _drop_output()
        return DONE
    except UnicodeError as error:  # of standard input, where it is told to be in an encoding that it is not in
        _complain(f"the input cannot be read: {error}")
        return BAD_INPUT
    except OSError as error:  # of standard output: whatever else is opened says itself what is wrong with it
        _drop_output()
        _complain(f"the output cannot be written: {error.strerror}")
        return BAD_INPUT


def _run(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--version"]:  # at once: describing all the commands takes longer than all the rest of it
        print(VERSION)
        return DONE
    try:
        # The defaults stand here, not in the parsers: a command's own would undo what was given before it.
        parsed = command_line().parse_args(arguments, Arguments(questions=None, data_dir=None, plain=False))
    except SystemExit:  # argparse has printed the help
        return DONE
    command: Callable[[Arguments], int] = parsed.command
    with contextlib.ExitStack() as parsed.opened:  # what a command opens is closed when it ends
        return command(parsed)


def _make_do() -> None:
    """Get along with closed streams, with characters that a stream cannot take, and with a size that is no number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            from pathlib import Path

            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - it stays open as long as the program runs
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")
    # Python writes UTF-8 in this locale, too; a terminal that was given it on purpose may know nothing but ASCII.
    if os.environ.get("LC_ALL") in {"C", "POSIX"} and isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="ascii")
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdigit() and len(size) < 5 and int(size)):
            os.environ.pop(name, None)


def _end_output() -> None:
    """Write what is left of the output, where that is possible: there is something else to tell already."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    """Keep Python from writing at its exit what could not be written, and complaining then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> None:
    lines = [printable(line) for line in f"coder-readiness: {message}".splitlines()]
    if sys.stderr.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
        lines = [wrapped(line, max(20, width - 1)) for line in lines]
    text = "\n".join(lines)
    encoding = sys.stderr.encoding or "ascii"
    with contextlib.suppress(OSError):  # where the terminal is gone, there is nobody to tell
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ReadinessError(f"{message}\nTry: {self.prog} --help")


def command_line() -> argparse.ArgumentParser:
    """Return what reads the command line; shtab makes shell completion from it."""
    everywhere = argparse.ArgumentParser(add_help=False)
    for option, summary in (
        ("--questions", "use another question bank"),
        ("--data-dir", f"keep attempts there (or set {HOME_VARIABLE})"),
    ):
        folder = everywhere.add_argument(option, metavar="DIR", default=argparse.SUPPRESS, help=summary)
        vars(folder)["complete"] = _COMPLETE_FOLDERS
    parser: argparse.ArgumentParser = _Parser(
        prog="coder-readiness",
        description="Find out how ready you are for a career, what is missing, and which step to focus on next.",
        parents=[everywhere],
    )
    parser.add_argument("--version", action="version", version=VERSION)
    _add_plain(parser)
    parser.set_defaults(command=_menu)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, command: Callable[[Arguments], int], summary: str, example: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            parents=[everywhere],
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"Example: coder-readiness {example}",
        )
        added.set_defaults(command=command)
        return added

    quiz = add("quiz", _quiz, "take the quiz and get the report", "quiz --goal well-paid")
    quiz.add_argument("--quick", action="store_true", help="stop as soon as the next step is certain")
    quiz.add_argument("--step", type=_step_number, metavar="N", help="ask only about step N")
    quiz.add_argument("--goal", choices=GOALS, default=GOALS[0], help="what you want to be ready for")
    quiz.add_argument("--seed", type=_seed, metavar="N", help="fix which checks are drawn, and their order")
    resume = add("resume", _resume, "go on with the last unfinished attempt, or another", "resume 3")
    update = add("update", _update, "re-ask only the gaps of the last attempt, as a new attempt", "update")
    update.add_argument("--goal", choices=GOALS, help="what you want to be ready for now, where that has changed")
    practice = add("practice", _practice, "practice knowledge checks, with the reason after each", "practice privacy")
    practice.add_argument("competency", nargs="?", metavar="COMPETENCY", help="only about this one")
    report = add("report", _report, "print the report of the last attempt, or of another", "report 3 --format json")
    _add_format(report, default=None, choices=REPORT_FORMATS)
    report.add_argument("--goal", choices=GOALS, help="the same answers, seen with this goal")
    report.add_argument("--assume", metavar="ID[,ID]", help="the report as it would be with these competencies met")
    report.add_argument("--brief", action="store_true", help="only the answer and the roadmap")
    output = report.add_argument(
        "--output", metavar="FILE", help="write to a new file; .html, .md and .json name a format"
    )
    vars(output)["complete"] = _COMPLETE_FILES
    report.add_argument("--force", action="store_true", help="write to FILE even where it exists")
    history = add("history", _history, "list every attempt", "history")
    _add_format(history)
    score = add("score", _score, "score prepared sheets", "score sheet.json --format json")
    files = score.add_argument(
        "files", nargs="+", metavar="FILE", help="JSON, YAML or JSON lines; - for standard input"
    )
    vars(files)["complete"] = _COMPLETE_FILES
    _add_format(score, default=None, choices=REPORT_FORMATS)
    export = add("export", _export, "print an attempt's answers as JSON, for `score`", "export 3")
    forget = add("forget", _forget, "delete attempts for good", "forget --all")
    which = forget.add_mutually_exclusive_group(required=True)
    for attempted in (resume, report, export, which):
        attempted.add_argument("attempt", nargs="?", type=int, metavar="ATTEMPT", help="its number in the history")
    which.add_argument("--all", action="store_true", help="delete every attempt, practice, and what was set aside")
    for talking in (quiz, resume, update, practice, report, history, score):
        _add_plain(talking)
    _add_bank(add("bank", lambda arguments: DONE, "look at the question bank", "bank check"), everywhere)
    return parser


def _add_bank(bank: argparse.ArgumentParser, everywhere: argparse.ArgumentParser) -> None:
    commands = bank.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command, summary in (
        ("check", _bank_check, "tell what is wrong with the bank"),
        ("list", _bank_list, "list every question"),
        ("show", _bank_show, "show one question or competency"),
        ("stats", _bank_stats, "count what is in the bank"),
        ("schema", _bank_schema, "print the JSON Schema of a competency file"),
    ):
        example = f"{name} privacy" if name == "show" else name
        added = commands.add_parser(
            name, parents=[everywhere], help=summary, epilog=f"Example: coder-readiness bank {example}"
        )
        added.set_defaults(command=command)
        if name == "show":
            added.add_argument("id", metavar="ID", help="the id of a question or competency")
        _add_format(added)
    new = commands.add_parser(
        "new",
        parents=[everywhere],
        help="write a competency file to start from",
        epilog="Example: coder-readiness bank new time-management",
    )
    new.set_defaults(command=_bank_new)
    new.add_argument("competency", metavar="COMPETENCY", help="its id; the file gets this name, in the current folder")


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        default=argparse.SUPPRESS,
        help="line by line, for screen readers, simple terminals and pipes",
    )


def _add_format(
    parser: argparse.ArgumentParser, default: str | None = "text", choices: Sequence[str] = ("text", "json")
) -> None:
    parser.add_argument("--format", choices=choices, default=default, help="how to print it")


def _step_number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step")


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 63:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {(1 << 63) - 1}")


# What commands share


def _load_bank(arguments: Arguments) -> "Bank":
    from coder_readiness.bank.loader import load_bank

    return load_bank(arguments.questions)


def _bank_id(arguments: Arguments) -> str | None:
    """Return the bank's id, read off its roadmap: a menu need not wait until a bank is loaded. None where it is odd."""
    import re
    from importlib import resources
    from pathlib import Path

    folder = resources.files("coder_readiness.questions") if arguments.questions is None else Path(arguments.questions)
    with contextlib.suppress(OSError, ValueError), folder.joinpath("roadmap.yaml").open(encoding="utf-8") as roadmap:
        if found := re.search(r"^id:\s*[\"']?([A-Za-z0-9-]+)", roadmap.read(1 << 20), re.MULTILINE):
            return found[1]
    return None


def _open_store(arguments: Arguments) -> "Store":
    from pathlib import Path

    from coder_readiness.store import Store

    folder = Path(arguments.data_dir or os.environ.get(HOME_VARIABLE) or _user_folder())
    store: Store = arguments.opened.enter_context(contextlib.closing(Store(folder)))
    return store


def _user_folder() -> "Path":
    import platformdirs

    with contextlib.suppress(RuntimeError):
        folder = platformdirs.user_data_path("coder-readiness", appauthor=False)
        if folder.is_absolute():
            return folder
    raise ReadinessError(f"there is no home folder to keep attempts in; give --data-dir, or set {HOME_VARIABLE}")


def _shared(arguments: Arguments) -> list[str]:
    """Return the options that a command to go on with needs as well, to mean the same bank, attempts and way to ask."""
    shared = [f"--questions={arguments.questions}"] if arguments.questions else []
    shared += [f"--data-dir={arguments.data_dir}"] if arguments.data_dir else []
    return [*shared, "--plain"] if arguments.plain else shared


def _typed(arguments: Arguments, command: str) -> str:
    """Return a command as a person types it to go on from here."""
    import shlex

    return printable(" ".join(["coder-readiness", command, *map(shlex.quote, _shared(arguments))]))


def _now() -> "datetime":
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)


def _width(console: "Console") -> int:
    """Return how wide plain lines may be."""
    if not console.is_dumb_terminal:
        return console.width
    import shutil

    return shutil.get_terminal_size().columns  # rich takes every dumb terminal to be 80 columns wide


def _is_plain(plain: bool, console: "Console") -> bool:
    """Tell whether output comes in plain lines: where it is wished, and where no terminal can show more."""
    return plain or not console.is_terminal or console.is_dumb_terminal


def _print_section(section: "Section", plain: bool = False) -> None:
    from coder_readiness.report.text import print_section, section_as_text

    console = _console()
    if _is_plain(plain, console):
        sys.stdout.write(section_as_text(section, _width(console)))
    else:
        print_section(section, console)


def _print_report(document: "Document", plain: bool) -> None:
    from coder_readiness.report.pager import paged
    from coder_readiness.report.text import print_report, report_as_text

    console = _console()
    if _is_plain(plain, console):
        sys.stdout.write(report_as_text(document, plain=True, width=_width(console)))
    else:
        with paged(console):
            print_report(document, console)


def _asker(plain: bool) -> "Asker":
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ReadinessError(
            "this needs a terminal, and there is none here. Add --plain to answer line by line, "
            "or score prepared answers with `coder-readiness score FILE`."
        )
    if plain or os.environ.get("TERM", "").lower() in {"dumb", "unknown"}:  # as the report takes it
        from coder_readiness.quiz.plain import PlainAsker

        return PlainAsker()
    from coder_readiness.quiz.terminal import TerminalAsker

    return TerminalAsker()


def _as_json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, default=str) + "\n"


def _print_json(value: Any) -> None:
    sys.stdout.write(_as_json(value))


def _describe(
    bank: "Bank",
    readiness: "Readiness",
    sheet: "Sheet",
    *,
    before: "Readiness | None" = None,
    assumed: Sequence[str] = (),
    other_goal: bool = False,
) -> "Document":
    from coder_readiness.report.document import describe

    titles = [bank.competency[name].title for name in assumed]
    return describe(bank, readiness, sheet, _now().date(), before=before, assumed=titles, other_goal=other_goal)


# The quiz


def _menu(arguments: Arguments) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        command_line().print_usage()
        return DONE
    from coder_readiness.quiz.asking import Move
    from coder_readiness.system import signals_as_interrupts

    asker = _asker(arguments.plain)
    shared = _shared(arguments)
    with signals_as_interrupts():
        reply = _chosen(arguments, asker)
    if isinstance(reply, Move) or reply == "leave":
        return DONE
    command, *options = reply.split()
    return main([command, *shared, *options])


def _chosen(arguments: Arguments, asker: "Asker") -> "str | Move":
    """Let the person choose what to do, and return the command line it stands for."""
    from coder_readiness.quiz.asking import Move

    while True:
        reply = asker.choose("Am I ready, what is missing, what do I do next?", _menu_choices(arguments))
        if reply == "assume":
            reply = _chosen_gap(arguments, asker)
            if reply is Move.BACK:
                continue
        return reply


def _menu_choices(arguments: Arguments) -> "list[Choice]":
    """Return what can be done now; a choice's value is the command line it stands for."""
    from coder_readiness.quiz.asking import Choice

    store, bank = _open_store(arguments), _bank_id(arguments)
    known = arguments.questions is None  # how long another bank takes is known once it is loaded
    choices = [
        Choice("quiz", "Take the quiz, about 20 minutes" if known else "Take the quiz"),
        Choice(
            "quiz --quick",
            f"Quick mode: {'2 to 5 minutes, ' if known else ''}only what it takes to find your next step",
        ),
    ]
    unfinished = store.last(finished=False, bank=bank)
    if unfinished and not unfinished.answers:
        unfinished = None  # to go on with nothing is to begin
    if unfinished:
        choices.insert(0, Choice("resume", "Go on where you stopped"))
    last = store.last(finished=True, bank=bank)
    if unfinished and not last:
        choices.append(Choice("report", "Read the report so far"))
    if last:
        choices.append(Choice("report", "Read your last report"))
        if (last.mode == "quick" or last.step) and not unfinished:
            choices.append(Choice(f"resume {last.id}", "Go on from your last answers with the whole quiz"))
        choices += [
            Choice("update", "Answer again what was missing or unknown"),
            Choice("assume", "What if you closed a gap?"),
            Choice("history", "See all your attempts"),
        ]
    due = store.due(bank, _now())
    choices.append(Choice("practice", f"Practice ({due} due today)" if due else "Practice"))
    return [*choices, Choice("leave", "Leave")]


def _chosen_gap(arguments: Arguments, asker: "Asker") -> "str | Move":
    """Let the person choose one of the gaps of the last attempt, and return the command line that assumes it closed."""
    from coder_readiness.quiz.asking import Choice, Move
    from coder_readiness.report.gaps import by_turn

    readiness = _reported(_kept(arguments, _open_store(arguments), _bank_id(arguments)))
    if readiness is None or not readiness.gaps:
        asker.say("There is no gap left to close.")
        return Move.BACK
    titles = {result.id: result.title for result in readiness.competencies}
    gaps = [Choice(f"report --assume={gap.competency}", titles[gap.competency]) for gap in by_turn(readiness)]
    return asker.choose("Which gap?", gaps)


def _quiz(arguments: Arguments) -> int:
    asker = _asker(arguments.plain)
    bank = _load_bank(arguments)
    step = None
    if arguments.step is not None:
        if arguments.step > len(bank.steps):
            raise ReadinessError(f"there is no step {arguments.step}; the roadmap has steps 1 to {len(bank.steps)}")
        step = bank.steps[arguments.step - 1].id
    if arguments.quick and arguments.step is not None:
        raise ReadinessError("--quick finds the step by itself; leave out --quick or --step")
    seed = _new_seed() if arguments.seed is None else arguments.seed
    store = _open_store(arguments)
    _tell_of_unfinished(arguments, bank, store, asker)
    attempt = store.begin(
        bank=bank.roadmap.id,
        bank_version=bank.roadmap.version,
        goal=arguments.goal,
        seed=seed,
        mode="quick" if arguments.quick else "full",
        step=step,
        now=_now(),
    )
    again = "quiz --quick" if arguments.quick else f"quiz --step {arguments.step}" if step else "quiz"
    again += f" --goal {arguments.goal}" if arguments.goal != GOALS[0] else ""
    return _take(arguments, bank, store, asker, attempt, again=again)


def _tell_of_unfinished(arguments: Arguments, bank: "Bank", store: "Store", asker: "Asker") -> None:
    """Before a new attempt begins, say how to go on with the one that `resume` means."""
    if unfinished := store.last(finished=False, bank=bank.roadmap.id):
        resume = _typed(arguments, f"resume {unfinished.id}")
        asker.say(f"Attempt {unfinished.id} is unfinished; `{resume}` goes on with it. A new one begins here.")


def _new_seed() -> int:
    import secrets

    return secrets.randbelow(1 << 31)


def _resume(arguments: Arguments) -> int:
    asker = _asker(arguments.plain)
    bank = _load_bank(arguments)
    store = _open_store(arguments)
    if arguments.attempt is not None:
        attempt = _same_bank(arguments, bank, store.attempt(arguments.attempt))
    elif last := store.last(finished=False, bank=bank.roadmap.id):
        attempt = last
    else:
        raise _none_kept(arguments, store, "there is no unfinished attempt", bank.roadmap.id)
    if attempt.finished:
        return _go_on_from_finished(arguments, bank, store, asker, attempt)
    asker.say(f"Going on with attempt {attempt.id}, begun on {attempt.started.astimezone():%Y-%m-%d}.")
    return _take(arguments, bank, store, asker, attempt, again="quiz")


def _go_on_from_finished(
    arguments: Arguments, bank: "Bank", store: "Store", asker: "Asker", finished: "Attempt"
) -> int:
    """Ask what is left of the whole quiz, and let any answer be changed, as an attempt of its own."""
    from coder_readiness.quiz.attempt import readable_sheet, unasked

    _tell_of_unfinished(arguments, bank, store, asker)
    whole = not unasked(bank, readable_sheet(bank, finished))  # then the review offers what was skipped
    attempt = store.begin_rest(finished, skips=whole, bank_version=bank.roadmap.version, now=_now())
    count = counted(len(attempt.answers), "answer is", "answers are")
    rest = "any of them can be changed" if whole else "only the rest is asked"
    asker.say(f"Going on from attempt {finished.id} with the whole quiz: {count} kept, and {rest}.")
    return _take(arguments, bank, store, asker, attempt, again=f"resume {finished.id}")


def _same_bank(arguments: Arguments, bank: "Bank", attempt: "Attempt") -> "Attempt":
    """Return an attempt at this bank; refuse one at another."""
    if attempt.bank == bank.roadmap.id:
        return attempt
    advice = "give its folder with --questions"
    if arguments.questions is not None:
        advice += ", or leave that out for the bank that is shipped"
    raise ReadinessError(f"attempt {attempt.id} answers the bank {attempt.bank!r}; {advice}")


def _update(arguments: Arguments) -> int:
    from coder_readiness.quiz.attempt import carried_over, old_answers, readable_sheet

    asker = _asker(arguments.plain)
    bank = _load_bank(arguments)
    store = _open_store(arguments)
    previous = store.last(finished=True, bank=bank.roadmap.id)
    if previous is None:
        raise _none_kept(arguments, store, "there is no finished attempt to update", bank.roadmap.id)
    _tell_of_unfinished(arguments, bank, store, asker)
    attempt = store.begin(
        bank=bank.roadmap.id,
        bank_version=bank.roadmap.version,
        goal=arguments.goal or previous.goal,
        seed=_new_seed(),
        mode="quick" if previous.mode == "quick" else "update",
        step=previous.step,
        now=_now(),
        previous=previous,
        carried=carried_over(bank, readable_sheet(bank, previous)),
    )
    again = "what was missing, unknown or skipped is asked again"
    if attempt.mode == "quick":
        again = "what it takes to find your next step is asked, as in quick mode"
    asker.say(
        f"Updating attempt {previous.id}: {counted(len(attempt.answers), 'answer is', 'answers are')} carried over, "
        f"and only {again}."
    )
    if old := old_answers(bank, attempt, _now()):
        asker.say(f"More than a year old, so change them at the end if they no longer hold: {'; '.join(old)}.")
    again = f"update --goal {arguments.goal}" if arguments.goal else "update"
    return _take(arguments, bank, store, asker, attempt, again=again)


def _practice(arguments: Arguments) -> int:
    from coder_readiness.quiz.attempt import readable_sheet
    from coder_readiness.quiz.practice import missed, pool, practice_order, practise
    from coder_readiness.system import signals_as_interrupts

    asker = _asker(arguments.plain)
    bank = _load_bank(arguments)
    questions = list(pool(bank, arguments.competency))
    store = _open_store(arguments)
    last = store.last(finished=True, bank=bank.roadmap.id)
    missed_before = missed(bank, readable_sheet(bank, last)) if last else set()
    seed = _new_seed()
    order = practice_order(questions, missed_before, store.cards(bank.roadmap.id), seed, _now())
    with signals_as_interrupts():
        practise(bank, store, asker, _now, order, seed=seed)
    return DONE


def _take(arguments: Arguments, bank: "Bank", store: "Store", asker: "Asker", attempt: "Attempt", *, again: str) -> int:
    """Take the quiz and print the report; `again` is the command that begins such an attempt."""
    from coder_readiness.quiz.attempt import Quiz, unasked
    from coder_readiness.system import signals_as_interrupts

    try:
        with signals_as_interrupts():
            sheet = Quiz(bank, store, asker, _now, attempt).take()
    except LeftError as error:
        if not store.attempt(attempt.id).answered_anew:
            store.forget(attempt.id)  # it holds nothing that was said here
            raise LeftError(f"left before the first answer. Begin again with: {_typed(arguments, again)}") from error
        last = store.last(finished=False, bank=bank.roadmap.id)
        resume = "resume" if last and last.id == attempt.id else f"resume {attempt.id}"
        raise LeftError(f"{error}. Go on with: {_typed(arguments, resume)}") from error
    from coder_readiness.scoring.readiness import assess  # not before: the first question need not wait for the report

    readiness = assess(bank, sheet)
    store.finish(attempt.id, readiness.model_dump_json(), _now())
    print()
    _print_report(_describe(bank, readiness, sheet, before=_before(store, attempt)), arguments.plain)
    if sys.stdout.isatty():
        from coder_readiness.quiz.practice import missed

        asker.say("What now?", heading=True)
        if unasked(bank, sheet):
            whole = _typed(arguments, f"resume {attempt.id}")
            asker.say(f"Go on with the whole quiz, which asks only what you have not answered: {whole}")
        else:
            asker.say(f"Change an answer: {_typed(arguments, f'resume {attempt.id}')}")
        for goal, words in bank.roadmap.goals.items():
            if goal != sheet.goal:
                asker.say(f"See it with another goal, {words}: {_typed(arguments, f'report --goal {goal}')}")
        practice = "Practice what you missed" if missed(bank, sheet) else "Practice more knowledge checks"
        asker.say(f"{practice}: {_typed(arguments, 'practice')}")
        asker.say(f"In some weeks, see what has changed: {_typed(arguments, 'update')}")
    return DONE


def _before(store: "Store", attempt: "Attempt") -> "Readiness | None":
    """Return the readiness that an update goes on from, unless it has been forgotten."""
    previous = store.previous(attempt)
    return _reported(previous) if previous else None


def _reported(attempt: "Attempt") -> "Readiness | None":
    """Return the readiness as it was reported when an attempt was finished; None where it was not."""
    from coder_readiness.scoring.readiness import Readiness

    try:
        return Readiness.model_validate_json(attempt.readiness) if attempt.readiness else None
    except ValueError as error:
        raise ReadinessError(
            f"the report kept of attempt {attempt.id} is damaged; `coder-readiness export {attempt.id}` still gives "
            "its answers"
        ) from error


# What was kept


def _kept(arguments: Arguments, store: "Store", bank: str | None) -> "Attempt":
    """Return the attempt whose number is given, or a bank's last finished one, or its last one at all."""
    if (number := getattr(arguments, "attempt", None)) is not None:
        return store.attempt(number)
    attempt = store.last(finished=True, bank=bank) or store.last(finished=False, bank=bank)
    if attempt is None:
        raise _none_kept(arguments, store, "there is no attempt yet", bank)
    return attempt


def _none_kept(arguments: Arguments, store: "Store", missing: str, bank: str | None) -> ReadinessError:
    """Return what to say where a bank has no such attempt: what begins one, or which other bank was answered."""
    other = store.last(finished=True) or store.last(finished=False)
    if bank and other and other.bank != bank:
        return ReadinessError(
            f"{missing} at the bank {bank!r}; the last one answers {other.bank!r}: "
            f"give its folder with --questions{', or leave that out' if arguments.questions else ''}"
        )
    return ReadinessError(f"{missing}; `{_typed(arguments, 'quiz')}` begins one")


def _report(arguments: Arguments) -> int:
    from dataclasses import replace

    from coder_readiness.quiz.attempt import readable_sheet
    from coder_readiness.report.document import brief
    from coder_readiness.scoring.readiness import assess

    if arguments.force and arguments.output is None:
        raise ReadinessError("--force is about the file to write; give it with --output")
    format_ = arguments.format or _format_of(arguments.output or "")
    if arguments.brief and format_ == "json":
        raise ReadinessError("--brief is for reading; the JSON is always whole")
    store = _open_store(arguments)
    bank = _load_bank(arguments)
    attempt = _same_bank(arguments, bank, _kept(arguments, store, bank.roadmap.id))
    goal = arguments.goal or attempt.goal
    sheet = replace(readable_sheet(bank, attempt), goal=goal)
    other_goal = goal != attempt.goal
    before = None if other_goal else _before(store, attempt)  # which was reported with the person's own goal
    assumed = arguments.assume.split(",") if arguments.assume is not None else []
    readiness = (None if other_goal else _reported(attempt)) or assess(bank, sheet)
    if assumed:
        before, sheet = readiness, _assumed(bank, sheet, assumed)
        readiness = assess(bank, sheet)
    document = _describe(bank, readiness, sheet, before=before, assumed=assumed, other_goal=other_goal)
    document = replace(document, title=document.title + _not_finished(arguments, store, attempt))
    if arguments.brief:
        document = brief(document)
    match format_:
        case "json":
            text = _as_json(readiness.model_dump(mode="json"))
        case "markdown" | "html":
            text = _as_page(document, format_)
        case _ if arguments.output is None:
            _print_report(document, arguments.plain)
            return DONE
        case _:
            from coder_readiness.report.text import report_as_text

            text = report_as_text(document, plain=arguments.plain)
    if arguments.output is None:
        if format_ != "json":
            _output_in_utf8()
        sys.stdout.write(text)
    else:
        advice = "give the name of a new file, or add --force"
        _write(arguments.output, text, where_it_exists=advice, force=arguments.force)
        print(f"Wrote {printable(arguments.output)}.")
    return DONE


def _format_of(name: str) -> str:
    """Return the format that a file's name ends in."""
    from pathlib import PurePath

    endings = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
    return endings.get(PurePath(name).suffix.lower(), "text")


def _not_finished(arguments: Arguments, store: "Store", attempt: "Attempt") -> str:
    """Return what is to add where a report may not be all that was answered."""
    if not attempt.finished:
        return " This attempt is not finished."
    later = store.last(finished=False, bank=attempt.bank)
    if arguments.attempt is None and later and later.id > attempt.id and later.answers:
        return f" Attempt {later.id}, begun later, is not finished."
    return ""


def _output_in_utf8() -> None:
    """Let standard output take a page, which is a file by nature, in UTF-8 whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _as_page(document: "Document", format_: str) -> str:
    if format_ == "html":
        from coder_readiness.report.html import to_html

        return to_html(document)
    from coder_readiness.report.markdown import to_markdown

    return to_markdown(document)


def _write(name: str, text: str, *, where_it_exists: str, force: bool = False) -> None:
    """Write a whole file or none: a new one, or with `force` in place of an old one; else say what to do about that."""
    from pathlib import Path

    target = Path(os.path.realpath(name) if force else name)  # in place of the file, not of a link to it
    written = target.parent / f".{target.name}.{os.getpid()}.part" if force else target
    begun = False
    try:
        if force and target.exists() and not target.is_file():
            raise ReadinessError(f"{name} is not a file that can be replaced; give the name of a file")
        with written.open("x", encoding="utf-8") as file:
            begun = True
            file.write(text)
        if force:
            written.replace(target)
    except FileExistsError as error:
        raise ReadinessError(f"{target} exists already; {where_it_exists}") from error
    except OSError as error:
        if begun:
            written.unlink(missing_ok=True)
        raise ReadinessError(f"{target} cannot be written: {error.strerror}") from error


def _assumed(bank: "Bank", sheet: "Sheet", names: Sequence[str]) -> "Sheet":
    """Return the sheet as it would be if these competencies were met, with the best answers to their questions."""
    from coder_readiness.scoring.draw import asked_of
    from coder_readiness.scoring.score import best_answer

    for name in names:
        if name not in bank.competency:
            meant = did_you_mean(name, tuple(bank.competency)) or ";"
            raise ReadinessError(
                f"there is no competency {name!r} to assume{meant} "
                "`coder-readiness bank list`, with the same --questions if any, shows them all"
            )
        for question in asked_of(bank.competency[name], sheet):
            sheet = sheet.with_answer(question.id, best_answer(question))
    return sheet


def _history(arguments: Arguments) -> int:
    from coder_readiness.report.history import history

    kept = [(attempt, _reported(attempt)) for attempt in _open_store(arguments).attempts()]
    bank = _bank_id(arguments)
    if arguments.format == "json":
        _print_json([_history_row(attempt, readiness) for attempt, readiness in kept])
    else:
        _print_section(history(kept, bank, lambda command: _typed(arguments, command)), arguments.plain)
    return DONE


def _history_row(attempt: "Attempt", readiness: "Readiness | None") -> dict[str, Any]:
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


def _export(arguments: Arguments) -> int:
    from coder_readiness.scoring.sheet import Sheet

    store, bank = _open_store(arguments), _bank_id(arguments)
    known = any(store.last(finished=finished, bank=bank) for finished in (True, False))
    attempt = _kept(arguments, store, bank if known else None)  # answers to another bank can be exported without it
    _print_json(Sheet(attempt.goal, attempt.seed, attempt.answers).plain())
    return DONE


def _forget(arguments: Arguments) -> int:
    count = _open_store(arguments).forget(None if arguments.all else arguments.attempt)
    print(f"Deleted {counted(count, 'attempt') if arguments.all else f'attempt {arguments.attempt}'} for good.")
    return DONE


def _score(arguments: Arguments) -> int:
    import gc

    from coder_readiness.scoring.readiness import assess

    one_page = arguments.format in {"markdown", "html"}
    if one_page and len(arguments.files) > 1:
        raise ReadinessError(f"--format {arguments.format} is for one sheet; give one file at a time")
    bank = _load_bank(arguments)
    if one_page:
        _output_in_utf8()
    gc.freeze()  # the bank stays, so the collector need not go through it again for every few sheets
    write = sys.stdout.write
    wrong = Listing()
    for name in arguments.files:
        for number, (sheet, many) in enumerate(_sheets(bank, name, wrong), 1):
            if one_page and many:
                raise ReadinessError(f"--format {arguments.format} is for one sheet, and {name} holds one in each line")
            if wrong.count:  # with a result missing, those after it would stand in the wrong lines
                continue
            readiness = assess(bank, sheet)
            if arguments.format == "json" or (many and arguments.format is None):
                write(readiness.model_dump_json() + "\n")
                continue
            document = _describe(bank, readiness, sheet)
            if one_page:
                write(_as_page(document, arguments.format))
                continue
            if many or len(arguments.files) > 1:
                print(printable(f"== {name}, sheet {number}" if many else f"== {name}"))
            _print_report(document, arguments.plain)
    if wrong.count:
        raise ReadinessError(str(wrong))
    return DONE


def _sheets(bank: "Bank", name: str, wrong: Listing) -> "Iterator[tuple[Sheet, bool]]":
    """Yield the good sheets of a file, or of standard input where its name is -, and whether each is one of many."""
    from pathlib import Path

    from coder_readiness.scoring.sheet_file import read_sheets

    try:
        with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as stream:
            yield from read_sheets(bank, "standard input" if name == "-" else name, stream, wrong)
    except OSError as error:  # what goes wrong in writing the scores is not raised in here
        wrong.add(f"{name} cannot be read: {error.strerror}", about=name)


# The bank


def _bank_check(arguments: Arguments) -> int:
    from coder_readiness.bank.lint import check
    from coder_readiness.bank.loader import load_with_places

    loaded = load_with_places(arguments.questions)
    findings = check(loaded.bank, loaded.places, _now().date())
    if arguments.format == "json":
        _print_json(
            [
                {
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "file": finding.place.file,
                    "line": finding.place.line,
                    "column": finding.place.column,
                    "id": finding.subject,
                    "message": finding.message,
                }
                for finding in findings
            ]
        )
    else:
        if findings:
            print(printable(str(Listing(findings))))
        bank = loaded.bank
        competencies = counted(len(bank.competencies), "competency", "competencies")
        questions, found = counted(len(bank.questions), "question"), counted(len(findings), "finding")
        print(f"{bank.roadmap.id}: {competencies}, {questions}, {found}")
    return FOUND_PROBLEMS if any(finding.severity == "error" for finding in findings) else DONE


def _question_row(bank: "Bank", name: str) -> dict[str, Any]:
    """Return a question as the contract for outsiders has it; what is absent is left out."""
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


def _bank_list(arguments: Arguments) -> int:
    bank = _load_bank(arguments)
    if arguments.format == "json":
        _print_json([_question_row(bank, name) for name in bank.questions])
        return DONE
    for question in bank.questions.values():
        competency = bank.home[question.id].id
        print(printable(f"{competency} / {question.id}  [{question.type}]  {' '.join(question.ask.split())}"))
    return DONE


def _bank_show(arguments: Arguments) -> int:
    bank = _load_bank(arguments)
    value: Any
    if arguments.id in bank.questions:
        value = _question_row(bank, arguments.id)
    elif arguments.id in bank.competency:
        value = bank.competency[arguments.id].model_dump(mode="json", exclude_none=True)
    else:
        meant = did_you_mean(arguments.id, (*bank.competency, *bank.questions)) or ";"
        raise ReadinessError(
            f"the bank holds no question or competency {arguments.id!r}{meant} "
            "`coder-readiness bank list`, with the same --questions if any, shows them all"
        )
    if arguments.format == "json":
        _print_json(value)
        return DONE
    import yaml

    print(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=78), end="")
    return DONE


def _bank_schema(arguments: Arguments) -> int:
    from coder_readiness.bank.model import Competency

    schema = Competency.model_json_schema()
    _print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return DONE


def _bank_stats(arguments: Arguments) -> int:
    from coder_readiness.report.stats import describe_stats, stats

    bank = _load_bank(arguments)
    if arguments.format == "json":
        _print_json(stats(bank))
        return DONE
    for section in describe_stats(bank):
        _print_section(section, arguments.plain)
        print()
    return DONE


def _bank_new(arguments: Arguments) -> int:
    import re
    import shlex

    from coder_readiness.bank.loader import load_with_places
    from coder_readiness.bank.template import competency_template

    name: str = arguments.competency
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,50}", name):
        raise ReadinessError(f"{name!r} is not an id; use small letters, digits and hyphens, such as time-management")
    bank = load_with_places(arguments.questions, begun=True).bank
    if name in bank.competency:
        raise ReadinessError(f"the bank has a competency {name!r} already; choose another id")
    _write(f"{name}.yaml", competency_template(bank, name), where_it_exists="move it away, or choose another id")
    check = "coder-readiness bank check"
    if arguments.questions is not None:
        check += f" --questions {shlex.quote(arguments.questions)}"
    where = f"the folder of its step in the bank {bank.roadmap.id}"
    print(printable(f"Wrote {name}.yaml. Fill in its blanks, move it into {where}, then: {check}"))
    return DONE
