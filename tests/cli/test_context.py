"""What a command works with: the bank that is loaded while the person reads."""

from datetime import UTC, datetime

import pytest

from coder_readiness.cli.context import Context
from coder_readiness.cli.parser import parse
from coder_readiness.errors import BankError
from tests.conftest import BankFolder


def context_of(*arguments: str) -> Context:
    return Context(parse(list(arguments)), lambda: datetime(2026, 11, 29, tzinfo=UTC), lambda: 1)


def test_a_bank_loaded_meanwhile_is_loaded_once_for_all_that_use_it(bank_folder: BankFolder) -> None:
    context = context_of("--questions", "bank")
    context.load_bank_meanwhile()
    bank = context.doing(parse(["report", "--questions", "bank"])).bank
    context.load_bank_meanwhile()
    assert context.bank is bank
    assert context.doing(parse(["report", "--questions", "bank"])).bank is bank
    assert context.doing(parse(["report"])).bank is not bank


def test_what_is_wrong_with_a_bank_loaded_meanwhile_is_said_each_time_it_is_used(bank_folder: BankFolder) -> None:
    bank_folder.roadmap(("format: 1", "format: 9"))
    messages = set(bank_folder.problems())
    context = context_of("--questions", "bank")
    for _ in range(2):
        context.load_bank_meanwhile()
        for use in (context, context.doing(parse(["report", "--questions", "bank"]))):
            with pytest.raises(BankError) as caught:
                _ = use.bank
            assert set(str(caught.value).split("\n")) == messages
    bank_folder.roadmap()
    context.load_bank_meanwhile()
    assert context.bank.roadmap.id == "tiny"
