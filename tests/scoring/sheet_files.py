"""Reads sheets from the content of a file."""

import io

from coder_readiness.bank.model import Bank
from coder_readiness.errors import Listing
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sheet_file import read_sheets

EMPTY = b'{"answers": {}}'


def outcome(bank: Bank, content: str | bytes, name: str = "s") -> tuple[list[tuple[Sheet, bool]], str]:
    """Read sheets, and return the good ones and the messages about the others."""
    wrong = Listing()
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(read_sheets(bank, name, stream, wrong)), str(wrong)


def read(bank: Bank, content: str | bytes) -> list[tuple[Sheet, bool]]:
    """Return the sheets of a file without mistakes."""
    sheets, wrong = outcome(bank, content)
    assert not wrong
    return sheets


def refusal(bank: Bank, content: str | bytes) -> str:
    """Return what is said of a file that is refused."""
    return outcome(bank, content)[1]
