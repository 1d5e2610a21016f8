"""What people read stays in plain American English, with one word for each thing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.paths import ROOT

NEVER = (
    *("stands twice", "stands only by itself", "whoever", "goes on with", "is to say", "lies between"),
    *("stand in the order", "from one day to the next", "does not hang on", "for nothing else", "both of the eyes"),
    *("and you are not there yet", "tells what", "how far are you with", "whom do you know", "what follows?"),
    *(", for it", ", for every", "going on with", "going on from", "begin again with", "of its bytes"),
)
"""Phrases that read as if translated."""
INSTEAD = {
    "select": r"tick(ed|s|ing)? (all|any|every|only)",
    "full quiz": r"whole quiz",
    "quick quiz": r"quick mode",
    "passing score": r"pass mark",
    "started": r"begun on",
    "email": r"e-mail",
}
"""The word for a thing, and a pattern of another word for it."""


def strings_of(module: Path) -> Iterator[str]:
    """Yield the string literals of a module, without its docstrings; a formatted string has gaps for its values."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | bare:
            yield node.value


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in what a YAML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)


def told() -> Iterator[tuple[str, str]]:
    """Yield all that a person may read, with the file it is in."""
    for module in sorted((ROOT / "coder_readiness").rglob("*.py")):
        yield from ((module.name, text) for text in strings_of(module))
    for file in sorted((ROOT / "questions").rglob("*.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        yield from ((file.name, text) for text in texts_of(content))
    for guide in (ROOT / "README.md", ROOT / "questions" / "README.md", *(ROOT / ".github" / "docs").glob("*.md")):
        yield guide.name, guide.read_text(encoding="utf-8")


def found(pattern: str) -> list[str]:
    return [
        f"{file}: ...{text[max(0, match.start() - 40) : match.end() + 40]}..."
        for file, text in TOLD
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


TOLD = [(file, " ".join(text.split())) for file, text in told()]


def test_the_check_sees_the_program_the_bank_and_the_guides() -> None:
    assert {"taking.py", "readiness.py", "roadmap.yaml", "README.md"} <= {file for file, _ in TOLD}
    assert found("names the one step to focus on next")


@pytest.mark.parametrize("phrase", NEVER)
def test_no_phrase_reads_as_translated(phrase: str) -> None:
    assert found(rf"(?<!\w){re.escape(phrase)}(?!\w)") == []


@pytest.mark.parametrize("word", INSTEAD)
def test_there_is_one_word_for_each_thing(word: str) -> None:
    assert found(rf"\b{INSTEAD[word]}\b") == []
