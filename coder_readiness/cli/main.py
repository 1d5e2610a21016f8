"""Runs a command, and is the one place that prints errors."""

import errno
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TextIO

from coder_readiness import __version__
from coder_readiness.errors import LeftError, ReadinessError, not_installed
from coder_readiness.system import new_seed as system_seed
from coder_readiness.system import now
from coder_readiness.text import printable, wrapped

DONE, BAD_INPUT, INTERRUPTED = 0, 2, 130


def main(
    arguments: Sequence[str] | None = None,
    *,
    clock: Callable[[], datetime] = now,
    new_seed: Callable[[], int] = system_seed,
) -> int:
    """Run the program and return its exit code; time and randomness come only from `clock` and `new_seed`."""
    _make_do()
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments), clock, new_seed)
        sys.stdout.flush()
        return code
    except ReadinessError as error:
        _complain(str(error))
        _end_output()
        if not isinstance(error, LeftError):
            return BAD_INPUT
        _free(error)
        return INTERRUPTED
    except KeyboardInterrupt as error:
        _end_output()
        _free(error)
        return INTERRUPTED
    except ImportError as error:
        _complain(not_installed(error))
        return BAD_INPUT
    except UnicodeError as error:  # if standard input is not in the encoding that Python was told
        _complain(f"We can't read standard input: {error}.")
        return BAD_INPUT
    except OSError as error:  # from standard output, because all other files raise errors of their own
        _drop(sys.stdout)
        if isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL):
            return DONE  # the reader of our output stopped reading, which is no error
        _complain(f"We can't write the output: {error.strerror}.")
        return BAD_INPUT


def _run(arguments: list[str], clock: Callable[[], datetime], new_seed: Callable[[], int]) -> int:
    if arguments == ["--version"]:  # at once, because describing all the commands takes long
        print(f"coder-readiness {__version__}")
        return DONE
    from coder_readiness.cli.commands import with_typed_commands
    from coder_readiness.cli.context import Context
    from coder_readiness.cli.parser import command_of, parse, shared_options

    context: Context | None = None
    try:
        with Context(parse(arguments), clock, new_seed) as context:
            code = command_of(context.options)(context)
            if left_over := context.left_over:
                from coder_readiness.cli.output import print_notice

                print_notice(left_over)
            if context.options.then_menu and code == DONE and context.in_a_terminal:
                from coder_readiness.cli.menu.loop import after_quiz

                return after_quiz(context)
            return code
    except SystemExit:  # argparse has printed the help
        return DONE
    except ReadinessError as error:
        options = context.shared_options if context else shared_options(arguments)
        error.args = (with_typed_commands(str(error), options),)
        raise


def _make_do() -> None:
    """Cope with closed streams, with characters that a stream cannot take, and with odd variables and time zones."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            from pathlib import Path

            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - it stays open as long as the program runs
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")
    # Python writes UTF-8 in this locale, too, but the terminal may know only ASCII.
    if os.environ.get("LC_ALL") in {"C", "POSIX"} and isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="ascii")
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdigit() and len(size) < 5 and int(size)):
            os.environ.pop(name, None)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):  # if one is relative, its standard says to ignore it
        if not os.path.isabs(os.environ.get(name, "")):  # noqa: PTH117 - Path takes its time
            os.environ.pop(name, None)
    try:
        datetime.now().astimezone()
    except ValueError:  # a day or more from UTC
        os.environ["TZ"] = "UTC"
        if sys.platform != "win32":
            time.tzset()


def _free(error: BaseException | None) -> None:
    """Free what an interruption has left half made in a library, about which Python would complain at the end."""
    import traceback
    import warnings

    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while error:
            traceback.clear_frames(error.__traceback__)
            error = error.__cause__ or error.__context__
    sys.unraisablehook = hook


def _end_output() -> None:
    """Write the rest of the output if possible; if not, another error has been printed already."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop(sys.stdout)


def _drop(stream: TextIO) -> None:
    """Keep Python from trying again at its exit, and complaining then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(message: str) -> None:
    lines = [printable(line) for line in f"coder-readiness: {message}".splitlines()]
    if sys.stderr.isatty():
        import shutil

        width = shutil.get_terminal_size().columns
        lines = [wrapped(line, max(20, width - 1)) for line in lines]
    text = "\n".join(lines)
    encoding = sys.stderr.encoding or "ascii"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    except OSError:  # if the terminal is gone, nobody can read it
        _drop(sys.stderr)
