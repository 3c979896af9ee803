"""The page's states as pictures: `python -m tests.app.screens docs/screens [--size wide|phone] [--scheme light|dark]`.

A real Chromium on a library of the example articles. Not a test: somebody has to look.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.app.browser import ROOT, chromium, environment, served

SIZES = {"wide": (1280, 800), "phone": (360, 740)}
SCHEMES = ("light", "dark")
QUALITY = 80
FIRST = "Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?"
BARE = "cau an thach dai bao nhieu met va khanh thanh khi nao?"
UNKNOWN = "Giá vàng SJC hôm nay bao nhiêu một lượng?"
expect.set_options(timeout=60_000)


def main() -> None:
    """Draw every state in each size and scheme."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--scheme", choices=SCHEMES)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        home = Path(temporary)
        articles = str(ROOT / "examples" / "articles")
        ingest = [sys.executable, "-m", "app.cli", "ingest", articles, "--library", "library"]
        subprocess.run(ingest, cwd=home, env=environment(PYTHONPATH=str(ROOT)), check=True, capture_output=True)
        for size in [asked.size] if asked.size else SIZES:
            for scheme in [asked.scheme] if asked.scheme else SCHEMES:
                library = home / f"{size}-{scheme}"
                shutil.copytree(home / "library", library)
                with served(home, HOIBAO_LIBRARY=str(library)) as address:
                    _draw(browser, address, size, scheme, asked.folder)


def _draw(browser: Browser, address: str, size: str, scheme: str, folder: Path) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    for number, (name, reach) in enumerate(STATES.items(), 1):
        reach(page)
        page.wait_for_timeout(800)
        picture = Image.open(BytesIO(page.screenshot()))
        picture.save(folder / f"{number:02}-{name}-{size}-{scheme}.webp", quality=QUALITY)
    context.close()


def _ask(page: Page, question: str) -> None:
    before = page.locator(".hb-question").count()
    box = page.locator("[data-testid=stChatInputTextArea]")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".hb-question")).to_have_count(before + 1)
    expect(page.locator('[data-do="copy"]')).to_have_count(before + 1)
    expect(box).to_be_enabled()


def _welcome(page: Page) -> None:
    expect(page.locator(".st-key-examples button").first).to_be_visible()


def _chip(page: Page) -> None:
    page.locator(".hb-answer a.hb-chip").first.focus()


def _reader(page: Page) -> None:
    page.locator(".hb-answer a.hb-chip").first.press("Enter")
    expect(page.locator("mark.hb-here").first).to_be_visible()


def _closed(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-reader")).to_have_count(0)


def _unknown(page: Page) -> None:
    _closed(page)
    _ask(page, UNKNOWN)


def _conversations(page: Page) -> None:
    expand = page.locator('[data-testid="stExpandSidebarButton"]')
    if expand.is_visible():
        expand.click()


def _explore(page: Page) -> None:
    _section(page, "explore")
    expect(page.get_by_text("15 người").first).to_be_visible()
    page.locator(".hb-name").scroll_into_view_if_needed()


def _timeline(page: Page) -> None:
    page.locator(".st-key-open-topic-0 button").click()
    expect(page.locator(".hb-timeline li").first).to_be_visible()
    page.locator(".hb-timeline").scroll_into_view_if_needed()


def _section(page: Page, name: str) -> None:
    page.goto(f"{page.url.split('?')[0].rsplit('/', 1)[0]}/{name}")
    expect(page.locator(".hb-name")).to_be_visible()
    collapse = page.locator('[data-testid="stSidebarCollapseButton"] button')
    if page.viewport_size == {"width": 360, "height": 740} and collapse.is_visible():  # it lies over the page
        collapse.click()


def _library(page: Page) -> None:
    _section(page, "library")
    page.locator("[class*=st-key-pick-] label").nth(1).click()
    expect(page.locator(".st-key-picked")).to_be_visible()


def _settings(page: Page) -> None:
    _section(page, "settings")
    expect(page.locator(".st-key-settings")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "welcome": _welcome,
    "answer": lambda page: _ask(page, FIRST),
    "chip": _chip,
    "reader": _reader,
    "not-found": _unknown,
    "no-diacritics": lambda page: _ask(page, BARE),
    "conversations": _conversations,
    "explore": _explore,
    "timeline": _timeline,
    "library": _library,
    "settings": _settings,
}

if __name__ == "__main__":
    main()
