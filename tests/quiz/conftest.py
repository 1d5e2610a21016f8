"""A terminal for tests of prompts, who presses the keys, and a store for attempts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input

from coder_readiness.store.database import Store
from tests.conftest import OpenStore
from tests.typist import Output, Typist, Window


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def keys(output: Output) -> Iterator[Typist]:
    """Return who presses the keys."""
    with create_pipe_input() as sent, create_app_session(input=sent, output=output):
        yield Typist(output, sent)


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def typed(window: Window) -> Iterator[Typist]:
    """Return who presses the keys at a window."""
    with create_pipe_input() as sent, create_app_session(input=sent, output=window):
        yield Typist(window, sent)


@pytest.fixture
def store(tmp_path: Path, open_store: OpenStore) -> Store:
    """Return an empty store."""
    return open_store(tmp_path)
