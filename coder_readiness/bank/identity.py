"""Which bank a folder holds, without loading it."""

import contextlib
import re
from pathlib import Path

from coder_readiness.bank.fields import ID
from coder_readiness.bank.files import LARGEST_FILE, shipped_folder


def bank_id(folder: str | None) -> str | None:
    """Return the id of the bank in a folder, or of the shipped one, read off its roadmap; None if that is odd."""
    bank = shipped_folder() if folder is None else Path(folder)
    with contextlib.suppress(OSError, ValueError), bank.joinpath("roadmap.yaml").open(encoding="utf-8") as roadmap:
        if found := re.search(rf"^id:\s*[\"']?({ID})", roadmap.read(LARGEST_FILE), re.MULTILINE):
            return found[1]
    return None
