"""`python -m benchmarks.sessions [--library FOLDER]`: twenty sessions on one server, each asking every 5 s.

One session is a Chromium, timed by its own clock from the click to the first words. The others speak Streamlit's
protocol over their own websocket and don't draw: twenty Chromiums on the server's two cores measure Chromium (load 27;
answers in 5.3 s at the median), and readers bring machines of their own. They are timed from sending the question to
receiving its answer. Each session asks about warehouses that only it asks about: an answer in the wrong session shows.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, async_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import ChatInputValue
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from app.settings import Settings
from app.wiring import open_assistant, open_encoder, prepare_process
from benchmarks.page import STOPWATCH, prepared
from ingest.pipeline import ingest
from tests.app.browser import CHROMIUM, served
from vectorstore.local.library import LocalLibrary

SESSIONS, EVERY_S, LASTS_S = 20, 5.0, 120.0
PATIENCE_S = 30.0
FIRST = "An Bình Cẩm Đại Đông Giang Hải Hòa Khánh Lộc Long Minh Ninh Phú Quảng Sơn Tân Thạch Uyên Vĩnh Xuân Yên".split()
SECOND = (
    "Lương Thịnh Mỹ Trạch Hưng Điền Khê Sa Châu Lâm Thượng "
    "Hạ Cường Phong Thủy Viên Dương Nghĩa Trung Lãng Bản Hội Kiều Mai"
).split()
# An answer as it is drawn; not what a screen reader is told of it.
_ANSWER = re.compile(r'class="[^"]*\bhb-(?:answer|no)(?![\w-])')
# Asks the session's n-th question; gives how long it took and the answer.
Ask = Callable[[int, str], Awaitable[tuple[float, str]]]


@dataclass
class Tally:
    """What the sessions saw."""

    seen_s: list[float] = field(default_factory=list)
    sent_s: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def with_warehouses(folder: Path, library: LocalLibrary) -> list[tuple[str, str]]:
    """Add an article for each question; the questions with the figure that answers each, and no other."""
    names = [f"{first} {second}" for first, second in product(FIRST, SECOND)]
    asked = []
    with (folder / "kho.jsonl").open("w", encoding="utf-8") as lines:
        for number, name in enumerate(names):
            figure = f"{1_203 + 7 * number} tấn"
            text = f"Kho gạo {name} chứa {figure} gạo. Người dân {name} gửi lúa ở kho này quanh năm."
            lines.write(json.dumps({"id": f"kho-{number}", "title": f"Kho gạo {name}", "text": text}) + "\n")
            asked.append((f"Kho gạo {name} chứa bao nhiêu tấn gạo?", figure))
    ingest([folder / "kho.jsonl"], library, open_encoder(Settings()))
    assistant = open_assistant(Settings(), library, with_llm=False)
    return [(question, figure) for question, figure in asked if figure in assistant.ask(question, mode="quote").text]


async def paced(asked: list[tuple[str, str]], delay_s: float, ask: Ask, times_s: list[float], tally: Tally) -> None:
    """One reader's questions, one every so many seconds, or when the answer before has come."""
    await asyncio.sleep(delay_s)
    began = time.monotonic()
    for number, (question, figure) in enumerate(asked):
        await asyncio.sleep(max(0.0, began + number * EVERY_S - time.monotonic()))
        try:
            took_s, text = await asyncio.wait_for(ask(number, question), PATIENCE_S)
        except (TimeoutError, OSError, WebSocketException, PlaywrightError) as error:
            tally.errors.append(f"{type(error).__name__}: {str(error)[:200]}")
            continue
        times_s.append(took_s)
        if set(re.findall(r"\d+ tấn", text)) != {figure}:
            tally.wrong.append(f"{question} {figure}: {text[:200]}")


async def in_chromium(page: Page, address: str, asked: list[tuple[str, str]], tally: Tally) -> None:
    """A reader with a browser."""
    await page.add_init_script(STOPWATCH)
    await page.goto(address)
    await page.locator("textarea").wait_for()

    async def ask(number: int, question: str) -> tuple[float, str]:
        await page.locator("[data-testid=stChatInput] textarea").fill(question)
        shown = f"document.querySelectorAll('.hb-answer, .hb-no')[{number}]?.textContent"
        await page.evaluate(f"window.measured = stopwatch(() => {shown}); 0")
        await page.locator("[data-testid=stChatInputSubmitButton]").click()
        return await page.evaluate("window.measured") / 1e3, str(await page.evaluate(shown))

    await paced(asked, 0.0, ask, tally.seen_s, tally)
    tally.errors += await page.locator("[data-testid=stException], .hb-notice").all_text_contents()


