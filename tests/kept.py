"""Everything in a store, and what a test needs to put an attempt there."""

from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store


def all_attempts(store: Store) -> list[Attempt]:
    """Return every attempt that can be read, oldest first."""
    return [store.attempt(entry.id) for entry in store.history.entries()]


def no_record(attempt: Attempt) -> str:
    """Return the record of an attempt of which a test needs none."""
    return "{}"
