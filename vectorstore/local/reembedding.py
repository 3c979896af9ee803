"""Embedding all of a catalogue with another encoder, beside whatever answers meanwhile."""

from collections.abc import Iterator, Sequence

import numpy as np

from vectorstore.encoders.encoder import Encoder
from vectorstore.records import Passage, Sentences, embedding_text, sentence_text
from vectorstore.sentence_vectors import sentence_spans
from vectorstore.sql.catalogue import Catalogue


def reembedded(catalogue: Catalogue, encoder: Encoder, batch_size: int) -> Iterator[int]:
    """As `Library.reembed`."""
    done = 0
    while chunks := catalogue.unembedded(encoder.fingerprint, batch_size):
        texts = [embedding_text(chunk.title, chunk.heading, chunk.text) for chunk in chunks]
        vectors = encoder.encode_documents(texts)
        catalogue.put_vectors([chunk.key for chunk in chunks], vectors, encoder.fingerprint)
        _embed_sentences(catalogue, chunks, encoder)
        done += len(chunks)
        yield done
    while chunks := catalogue.unembedded(encoder.fingerprint, batch_size, sentences=True):
        _embed_sentences(catalogue, chunks, encoder)
        done += len(chunks)
        yield done
    if catalogue.encoder() != encoder.fingerprint:
        catalogue.record_encoder(encoder.fingerprint)


def _embed_sentences(catalogue: Catalogue, chunks: Sequence[Passage], encoder: Encoder) -> None:
    spans = [sentence_spans(chunk.text, 0, len(chunk.text)) for chunk in chunks]
    texts = [
        sentence_text(chunk.title, chunk.text[start:end])
        for chunk, of in zip(chunks, spans, strict=True)
        for start, end in of
    ]
    ends = np.cumsum([len(of) for of in spans])[:-1]
    vectors = np.split(encoder.encode_documents(texts), ends)
    sentences = {
        chunk.key: Sentences([(chunk.start + start, chunk.start + end) for start, end in of], own)
        for chunk, of, own in zip(chunks, spans, vectors, strict=True)
    }
    catalogue.put_sentences(sentences, encoder.fingerprint)
