"""Documents of any length: Milvus' fields hold 65,535 bytes, so each is cut into rows whose keys follow each other."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from vectorstore.milvus.connection import SEEN_SOON, Connection, Freshness, Row, one_of
from vectorstore.milvus.schema import NO_VECTOR, pieces

READ_PARTS = 200


class Place(NamedTuple):
    """Where a document stands: `rows` from the key `first`."""

    first: int
    rows: int

    @property
    def keys(self) -> range:
        """The keys of its rows."""
        return range(self.first, self.first + self.rows)


def cut(document: Any, first: int) -> tuple[Place, list[Row]]:
    """The rows of a document, from the key `first`."""
    content = json.dumps(document, ensure_ascii=False)
    rows = [{"key": key, "content": piece, **NO_VECTOR} for key, piece in enumerate(pieces(content), first)]
    return Place(first, len(rows)), rows


def read(connection: Connection, places: Iterable[Place], fresh: Freshness = SEEN_SOON) -> dict[Place, Any]:
    """The documents that stand there; one that is gone, wholly or in part, is left out."""
    wanted = list(dict.fromkeys(places))
    keys = [key for place in wanted for key in place.keys]
    rows: dict[int, str] = {}
    for at in range(0, len(keys), READ_PARTS):
        found = connection.query("parts", one_of("key", keys[at : at + READ_PARTS]), ["key", "content"], fresh)
        rows |= {row["key"]: row["content"] for row in found}
    return {
        place: json.loads("".join(rows[key] for key in place.keys))
        for place in wanted
        if all(key in rows for key in place.keys)
    }
