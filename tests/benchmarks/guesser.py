"""A test-wise guesser that knows nothing of the subject, against the bank.

Run by hand: `python -m tests.benchmarks.guesser [FOLDER]`. Each strategy chooses by the form of the options alone;
where several options tie, it guesses among them.
"""

import re
import statistics
import sys
from collections.abc import Callable, Iterable

from coder_readiness import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion

HEDGES = frozenset({"usually", "may", "can", "often", "generally", "some", "most", "mainly", "about", "sometimes"})
ABSOLUTES = frozenset({"always", "never", "only", "all", "every", "none", "nobody", "nothing", "any", "must"})

Strategy = Callable[[CheckQuestion], dict[str, float]]
"""Returns a mark for every option; the guesser takes the highest."""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


def _by(mark: Callable[[CheckQuestion, str], float]) -> Strategy:
    return lambda question: {option.id: mark(question, option.label) for option in question.options}


def _overlap_with_others(question: CheckQuestion, label: str) -> float:
    others = [_words(option.label) for option in question.options if option.label != label]
    return statistics.mean(len(_words(label) & other) / max(1, len(_words(label) | other)) for other in others)


def _not_longest(question: CheckQuestion, label: str) -> float:
    return -float(len(label) == max(len(option.label) for option in question.options))


STRATEGIES: dict[str, Strategy] = {
    "longest option": _by(lambda question, label: len(label)),
    "shortest option": _by(lambda question, label: -len(label)),
    "any but the longest": _by(_not_longest),
    "most qualified": _by(lambda question, label: len(_words(label) & HEDGES)),
    "avoids absolutes": _by(lambda question, label: -len(_words(label) & ABSOLUTES)),
    "odd one out": _by(lambda question, label: -_overlap_with_others(question, label)),
    "most like the others": _by(_overlap_with_others),
    "repeats the stem": _by(lambda question, label: len(_words(label) & _words(question.ask))),
}


def accuracy(checks: Iterable[CheckQuestion], strategy: Strategy) -> float:
    """Return the share of checks a strategy gets right, in the long run."""
    results = []
    for question in checks:
        marks = strategy(question)
        best = [name for name, mark in marks.items() if mark == max(marks.values())]
        results.append((question.answer in best) / len(best))
    return statistics.mean(results)


def checks_of(bank: Bank) -> list[CheckQuestion]:
    """Return every check of a bank."""
    return [question for question in bank.questions.values() if isinstance(question, CheckQuestion)]


def chance(checks: Iterable[CheckQuestion]) -> float:
    """Return the share of checks that blind chance gets right."""
    return statistics.mean(1 / len(question.options) for question in checks)


def main() -> None:
    """Print the table."""
    checks = checks_of(load_bank(sys.argv[1] if len(sys.argv) > 1 else None))
    print(f"{len(checks)} checks, chance {chance(checks):.1%}")
    for name, strategy in STRATEGIES.items():
        print(f"{name:22} {accuracy(checks, strategy):6.1%}")


if __name__ == "__main__":
    main()
