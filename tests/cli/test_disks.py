"""Where a disk is full or a folder, a file or a home cannot be used."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder_readiness.store.file import FILE
from tests.conftest import OpenStore
from tests.paths import STORES
from tests.running import OTHER_BANK
from tests.surroundings import NOBODY, STRANGER, as_nobody, quiz, run, works

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and devices of POSIX")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody can reach, unlike the folders that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of its own, with room for a store and little more."""
    path = tmp_path / "disk"
    path.mkdir()
    if not works("mount", "-t", "tmpfs", "-o", "size=64k", "none", str(path)):
        pytest.skip("only root may mount, and not in every container")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def test_a_full_disk_is_said_and_what_was_kept_stays(disk: Path) -> None:
    home = disk / "home"
    assert quiz(home, "1\n1\nq\n").code == 130
    fill(disk)
    ended = quiz(home, "1\n" * 9, "resume")
    assert ended.message == (
        f"The disk is full, so we can't save {home}/{FILE}. Free some space, or choose another folder with --data-dir."
    )
    assert "disk is full" in run("forget", "1", home=home).message
    (disk / "filler").unlink()
    ended = quiz(home, "q\n", "resume")
    assert ended.err == (
        "coder-readiness: We saved 2 answers. To continue, type: "
        f"coder-readiness resume --questions={OTHER_BANK} --plain\n"
    )


def test_a_disk_that_is_full_from_the_start_is_said(disk: Path) -> None:
    fill(disk)
    assert "disk is full" in run("history", home=disk).message


@as_nobody
@pytest.mark.parametrize("home_exists", [True, False])
def test_a_store_of_someone_else_is_said(open_folder: Path, home_exists: bool) -> None:
    home = open_folder / "home"
    if home_exists:
        quiz(home, "1\nq\n")
    ended = run("history", home=home, user=NOBODY)
    assert ended.message == (
        f"We can't use {home}/{FILE} (Permission denied). Check the folder, or choose another folder with --data-dir."
        if home_exists
        else f"We can't open or create the folder {home} (Permission denied). "
        "Choose another folder with --data-dir or CODER_READINESS_HOME."
    )


@as_nobody
def test_a_folder_that_cannot_be_written_is_said(open_folder: Path) -> None:
    home = open_folder / "home"
    quiz(home, "1\nq\n")
    os.chown(home / FILE, 65534, 65534)
    home.chmod(0o755)  # still root's: the file may be written, but no journal beside it
    assert_readable_but_not_writable(home)


@as_nobody
def test_an_old_file_in_a_folder_that_cannot_be_written_can_be_read(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / "version-1.sqlite3", home / FILE)
    os.chown(home / FILE, 65534, 65534)
    home.chmod(0o755)  # the file may be written, but it cannot be brought up to date without a journal
    assert_readable_but_not_writable(home)


@as_nobody
@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_file_that_cannot_be_written_can_be_read(open_folder: Path, version: int) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / f"version-{version}.sqlite3", home / FILE)
    (home / FILE).chmod(0o444)
    home.chmod(0o555)
    before = (home / FILE).read_bytes()
    assert_readable_but_not_writable(home)
    assert [path.name for path in home.iterdir()] == [FILE]
    assert (home / FILE).read_bytes() == before


@as_nobody
def test_a_file_whose_rights_belong_to_another_can_be_read(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / "version-3.sqlite3", home / FILE)
    (home / FILE).chmod(0o666)  # root's, so that nobody else may make it private
    home.chmod(0o755)
    assert_readable_but_not_writable(home)


def assert_readable_but_not_writable(home: Path) -> None:
    bank = ("--questions", OTHER_BANK)
    for command in ("history", "report", "export"):
        ended = run(command, *bank, home=home, user=NOBODY)
        assert (ended.code, bool(ended.out)) == (0, True)
        assert "cannot" not in ended.err
    for command in ("quiz --plain", "resume --plain", "practice --plain", "forget --all"):
        ended = run(*command.split(), *bank, home=home, user=NOBODY)
        assert ended.message.startswith(
            f"{home}/{FILE} is read-only, so we can't save or delete anything. `coder-readiness "
        )
        assert ended.message.endswith(
            " still work. Make it and its folder writable, or choose another folder with --data-dir."
        )


@as_nobody
@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_it_is_said_how_to_name_a_folder(tmp_path: Path, home: str | None) -> None:
    ended = run("history", home=None, user=STRANGER, HOME=home, XDG_DATA_HOME=None)
    assert ended.message == (
        "We can't find your home folder, where attempts are saved. Name a folder with --data-dir or "
        "CODER_READINESS_HOME."
    )


def test_a_home_that_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    ended = run("history", home=None, HOME=str(tmp_path / "home"), XDG_DATA_HOME=None)
    assert "isn't a folder. Choose another folder with --data-dir or CODER_READINESS_HOME." in ended.message


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0, 0o022, 0o277, 0o777])
def test_nobody_else_can_read_whatever_the_umask(tmp_path: Path, open_store: OpenStore, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = open_store(tmp_path / "above" / "home")
        with store._db:
            store._db.execute("BEGIN IMMEDIATE")
            store._db.execute("DELETE FROM attempt")
            store._db.execute("INSERT INTO card VALUES ('a', 'b', 'c', 'd', 1, 1)")
            journal = mode(tmp_path / "above" / "home" / f"{FILE}-journal")
    finally:
        os.umask(before)
    assert [mode(tmp_path / "above"), mode(tmp_path / "above" / "home")] == [0o700, 0o700]
    assert [mode(tmp_path / "above" / "home" / FILE), journal] == [0o600, 0o600]


def test_a_wider_file_is_tightened_but_a_folder_is_left_as_it_was_given(tmp_path: Path, open_store: OpenStore) -> None:
    tmp_path.chmod(0o755)
    open_store(tmp_path).close()
    (tmp_path / FILE).chmod(0o644)
    open_store(tmp_path)
    assert (mode(tmp_path / FILE), mode(tmp_path)) == (0o600, 0o755)


@pytest.mark.parametrize("target", ["nowhere", "elsewhere"])
def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / FILE).symlink_to(tmp_path / target)
    assert "is a link to another file. Move it, or choose" in run("history", home=tmp_path / "home").message
    assert not (tmp_path / "nowhere").exists()
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_a_link_that_leads_nowhere_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "nowhere")
    told = "isn't a folder. Choose another folder with --data-dir or CODER_READINESS_HOME."
    assert told in run("history", home=tmp_path / "home").message
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "elsewhere")
    assert run("history", home=tmp_path / "home").code == 0
    assert (tmp_path / "elsewhere" / FILE).exists()
