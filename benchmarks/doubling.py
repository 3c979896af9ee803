"""`python -m benchmarks.doubling [PART…]`: hostile documents, articles and questions, twice as long each time, and what
that costs.

A ratio near 2 is linear, near 4 quadratic. Seconds are of this process's processor time; nothing is embedded. `ask` is
one quoted answer from a library whose article or whose question is the hostile text. Prints a Markdown table, and last
the ratios above LINEAR.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.ingest import NoEncoder
from ingest.document import Document
from ingest.prepare import entry, parts_of
from ingest.reading_documents import candidates
from language.normal_form import normalize
from language.sentences import sentences
from rag.asking import MAX_QUESTION_CHARS
from rag.assistant import Assistant
from rag.retrieve.retriever import Retriever
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

Make = Callable[[int], bytes]
# Seconds of the work alone, where something had to be made for it.
_TAKEN_S: list[float] = []
# Doubled until a step takes as long.
ENOUGH_S, LEAST_S, STEPS = 2.0, 0.1, 17
# Above it something is worse than linear: n log n doubles to 2.1 to 2.3.
LINEAR = 2.4


def _zipped(count: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"Tin {number}\n\nBến Vàm có phà mới.")
    return stream.getvalue()


def _said(number: int) -> str:
    """Never the same: what is packed a hundred times smaller is taken for a bomb."""
    return f"Bến Vàm có {number * 7_919 % 1_000_003} phà mới, chạy {number * 104_729 % 1_000_033} chuyến."


def _docx(paragraphs: Iterable[str]) -> bytes:
    import docx

    word, stream = docx.Document(), BytesIO()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(stream)
    return stream.getvalue()


def _xlsx(rows: Iterable[list[str]]) -> bytes:
    import openpyxl

    book, stream = openpyxl.Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(stream)
    return stream.getvalue()


def _odt(inside: str) -> bytes:
    import odfdo

    made, stream = odfdo.Document("text"), BytesIO()
    made.body.clear()
    made.body.append(odfdo.Element.from_tag(f"<text:section>{inside}</text:section>"))
    made.save(stream)
    return stream.getvalue()


def _feed(count: int) -> bytes:
    items = "<item><title>Bến Vàm</title><description>Bến Vàm có phà mới.</description></item>" * count
    return f'<rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'.encode()


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
    "html: tables": ("a.html", lambda n: _page("<table><tr><td>Bến</td><td>Vàm</td></tr></table>" * n)),
    "html: nested": ("a.html", lambda n: _page("<div>" * n + "Bến Vàm có phà mới." + "</div>" * n)),
    "md: headings": ("a.md", lambda n: ("# Bến Vàm\n\nBến Vàm có phà mới.\n\n" * n).encode()),
    "docx: paragraphs": ("a.docx", lambda n: _docx(map(_said, range(n)))),
    "odt: paragraphs": ("a.odt", lambda n: _odt("".join(f"<text:p>{_said(at)}</text:p>" for at in range(n)))),
    "xlsx: rows": ("a.xlsx", lambda n: _xlsx([["title", "text"], *(["Bến", _said(at)] for at in range(n))])),
    "rtf: paragraphs": ("a.rtf", lambda n: b"{\\rtf1 " + b"Ben Vam co pha moi.\\par\n" * n + b"}"),
    "feed: entries": ("a.rss", _feed),
    "zip: members": ("a.zip", _zipped),
}
TEXTS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "7" * 10 * n,
    "dots": lambda n: ". " * 10 * n,
    "markers": lambda n: "[1]" * 10 * n,
    "open quotes": lambda n: "“a " * 10 * n,
    "marks": lambda n: "a" + "\u0323\u0301" * 10 * n,
    "one word": lambda n: "nghiêng" * 10 * n,
    "words": lambda n: "Bến Vàm có phà mới " * 2 * n,
    "sentences": lambda n: "Bến Vàm có 3 phà mới. " * 2 * n,
    "names": lambda n: "Nguyễn Văn An, " * 3 * n,
    "figures": lambda n: "3,5 tỷ đồng và 28/7/2023; " * 2 * n,
    "brackets": lambda n: "([{“" * 10 * n,
    "line ends": lambda n: "Bến\n" * 10 * n,
    "question marks": lambda n: "Bến Vàm có gì? " * 3 * n,
    "and": lambda n: "và ai, và gì, " * 3 * n,
}
QUESTION = "Bến Vàm có mấy phà mới?"
TOLD = "Bến Vàm có 3 phà mới, chạy từ ngày 28/7/2023."


def _read(name: str, content: bytes) -> None:
    document = Document(name, name, "a", len(content), lambda: BytesIO(content))
    began = time.process_time()
    for _ in candidates(document, whole=True):
        pass
    _TAKEN_S.append(time.process_time() - began)


def _answer(text: str, question: str) -> None:
    """One quoted answer from a library of the text's article, and one more that answers."""
    with TemporaryDirectory() as name:
        library, encoder = LocalLibrary(Path(name), create=True), NoEncoder()
        entries = []
        for key, body in (("a", text), ("b", TOLD)):
            article = Article(key, body, "Bến Vàm", "2023-07-29", "Báo Vàm", source=key)
            parts = parts_of(article, 0)
            entries.append(entry(article, parts, encoder.encode_documents(parts.texts), 0))
        library.put(entries, encoder.fingerprint)
        began = time.process_time()
        Assistant(library, Retriever(library, encoder)).ask(question)
        library.close()
        _TAKEN_S.append(time.process_time() - began)


