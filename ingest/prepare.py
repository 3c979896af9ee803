"""What can be done with a record before the library is asked: checked, split, the texts to embed, what twins share.

Runs in whichever process reads the record. Knows no library and no encoder.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from ingest.article import Record, RejectedError, Rejection, to_article
from ingest.split import split
from vectorstore.encoders.encoder import Vectors
from vectorstore.records import Article, Chunk, embedding_text
from vectorstore.twins import bands, shingles


@dataclass(frozen=True, slots=True)
class Parts:
    """An article's chunks, what the encoder is to see of each, and the bands by which twins are found.

    `vectors` (n_chunks, dim) where they were embedded elsewhere; else the run does it.
    """

    chunks: Sequence[Chunk]
    texts: Sequence[str]
    bands: Sequence[int]
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as read; `named` if it brought an id of its own, `size` its share of the input in bytes.

    `parts` are None where it is likely that the library has it: `parts_of` makes them if not.
    """

    article: Article
    named: bool
    body_start: int
    size: int
    parts: Parts | None


def candidate(record: Record, *, whole: bool) -> Candidate:
    """The article of a record; its parts too, if `whole`. Raises: RejectedError."""
    article = to_article(record)
    named = record.fields.get("id") not in (None, "")
    parts = parts_of(article, record.body_start) if whole else None
    return Candidate(article, named, record.body_start, record.size, parts)


def with_parts(found: Candidate, known: Container[str]) -> Candidate:
    """The same with its parts, unless its digest is `known`. Raises: RejectedError."""
    if found.parts or found.article.digest in known:
        return found
    return replace(found, parts=parts_of(found.article, found.body_start))


def parts_of(article: Article, body_start: int) -> Parts:
    """Raises: RejectedError when there is nothing to be found in it."""
    chunks = split(article.text, body_start)
    if not chunks:
        raise RejectedError(Rejection(article.source, "no_text"))
    texts = [embedding_text(article.title, chunk.heading, article.text[chunk.start : chunk.end]) for chunk in chunks]
    return Parts(chunks, texts, bands(shingles(article.text)))
