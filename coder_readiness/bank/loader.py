"""A bank from its folder: from the cache if it was checked before, or else read and checked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder_readiness.bank.cache import CachedBank
from coder_readiness.bank.files import BankFiles, read_files, shipped_folder
from coder_readiness.bank.model import Bank

if TYPE_CHECKING:
    from coder_readiness.bank.reading import LoadedBank


def load_bank(path: str | Path | None = None) -> Bank:
    """Return the bank in the folder `path`, or the one that is shipped.

    Raises BankError, which lists every problem, where anything in the folder is not valid.
    """
    with _garbage_left():
        files = _files(path)
        cached = CachedBank(files)
        bank = cached.read()
        if bank is None:
            from coder_readiness.bank.reading import read_bank  # noqa: PLC0415 - YAML and pydantic take their time

            bank = read_bank(files).bank
            cached.keep(bank)
        return bank


def load_with_places(path: str | Path | None = None, *, begun: bool = False) -> "LoadedBank":
    """Return the bank in the folder `path` (or the shipped one) with the places of its parts; errors as `load_bank`.

    A bank that is only `begun` may have no competency yet.
    """
    from coder_readiness.bank.reading import read_bank  # noqa: PLC0415 - as above

    with _garbage_left():
        return read_bank(_files(path), begun=begun)


def _files(path: str | Path | None) -> BankFiles:
    # Problems of the shipped bank are told as questions/...: where it is installed helps nobody.
    return read_files(shipped_folder(), "questions") if path is None else read_files(Path(path), str(path))


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Keep the collector from looking through a growing bank again and again, where next to nothing is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