PARTS: dict[str, Callable[[str], object]] = {
    "sentences": sentences,
    "normal form": normalize,
    "ask, article": lambda text: _answer(f"{TOLD} {text}", QUESTION),
}


def ratios(work: Callable[[int], object]) -> tuple[int, float, float]:
    """The largest size tried, its seconds, and how many times as many as half of it takes."""
    size, before, ratio = 100, 0.0, 0.0
    for _ in range(STEPS):
        gc.collect()
        began = time.process_time()
        work(size)
        took = _TAKEN_S.pop() if _TAKEN_S else time.process_time() - began
        ratio = took / before if before >= LEAST_S else 0.0
        if took >= ENOUGH_S:
            break
        before, size = took, size * 2
    return size, took, ratio


def rows(only: Sequence[str]) -> Iterator[tuple[str, int, float, float]]:
    """Each case whose name holds one of `only`; all, where that is empty."""

    def wanted(label: str) -> bool:
        return not only or any(part in label for part in only)

    for label, (name, make) in DOCUMENTS.items():
        if wanted(label):
            yield label, *ratios(lambda n, name=name, make=make: _read(name, make(n)))  # type: ignore[misc]
    for label, text in TEXTS.items():
        for part, work in PARTS.items():
            if wanted(f"{part}: {label}"):
                yield f"{part}: {label}", *ratios(lambda n, work=work, text=text: work(text(n)))  # type: ignore[misc]
        if wanted(f"ask, question: {label}"):
            yield f"ask, question: {label}", *_longest_question(text)


def _longest_question(text: Callable[[int], str]) -> tuple[int, float, float]:
    """A question is as long as it may be, or half as long."""
    seconds = []
    for size in (MAX_QUESTION_CHARS // 2, MAX_QUESTION_CHARS):
        _answer(TOLD, f"{QUESTION} {text(size)}"[:size])
        seconds.append(_TAKEN_S.pop())
    return MAX_QUESTION_CHARS, seconds[1], seconds[1] / seconds[0]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.doubling", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="PART", help="cases whose names hold this (default: all)")
    print("| case | size | s | ÷ half the size |\n| --- | --- | --- | --- |")
    worse = []
    for label, size, took, ratio in rows(parser.parse_args().only):
        print(f"| {label} | {size:,} | {took:.2f} | {ratio:.1f} |", flush=True)
        worse += [label] if ratio > LINEAR else []
    print(f"\nWorse than linear: {', '.join(worse) or 'none'}")


if __name__ == "__main__":
    main()
