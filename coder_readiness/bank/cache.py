"""Checked banks, kept in the user's cache folder, so that a bank is read and checked only when something has changed.

What is kept is JSON under a seal: a hash over the bank's files, the code that reads them, and the JSON itself. A file
that another bank, another version of the program or a damaged disk has left does not fit its seal, and is written anew.
Nothing depends on the cache: without a folder for it, each start reads the bank.
"""

import contextlib
import datetime
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coder_readiness.bank.fields import Part
from coder_readiness.bank.files import BankFiles
from coder_readiness.bank.model import Bank
from coder_readiness.errors import ReadinessError
from coder_readiness.system import make_private_folder

_CODE = Path(__file__).parent
_KIND = ""
"""The key of the name of a class; no other key is empty."""


class CachedBank:
    """The place of one bank in the cache."""

    def __init__(self, files: BankFiles) -> None:
        self._files = files

    def read(self) -> Bank | None:
        """Return the bank if it was kept, and neither its files nor the code that reads them have changed since."""
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
            if self._path.is_file():
                seal, _, body = self._path.read_bytes().partition(b"\n")
                if seal == self._seal(body):
                    return _bank(body)
        return None

    def keep(self, bank: Bank) -> None:
        """Keep a bank that was read from these files, in place of what was kept of their folder before."""
        with contextlib.suppress(OSError):
            write = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain)
            body = write.encode(bank).encode()
            make_private_folder(self._path.parent)
            written = self._path.with_suffix(f".{os.getpid()}")
            written.unlink(missing_ok=True)
            try:
                with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(self._seal(body) + b"\n" + body)
                written.replace(self._path)
            finally:
                written.unlink(missing_ok=True)

    @cached_property
    def _path(self) -> Path:
        """One file for each folder that holds a bank."""
        name = blake2b(os.fsencode(self._files.path.resolve()), digest_size=16).hexdigest()
        return cache_folder() / f"{name}.json"

    @cached_property
    def _key(self) -> bytes:
        return blake2b(_code_digest() + self._files.digest(), digest_size=32).digest()

    def _seal(self, body: bytes) -> bytes:
        return blake2b(body, key=self._key).hexdigest().encode()


def cache_folder() -> Path:
    """Return the folder for checked banks. Raises OSError if the user has no cache folder."""
    import platformdirs  # noqa: PLC0415 - takes its time

    try:
        folder = platformdirs.user_cache_path("coder-readiness", appauthor=False)
    except RuntimeError as error:  # no home folder
        raise FileNotFoundError from error
    if not folder.is_absolute():
        raise FileNotFoundError(folder)
    return folder / "banks"


def forget_banks() -> None:
    """Delete every bank that is kept. Raises ReadinessError if one cannot be deleted."""
    try:
        folder = cache_folder()
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    except (FileNotFoundError, NotADirectoryError):
        pass  # nothing is kept
    except OSError as error:
        raise ReadinessError(f"We can't delete the cache {folder}: {error.strerror}.") from error


def _code_digest() -> bytes:
    """Return a hash over the code that reads banks. Raises OSError where only its compiled form is there."""
    sources = sorted([*_CODE.rglob("*.py"), _CODE.parent / "text.py"])
    whole = blake2b(sys.version.encode(), digest_size=32)
    for source in sources:
        whole.update(blake2b(source.read_bytes()).digest())
    return whole.digest()


def _plain(value: Any) -> Any:
    """Return what JSON has no word for: a part with the name of its class and without defaults, a mapping or a day."""
    if isinstance(value, Part):
        own, name = vars(value), type(value).__name__
        return {_KIND: name, **{key: own[key] for key, default in _defaults(name) if own[key] is not default}}
    if isinstance(value, Mapping):
        return dict(value)
    return {_KIND: "date", "iso": value.isoformat()}


@cache
def _defaults(name: str) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class of parts with their defaults."""
    kind: Any = Part.kinds[name]
    return tuple((field.name, field.default) for field in fields(kind))


def _bank(body: bytes) -> Bank | None:
    bank = json.loads(body, object_hook=_part)
    return bank if isinstance(bank, Bank) else None


def _part(data: dict[str, Any]) -> Any:
    """Return what `_plain` made an object of."""
    name = data.pop(_KIND, None)
    if name is None:
        return MappingProxyType(data)
    if name == "date":
        return datetime.date.fromisoformat(data["iso"])
    part = object.__new__(Part.kinds[name])  # it was checked before it was kept
    part.__dict__.update({key: _frozen(value) if type(value) is list else value for key, value in data.items()})
    return part


def _frozen(parts: list[Any]) -> tuple[Any, ...]:
    return tuple([_frozen(part) if type(part) is list else part for part in parts])
