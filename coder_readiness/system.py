"""What comes from the operating system, in one place: time, chance, private files, signals, what a terminal can do."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from time import monotonic
from typing import BinaryIO

CAN_SUSPEND = sys.platform != "win32"
"""Whether Ctrl-Z puts a program into the background."""
TELLS_OF_NEW_SIZES = sys.platform != "win32"
"""Whether a signal tells a program that its window has another size."""


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def ticks() -> float:
    """Return seconds that never go back, counted from no time in particular."""
    return monotonic()


def new_seed() -> int:
    """Return a seed that nobody can foresee."""
    return int.from_bytes(os.urandom(4)) >> 1


def make_private_folder(folder: Path) -> None:
    """Create a folder, and those above it, that nobody else can enter, whatever the umask. Raises OSError."""
    if not folder.exists():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)


def make_private_file(path: Path) -> bool:
    """Create a file, if need be, that nobody else can read whatever the umask, and tell whether it is a file indeed.

    Follows no link, and does not wait for a pipe in the file's place. Raises OSError.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.open(path, flags, 0o600)
    try:
        mode = os.fstat(file).st_mode
        if sys.platform != "win32" and stat.S_ISREG(mode) and stat.S_IMODE(mode) != 0o600:
            os.fchmod(file, 0o600)
        return stat.S_ISREG(mode)
    finally:
        os.close(file)


def can_lock(folder: Path) -> bool:
    """Tell whether files in a folder can be locked; True if that cannot be tried."""
    if sys.platform == "win32" or not os.access(folder, os.W_OK):
        return True
    import fcntl
    import tempfile

    # Another file than the one that is meant: closing that would undo the locks of SQLite.
    with tempfile.TemporaryFile(dir=folder) as probe:
        try:
            fcntl.lockf(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def drop_typed(terminal: int) -> None:
    """Drop what was typed in a terminal, by its file descriptor, and not read yet."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        with suppress(termios.error):  # it may be closed
            termios.tcflush(terminal, termios.TCIFLUSH)


def waiting(stream: BinaryIO) -> bytes:
    """Return some of what a stream holds that was not read yet, without waiting for more; b"" if that cannot be."""
    if sys.platform == "win32" or not isinstance(stream, BufferedReader):
        return b""
    blocks = os.get_blocking(stream.fileno())
    os.set_blocking(stream.fileno(), False)
    try:
        return stream.peek()
    finally:
        os.set_blocking(stream.fileno(), blocks)


def stop_echo(terminal: int) -> None:
    """Let a terminal, by its file descriptor, not print the keys that are pressed between prompts; until the end."""
    if sys.platform == "win32" or not os.isatty(terminal):
        return
    import atexit
    import termios

    before = termios.tcgetattr(terminal)
    now = [*before]
    now[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, now)

    def restore() -> None:
        with suppress(termios.error):  # it may be closed by then
            termios.tcsetattr(terminal, termios.TCSANOW, before)

    atexit.register(restore)


@contextmanager
def signals_as_interrupts() -> Iterator[None]:
    """While somebody is asked, a closed terminal or a polite kill leaves the quiz the way Ctrl-C does."""
    again, timer = getattr(signal, "setitimer", None), getattr(signal, "ITIMER_REAL", 0)
    is_lost = False

    def interrupt(number: int, frame: object) -> None:
        # What is raised while Python or a library cleans up is lost. So it is raised again, until we have left.
        nonlocal is_lost
        is_lost = False
        if again:
            again(timer, 0.5)
        raise KeyboardInterrupt

    def unraisable(lost: "sys.UnraisableHookArgs") -> None:
        nonlocal is_lost
        if isinstance(lost.exc_value, KeyboardInterrupt):
            is_lost = True
        else:
            hook(lost)

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM")  # Windows has only the first two
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [signal.signal(number, interrupt) for number in numbers]
    hook, sys.unraisablehook = sys.unraisablehook, unraisable
    try:
        yield
    finally:
        if again:
            again(timer, 0)
        sys.unraisablehook = hook
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    if is_lost:  # and what was asked came to its end before it was raised again
        raise KeyboardInterrupt


@contextmanager
def ctrl_c_for_another() -> Iterator[None]:
    """Leave Ctrl-C to another program that runs in our terminal."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
