"""One article that is stored by itself: handed over by a program under an id of its own.

Unlike a run it compares nothing by place or text: the id alone says which article it is.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from ingest.article import Record, RejectedError, Rejection
from ingest.encodings.repair import GarbledError
from ingest.facts_by_hand import kept_by_hand
from ingest.fields import to_fields
from ingest.prepare import candidate, entry, parts_of
from ingest.readers.repaired import repaired
from language.dates.day import DEFAULT_ZONE, in_zone
from vectorstore.encoders.encoder import Encoder
from vectorstore.records import Article, Seen
from vectorstore.writable import WritableLibrary


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The article as it is stored now, and what that changed."""

    article: Article
    verdict: Literal["added", "updated", "unchanged"]


def store(
    article_id: str,
    fields: Mapping[str, Any],
    library: WritableLibrary,
    encoder: Encoder,
    *,
    before: Article | None,
    place: str,
    zone: str = DEFAULT_ZONE,
) -> StoredArticle:
    """Store `fields`, read as a line of articles.jsonl is, under `article_id`, in the place of `before`, if any.

    `place` is the source that the article is said to have. Raises: RejectedError; LibraryError, EncoderError.
    """
    read = to_fields(fields, place)
    if unread := next((notice for notice in read.notices if notice.code == "date_dropped"), None):
        raise RejectedError(Rejection(place, "bad_date", unread.detail))
    record = Record({**read.fields, "id": article_id}, place, article_id, 0, names=read.names)
    try:
        checked = candidate(repaired(record), whole=False)
    except GarbledError as error:
        raise RejectedError(Rejection(place, "garbled")) from error
    article = checked.article
    if article.published:
        article = replace(article, published=in_zone(article.published, zone))
    article = kept_by_hand(article, before)
    if before and before.digest == article.digest:
        return StoredArticle(before, "unchanged")
    parts = parts_of(article, checked.body_start)
    vectors = encoder.encode_documents(list(parts.texts))
    stamp = time.time_ns() // 1_000_000
    seen = Seen(stamp, at=[(place, article_id, place)])
    library.put([entry(article, parts, vectors, checked.body_start)], encoder.fingerprint, seen)
    return StoredArticle(article, "updated" if before else "added")
