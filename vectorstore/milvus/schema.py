"""The collections of a library on Milvus, and what they are indexed by.

| collection | a row is | written |
| --- | --- | --- |
| `chunks_N` | a chunk: its article and version, offsets, filtered fields, dense and sparse vector | before the commit |
| `parts` | 16,000 characters of a document: articles, statistics, batches to be applied | before the commit |
| `meta` | `state`, the commit point; a copy under way | by the holder of the lock alone |
| `locks` | who holds a lock or wants it | at once, by many processes |
| `articles` | an article: its version, where its text stands, what it is compared by | after it |
| `places` | where an article was found; a document that was read to the end | after it |
| `links` | twins and corrections | after it |
| `collections`, `members` | a named subset; an article in one | at once |
| `conversations`, `turns` | what readers asked | at once |

Locks stand apart from `meta`: milvus-lite's log doesn't keep two apart that write one collection at once, so that a
server that is killed may lose rows, and the state must not be among them.

Chunks of another encoder, or with terms counted anew, are other collections: N rises, `state` says which is in use.
"""

from vectorstore.milvus.connection import Connection

VERSION = 1  # to be raised when rows of an older one can't be read
TEXT_BYTES = 65_535  # all that a field of text holds
PIECE_CHARS = 16_000  # of four bytes at most each
# Every collection must have a vector; those that are not searched by one have this.
NO_VECTOR = {"none": [0.0, 0.0]}
INVERTED = {"index_type": "INVERTED"}
HNSW = {"M": 32, "efConstruction": 200}
# Field → kind; the first is the key.
COLLECTIONS = {
    "parts": {"key": "number", "content": "text"},
    "meta": {"name": "text", "value": "text"},
    "locks": {"name": "text", "value": "text"},
    "articles": {
        "id": "text", "rank": "number", "version": "number", "published": "text", "day": "text", "outlet": "text",
        "source": "text", "digest": "text", "text_digest": "text", "document": "number", "parts": "number",
        "chunks": "number", "pending": "truth", "fields": "fields", "bands": "numbers",
    },
    "places": {
        "id": "text", "source": "text", "article": "text", "document": "text", "seen": "number", "digest": "text",
        "count": "number",
    },
    "links": {"id": "text", "article": "text", "other": "text", "kind": "text", "score": "real"},
    "collections": {"id": "text", "name": "text"},
    "members": {"id": "text", "collection": "text", "article": "text"},
    "conversations": {"id": "text", "owner": "text", "name": "text", "changed": "text"},
    "turns": {
        "key": "number", "conversation": "text", "record": "texts", "words": "texts", "rating": "text",
        "reason": "text",
    },
}  # fmt: skip
SEARCHED_BY = {
    "articles": ("text_digest", "day", "source", "pending"),
    "places": ("source", "article", "document"),
    "links": ("article", "other"),
    "members": ("collection", "article"),
    "conversations": ("owner",),
    "turns": ("conversation", "rating"),
}
ARTICLE, PLACE, LINK, CONVERSATION, TURN = (
    tuple(COLLECTIONS[name]) for name in ("articles", "places", "links", "conversations", "turns")
)


def pieces(text: str) -> list[str]:
    """A text of any length, cut so that each part fits a field."""
    return [text[at : at + PIECE_CHARS] for at in range(0, len(text), PIECE_CHARS)] or [""]


def create(connection: Connection) -> None:
    """Make the collections that there are not, but for the chunks': those wait for an encoder."""
    from pymilvus import DataType

    kinds = {
        "text": {"datatype": DataType.VARCHAR, "max_length": TEXT_BYTES},
        "texts": {
            "datatype": DataType.ARRAY, "element_type": DataType.VARCHAR, "max_length": TEXT_BYTES,
            "max_capacity": 4096,
        },
        "number": {"datatype": DataType.INT64},
        "numbers": {"datatype": DataType.ARRAY, "element_type": DataType.INT64, "max_capacity": 64},
        "real": {"datatype": DataType.DOUBLE},
        "truth": {"datatype": DataType.BOOL},
        "fields": {"datatype": DataType.JSON},
    }  # fmt: skip
    for name, fields in COLLECTIONS.items():
        if connection.is_loaded(name):
            continue
        schema = connection.new_schema()
        for at, (field, kind) in enumerate(fields.items()):
            schema.add_field(field, is_primary=not at, **kinds[kind])
        schema.add_field("none", DataType.FLOAT_VECTOR, dim=2)
        indexes = dict.fromkeys(SEARCHED_BY.get(name, ()), INVERTED)
        connection.create(name, schema, {"none": {"index_type": "FLAT", "metric_type": "IP"}, **indexes})


def create_chunks(connection: Connection, collection: str, dim: int) -> None:
    """Make a collection of chunks for embeddings of this size, unless there is one."""
    from pymilvus import DataType

    schema = connection.new_schema()
    schema.add_field("key", DataType.INT64, is_primary=True)
    for field in ("version", "start", "stop"):
        schema.add_field(field, DataType.INT64)
    for field in ("article", "heading", "day", "outlet"):
        schema.add_field(field, DataType.VARCHAR, max_length=TEXT_BYTES)
    schema.add_field("fields", DataType.JSON)
    schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dim)
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    connection.create(
        collection,
        schema,
        {
            "dense": {"index_type": "HNSW", "metric_type": "IP", "params": HNSW},
            "sparse": {"index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP", "params": {}},
            **dict.fromkeys(("version", "article", "day", "outlet"), INVERTED),
        },
    )
