"""Where the tests find what they read."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
OTHER_BANK = TESTS / "other_bank"
"""A small bank for another profession."""
GOLDEN = TESTS / "golden"
STORES = TESTS / "stores"
