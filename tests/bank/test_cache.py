"""The cache of checked banks: never stale, never trusted beyond its seal, and nothing depends on it."""

import inspect
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coder_readiness.bank import cache
from coder_readiness.bank.cache import CachedBank, cache_folder, forget_banks
from coder_readiness.bank.fields import Part
from coder_readiness.bank.files import read_files
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.reading import read_bank
from coder_readiness.cli.main import main
from coder_readiness.errors import BankError
from tests.conftest import COMPETENCY, BankFolder
from tests.paths import OTHER_BANK, ROOT

FOLDER = Path("bank")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def kept() -> Path:
    """Return the one file of the cache."""
    (file,) = cache_folder().iterdir()
    return file


def is_kept() -> bool:
    return CachedBank(read_files(FOLDER, "bank")).read() is not None


@pytest.mark.parametrize("folder", [ROOT / "questions", OTHER_BANK])
def test_what_is_kept_is_the_bank_itself(folder: Path) -> None:
    files = read_files(folder, "bank")
    bank = read_bank(files).bank
    CachedBank(files).keep(bank)
    again = CachedBank(files).read()
    assert again == bank
    assert repr(again) == repr(bank)  # down to tuples, days, and numbers with a point


def test_a_bank_is_read_and_checked_once(bank_folder: BankFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_bank("bank")
    monkeypatch.setattr("coder_readiness.bank.reading.read_bank", None)
    assert load_bank("bank") == first


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bread.yaml", COMPETENCY.replace("Everyone eats it.", "Everyone eats it!")),
        ("notes.yaml", "not: a competency\n"),
        ("bread.yaml", COMPETENCY + " \n"),
    ],
)
def test_a_change_in_any_file_is_seen(bank_folder: BankFolder, name: str, content: str) -> None:
    load_bank("bank")
    assert is_kept()
    before = [(path, path.stat()) for path in FOLDER.iterdir()]
    bank_folder.write(name, content)
    for path, status in before:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # also where its time does not tell
    assert not is_kept()


def test_a_file_that_is_renamed_or_gone_is_seen(bank_folder: BankFolder) -> None:
    load_bank("bank")
    (FOLDER / "bread.yaml").rename(FOLDER / "loaf.yaml")
    assert not is_kept()
    (FOLDER / "loaf.yaml").unlink()
    with pytest.raises(BankError, match="has no areas yet"):
        load_bank("bank")


def test_a_change_in_the_code_that_reads_banks_is_seen(
    bank_folder: BankFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_bank("bank")
    shutil.copytree(ROOT / "coder_readiness", tmp_path / "code")
    monkeypatch.setattr(cache, "_CODE", tmp_path / "code" / "bank")
    monkeypatch.setattr(cache, "_code_digest", inspect.unwrap(cache._code_digest))  # which tests take once for all
    assert is_kept()
    with (tmp_path / "code" / "bank" / "questions" / "check.py").open("a") as module:
        module.write("# changed\n")
    assert not is_kept()


def test_another_bank_in_the_same_folder_takes_its_place(bank_folder: BankFolder) -> None:
    load_bank("bank")
    first = kept().read_bytes()
    bank_folder.competency(("title: Bread", "title: Loaves"))
    assert load_bank("bank").competencies[0].title == "Loaves"
    assert kept().read_bytes() != first
    assert is_kept()


@pytest.mark.parametrize("size", [0, 1, 64, 65, 66, 500, -1])
def test_a_file_that_was_cut_is_written_anew(bank_folder: BankFolder, size: int) -> None:
    bank = load_bank("bank")
    whole = kept().read_bytes()
    kept().write_bytes(whole[:size])
    assert not is_kept()
    assert load_bank("bank") == bank
    assert kept().read_bytes() == whole


def test_a_damaged_byte_is_never_read(bank_folder: BankFolder) -> None:
    bank = load_bank("bank")
    whole = kept().read_bytes()
    for position in range(0, len(whole), max(1, len(whole) // 200)):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        kept().write_bytes(damaged)
        assert not is_kept()
    assert load_bank("bank") == bank


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", b"\n" * 70, b'"text"', b"[" * 100_000, b"import os\n"])
def test_a_foreign_file_is_written_anew(bank_folder: BankFolder, content: bytes) -> None:
    load_bank("bank")
    for sealed in (False, True):
        seal = CachedBank(read_files(FOLDER, "bank"))._seal(content) + b"\n" if sealed else b""
        kept().write_bytes(seal + content)
        assert not is_kept()
        load_bank("bank")
        assert is_kept()


@pytest.mark.parametrize("name", ["os.system", "subprocess", "Path", "object", "BaseQuestion", "type"])
def test_nothing_but_the_parts_of_a_bank_is_made_of_it(bank_folder: BankFolder, name: str) -> None:
    load_bank("bank")
    body = json.dumps({"": name, "command": "true"}).encode()
    kept().write_bytes(CachedBank(read_files(FOLDER, "bank"))._seal(body) + b"\n" + body)
    assert not is_kept()
    assert all(issubclass(kind, Part) for kind in Part.kinds.values())


def test_only_the_person_can_read_it(bank_folder: BankFolder) -> None:
    before = os.umask(0)
    try:
        load_bank("bank")
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept().stat().st_mode) == 0o600
    assert stat.S_IMODE(kept().parent.stat().st_mode) == 0o700


def test_it_is_replaced_at_once(bank_folder: BankFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    load_bank("bank")
    whole = kept().read_bytes()

    def full(self: CachedBank, body: bytes) -> bytes:
        raise OSError("no space left on the disk")

    bank_folder.competency(("title: Bread", "title: Loaves"))
    with monkeypatch.context() as patched:
        patched.setattr(CachedBank, "_seal", full)
        assert load_bank("bank").competencies[0].title == "Loaves"
    assert kept().read_bytes() == whole  # and nothing beside it


@pytest.mark.parametrize("home", ["", "a file", "nothing that can be written"])
def test_without_a_folder_for_it_everything_works(
    bank_folder: BankFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    tmp_path.joinpath("a file").write_text("")
    folder = tmp_path / home if home else Path("relative")
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/none" if home.startswith("nothing") else str(folder))
    if not home:
        monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("relative"))
    assert load_bank("bank") == load_bank("bank")
    forget_banks()
    assert not Path("relative").exists()


def test_a_bank_that_is_not_valid_is_not_kept(bank_folder: BankFolder) -> None:
    bank_folder.competency(("draw: 1", "draw: 9"))
    with pytest.raises(BankError):
        load_bank("bank")
    assert not cache_folder().exists()


def test_each_bank_has_a_file_of_its_own_until_all_are_forgotten(bank_folder: BankFolder) -> None:
    load_bank("bank")
    load_bank(OTHER_BANK)
    load_bank(OTHER_BANK)
    assert len([*cache_folder().iterdir()]) == 2
    forget_banks()
    assert not cache_folder().exists()
    forget_banks()


def test_forgetting_all_forgets_the_cache(
    bank_folder: BankFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_bank("bank")
    assert main(["forget", "--all", "--yes", "--data-dir", str(tmp_path / "home")]) == 0
    assert capsys.readouterr().out == "Deleted all practice results, notes and settings for good.\n"
    assert not cache_folder().exists()


def test_a_later_start_needs_neither_yaml_nor_pydantic() -> None:
    program = (
        "import sys\nfrom coder_readiness import load_bank\nload_bank()\n"
        "print([name for name in ('yaml', 'pydantic', 'importlib.resources') if name in sys.modules])"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
