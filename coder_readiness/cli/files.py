"""The files that a person names: where they are, and how they are written whole or not at all."""

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from coder_readiness.errors import ReadinessError
from coder_readiness.text import printable_name, quoted

Content = str | bytes | Iterable[str]
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_DATABASE = b"SQLite format 3\0"
_VARIABLE = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", re.ASCII)


def expanded(path: str) -> str:
    """Return a path with a ~ at its start and variables such as $HOME replaced, which shells do only for some words.

    Raises ReadinessError if there is no such home folder or variable, or for an address, as some programs copy it.
    """
    if path.startswith("file://"):
        raise ReadinessError(f"{path} is an address. Type the path without file://.")
    full = os.path.expanduser(path)  # noqa: PTH111 - Path.expanduser raises where this leaves the path as it is
    if full.startswith("~"):
        raise ReadinessError(f"There's no home folder for {path}. If the name itself starts with ~, type ./{path}.")
    if os.path.lexists(full):  # whose name may have a $
        return full
    return _VARIABLE.sub(_value, full)


def _value(variable: re.Match[str]) -> str:
    if value := os.environ.get(variable[1] or variable[2]):
        return value
    raise ReadinessError(
        f"{variable[0]} isn't set, so we don't know which folder {variable.string} is in. Type the path without it."
    )


def folder(path: str) -> str:
    """Return a folder's path, expanded. Raises ReadinessError if it is blank, such as from an empty variable."""
    if not path.strip():
        raise ReadinessError("The name of the folder is blank. Type a name, or leave out the option.")
    return expanded(path)


def named_in(variable: str) -> str:
    """Return the path that an environment variable holds, expanded; "" if it is blank. Raises ReadinessError.

    Blanks or the end of a line around the path do no harm.
    """
    return expanded(os.environ.get(variable, "").strip())


def write_file(name: str, content: Content, *, if_it_exists: str, force: bool = False) -> None:
    """Write a whole file or none, as `write_files` does."""
    write_files({name: content}, if_it_exists=if_it_exists, force=force)


def write_files(contents: Mapping[str, Content], *, if_it_exists: str, force: bool = False) -> None:
    """Write all of some files or none: new ones, or with `force` in place of old ones.

    Text is written in UTF-8. An old file keeps its permissions. Raises ReadinessError; `if_it_exists` says what to do.
    """
    parts: dict[str, tuple[Path, Path]] = {}
    try:
        for name, content in contents.items():
            with _explaining(name, if_it_exists) as shown:
                _refuse_no_file(name, shown)
                target = Path(os.path.realpath(name) if force else name)  # in place of the file, not of a link to it
                old = _replaceable(target, shown) if force else None
                if not force and os.path.lexists(target):
                    raise FileExistsError
                part = target.with_name(f".coder-readiness-{os.getpid()}-{len(parts)}.part")
                parts[name] = part, target
                _write(part, content, old)
        for name, (part, target) in parts.items():
            with _explaining(name, if_it_exists):
                if force:
                    part.replace(target)
                else:
                    _give_name(part, target)
    finally:
        for part, _ in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()


@contextlib.contextmanager
def _explaining(name: str, if_it_exists: str) -> Iterator[str]:
    """Yield a file's name as messages show it, and turn what can go wrong with the file into one message."""
    shown = f'"{printable_name(name)}"'
    try:
        yield shown
    except FileExistsError as error:
        raise ReadinessError(f"{shown} already exists. {if_it_exists}") from error
    except FileNotFoundError as error:
        message = (
            f"We can't save {shown}, because its folder doesn't exist. Create the folder, or save to a different one."
        )
        raise ReadinessError(message) from error
    except OSError as error:
        raise ReadinessError(f"We can't save {shown}: {error.strerror}. Use another name.") from error


def _refuse_no_file(name: str, shown: str) -> None:
    """Refuse the name of a folder, a device or a pipe, and a missing name."""
    if name in {"", "-"}:
        raise ReadinessError(f"{quoted(name)} isn't a file name. To see the output on the screen, leave out --output.")
    if name.endswith(_SEPARATORS):
        raise ReadinessError(f"{shown} is a folder. Add a file name after it.")
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(Path(name).stat().st_mode) or Path(name).absolute().is_relative_to("/dev"):
            raise ReadinessError(f"{shown} is a folder or a device, not a file. Use another name.")


def _replaceable(target: Path, shown: str) -> os.stat_result | None:
    """Return the state of a file to replace, or None if there is none; refuse one that may hold attempts."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    with target.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise ReadinessError(f"{shown} is a database, and it may hold your attempts. Use another name.")
    return found


def _write(part: Path, content: Content, old: os.stat_result | None) -> None:
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
