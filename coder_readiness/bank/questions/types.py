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
        choices = {name: getattr(handler, "generate_schema", handler)(kind) for name, kind in TYPES.items()}
        return {"type": "tagged-union", "discriminator": "type", "choices": choices}


Question = Annotated[AnyQuestion, _ByType()]
