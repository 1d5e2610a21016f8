"""What is shipped: an sdist, and from it a wheel that holds the bank and works outside the checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import coder_readiness
from coder_readiness import load_bank
from tests.paths import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist of a copy of the checkout, and the wheel built from that sdist."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("coder_readiness", "questions", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path) -> Path:
    """Return a folder with what the wheel installs."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "installed")
    return built / "installed"


def test_the_sdist_ships_what_is_installed_and_no_half_of_the_tests(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        shipped = {Path(name).parts[1] for name in archive.getnames() if "/" in name}
    assert shipped == {
        "coder_readiness", "coder_readiness.egg-info", "questions",
        "LICENSE", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg",
    }  # fmt: skip


def test_the_wheel_holds_every_module_and_question_file(installed: Path) -> None:
    def files(folder: Path, pattern: str) -> set[Path]:
        return {path.relative_to(folder) for path in folder.rglob(pattern)}

    package = installed / "coder_readiness"
    assert files(package, "*.py") == files(ROOT / "coder_readiness", "*.py") | {Path("questions", "__init__.py")}
    assert (package / "py.typed").exists()
    assert files(package / "questions", "*.yaml") == files(ROOT / "questions", "*.yaml")


def test_there_is_one_version(installed: Path) -> None:
    (described,) = installed.glob("*.dist-info/METADATA")
    told = metadata.PathDistribution(described.parent).version
    newest = re.search(r"^## (\S+)", (ROOT / ".github" / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert told == newest[1] == coder_readiness.__version__


def test_the_addresses_of_the_package_are_those_that_the_bank_gives(installed: Path) -> None:
    (described,) = installed.glob("*.dist-info/METADATA")
    given = metadata.PathDistribution(described.parent).metadata.get_all("Project-URL") or []
    addresses = {entry.partition(", ")[2] for entry in given}
    assert addresses
    assert addresses <= {link.url for area in load_bank().competencies for link in area.all_links}


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
