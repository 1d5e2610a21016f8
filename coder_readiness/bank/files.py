"""The files of a bank's folder, read once: what is parsed is what was looked at."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from coder_readiness.errors import Place, Problem
from coder_readiness.text import printable

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
    is_there: bool = True
    """Whether there is such a folder."""

    def digest(self) -> bytes:
        """Return a hash over all names and contents."""
        whole = blake2b(digest_size=32)
        for name, content in self.contents.items():
            whole.update(blake2b(name.removeprefix(self.name).encode()).digest())
            whole.update(blake2b(content).digest())
        return whole.digest()


def shipped_folder() -> Path:
    """Return the folder of the bank that comes with the program."""
    return Path(import_module("coder_readiness.questions").__path__[0])


def read_files(folder: Path, shown: str) -> BankFiles:
    """Return the files of the bank in `folder`, which messages call `shown`."""
    shown = printable(shown)
    if not folder.is_dir():
        problem = Problem(Place(shown), "", "is not a folder; give the folder that holds a bank")
        return BankFiles(shown, folder, {}, [problem], is_there=False)
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(_found(folder)):
        name = printable(f"{shown}/{path.relative_to(folder).as_posix()}")
        if path.suffix == ".yml":
            problems.append(Problem(Place(name), "", "is not read; let its name end in .yaml"))
            continue
        try:
            with path.open("rb") as file:
                contents[name] = file.read(LARGEST_FILE + 1)
        except OSError as error:
            problems.append(Problem(Place(name), "", f"cannot be read: {error.strerror}"))
    return BankFiles(shown, folder, contents, problems)


def _found(folder: Path) -> Iterator[Path]:
    """Yield what is called a YAML file; faster than `Path.rglob`, which is what most of the time went into."""
    for parent, folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *names) if name.endswith((".yaml", ".yml")))
