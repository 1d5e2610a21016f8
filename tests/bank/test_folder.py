"""Which files of a bank's folder are read, and what is said of the others."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder_readiness.bank.identity import bank_id
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.errors import BankError
from tests.conftest import COMPETENCY, OTHER_COMPETENCY, BankFolder, changed

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and links as POSIX has them")


@pytest.mark.parametrize(
    "name",
    [
        *(".bread.yaml", ".github/workflows/check.yml", "__MACOSX/learn/._bread.yaml", "bread.yaml~", "#bread.yaml#"),
        *("~$bread.yaml", "lost+found/bread.yaml", "README.md", "competency.schema.json", ".git/config.yaml"),
    ],
)
def test_what_editors_and_systems_leave_behind_is_passed_over(bank_folder: BankFolder, name: str) -> None:
    bank_folder.write(name, "this: is\nno: competency\n")
    assert [competency.id for competency in bank_folder.load().competencies] == ["bread"]


@posix
def test_the_link_of_an_editor_is_passed_over(bank_folder: BankFolder) -> None:
    (bank_folder.path / ".#bread.yaml").symlink_to("someone@somewhere.1234")
    assert bank_folder.load().competencies


@pytest.mark.parametrize("name", ["CAKE.YAML", "Cake.Yaml", "1-learn/CAKE.YAML"])
def test_capitals_in_a_name_change_nothing(bank_folder: BankFolder, name: str) -> None:
    bank_folder.write(name, COMPETENCY.replace("bread", "cake"))
    assert [competency.id for competency in bank_folder.load().competencies] == ["bread", "cake"]


def test_a_roadmap_in_capitals_is_the_roadmap(bank_folder: BankFolder) -> None:
    (bank_folder.path / "roadmap.yaml").rename(bank_folder.path / "ROADMAP.YAML")
    assert bank_folder.load().roadmap.id == "tiny"
    assert bank_id("bank") == "tiny"


def test_a_second_roadmap_is_said(bank_folder: BankFolder) -> None:
    bank_folder.write("Roadmap.yaml", (bank_folder.path / "roadmap.yaml").read_bytes())
    if len(list(bank_folder.path.iterdir())) == 2:
        pytest.skip("this system takes both for one file")
    assert bank_folder.problems() == ["bank/roadmap.yaml is a second roadmap.yaml. Remove one of them."]


@posix
def test_a_linked_folder_is_read(bank_folder: BankFolder, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (bank_folder.path / "bread.yaml").rename(tmp_path / "shared" / "bread.yaml")
    (bank_folder.path / "1-learn").symlink_to(tmp_path / "shared")
    assert [competency.id for competency in bank_folder.load().competencies] == ["bread"]


@posix
def test_what_is_left_out_is_said(bank_folder: BankFolder) -> None:
    os.mkfifo(bank_folder.path / "pipe.yaml")
    (bank_folder.path / "folder.yaml").mkdir()
    (bank_folder.path / "again").symlink_to(".")
    (bank_folder.path / "2-later").symlink_to("nowhere")
    (bank_folder.path / "gone.yaml").symlink_to("nowhere")
    bank_folder.write("CAKE.YML", COMPETENCY)
    assert bank_folder.problems() == [
        "bank/2-later is a broken link. Fix it, or remove it.",
        "bank/CAKE.YML is ignored, because its name doesn't end in .yaml. Rename it.",
        "bank/again is a link to a folder that contains it. Remove it.",
        "bank/folder.yaml is a folder with the name of a file. Rename it.",
        "bank/gone.yaml can't be read: No such file or directory.",
        "bank/pipe.yaml isn't a regular file. Remove it.",
    ]


@pytest.mark.parametrize(
    "name", ["rolls.yml", "rolls.yaml.txt", "Rolls.YAML.txt", "rolls.ymal", "rolls.yaml ", "rolls.yaml."]
)
def test_a_name_that_almost_ends_so_is_said(bank_folder: BankFolder, name: str) -> None:
    bank_folder.write(name, "id: rolls")
    assert bank_folder.problems() == [f"bank/{name} is ignored, because its name doesn't end in .yaml. Rename it."]


@pytest.mark.parametrize("name", ["notes.txt", "rolls.yaml.bak", "rolls.yaml.orig", "README.md", "rolls.json"])
def test_what_is_no_yaml_may_lie_beside_it(bank_folder: BankFolder, name: str) -> None:
    bank_folder.write(name, "id: rolls")
    assert list(bank_folder.load().competency) == ["bread"]


def test_nothing_below_a_folder_that_is_no_bank_is_looked_at(
    bank_folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bank_folder.path / "roadmap.yaml").unlink()
    bank_folder.write("below/odd.yaml", "{")
    listed: list[str] = []
    iterdir = Path.iterdir

    def noted(path: Path) -> Iterator[Path]:
        listed.append(str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", noted)
    assert bank_folder.problems() == [
        '"bank" isn\'t a question bank, because it has no roadmap.yaml. Give the folder that roadmap.yaml is in.'
    ]
    assert listed == ["bank"]


@pytest.mark.parametrize("folder", ["x" * 5000, "nowhere", "bank/roadmap.yaml", "bank\0"])
def test_a_folder_that_is_none_is_said(bank_folder: BankFolder, folder: str) -> None:
    with pytest.raises(BankError, match=r"(doesn't exist|is a file|can't be read: File name too long)"):
        load_bank(folder)
    assert bank_id(folder) is None


def test_the_id_is_read_off_the_roadmap_and_nothing_else(bank_folder: BankFolder) -> None:
    assert (bank_id(None), bank_id("bank")) == ("clinical-coder", "tiny")
    bank_folder.write("roadmap.yaml", changed("title: x\nid: 'a-bank'\n"))
    assert bank_id("bank") == "a-bank"
    bank_folder.write("roadmap.yaml", b"\xff\xfe")
    assert bank_id("bank") is None


def test_a_folder_that_is_missing_or_a_file(bank_folder: BankFolder) -> None:
    for path, what in (("nowhere", "doesn't exist"), ("bank/bread.yaml", "is a file")):
        with pytest.raises(BankError) as caught:
            load_bank(path)
        assert str(caught.value) == f'"{path}" {what}. After --questions, give the folder of a question bank.'


def test_the_name_of_a_folder_is_shown_without_terminal_escapes(bank_folder: BankFolder) -> None:
    with pytest.raises(BankError) as caught:
        load_bank("\x1b[31m")
    assert str(caught.value) == '"\\x1b[31m" doesn\'t exist. After --questions, give the folder of a question bank.'


def test_a_folder_without_a_roadmap(bank_folder: BankFolder) -> None:
    (bank_folder.path / "roadmap.yaml").unlink()
    assert bank_folder.problems() == [
        '"bank" isn\'t a question bank, because it has no roadmap.yaml. Give the folder that roadmap.yaml is in.'
    ]


def test_a_roadmap_in_a_folder_below_is_not_the_roadmap(bank_folder: BankFolder) -> None:
    (bank_folder.path / "roadmap.yaml").unlink()
    bank_folder.write("below/roadmap.yaml", OTHER_COMPETENCY)
    assert bank_folder.problems() == [
        '"bank" isn\'t a question bank, because it has no roadmap.yaml. Give the folder that roadmap.yaml is in.'
    ]


def test_a_folder_without_a_competency(bank_folder: BankFolder) -> None:
    (bank_folder.path / "bread.yaml").unlink()
    assert bank_folder.problems() == [
        "bank has no areas yet. To start one, type `coder-readiness bank new ID --questions bank`."
    ]


def test_a_bank_that_is_only_begun_may_have_no_competency(bank_folder: BankFolder) -> None:
    (bank_folder.path / "bread.yaml").unlink()
    assert load_with_places("bank", begun=True).bank.competencies == ()


def test_a_file_with_another_ending_is_not_passed_over(bank_folder: BankFolder) -> None:
    bank_folder.write("rolls.yml", OTHER_COMPETENCY)
    assert bank_folder.problems() == ["bank/rolls.yml is ignored, because its name doesn't end in .yaml. Rename it."]


def test_a_file_that_cannot_be_read(bank_folder: BankFolder) -> None:
    (bank_folder.path / "rolls.yaml").mkdir()
    assert bank_folder.problems() == ["bank/rolls.yaml is a folder with the name of a file. Rename it."]
