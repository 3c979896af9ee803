""".json: one article, a list of articles, or an object that holds such a list under one of the usual keys."""

import json
from collections.abc import Iterator
from typing import Any

from ingest.article import Found, Rejection
from ingest.document import Document
from ingest.encodings.decode import as_written
from ingest.fields import columns
from ingest.readers import jsonl

_LISTS = ("articles", "items", "data", "results", "records", "entries", "posts", "news", "docs", "documents", "rows")


def read(document: Document) -> Iterator[Found]:
    """A record for each article. A file that holds JSON lines under this name is read as such."""
    content = document.content()
    text = as_written(content)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from jsonl.read(document)
        else:
            yield Rejection(document.source, "not_json", str(error))
        return
    articles = _listed(found)
    if not articles:
        empty = articles is not None
        yield Rejection(document.source, "no_text" if empty else "no_article_list", "" if empty else "articles, data")
        return
    for number, article in enumerate(articles, 1):
        source, default_id = document.source, document.default_id
        if article is not found:
            source, default_id = f"{source}#{number}", f"{default_id}-{number}"
        if isinstance(article, dict):
            yield from jsonl.record(article, source, default_id, len(content) // len(articles))
        else:
            yield Rejection(source, "not_object")


def _listed(found: Any, depth: int = 2) -> list[Any] | None:
    """The articles in it; None where it is neither an article nor holds a list of them, two keys deep at most."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    if "text" in columns(found):
        return [found]
    by_name = {name.lower(): value for name, value in found.items()} if depth else {}
    lists = (_listed(by_name[name], depth - 1) for name in _LISTS if name in by_name)
    return next((articles for articles in lists if articles is not None), None)
