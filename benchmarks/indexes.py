"""Whether a library's indexes, whatever they have been through, hold what fresh ones of the same catalogue hold."""

from pathlib import Path

import numpy as np

from language.tokens import syllables
from vectorstore.local.library import IndexedLibrary, LocalLibrary
from vectorstore.local.server_library import ServerLibrary
from vectorstore.sql.sqlite import FILE

DIRECTIONS, WORDS = 8, 200
TOLERANCE = 1e-6  # of a cosine: the same vectors, summed in another order


def fresh_of(library: IndexedLibrary, folder: Path, store: str | None) -> IndexedLibrary:
    """Another of the same catalogue, with no index yet: the one at `store`, or a copy of the one on disk."""
    if store:
        from vectorstore.sql.postgres import PostgresDatabase

        return ServerLibrary(PostgresDatabase(store, folder))
    LocalLibrary(folder, create=True).close()
    for path in folder.glob(f"{FILE}*"):
        path.unlink()
    library.catalogue.rows("VACUUM INTO ?", str(folder / FILE))
    return LocalLibrary(folder)


def differences(library: IndexedLibrary, fresh: IndexedLibrary) -> list[str]:
    """Where the two differ, key by key: the cosines of each chunk and each sentence to random directions, and which
    chunks each word finds.
    """
    chunks = fresh.coverage().chunks
    fingerprint = fresh.catalogue.encoder()
    if not chunks or fingerprint is None:
        return []
    different = []
    for number, direction in enumerate(np.random.default_rng(1).standard_normal((DIRECTIONS, fingerprint.dim))):
        query = (direction / np.linalg.norm(direction)).astype(np.float32)
        one, other = (dict(each.dense_search(query, chunks + 1)) for each in (library, fresh))
        if one.keys() != other.keys() or any(abs(one[key] - other[key]) > TOLERANCE for key in one):
            different.append(f"direction {number}: {len(one)} and {len(other)} chunks")
        own, its = (each.sentence_similarities(query, list(other)) for each in (library, fresh))
        if own != its:
            different.append(f"direction {number}: sentences of {len(own)} and {len(its)} chunks")
    words = {word for article, _ in fresh.articles(limit=WORDS) for word in syllables(article.text)}
    for word in sorted(words)[:: max(1, len(words) // WORDS)]:
        here, there = ({key for key, _ in each.keyword_search(word, chunks + 1)} for each in (library, fresh))
        if here != there:
            different.append(f"{word!r}: {len(here)} and {len(there)} chunks")
    return different
