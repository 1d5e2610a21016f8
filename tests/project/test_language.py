"""What people read stays in plain American English, with one word for each thing."""

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from tests.paths import ROOT

NEVER = (
    *("stands twice", "stands only by itself", "whoever", "goes on with", "that is to say", "lies between"),
    *("stand in the order", "from one day to the next", "does not hang on", "for nothing else", "both of the eyes"),
    *("and you are not there yet", "tells what", "how far are you with", "whom do you know", "what follows?"),
    *(", for it", ", for every", "going on with", "going on from", "begin again with", "of its bytes"),
    *("goes on from", "go on from", "go on with", "goes on below", "what stands", "where it stands", "it stands under"),
    *("stands beside", "stand beside", "stands in place", "stands in the", "lies behind", "lie behind", "lies below"),
    *("where there is nothing to", ", for they", ", for nobody", ", for the same", "for then", "what is told of"),
)
"""Phrases that read as if translated: nowhere in the program, the bank, the guides, the tests and their comments."""
INSTEAD = {
    "select": ("tick", "(ed|s|ing)?"),
    "full quiz": ("whole quiz", ""),
    "started": ("begun on", ""),
    "email": ("e-mail", ""),
    "practice": ("practis", "(e|es|ed|ing)"),
    "behavior": ("behaviour", ""),
}
"""The word for a thing, and another word for it with a pattern of its endings."""
IN_FRONT_OF_PEOPLE = {
    "quick quiz": "quick mode",
    "passing score": "pass mark",
}
"""The same for words that name something else in code, where `mode` and `pass_mark` are fields."""


@functools.cache
def nodes_of(module: Path) -> list[ast.AST]:
    """Return every node of a module."""
    return list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))


def strings_of(module: Path) -> Iterator[str]:
    """Yield the string literals of a module, without its docstrings; a formatted string has gaps for its values."""
    nodes = nodes_of(module)
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | bare:
            yield node.value


def notes_of(module: Path) -> Iterator[str]:
    """Yield what a module says to those who work on it: docstrings, comments, and the names of its tests."""
    source = module.read_text(encoding="utf-8")
    comments = (
        token.string.lstrip("# ")
        if token.type == tokenize.COMMENT
        else token.string
        if token.type == tokenize.NL
        else "|"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
    )
    yield from "".join(comments).split("|")
    for node in nodes_of(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name.replace("_", " ")


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in what a YAML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)


def texts_for_people() -> Iterator[tuple[str, str]]:
    """Yield all that a person may read, with the file it is in."""
    for module in sorted((ROOT / "coder_readiness").rglob("*.py")):
        yield from ((module.name, text) for text in strings_of(module))
    for file in sorted((ROOT / "questions").rglob("*.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        yield from ((file.name, text) for text in texts_of(content))
    for guide in (ROOT / "README.md", ROOT / "questions" / "README.md", *(ROOT / ".github" / "docs").glob("*.md")):
        yield guide.name, guide.read_text(encoding="utf-8")


def texts_for_developers() -> Iterator[tuple[str, str]]:
    """Yield all that is written for those who work on the program, with the file it is in."""
    modules = [*(ROOT / "coder_readiness").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    for module in sorted(modules):
        yield from ((module.name, text) for text in notes_of(module))
    guide = ROOT / "coder_readiness" / "README.md"
    yield guide.name, guide.read_text(encoding="utf-8")


def in_small_letters(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each text in small letters and in one line, but none that is blank."""
    return [(file, " ".join(words)) for file, text in texts if (words := text.lower().split())]


@functools.cache
def told() -> list[tuple[str, str]]:
    """Return all that a person may read, ready to be searched."""
    return in_small_letters(texts_for_people())


@functools.cache
def noted() -> list[tuple[str, str]]:
    """Return all that is written for those who work on the program, ready to be searched."""
    return in_small_letters(texts_for_developers())


def found(words: str, texts: Iterable[tuple[str, str]], endings: str = "") -> list[str]:
    """Return each place where texts have these whole words, with one of the `endings` (a pattern) if there are any."""
    return [
        f"{file}: ...{text[max(0, match.start() - 40) : match.end() + 40]}..."
        for file, text in texts
        if words in text  # which takes far less time than the search for a pattern
        for match in re.finditer(rf"(?<!\w){re.escape(words)}{endings}(?!\w)", text)
    ]


def test_the_check_sees_the_program_the_bank_the_guides_and_the_notes() -> None:
    assert {"taking.py", "readiness.py", "roadmap.yaml", "README.md", "schools.md"} <= {file for file, _ in told()}
    assert found("names the one step to focus on next", told())
    assert found("the test for what people read sees this comment, even where it goes on in a second line", noted())
    assert found("the check sees the program the bank", noted())


# The test for what people read sees this comment, even where it goes
# on in a second line.


@pytest.mark.parametrize("phrase", NEVER)
def test_no_phrase_reads_as_translated(phrase: str) -> None:
    assert found(phrase, told() + noted()) == []


@pytest.mark.parametrize("word", INSTEAD)
def test_there_is_one_word_for_each_thing(word: str) -> None:
    words, endings = INSTEAD[word]
    assert found(words, told() + noted(), endings) == []


@pytest.mark.parametrize("word", IN_FRONT_OF_PEOPLE)
def test_people_read_one_word_for_each_thing(word: str) -> None:
    assert found(IN_FRONT_OF_PEOPLE[word], told()) == []
