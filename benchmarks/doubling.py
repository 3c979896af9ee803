"""`python -m benchmarks.doubling`: hostile documents and questions, twice as long each time, and what that costs.

A ratio near 2 is linear, near 4 quadratic. Seconds are of this process's processor time. Prints a Markdown table.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from ingest.document import Document
from ingest.reading import candidates
from language.normal_form import normalize
from language.sentences import sentences

Make = Callable[[int], bytes]
# Doubled until a step takes as long.
ENOUGH_S, LEAST_S, STEPS = 4.0, 0.05, 9


def _zipped(count: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"Tin {number}\n\nBến Vàm có phà mới.")
    return stream.getvalue()


def _page(inside: str) -> bytes:
    return f"<html><body><article>{inside}</article></body></html>".encode()


DOCUMENTS: dict[str, tuple[str, Make]] = {
    "txt: sentences": ("a.txt", lambda n: ("Bến Vàm có phà mới. " * n).encode()),
    "txt: date lines": ("a.txt", lambda n: ("Thứ hai, 28/7/2023 |\n" * n).encode()),
    "txt: digits": ("a.txt", lambda n: b"1234567890" * n),
    "txt: dots": ("a.txt", lambda n: ("Bến Vàm " + ". " * 10 * n).encode()),
    "txt: marks": ("a.txt", lambda n: ("Bến a" + "\u0301\u0323" * 10 * n).encode()),
    "txt: open quotes": ("a.txt", lambda n: ("“Bến Vàm, " * n).encode()),
    "txt: names and commas": ("a.txt", lambda n: ("Bến Vàm.\n" + "Bến Vàm, " * n).encode()),
    "jsonl: articles": ("a.jsonl", lambda n: b'{"text": "Ben Vam co pha moi."}\n' * n),
    "json: nested content": ("a.json", lambda n: b'[{"content": [' + b'{"text": "Ben"},' * n + b'""]}]'),
    "json: tags in a field": ("a.json", lambda n: b'[{"content": "' + b"<p>Ben &agrave;" * n + b'"}]'),
    "csv: rows": ("a.csv", lambda n: b"title,text\n" + b"Ben,Ben Vam co pha.\n" * n),
    "csv: a quote never closed": ("a.csv", lambda n: b'title,text\nBen,"Ben Vam\n' + b"Ben,Ben Vam co pha.\n" * n),
    "csv: quotes never closed": ("a.csv", lambda n: b"title,text\n" + b'Ben,"Ben Vam\n' * (n | 1)),
    "csv: columns": ("a.csv", lambda n: b"text," + b",".join(b"c%d" % at for at in range(n)) + b"\nBen" + b"," * n),
    "html: paragraphs": ("a.html", lambda n: _page("<p>Bến Vàm có phà mới từ hôm nay.</p>" * n)),
    "html: links": ("a.html", lambda n: _page("<p><a href='/a'>Bến Vàm</a></p>" * n)),
    "html: spans": ("a.html", lambda n: _page("<span>Bến Vàm. " * n)),
    "html: attributes": ("a.html", lambda n: _page("<p " + " ".join(f"a{at}=1" for at in range(n)) + ">Bến</p>")),
    "html: date lines": ("a.html", lambda n: _page("<div>Thứ hai, 28/7/2023 |</div>" * n)),
    "zip: members": ("a.zip", _zipped),
}
TEXTS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "7" * 10 * n,
    "dots": lambda n: ". " * 10 * n,
    "markers": lambda n: "[1]" * 10 * n,
    "open quotes": lambda n: "“a " * 10 * n,
    "marks": lambda n: "a" + "\u0323\u0301" * 10 * n,
}


def _read(name: str, content: bytes) -> None:
    document = Document(name, name, "a", len(content), lambda: BytesIO(content))
    for _ in candidates(document, whole=True):
        pass


def ratios(work: Callable[[int], object]) -> tuple[int, float, float]:
    """The largest size tried, its seconds, and how many times as many as half of it takes."""
    size, before, ratio = 100, 0.0, 0.0
    for _ in range(STEPS + 8):
        began = time.process_time()
        work(size)
        took = time.process_time() - began
        ratio = took / before if before >= LEAST_S else 0.0
        if took >= ENOUGH_S:
            break
        before, size = took, size * 2
    return size, took, ratio


def rows(only: str) -> Iterator[tuple[str, int, float, float]]:
    """Each case whose name holds `only`."""
    for label, (name, make) in DOCUMENTS.items():
        if only in label:
            yield label, *ratios(lambda n, name=name, make=make: _read(name, make(n)))  # type: ignore[misc]
    for label, text in TEXTS.items():
        for part, work in (("sentences", sentences), ("normal form", normalize)):
            if only in f"{part}: {label}":
                yield f"{part}: {label}", *ratios(lambda n, work=work, text=text: work(text(n)))  # type: ignore[misc]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.doubling", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="cases whose names hold this (default: all)")
    print("| case | size | s | ÷ half the size |\n| --- | --- | --- | --- |")
    for label, size, took, ratio in rows(parser.parse_args().only):
        print(f"| {label} | {size:,} | {took:.2f} | {ratio:.1f} |", flush=True)


if __name__ == "__main__":
    main()
