"""What is shipped: a wheel that holds the bank and works outside the checkout."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the checkout, and unpack it."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("coder_readiness", "questions"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_holds_every_module_and_question_file(installed: Path) -> None:
    modules = {path.name for path in (ROOT / "coder_readiness").glob("*.py")} | {"py.typed"}
    assert {path.name for path in (installed / "coder_readiness").iterdir() if path.is_file()} == modules
    questions = {path.relative_to(ROOT / "questions") for path in (ROOT / "questions").rglob("*.yaml")}
    shipped = installed / "coder_readiness" / "questions"
    assert {path.relative_to(shipped) for path in shipped.rglob("*.yaml")} == questions


def test_the_wheel_scores_a_sheet_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "CODER_READINESS_HOME": str(tmp_path)}
    where = "import coder_readiness; print(coder_readiness.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()) == installed / "coder_readiness" / "__init__.py"
    done = subprocess.run(
        [sys.executable, "-m", "coder_readiness", "score", "-", "--format", "json"],
        input='{"answers": {}}',
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["next_step"]["number"] == 1
