"""The files of a bank's folder, read once: what is parsed is what was looked at.

Read are its regular YAML files, but nothing hidden; whatever else is left out is said.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from coder_readiness.errors import WHOLE, BankError, Place, Problem, ReadinessError
from coder_readiness.text import printable_name

ROADMAP = "roadmap.yaml"
LARGEST_FILE = 1 << 20
"""How many bytes of a file are read."""


@dataclass(frozen=True)
class BankFiles:
    """The YAML files in a folder by their names in messages, and what is wrong with others."""

    name: str
    """The folder's, as messages have it."""
    path: Path
    contents: dict[str, bytes]
    """Cut behind the first byte that is too many."""
    problems: Sequence[Problem] = ()

    def digest(self) -> bytes:
        """Return a hash over all names and contents."""
        whole = blake2b(digest_size=32)
        for name, content in self.contents.items():
            whole.update(blake2b(name.removeprefix(self.name).encode()).digest())
            whole.update(blake2b(content).digest())
        return whole.digest()


def shipped_folder() -> Path:
    """Return the folder of the bank that comes with the program. Raises ReadinessError if it is packed in a file."""
    folder = Path(import_module("coder_readiness.questions").__path__[0])
    if packed := next((above for above in folder.parents if above.is_file()), None):
        raise ReadinessError(
            f"We can't read the questions inside {printable_name(str(packed))}. "
            "Unpack that file and start the program there, or install it with pip."
        )
    return folder


def find_roadmap(folder: Path, shown: str) -> Path:
    """Return the roadmap in a folder, however its name is capitalized; raise BankError if there is none.

    Nothing below the folder is looked at, because it may be anything.
    """
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        what = "is a file" if folder.exists() else "doesn't exist"
        raise _no_bank(shown, f"{what}. After --questions, give the folder of a question bank.") from None
    except OSError as error:
        raise _no_bank(shown, f"can't be read: {error.strerror}.") from error
    if roadmap := next((path for path in paths if path.name.lower() == ROADMAP), None):
        return roadmap
    raise _no_bank(shown, f"isn't a question bank, because it has no {ROADMAP}. Give the folder that {ROADMAP} is in.")


def _no_bank(shown: str, message: str) -> BankError:
    return BankError([Problem(Place(f'"{printable_name(shown)}"', WHOLE), "", message)])


def read_files(folder: Path, shown: str) -> BankFiles:
    """Return the files of the bank in `folder`, which messages call `shown`. Raises BankError if it holds no bank."""
    find_roadmap(folder, shown)
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []

    def leave_out(path: Path, message: str) -> None:
        problems.append(Problem(Place(name_of(path), WHOLE), "", message))

    def name_of(path: Path) -> str:
        return printable_name(f"{shown}/{path.relative_to(folder).as_posix()}")

    for path, message in sorted(_found(folder, frozenset())):
        if message or (message := _unreadable(path)):
            leave_out(path, message)
            continue
        try:
            with path.open("rb") as file:
                contents[name_of(path)] = file.read(LARGEST_FILE + 1)
        except OSError as error:
            leave_out(path, f"can't be read: {error.strerror}.")
    return BankFiles(printable_name(shown), folder, contents, problems)


def _found(folder: Path, above: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """Yield what may be a YAML file, in a folder or below it, with ""; or what cannot be read, with the reason."""
    above |= {os.path.realpath(folder)}
    try:
        with os.scandir(folder) as scanned:
            entries = [entry for entry in scanned if not _is_passed_over(entry.name)]
    except OSError as error:
        yield folder, f"can't be read: {error.strerror}."
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.lower().rstrip(" .").endswith(_MEANT_AS_YAML):
            yield path, ""
        elif _is_folder(entry):
            if os.path.realpath(path) in above:
                yield path, "is a link to a folder that contains it. Remove it."
            else:
                yield from _found(path, above)
        elif entry.is_symlink() and not path.exists():
            yield path, "is a broken link. Fix it, or remove it."


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Tell folders from files, and from what cannot be reached, whatever it is."""
    try:
        return entry.is_dir()
    except OSError:
        return True  # then it is said that it cannot be read


def _is_passed_over(name: str) -> bool:
    """Tell what editors and systems leave behind from what an author has written."""
    return name.startswith((".", "~", "#")) or name.endswith("~") or name.lower() in _SYSTEM


_SYSTEM = frozenset({"__macosx", "$recycle.bin", "system volume information", "lost+found"})
"""What systems put into folders."""


_MEANT_AS_YAML = (".yaml", ".yml", ".yaml.txt", ".yml.txt", ".ymal", ".yam")
"""How the names of files end that are meant to be read, also if an editor has added to them, or a finger slipped."""


def _unreadable(path: Path) -> str:
    """Return why a file is not read; "" if it is."""
    if not path.name.lower().endswith(".yaml"):
        return "is ignored, because its name doesn't end in .yaml. Rename it."
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"can't be read: {error.strerror}."
    if stat.S_ISDIR(mode):
        return "is a folder with the name of a file. Rename it."
    return "" if stat.S_ISREG(mode) else "isn't a regular file. Remove it."
