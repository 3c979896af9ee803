"""Tries an installed wheel from outside the checkout: `modules` in its own Python, `page` in one with Playwright."""

import importlib
import importlib.metadata
import json
import os
import pkgutil
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PACKAGES = ("app", "ingest", "language", "prompts", "rag", "vectorstore")
# Each asks for an extra, which a bare install lacks on purpose.
EXTRAS = {"opentelemetry", "psycopg", "ray"}
PAGE = """<!doctype html><html lang="vi"><head><title>Bến phà Mỏ Cày đóng cửa</title></head><body><article>
<h1>Bến phà Mỏ Cày đóng cửa</h1><p>Bến phà Mỏ Cày ngừng chạy từ ngày 3-4-2024 sau khi cầu mới thông xe, chủ bến nói.
Mỗi ngày bến chở chừng 1.250 lượt khách qua sông, phần lớn là học sinh và người đi chợ sớm.</p>
<p>Hai chiếc phà cũ được bán lại cho một bến ở hạ nguồn. Mười hai người làm ở bến chuyển sang thu gom rác trên sông.</p>
</article></body></html>"""
QUESTION, ANSWER = "Mỗi ngày bến phà Mỏ Cày chở bao nhiêu lượt khách?", "1.250 lượt khách"


def modules() -> None:
    """Import every module, read one .html file, and get a cited answer from it."""
    loaded = 0
    for package in PACKAGES:
        root = importlib.import_module(package)
        here = Path(root.__file__ or "").resolve()
        if Path(sys.prefix).resolve() not in here.parents:
            sys.exit(f"{package} comes from {here}, not from the wheel")
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if module.name == "app.page.main":  # a script of Streamlit's, which `page` tries
                continue
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:
                if error.name not in EXTRAS:
                    raise
            loaded += 1
    print(f"{loaded} modules imported, version {importlib.metadata.version('hoibao')}")
    hoibao = Path(sys.executable).with_name("hoibao")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "ben-pha.html").write_text(PAGE, encoding="utf-8")
        done = (
            [str(hoibao), "--help"],
            [str(hoibao), "ingest", "ben-pha.html"],
            [str(hoibao), "ask", QUESTION, "--json"],
        )
        for command in done:
            out = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
        answer = json.loads(out)
        if ANSWER not in answer["answer"] or not answer["sources"]:
            sys.exit(f"no cited answer: {answer['answer']!r}")
        print("an .html file is read, and answers with a source")
        serve(hoibao, Path(folder, "library"))


def serve(hoibao: Path, library: Path) -> None:
    """Ask the wheel's HTTP API, and tell it to stop."""
    port = free_port()
    server = subprocess.Popen([str(hoibao), "serve", "--library", str(library), "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/ready")
        body = json.dumps({"model": "hoibao", "messages": [{"role": "user", "content": QUESTION}]}).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{address}/v1/chat/completions", body, headers)
        message = json.load(urllib.request.urlopen(asked, timeout=60))["choices"][0]["message"]
    finally:
        server.terminate()
        code = server.wait(60)
    if ANSWER not in message["content"] or not message["annotations"] or code:
        sys.exit(f"the API gives no cited answer (ended with {code}): {message}")
    print("the API answers with a source, and stops when it is told to")


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Until a server answers there that it is ready; a minute at most."""
    for _ in range(300):
        try:
            if urllib.request.urlopen(address, timeout=2).status == 200:
                break
        except OSError:
            time.sleep(0.2)


def page(hoibao: str, library: str) -> None:
    """Open the page in Chromium, ask, and follow a citation to its article."""
    from playwright.sync_api import sync_playwright

    chromium = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if os.path.exists(path)), "")
    if not chromium:
        print("THE WHEEL'S PAGE WAS NOT TRIED: there is no Chromium. Install it: apt-get install chromium")
        return
    port = free_port()
    server = subprocess.Popen([hoibao, "page", "--library", library, "--port", str(port)])
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            tab = browser.new_page()
            tab.goto(f"http://127.0.0.1:{port}")
            box = tab.locator("[data-testid=stChatInputTextArea]")
            box.wait_for(timeout=60_000)
            box.fill("Cầu An Thạch dài bao nhiêu?")
            box.press("Enter")
            chip = tab.locator("a.hb-chip").first
            chip.wait_for(timeout=60_000)
            text = tab.locator("[data-testid=stAppViewContainer]").inner_text()
            errors = tab.locator("[data-testid=stException]").count()
            browser.close()
        if errors or not re.search(r"\d", text):
            sys.exit(f"the page shows an error: {text[:500]}")
        print("the page answers with a source")
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    {"modules": modules, "page": page}[sys.argv[1]](*sys.argv[2:])
