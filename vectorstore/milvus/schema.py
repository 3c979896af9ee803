"""The collections of a library on Milvus, and what they are indexed by.

| collection | a row is | written |
| --- | --- | --- |
| `chunks_N` | a chunk: its article and version, offsets, what filters ask for, dense and sparse vector | before the commit |
| `parts` | 16,000 characters of a document: articles, statistics, batches to be applied | before the commit |
| `meta` | `state`, the commit point; the holders of locks | |
| `articles` | an article: its version, which makes chunks visible, where its text stands, what it is compared by | after it |
| `places` | where an article was found; a document that was read to the end | after it |
| `links` | twins and corrections | after it |

Chunks of another encoder, or with terms counted anew, are other collections: N rises, `state` says which is in use.
"""

from vectorstore.milvus.connection import Connection

VERSION = 1  # to be raised when rows of an older one can't be read
TEXT_BYTES = 65_535  # all that a field of text holds
# Every collection must have a vector; those that are not searched by one have this.
NO_VECTOR = {"none": [0.0, 0.0]}
HNSW = {"M": 32, "efConstruction": 200}
ARTICLE = (
    "id", "rank", "version", "published", "day", "outlet", "source", "digest", "text_digest", "document", "parts",
    "chunks", "pending", "fields", "bands",
)  # fmt: skip
PLACE = ("id", "source", "article", "document", "seen", "digest", "count")
LINK = ("id", "article", "other", "kind", "score")


def create(connection: Connection) -> None:
    """Make the collections that there are not, but for the chunks': those wait for an encoder."""
    from pymilvus import DataType

    text, number = DataType.VARCHAR, DataType.INT64
    wanted = {
        "parts": {"key": number, "content": text},
        "meta": {"name": text, "value": text},
        "articles": {
            "id": text, "rank": number, "version": number, "published": text, "day": text, "outlet": text,
            "source": text, "digest": text, "text_digest": text, "document": number, "parts": number,
            "chunks": number, "pending": DataType.BOOL, "fields": DataType.JSON, "bands": DataType.ARRAY,
        },
        "places": {
            "id": text, "source": text, "article": text, "document": text, "seen": number, "digest": text,
            "count": number,
        },
        "links": {"id": text, "article": text, "other": text, "kind": text, "score": DataType.DOUBLE},
    }  # fmt: skip
    asked = {
        "articles": ("text_digest", "day", "source", "pending"),
        "places": ("source", "article", "document"),
        "links": ("article", "other"),
    }
    for name, fields in wanted.items():
        if connection.has(name):
            continue
        schema, indexes = connection.new_schema(), connection.new_indexes()
        for number_of, (field, kind) in enumerate(fields.items()):
            options = {"max_length": TEXT_BYTES} if kind == text else {}
            if kind == DataType.ARRAY:
                options = {"element_type": number, "max_capacity": 64}
            schema.add_field(field, kind, is_primary=not number_of, **options)
        schema.add_field("none", DataType.FLOAT_VECTOR, dim=2)
        indexes.add_index("none", index_type="FLAT", metric_type="IP")
        for field in asked.get(name, ()):
            indexes.add_index(field, index_type="INVERTED")
        connection.create(name, schema, indexes)


def create_chunks(connection: Connection, collection: str, dim: int) -> None:
    """Make a collection of chunks for embeddings of this size, unless there is one."""
    from pymilvus import DataType

    schema, indexes = connection.new_schema(), connection.new_indexes()
    schema.add_field("key", DataType.INT64, is_primary=True)
    for field in ("version", "start", "stop"):
        schema.add_field(field, DataType.INT64)
    for field in ("article", "heading", "day", "outlet"):
        schema.add_field(field, DataType.VARCHAR, max_length=TEXT_BYTES)
    schema.add_field("fields", DataType.JSON)
    schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dim)
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    indexes.add_index("dense", index_type="HNSW", metric_type="IP", params=HNSW)
    indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="IP", params={})
    for field in ("version", "article", "day", "outlet"):
        indexes.add_index(field, index_type="INVERTED")
    connection.create(collection, schema, indexes)
