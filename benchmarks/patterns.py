"""`python -m benchmarks.patterns [NAME…]`: every regular expression of the product, against texts that could choke it.

Each is searched for and matched in what repeats a short piece a hundred times, and some thousand characters of it, with
an end that doesn't fit. Prints those that take longer than LONG_S, with the piece. Searches without a limit are worse
than these figures say: a pattern that needs a tenth of a second here may need hours for a whole article.
"""

import argparse
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from types import FrameType

PACKAGES = ("language", "rag", "ingest", "vectorstore", "app")
PIECES = (
    *("a, ", "An, ", "Nguyễn Văn An, ", "a ", "A ", "An ", "ab-", "a-b ", "1", "1 ", "1.", "1,", "1/", "1:", "1, "),
    *("28/7/2023, ", "ngày 3 tháng 4 ", "tháng ", "a.", "A. ", " ", "\t", "\n", " \n", "- ", "* ", "**", "#a ", "[1] "),
    *(
        "(",
        "(a) ",
        "“a”, ",
        '"',
        "'",
        "| ",
        "|a",
        "<a>",
        "&amp;",
        "\\u",
        "%E1%BA%BF",
        "=E1",
        "http://a/",
        "a@",
        "và a, ",
    ),
    *(
        "không ",
        "có ",
        "của An ",
        "3,5 tỷ đồng, ",
        "3 triệu ",
        "thứ hai, ",
        "Báo An, ",
        "Ảnh: ",
        "bao nhiêu ",
        "ai ",
        "5 người ",
    ),
    *(
        "hai mươi ",
        "ông An, ",
        "Ông ",
        "…",
        "a?",
        "bài ",
        "kể tên ",
        "thế còn ",
        "tại An, ",
        "of the ",
        "May 3, ",
        "2023-",
    ),
    *("10:30 ", "+ ", "$1 ", "5% ", "5 km, ", "a_", ";", ": ", "ế ", "Đ", "\u0301", "\u00a0", "– ", "• "),
)
ENDS = ("", "\x01", "!x")
REPEATED, LONG_CHARS = 100, 1_500
LONG_S, ENOUGH_S = 0.2, 1.0


class TooLongError(Exception):
    """A pattern took as long as it may."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Those that the product's modules hold, with the module's name and theirs."""
    seen: set[re.Pattern[str]] = set()
    for package in PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name == "app.page.main":  # draws the page
                continue
            with suppress(ImportError):
                for name, value in vars(importlib.import_module(module.name)).items():
                    for pattern in _held(value):
                        if pattern not in seen:
                            seen.add(pattern)
                            yield f"{module.name}.{name}", pattern


def _held(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict | list | tuple | set | frozenset):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _held(each, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _held(getattr(value, each.name, None), depth - 1)


def worst(pattern: re.Pattern[str]) -> tuple[float, str]:
    """The longest that it took, in seconds, and the piece."""
    longest, slow = 0.0, ""
    for piece in PIECES:
        for text in (*(piece * REPEATED + end for end in ENDS), piece * (LONG_CHARS // len(piece)) + ENDS[1]):
            began = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, ENOUGH_S)
            with suppress(TooLongError):
                pattern.search(text)
                pattern.fullmatch(text)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if (took := time.perf_counter() - began) > longest:
                longest, slow = took, piece
            if longest >= ENOUGH_S:
                return longest, slow
    return longest, slow


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def main() -> None:
    """Print the slow ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="modules whose names begin so (default: all)")
    wanted = tuple(parser.parse_args().names)
    signal.signal(signal.SIGALRM, _stop)
    tried = 0
    print("| pattern | s | piece |\n| --- | --- | --- |")
    for name, pattern in patterns():
        if not wanted or name.startswith(wanted):
            tried += 1
            took, piece = worst(pattern)
            if took > LONG_S:
                print(f"| {name} | {took:.2f} | {piece!r} |", flush=True)
    print(f"\n{tried} patterns tried")


if __name__ == "__main__":
    main()
