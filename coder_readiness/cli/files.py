"""The files that a person names: where they are, and how they are written whole or not at all."""

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from coder_readiness.errors import ReadinessError

_DATABASE = b"SQLite format 3\0"


def expanded(path: str) -> str:
    """Return a path with a ~ at its start replaced by the home folder, which shells do only for some words.

    Raises ReadinessError if there is no such home folder.
    """
    full = os.path.expanduser(path)  # noqa: PTH111 - Path.expanduser raises where this leaves the path as it is
    if full.startswith("~"):
        raise ReadinessError(f"{path}: there's no such home folder; if the name itself starts with ~, type ./{path}")
    return full


def write_file(name: str, content: str | bytes | Iterable[str], *, if_it_exists: str, force: bool = False) -> None:
    """Write a whole file or none: a new one, or with `force` in place of an old one; else say what to do about that.

    Text is written in UTF-8. An old file keeps its permissions. Raises ReadinessError.
    """
    target = Path(os.path.realpath(name) if force else name)  # in place of the file, not of a link to it
    part = target.with_name(f".coder-readiness-{os.getpid()}.part")
    try:
        old = _replaceable(target, name) if force else None
        if not force and os.path.lexists(target):
            raise FileExistsError
        try:
            _write(part, content, old)
            if force:
                part.replace(target)
            else:
                _give_name(part, target)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError as error:
        raise ReadinessError(f"{target} already exists; {if_it_exists}") from error
    except OSError as error:
        raise ReadinessError(f"{target} can't be written: {error.strerror}") from error


def _replaceable(target: Path, name: str) -> os.stat_result | None:
    """Return what is known of a file to replace, or None if there is none; refuse what is no file of a report."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode) or Path(name).absolute().is_relative_to("/dev"):
        raise ReadinessError(f"{name} isn't a regular file; give another name")
    with target.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise ReadinessError(f"{name} is a database, and it may hold your attempts; give another name")
    return found


def _write(part: Path, content: str | bytes | Iterable[str], old: os.stat_result | None) -> None:
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if old else 0o666)
    with os.fdopen(file, "wb") as out:
        if old and hasattr(os, "fchmod"):
            os.fchmod(file, stat.S_IMODE(old.st_mode))
        for text in [content] if isinstance(content, str | bytes) else content:
            out.write(text if isinstance(text, bytes) else text.encode())
        out.flush()
        os.fsync(file)


def _give_name(part: Path, target: Path) -> None:
    """Give a written file its name, unless another has it by now. Raises FileExistsError."""
    with contextlib.suppress(OSError):
        target.hardlink_to(part)
        return
    if os.path.lexists(target):
        raise FileExistsError
    part.rename(target)  # on a disk without links
