"""Which bank a folder holds, without loading it."""

import re
from pathlib import Path

from coder_readiness.bank.fields import ID
from coder_readiness.bank.files import LARGEST_FILE, find_roadmap, shipped_folder
from coder_readiness.errors import BankError


def bank_id(folder: str | None) -> str | None:
    """Return the id of the bank in a folder, or of the shipped one, read off its roadmap; None if that is odd."""
    try:
        roadmap = find_roadmap(shipped_folder() if folder is None else Path(folder), "")
        if not roadmap.is_file():
            return None
        with roadmap.open(encoding="utf-8") as file:
            found = re.search(rf"^id:\s*[\"']?({ID})", file.read(LARGEST_FILE), re.MULTILINE)
    except (BankError, OSError, ValueError):
        return None
    return found[1] if found else None
