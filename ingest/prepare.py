"""What can be done with a record before the library is asked: checked, split, the texts to embed, what twins share.

Runs in whichever process reads the record. Does not know libraries or encoders.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.article import Record, RejectedError, Rejection, to_article
from ingest.chunking import chunking_version
from ingest.corrections import is_correction
from ingest.split import split
from language.text import Span
from vectorstore.encoders.encoder import Vectors
from vectorstore.records import Article, Chunk, Entry, Sentences, embedding_text, sentence_text
from vectorstore.sentence_vectors import sentence_spans
from vectorstore.twins import bands, shingles


@dataclass(frozen=True, slots=True)
class Parts:
    """An article's chunks and the sentences of each, what the encoder is to see of them, and the bands by which twins
    are found.

    `texts` are those of the chunks, then those of all sentences. `vectors`, one a text, where they were embedded
    elsewhere; else the run does it.
    """

    chunks: Sequence[Chunk]
    sentences: Sequence[Sequence[Span]]
    texts: Sequence[str]
    bands: Sequence[int]
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article as read; `named` if it brought an id of its own, `size` its share of the input in bytes.

    `parts` are None where it is likely that the library has it: `parts_of` makes them if not.
    """

    article: Article
    named: bool
    body_start: int
    size: int
    parts: Parts | None


def candidate(record: Record, *, whole: bool) -> PreparedArticle:
    """The article of a record; its parts too, if `whole`. Raises: RejectedError."""
    article = to_article(record)
    named = record.fields.get("id") not in (None, "")
    parts = parts_of(article, record.body_start) if whole else None
    return PreparedArticle(article, named, record.body_start, record.size, parts)


def with_parts(prepared: PreparedArticle, known: Container[str]) -> PreparedArticle:
    """The same with its parts, unless its digest is `known`. Raises: RejectedError."""
    if prepared.parts or prepared.article.digest in known:
        return prepared
    return replace(prepared, parts=parts_of(prepared.article, prepared.body_start))


def parts_of(article: Article, body_start: int) -> Parts:
    """Raises: RejectedError when there is nothing to be found in it."""
    chunks = split(article.text, body_start)
    if not chunks:
        raise RejectedError(Rejection(article.source, "no_text"))
    spans = [sentence_spans(article.text, chunk.start, chunk.end) for chunk in chunks]
    texts = [embedding_text(article.title, chunk.heading, article.text[chunk.start : chunk.end]) for chunk in chunks]
    texts += [sentence_text(article.title, article.text[start:end]) for of in spans for start, end in of]
    return Parts(chunks, spans, texts, bands(shingles(article.text)))


def entry(article: Article, parts: Parts, vectors: Vectors, body_start: int) -> Entry:
    """The article as the library takes it, with the embeddings of its parts' texts."""
    own, *of_sentences = np.split(vectors, np.cumsum([len(parts.chunks), *map(len, parts.sentences)])[:-1])
    sentences = [Sentences(*pair) for pair in zip(parts.sentences, of_sentences, strict=True)]
    return Entry(
        article, parts.chunks, own, parts.bands, is_correction(article), sentences, chunking_version(), body_start
    )
