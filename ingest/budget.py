"""What one document may cost the process that reads it, so that none takes the machine. Does not know formats.

Processor time and memory are kept by the operating system, which ends the process or refuses it more; what comes out
is counted.
"""

import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.article import LONGEST_CHARS, Rejection
from ingest.document import Document
from ingest.prepare import PreparedArticle
from ingest.reading_documents import Item

# Read in the process that runs: plain text of this length takes less than another process needs to start.
_PLAIN = frozenset((".txt", ".md", ".jsonl", ".json", ".csv", ".tsv"))
_FEW_BYTES = 256_000
# Formats of which a file is one article, all of it text.
_ONE_ARTICLE = frozenset((".txt", ".md"))
_MOST_BYTES_A_CHAR = 4


@dataclass(frozen=True, slots=True)
class Budget:
    """For each document, and more for each megabyte of it: a table of a million rows may take its time.

    `article_chars`: of one article. `originals_mb`: what the uploaded files that a library keeps may take in all; 0
    keeps none.
    """

    cpu_s: float = 30.0
    cpu_s_per_mb: float = 5.0
    memory_mb: int = 2_000
    chars: int = 20_000_000
    chars_per_byte: int = 4
    articles: int = 20_000
    articles_per_kb: int = 20
    article_chars: int = LONGEST_CHARS
    originals_mb: int = 2_000

    def seconds(self, size: int) -> int:
        """Of processor time, for a document of that many bytes."""
        return int(self.cpu_s + self.cpu_s_per_mb * size / 1e6) + 1

    def limit_process(self, size: int) -> None:
        """Let this process have so much more. Raises nothing where the system has no such limits."""
        try:
            import resource
        except ImportError:  # Windows
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + self.seconds(size))
        with suppress(OSError, ValueError):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            _set(resource.RLIMIT_AS, pages * resource.getpagesize() + self.memory_mb * 1_000_000)


def _set(kind: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def is_harmless(document: Document) -> bool:
    """Whether it is so little and so plain that it can be read in any process."""
    return document.suffix in _PLAIN and document.size <= _FEW_BYTES


def within(budget: Budget, document: Document, items: Iterator[Item]) -> Iterator[Item]:
    """The items, until what they hold is more than the document may give."""
    if document.suffix in _ONE_ARTICLE and document.size > _MOST_BYTES_A_CHAR * budget.article_chars:
        yield Rejection(document.source, "article_too_long", f"{budget.article_chars:,}")  # unread: it takes a minute
        return
    chars = articles = 0
    most_chars = budget.chars + budget.chars_per_byte * document.size
    most_articles = budget.articles + budget.articles_per_kb * document.size // 1_000
    for item in items:
        if isinstance(item, PreparedArticle):
            length = len(item.article.text)
            if length > budget.article_chars:
                yield Rejection(item.article.source, "article_too_long", f"{budget.article_chars:,}")
                continue
            chars, articles = chars + length, articles + 1
            if chars > most_chars or articles > most_articles:
                kind = "over_chars" if chars > most_chars else "over_articles"
                yield Rejection(document.source, kind, f"{most_chars if chars > most_chars else most_articles:,}")
                return
        yield item


def over_time(return_code: int) -> bool:
    """Whether a process ended because its time was up."""
    return return_code == -getattr(signal, "SIGXCPU", 0) != 0
