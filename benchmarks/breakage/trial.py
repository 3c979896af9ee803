"""One fault, tried again and again: how often the library survived it, and what was lost. Knows no fault."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.ingest import NoEncoder
from vectorstore.library import Library

ARTICLES = 120


@dataclass
class Trial:
    """`faults`: what went wrong, one line each; `lost` counts articles and turns that were stored and are gone."""

    name: str
    tried: int = 0
    faults: list[str] = field(default_factory=list)
    lost: int = 0
    told: set[str] = field(default_factory=set)

    def add(self, faults: Iterable[str], lost: int = 0, told: str = "") -> None:
        """One more try. `told`: what its user was told, in short."""
        self.tried += 1
        self.faults += [f"{self.tried}: {fault}" for fault in faults]
        self.lost += lost
        self.told |= {told} - {""}


def text_of(number: int, version: int = 0) -> str:
    """What article `number` says in a version."""
    words = Random(number * 1_000 + version)
    return f"Tin {number}, bản {version}. " + " ".join(f"từ{words.randrange(900)}" for _ in range(250)) + "."


def write(file: Path, version: int = 0, count: int = ARTICLES) -> None:
    """So many articles in a version."""
    lines = [json.dumps({"id": str(n), "text": text_of(n, version)}, ensure_ascii=False) for n in range(count)]
    file.write_text("\n".join(lines), encoding="utf-8")


def faults_of(library: Library) -> list[str]:
    """What is wrong with a library once its indexes are written."""
    library.flush()
    found = library.faults()
    chunks, articles = library.coverage().chunks, library.coverage().articles
    if chunks:
        dense = len(library.dense_search(NoEncoder().encode_query("tin"), chunks + 1))
        keywords = len(library.keyword_search("tin bản", chunks + 1))
        if dense != chunks or keywords < articles:
            found.append(f"{chunks} chunks: {dense} by meaning, {keywords} by keywords of {articles} articles")
    return found


def missing(library: Library, wanted: Iterable[str]) -> int:
    """How many of these texts no article has."""
    return len(set(wanted) - {article.text for article, _ in library.articles()})
