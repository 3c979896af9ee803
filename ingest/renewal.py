"""What an older program has stored, brought to what this one would store: chunks, and their sentences' embeddings.

Works on the texts that the library keeps, without their sources, and embeds only what has changed.
"""

from collections.abc import Callable, Iterator

import numpy as np

from ingest.article import RejectedError
from ingest.chunking import chunking_version
from ingest.prepare import Parts, entry, parts_of
from ingest.readers.plain_text import title_of
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.records import Entry
from vectorstore.writable import WritableLibrary

ARTICLES = 100  # cut anew and stored at a time: what killing loses


def rechunk(library: WritableLibrary, encoder: Encoder, stopping: Callable[[], bool] = lambda: False) -> Iterator[int]:
    """Cut every article anew that an older version has cut; yields how many have been looked at so far.

    Raises: EncoderMismatchError when the library was embedded by another encoder.
    """
    library.check_encoder(encoder.fingerprint)
    version, done = chunking_version(), 0
    while not stopping() and (stored := library.cut_otherwise(version, ARTICLES)):
        renewed = [_renewed(old, encoder) for old in stored]
        library.rechunk([new for new in renewed if new], encoder.fingerprint)
        same = [old.article.id for old, new in zip(stored, renewed, strict=True) if new is None]
        library.record_chunking(same, version)
        done += len(stored)
        yield done


def _renewed(old: Entry, encoder: Encoder) -> Entry | None:
    """None where the chunks and sentences are as before, or there would be none."""
    body_start = old.body_start if old.body_start >= 0 else _body_start(old)
    try:
        parts = parts_of(old.article, body_start)
    except RejectedError:
        return None
    cut = list(zip(parts.chunks, parts.sentences, strict=True))
    before = dict(zip(old.chunks, old.sentences, strict=True))
    if len(cut) == len(before) and all(
        chunk in before and list(before[chunk].spans) in ([], list(spans)) for chunk, spans in cut
    ):
        return None
    return entry(old.article, parts, _vectors(parts, old, encoder), body_start)


def _vectors(parts: Parts, old: Entry, encoder: Encoder) -> Vectors:
    """The embeddings of the parts' texts; those of texts that were there before are taken over."""
    known: dict[object, Vectors] = dict(zip(old.chunks, old.vectors, strict=True))
    for sentences in old.sentences:
        known.update(zip(sentences.spans, sentences.vectors, strict=True))
    wanted = [*parts.chunks, *(span for spans in parts.sentences for span in spans)]
    missing = [at for at, part in enumerate(wanted) if part not in known]
    vectors = np.empty((len(wanted), encoder.fingerprint.dim), dtype=np.float32)
    if missing:
        vectors[missing] = encoder.encode_documents([parts.texts[at] for at in missing])
    for at, part in enumerate(wanted):
        if part in known:
            vectors[at] = known[part]
    return vectors


def _body_start(old: Entry) -> int:
    """Where the text goes on after its title line, if it has one; an older program has not kept it."""
    title, body_start = title_of(old.article.text)
    first = min((chunk.start for chunk in old.chunks), default=0)
    return body_start if title == old.article.title and body_start <= first else 0
