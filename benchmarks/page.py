"""`python -m benchmarks.page [--library FOLDER]`: how long a reader waits, measured in a real Chromium.

Without a folder the library is made as in `benchmarks.retrieval`, of the example articles and altered copies of them;
with one, a copy of it is used. Times are from the browser's own clock: from the event of the click to the frame after
which what was waited for is on the screen.
"""

import argparse
import json
import random
import shutil
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from app.page.chat import Chat
from app.page.state import Session
from app.settings import Settings
from app.wiring import open_assistant, open_encoder, prepare_process
from benchmarks.__main__ import EXAMPLES
from benchmarks.retrieval import grow, grown
from benchmarks.table import percentiles
from ingest.pipeline import ingest
from tests.app.browser import chromium, served
from vectorstore.local.library import LocalLibrary

NAVIGATION = "[data-testid=stSidebarNavLink]"
CHUNKS, QUESTIONS, TURNS, ROUNDS = 10_000, 20, 50, 10
# Resolves with the milliseconds from the next click to the frame in which `done` holds.
STOPWATCH = """
window.stopwatch = (done) => new Promise((resolve) => {
  document.addEventListener("click", (event) => {
    const look = () => {
      if (!done()) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
});
window.state = () => document.querySelector("[data-testid=stApp]").dataset.testScriptState;
"""


def prepared(folder: Path, given: Path | None) -> tuple[LocalLibrary, list[str]]:
    """A library of its own for this run, and questions for it."""
    target = folder / "library"
    if given is not None:
        shutil.copytree(given, target)
        library = LocalLibrary(target)
        titles = [article.title for article, _ in library.articles() if len(article.title) > 20]
        return library, random.Random(1).sample(titles, QUESTIONS + TURNS)
    library = LocalLibrary(target, create=True)
    ingest([EXAMPLES / "articles"], library, open_encoder(Settings()))
    grow(library, grown(library, random.Random(1)), CHUNKS, open_assistant(Settings(), library, with_llm=False))
    asked = [json.loads(line)["question"] for line in (EXAMPLES / "questions.jsonl").open(encoding="utf-8")]
    return library, [asked[at % len(asked)] for at in range(QUESTIONS + TURNS)]


def conversation(library: LocalLibrary, questions: Sequence[str]) -> str:
    """One that the library keeps, with a turn for each question, as the page would have kept it."""
    assistant = open_assistant(Settings(), library, with_llm=False)
    session = Session()
    chat = Chat(session, library, lambda: assistant)
    for question in questions:
        chat.put(question)
        chat.begin()
        exchange = session.exchanges[-1]
        while exchange.progress and not exchange.progress.ended:
            exchange.progress.wait(exchange.progress.told, 1.0)
        chat.suggest(exchange)
    return session.conversation


def opened(browser: Browser, address: str) -> Page:
    """A fresh session on the page, at rest."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(STOPWATCH)
    page.goto(address)
    rest(page)
    return page


def rest(page: Page) -> None:
    """Wait until the page has been drawn and nothing is running."""
    page.locator("textarea").wait_for()
    page.wait_for_function("state() === 'notRunning'")
    page.wait_for_timeout(300)


def first_words(browser: Browser, address: str, questions: Sequence[str]) -> list[float]:
    """ms from the click on send to the first words of the answer, each question in a conversation that grows."""
    page = opened(browser, address)
    times = []
    for number, question in enumerate(questions):
        page.locator("[data-testid=stChatInput] textarea").fill(question)
        shown = f"document.querySelectorAll('.hb-answer, .hb-no')[{number}]?.textContent"
        page.evaluate(f"window.measured = stopwatch(() => {shown}); 0")
        page.locator("[data-testid=stChatInputSubmitButton]").click()
        times.append(float(page.evaluate("window.measured")))
        rest(page)
    page.context.close()
    return times


def box_ready(browser: Browser, address: str) -> list[float]:
    """Milliseconds from opening the address to a box that takes a question."""
    times = []
    for _ in range(ROUNDS):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_function("document.querySelector('[data-testid=stChatInput] textarea:not(:disabled)')", polling=5)
        times.append(float(page.evaluate("performance.now()")))
        page.context.close()
    return times


def sections(browser: Browser, address: str) -> dict[str, list[float]]:
    """Milliseconds from the click on a section to it drawn and at rest, by its path; the first visit of each first."""
    page = opened(browser, address)
    paths = page.locator(NAVIGATION).evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    times: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(ROUNDS):
        for number in [*range(1, len(paths)), 0]:
            drawn = f"location.pathname === '{paths[number]}' && state() === 'notRunning'"
            page.evaluate(f"window.measured = stopwatch(() => {drawn}); 0")
            page.locator(NAVIGATION).nth(number).click()
            times[paths[number]].append(float(page.evaluate("window.measured")))
            page.wait_for_function("state() === 'notRunning'")
            page.wait_for_timeout(300)
    page.context.close()
    return times


def reruns(browser: Browser, address: str) -> list[float]:
    """Milliseconds from a click on the language switch to a page that is drawn in it and at rest."""
    page = opened(browser, address)
    page.locator(".hb-question").nth(TURNS - 1).wait_for()
    rest(page)
    times = []
    for number in range(ROUNDS):
        language, words = (("EN", "Sources"), ("VI", "Nguồn"))[number % 2]
        drawn = f"[...document.querySelectorAll('.hb-label')].some(label => label.textContent === '{words}')"
        page.evaluate(f"window.measured = stopwatch(() => state() === 'notRunning' && {drawn}); 0")
        page.get_by_text(language, exact=True).click()
        times.append(float(page.evaluate("window.measured")))
        rest(page)
    page.context.close()
    return times


def first_paint(browser: Browser, address: str) -> list[float]:
    """Milliseconds from opening the address to the welcome on the screen, with an empty browser cache each time."""
    times = []
    for _ in range(ROUNDS):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(address, wait_until="commit")
        look = (
            "new Promise(r => { const f = () => document.querySelector('.hb-welcome')"
            " ? requestAnimationFrame(() => setTimeout(() => r(performance.now()))) : requestAnimationFrame(f); f(); })"
        )
        times.append(float(page.evaluate(look)))
        page.context.close()
    return times


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    arguments = parser.parse_args()
    prepare_process()
    with TemporaryDirectory() as name:
        folder = Path(name)
        library, questions = prepared(folder, arguments.library)
        kept = conversation(library, questions[QUESTIONS:])
        with served(folder, HOIBAO_LIBRARY=str(library.folder)) as address, chromium() as browser:
            first_paint(browser, address)
            print(f"{library.coverage().chunks:,} chunks; p50 / p95 in ms\n\n| | |\n| --- | --- |")
            print(f"| opening the page | {percentiles(first_paint(browser, address))} |", flush=True)
            print(f"| to a box that takes a question | {percentiles(box_ready(browser, address))} |", flush=True)
            for path, visits in sections(browser, address).items():
                print(f"| {path}, first visit | {visits[0]:.0f} |\n| {path}, again | {percentiles(visits[1:])} |")
            words = first_words(browser, address, questions[:QUESTIONS])
            print(f"| send to first words, {QUESTIONS} questions | {percentiles(words)} |", flush=True)
            drawn = reruns(browser, f"{address}/?conversation={kept}")
            print(f"| language switch with {TURNS} turns | {percentiles(drawn)} |")
            print(f"\nfirst words: {', '.join(f'{each:.0f}' for each in words)}; median {statistics.median(words):.0f}")


if __name__ == "__main__":
    main()
