"""Fills sentences in as their language writes numbers."""

from string import Formatter
from typing import Any


class SentenceFormatter(Formatter):
    """Fills a sentence in; whole numbers, which are counts, get their separators."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec and type(value) is int:
            return say_number(value, self._language)
        return str(super().format_field(value, format_spec))


def say_megabytes(size: int, language: str) -> str:
    """A file's size as readers write it: 2,4 MB in Vietnamese, 2.4 MB in English."""
    megabytes = f"{max(0.1, size / 1_000_000):.1f} MB"
    return megabytes.replace(".", ",") if language == "vi" else megabytes


def say_number(count: int, language: str) -> str:
    """A count as readers write it: 1.002 in Vietnamese, 1,002 in English."""
    grouped = f"{count:,}"
    return grouped.replace(",", ".") if language == "vi" else grouped
