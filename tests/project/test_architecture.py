"""The code keeps its shape: nothing is too long to read, and the map is true."""

import ast
import re
from pathlib import Path

import pytest

from tests.paths import ROOT, TESTS

CODE = ROOT / "coder_readiness"
MODULES = sorted(CODE.rglob("*.py"))
MAP = (CODE / "README.md").read_text(encoding="utf-8")

MOST_LINES_OF_A_FILE = 400
MOST_LINES = {ast.ClassDef: 200, ast.FunctionDef: 50, ast.AsyncFunctionDef: 50}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CODE)))
def test_nothing_is_too_long_to_read(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_LINES[type(node)], node.name


def test_no_file_is_too_long_to_find_anything_in() -> None:
    files = [*MODULES, *TESTS.rglob("*.py")]
    assert [path for path in files if path.read_text(encoding="utf-8").count("\n") > MOST_LINES_OF_A_FILE] == []


def test_the_folders_hold_no_code_of_their_own() -> None:
    folders = [path for path in MODULES if path.name == "__init__.py" and path.parent != CODE]
    assert [path for path in folders if len(ast.parse(path.read_text(encoding="utf-8")).body) != 1] == []


def test_the_map_names_every_folder_and_nothing_that_is_not_there() -> None:
    named = re.findall(r"`((?:\w+/)*(?:\w+\.py)?)`", MAP)
    assert [name for name in named if not (CODE / name).exists() and not (ROOT / name).exists()] == []
    top = {f"{path.name}/" for path in CODE.iterdir() if (path / "__init__.py").exists()}
    assert top | {path.name for path in CODE.glob("[a-z]*.py")} <= set(named)
