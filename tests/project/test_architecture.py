"""The code keeps its shape, and its map is true."""

import ast
import re

from tests.paths import ROOT

CODE = ROOT / "coder_readiness"
MODULES = sorted(CODE.rglob("*.py"))
MAP = (CODE / "README.md").read_text(encoding="utf-8")


def test_the_folders_hold_no_code_of_their_own() -> None:
    folders = [path for path in MODULES if path.name == "__init__.py" and path.parent != CODE]
    assert [path for path in folders if len(ast.parse(path.read_text(encoding="utf-8")).body) != 1] == []


def test_the_map_names_every_folder_and_nothing_that_is_not_there() -> None:
    named = re.findall(r"`((?:\w+/)*(?:\w+\.py)?)`", MAP)
    assert [name for name in named if not (CODE / name).exists() and not (ROOT / name).exists()] == []
    top = {f"{path.name}/" for path in CODE.iterdir() if (path / "__init__.py").exists()}
    assert top | {path.name for path in CODE.glob("[a-z]*.py")} <= set(named)
