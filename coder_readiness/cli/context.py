"""What a command works with, made once when the program starts."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from coder_readiness.cli.commands import typed
from coder_readiness.cli.files import named_in
from coder_readiness.errors import ReadinessError
from coder_readiness.text import alternatives, quoted

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from rich.console import Console

    from coder_readiness.bank.model import Bank
    from coder_readiness.quiz.asking import Asker
    from coder_readiness.store.database import Store

HOME_VARIABLE = "CODER_READINESS_HOME"


class Context:
    """The options, the clock, where seeds come from, and what is opened when it is first used.

    It closes what it has opened at the end of its `with` block.
    """

    def __init__(self, options: argparse.Namespace, clock: Callable[[], datetime], new_seed: Callable[[], int]) -> None:
        self.options = options
        self.clock = clock
        self.new_seed = new_seed
        self.in_menu = False
        """Whether the command was chosen in the menu, to which the person comes back however it ends."""
        self.read_in_pager = False
        """Whether what was printed last was read page by page, and left by a key."""
        self._opened = contextlib.ExitStack()
        self._loading: Future[Bank] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._opened.close()

    def doing(self, options: argparse.Namespace) -> "Context":
        """Return the context of a command that was chosen in the menu, in the same surroundings."""
        context = Context(options, self.clock, self.new_seed)
        context.in_menu = True
        if "asker" in vars(self):  # which knows what was said and perhaps not read yet
            vars(context)["asker"] = self.asker
        if options.questions == self.options.questions:  # then the bank need not be loaded again
            context._loading = self._loading
            if "bank" in vars(self):
                vars(context)["bank"] = self.bank
        return context

    @property
    def today(self) -> date:
        """The day it is for the person."""
        return self.clock().astimezone().date()

    @cached_property
    def bank(self) -> "Bank":
        """The bank in use. Raises BankError."""
        return self._loading.result() if self._loading else _load_bank(self.options.questions)

    def load_bank_meanwhile(self) -> None:
        """Begin to load the bank while the person reads and thinks; an error waits until the bank is used."""
        if "bank" in vars(self) or (self._loading and not (self._loading.done() and self._loading.exception())):
            return
        from concurrent.futures import Future
        from threading import Thread

        loading: Future[Bank] = Future()
        self._loading = loading

        def load() -> None:
            try:
                loading.set_result(_load_bank(self.options.questions))
            except BaseException as error:  # whatever it is, it is raised where the bank is used
                loading.set_exception(error)

        Thread(target=load, daemon=True).start()  # which nobody waits for who leaves at once

    @cached_property
    def bank_id(self) -> str | None:
        """The id of the bank in use, without waiting until it is loaded; None if its roadmap is odd."""
        from coder_readiness.bank.identity import bank_id

        return bank_id(self.options.questions)

    @property
    def goal(self) -> str | None:
        """The goal that is asked for, if any. Raises ReadinessError if the bank has none of that name."""
        goal: str | None = self.options.goal
        goals = self.bank.roadmap.goals
        if goal is not None and goal not in goals:
            raise ReadinessError(f"{quoted(goal)} isn't one of the goals. Choose {alternatives(goals)}.")
        return goal

    @cached_property
    def store(self) -> "Store":
        """The attempts that are kept. Raises StoreError."""
        from pathlib import Path

        from coder_readiness.store.database import Store

        folder = Path(self.options.data_dir or named_in(HOME_VARIABLE) or _user_folder())
        return self._opened.enter_context(contextlib.closing(Store(folder)))

    @cached_property
    def console(self) -> "Console":
        """Standard output."""
        from rich.console import Console

        return Console(highlight=False, emoji=False, markup=False)

    @cached_property
    def asker(self) -> "Asker":
        """The way to ask. Raises ReadinessError if there is no terminal to ask in and --plain is not given."""
        plain = self.options.plain
        if not plain and not self.in_a_terminal:
            raise ReadinessError(
                "This window can't show the quiz. "
                "Add --plain to answer line by line, or score saved answers with `coder-readiness score FILE`."
            )
        if plain or os.environ.get("TERM", "").lower() in {"dumb", "unknown"}:  # as the report takes it
            from coder_readiness.quiz.plain import PlainAsker

            return PlainAsker()
        from coder_readiness.quiz.terminal import TerminalAsker

        return TerminalAsker()

    @property
    def left_over(self) -> str:
        """What to say of prepared answers that go on after the last question; "" if there are none."""
        if "asker" not in vars(self):
            return ""
        from coder_readiness.quiz.plain import PlainAsker

        return self.asker.left_over() if isinstance(self.asker, PlainAsker) else ""

    @property
    def in_a_terminal(self) -> bool:
        """Whether a person can be asked by keys."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def shared_options(self) -> list[str]:
        """What another command has to be given to mean the same bank, attempts and way to ask."""
        options = self.options
        shared = [f"--questions={options.questions}"] if options.questions else []
        shared += [f"--data-dir={options.data_dir}"] if options.data_dir else []
        return [*shared, "--plain"] if options.plain else shared

    def typed(self, command: str) -> str:
        """Return a command as a person types it here."""
        return typed(command, self.shared_options)

    def typed_later(self, command: str) -> str:
        """Return a command as a person types it on another day, in whatever folder they are then."""
        return typed(command, self.shared_options, anywhere=True)


def _load_bank(folder: str | None) -> "Bank":
    from coder_readiness.bank.loader import load_bank

    return load_bank(folder)


def _user_folder() -> "Path":
    import platformdirs

    with contextlib.suppress(RuntimeError):
        folder = platformdirs.user_data_path("coder-readiness", appauthor=False)
        if folder.is_absolute():
            return folder
    raise ReadinessError(
        f"We can't find your home folder, where attempts are saved. Name a folder with --data-dir or {HOME_VARIABLE}."
    )
