"""The list of all types: a new one is a module of its own, and a line here."""

from typing import Annotated, Any, get_args

from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.single import SingleQuestion

AnyQuestion = SingleQuestion | SeveralQuestion | NumberQuestion | CheckQuestion | CodeQuestion | CaseQuestion

TYPES: dict[str, type[AnyQuestion]] = {get_args(one.__annotations__["type"])[0]: one for one in get_args(AnyQuestion)}
"""Every type by its name."""


class _ByType:
    """Tells pydantic that `type` says which one it is."""

    def __get_pydantic_core_schema__(self, source: object, handler: Any) -> Any:
        from pydantic import Field  # noqa: PLC0415 - only who checks a bank waits for pydantic

        return handler(Annotated[source, Field(discriminator="type")])


Question = Annotated[AnyQuestion, _ByType()]
