"""Starting the program where it is not fully installed: one message, and no traceback."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT

PACKAGES = ("rich", "questionary", "yaml", "pydantic", "platformdirs", "fsrs")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program that nobody has installed."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "coder_readiness", folder / "coder_readiness")
    return folder


def started(folder: Path, *arguments: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    start = ["-c", code] if code else ["-m", "coder_readiness"]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=folder,
        env={**os.environ, "CODER_READINESS_HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "cache")},
        capture_output=True,
        text=True,
        input="1\nq\n",
        check=False,
    )


def without(*packages: str) -> str:
    """Return code that runs the program where some packages are not installed."""
    missing = "".join(f"sys.modules[{name!r}] = None\n" for name in packages)
    return f"import sys\n{missing}from coder_readiness.__main__ import run\nsys.exit(run())"


@pytest.mark.parametrize("command", ["quiz --plain", "bank check", "report"])
def test_a_checkout_that_is_not_installed_says_how_to_install_it(checkout: Path, command: str) -> None:
    done = started(checkout, *command.split(), code=without("coder_readiness.questions"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "coder_readiness.questions is missing, so the program isn't fully installed." in done.stderr
    assert f"run: {sys.executable} -m pip install -e ." in done.stderr


@pytest.mark.parametrize("package", PACKAGES)
def test_a_missing_package_is_said(checkout: Path, package: str) -> None:
    for command in ("quiz --plain", "practice --plain", "bank stats"):
        done = started(checkout, *command.split(), "--questions", str(ROOT / "tests/other_bank"), code=without(package))
        assert "Traceback" not in done.stderr
        if "isn't fully installed" in done.stderr:
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert done.stderr.startswith(f"coder-readiness: {package} is missing")


def test_a_file_that_hides_a_module_is_named(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "coder_readiness", tmp_path / "coder_readiness")
    (tmp_path / "random.py").write_text("mine = True\n")
    done = started(tmp_path, "bank", "check")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(
        f"coder-readiness: {tmp_path}/random.py isn't the random that this program needs. If "
    )


def test_an_interrupt_while_it_is_imported_is_no_traceback(checkout: Path) -> None:
    interrupted = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'coder_readiness.cli.main':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from coder_readiness.__main__ import run\n"
        "sys.exit(run())"
    )
    done = started(checkout, code=interrupted)
    assert (done.returncode, done.stderr) == (130, "")


def test_an_older_python_is_told_what_it_takes(checkout: Path) -> None:
    older = "import sys\nsys.version_info = (3, 9)\nfrom coder_readiness.__main__ import run\nsys.exit(run())"
    done = started(checkout, code=older)
    assert (done.returncode, done.stderr) == (2, "coder-readiness: This program needs Python 3.11 or newer.\n")


@pytest.mark.parametrize("command", ["quiz --plain", "bank check", "report"])
def test_a_program_that_is_packed_says_so(tmp_path: Path, command: str) -> None:
    packed = tmp_path / "program.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((ROOT / "coder_readiness").rglob("*.py")):
            archive.write(path, path.relative_to(ROOT))
        archive.mkdir("coder_readiness/questions")
    code = f"import sys\nsys.path.insert(0, {str(packed)!r})\nfrom coder_readiness.__main__ import run\nsys.exit(run())"
    done = started(tmp_path, *command.split(), code=code)
    message = f"We can't read the questions inside {packed}. Unpack that file"
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"coder-readiness: {message}")


def test_nothing_is_imported_before_an_interrupt_is_expected(checkout: Path) -> None:
    code = "import sys\nbefore = set(sys.modules)\nimport coder_readiness.__main__\nprint(*set(sys.modules) - before)"
    assert set(started(checkout, code=code).stdout.split()) == {"coder_readiness", "coder_readiness.__main__"}
