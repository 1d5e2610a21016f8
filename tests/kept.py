"""Everything in a store."""

from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store


def all_attempts(store: Store) -> list[Attempt]:
    """Return every attempt that can be read, oldest first."""
    return [store.attempt(entry.id) for entry in store.history.entries()]