async def by_protocol(address: str, asked: list[tuple[str, str]], delay_s: float, tally: Tally) -> None:
    """A reader without one. It keeps no messages, so the server sends it all of the page with every question."""
    box, unread = "", 0

    async def follow(wire: ClientConnection) -> tuple[float, str]:
        """Take messages until a run has ended of itself; when the last answer came, and what it says.

        A run that another takes over from ends, too, and so does a fragment's.
        """
        nonlocal box
        came, text = 0.0, ""
        while True:
            said = ForwardMsg.FromString(bytes(await wire.recv(decode=False)))
            element = said.delta.new_element
            box = element.chat_input.id or box
            if element.WhichOneof("type") == "exception":
                raise OSError(element.exception.message)
            if _ANSWER.search(body := element.html.body):
                came, text = time.monotonic(), body
            if (
                said.WhichOneof("type") == "script_finished"
                and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return came, text

    async with connect(f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None) as wire:
        await wire.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        await follow(wire)

        async def ask(number: int, question: str) -> tuple[float, str]:
            nonlocal unread
            began = time.monotonic()
            while unread:  # an answer that nobody waited for any more is not the next one's
                await follow(wire)
                unread -= 1
            unread += 1
            value = WidgetState(id=box, chat_input_value=ChatInputValue(data=question))
            state = ClientState(widget_states=WidgetStates(widgets=[value]))
            await wire.send(BackMsg(rerun_script=state).SerializeToString())
            came, text = await follow(wire)
            unread -= 1
            return came - began, text

        await paced(asked, delay_s, ask, tally.sent_s, tally)


async def watch_memory(port: int, tally: Tally) -> None:
    """The server's resident memory, every second until cancelled."""
    mine = f"--server.port={port}".encode()
    (server,) = [entry for entry in Path("/proc").glob("[0-9]*") if mine in _command(entry)]
    while True:
        pages = int((server / "statm").read_text().split()[1])
        tally.memory_mb.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
        await asyncio.sleep(1)


def _command(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


async def load(address: str, asked: list[tuple[str, str]]) -> Tally:
    """All sessions at once, their questions spread over the interval."""
    tally = Tally()
    each = int(LASTS_S / EVERY_S)
    own = [asked[number * each : (number + 1) * each] for number in range(SESSIONS)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page()
        watch = asyncio.create_task(watch_memory(int(address.rsplit(":", 1)[1]), tally))
        others = (by_protocol(address, own[at], at * EVERY_S / SESSIONS, tally) for at in range(1, SESSIONS))
        await asyncio.gather(in_chromium(page, address, own[0], tally), *others)
        watch.cancel()
        await browser.close()
    return tally


def told(times_s: list[float]) -> str:
    """Median, p95 and longest."""
    ordered = sorted(times_s)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    middle = statistics.median(ordered)
    return f"p50 {middle:.2f} s, p95 {p95:.2f} s, longest {ordered[-1]:.2f} s ({len(ordered)} questions)"


def main() -> None:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    arguments = parser.parse_args()
    prepare_process()
    with TemporaryDirectory() as name:
        folder = Path(name)
        library, _ = prepared(folder, arguments.library)
        asked = with_warehouses(folder, library)
        if (spare := len(asked) - SESSIONS * int(LASTS_S / EVERY_S)) < 0:
            raise SystemExit(f"{-spare} questions too few are answered right by themselves.")
        with served(folder, HOIBAO_LIBRARY=str(library.folder)) as address:
            tally = asyncio.run(load(address, asked))
        print(f"{library.coverage().chunks:,} chunks, {SESSIONS} sessions, load {os.getloadavg()[0]:.1f}")
    print(f"seen in Chromium: {told(tally.seen_s)}\nreceived by the others: {told(tally.sent_s)}")
    print(f"errors: {len(tally.errors)}; answers in the wrong session: {len(tally.wrong)}")
    quarter = len(tally.memory_mb) // 4
    means = [statistics.mean(tally.memory_mb[at * quarter : (at + 1) * quarter]) for at in range(4)]
    print(f"server's memory by quarter: {', '.join(f'{mean:.0f}' for mean in means)} MB")
    for line in [*tally.errors[:5], *tally.wrong[:5]]:
        print("-", line)


if __name__ == "__main__":
    main()
