"""A readiness self-assessment: from answers to the gaps and the roadmap step to focus on next."""

TYPE_CHECKING = False  # in place of typing's, so that nothing is imported yet if the person changes their mind
if TYPE_CHECKING:
    from typing import Any

    from coder_readiness.bank.loader import load_bank
    from coder_readiness.scoring.readiness import assess
    from coder_readiness.scoring.selection import next_question

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "load_bank", "next_question"]

_HOME = {"load_bank": "bank.loader", "assess": "scoring.readiness", "next_question": "scoring.selection"}


def __getattr__(name: str) -> "Any":
    """Import on first use, so that `--version` and `--help` need not wait for what they do not use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
