"""axe-core on a page in the browser: `assert_accessible(page, "chat, empty")`.

The script (700 kB, Mozilla Public License) is not ours to keep: npm fetches it once, checked, into the user's cache.
"""

import subprocess
import tarfile
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest
from platformdirs import user_cache_path
from playwright.sync_api import Page

VERSION = "4.14.1"
# Streamlit's own faults that neither style sheet nor labels of ours can mend: rule, and what its element's HTML holds.
KNOWN: tuple[tuple[str, str, str], ...] = ()


@cache
def _script() -> str:
    """axe-core's source; skips the test, saying why, where it can't be had."""
    kept = user_cache_path("hoibao-tests") / f"axe-{VERSION}.min.js"
    if not kept.is_file():
        if which("npm") is None:
            pytest.skip("AXE NOT RUN: there is no npm to fetch axe-core with. Install Node.js.")
        with TemporaryDirectory() as folder:
            command = ["npm", "pack", "--silent", f"axe-core@{VERSION}"]  # npm checks it against the registry's digest
            fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
            packed = next(Path(folder).glob("*.tgz"), None)
            if packed is None:
                pytest.skip(f"AXE NOT RUN: npm could not fetch axe-core {VERSION}: {fetched.stderr.strip()[:500]}")
            with tarfile.open(packed) as package:
                script = package.extractfile("package/axe.min.js")
                assert script is not None
                kept.parent.mkdir(parents=True, exist_ok=True)
                part = kept.with_suffix(".part")
                part.write_bytes(script.read())
                part.replace(kept)
    return kept.read_text(encoding="utf-8")


def problems(page: Page) -> list[str]:
    """What axe finds serious or critical on the page as it is now, one line each, without what is known."""
    script = _script()
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]} — {node['failureSummary'][:400]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part, _ in KNOWN)
    ]


def assert_accessible(page: Page, state: str) -> None:
    """No serious and no critical problem; `state` names what is shown, for the report."""
    page.wait_for_timeout(300)  # what fades in or out would be measured half-way
    found = problems(page)
    assert not found, f"{state}:\n" + "\n".join(found)
