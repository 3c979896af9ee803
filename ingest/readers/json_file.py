""".json: one article, a list of articles, or an object that holds such a list under one of the usual keys."""

import json
from collections.abc import Iterator

from ingest.article import ReaderOutput, Rejection
from ingest.document import Document
from ingest.encodings.decode import as_written
from ingest.readers import jsonl
from ingest.readers.json_shapes import articles_in


def read(document: Document) -> Iterator[ReaderOutput]:
    """A record for each article. A file that holds JSON lines under this name is read as such."""
    content = document.content()
    text = as_written(content)
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from jsonl.read(document)
        else:
            yield Rejection(document.source, "not_json", str(error))
        return
    articles = articles_in(parsed)
    if not articles:
        empty = articles is not None
        yield Rejection(document.source, "no_text" if empty else "no_article_list", "" if empty else "articles, data")
        return
    for number, article in enumerate(articles, 1):
        source, default_id = document.source, document.default_id
        if article is not parsed:
            source, default_id = f"{source}#{number}", f"{default_id}-{number}"
        if isinstance(article, dict):
            yield from jsonl.record(article, source, default_id, len(content) // len(articles))
        else:
            yield Rejection(source, "not_object")
