"""A terminal for tests of prompts, and who presses the keys."""

from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input

from tests.typist import Output, Typist


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def keys(output: Output) -> Iterator[Typist]:
    """Return who presses the keys."""
    with create_pipe_input() as sent, create_app_session(input=sent, output=output):
        yield Typist(output, sent)
