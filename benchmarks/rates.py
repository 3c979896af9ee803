"""How fast articles get in: the whole ingest beside the encoder alone, and beside the peers on the same articles."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.peers import Peer
from benchmarks.table import TableRow, seconds, times
from ingest.pipeline import ingest
from ingest.prepare import parts_of
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article


def rows(articles: Sequence[Article], place: Path, encoder: Encoder, peers: Sequence[Peer]) -> Iterator[TableRow]:
    """Characters of articles a second, everything included; the peers are empty and keep nothing on disk."""
    file = place / "articles.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(_told(article), ensure_ascii=False) + "\n" for article in articles)
    library = LocalLibrary(place / "ingested", create=True)
    texts = sorted((text for article in articles for text in parts_of(article, 0).texts), key=len)
    chars = sum(len(article.text) for article in articles)
    alone = seconds(lambda: encoder.encode_documents(texts))
    whole = seconds(lambda: ingest([file], library, encoder))
    alone = (alone + seconds(lambda: encoder.encode_documents(texts))) / 2
    told = f"ingest of {len(articles):,} articles, characters/s"
    own = f"{chars / whole:,.0f}"
    beside = f"{chars / alone:,.0f}", f"{alone / whole:.2f} of its rate"
    yield TableRow(told, own, "the encoder alone, the same texts", *beside)
    for peer in peers:
        took = seconds(lambda peer=peer: peer.ingest(articles))  # type: ignore[misc]
        yield TableRow(told, own, peer.name, f"{chars / took:,.0f}", f"{times(took / whole)} as fast")
    again = seconds(lambda: ingest([file], library, encoder))
    yield TableRow(f"the same {len(articles):,} articles again, unchanged, s", f"{again:.2f}")


def _told(article: Article) -> dict[str, object]:
    return {name: value for name, value in asdict(article).items() if name not in ("source", "metadata")}
