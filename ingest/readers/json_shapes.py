"""Where the articles are in a JSON document, whoever wrote it: services, pandas, Elasticsearch, MongoDB, Django.

Knows shapes, not what the fields mean beyond which of them are an article's words.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.fields import columns

_LISTS = (
    "articles",
    "items",
    "item",
    "data",
    "results",
    "result",
    "records",
    "entries",
    "entry",
    "posts",
    "news",
    "docs",
    "documents",
    "rows",
    "hits",
    "edges",
    "nodes",
    "list",
    "feed",
    "channel",
    "rss",
    "response",
    "payload",
    "stories",
    "value",
    "bai",
    "danhsach",
    "tin",
)
# What a record is wrapped in: Elasticsearch, Django, CouchDB, GraphQL, Strapi.
_WRAPPERS = ("_source", "fields", "doc", "node", "attributes", "article", "post", "item", "value")
_NUMBERS = ("$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
# What says of which type a value is: MongoDB, Firestore, DynamoDB.
_TYPES = ("$oid", "$date", "$uuid", "stringValue", "timestampValue", "integerValue", "S", "N")
_MAX_DEPTH = 5
Json = Mapping[str, Any]


def articles_in(parsed: Any, depth: int = _MAX_DEPTH) -> list[Any] | None:
    """The articles in it; None where it is neither an article nor holds a list of them."""
    if isinstance(parsed, list):
        return parsed
    if not isinstance(parsed, dict) or not depth:
        return None
    if (table := _of_columns(parsed)) is not None:
        return table
    if _has_words(parsed):
        return [parsed]
    by_name = {re.sub(r"[\W_]", "", name).lower(): value for name, value in parsed.items()}
    named = (articles_in(by_name[name], depth - 1) for name in _LISTS if name in by_name)
    if (articles := next((articles for articles in named if articles is not None), None)) is not None:
        return articles
    if parsed and all(isinstance(value, dict) for value in parsed.values()) and any(map(_has_words, parsed.values())):
        return [{"id": name} | value for name, value in parsed.items()]
    inner = (articles_in(value, depth - 1) for value in parsed.values() if isinstance(value, dict | list))
    return next((articles for articles in inner if articles and any(map(_has_words, articles))), None)


def unwrapped(record: Json) -> dict[str, Any]:
    """The record itself, with the id that its wrapper has, and MongoDB's values as plain ones."""
    names = columns(record)
    for name in _WRAPPERS:
        inner = record.get(name)
        if isinstance(inner, dict) and _has_words(inner) and "text" not in names:
            given_id = next((record[key] for key in ("_id", "id", "pk") if key in record), None)
            within = columns(inner)
            named = {"id": given_id} if given_id is not None and "id" not in within else {}
            beside = {key: record[key] for field, key in names.items() if field not in within and field != "id"}
            return unwrapped(beside | named | inner)
    return {name: _plain(value) for name, value in record.items()}


def _has_words(parsed: Any) -> bool:
    if not isinstance(parsed, dict):
        return False
    names = columns(parsed)
    if any(parsed[names[field]] not in (None, "") for field in ("text", "summary") if field in names):
        return True
    return any(isinstance(parsed.get(name), dict) and _has_words(parsed[name]) for name in _WRAPPERS)


def _of_columns(parsed: Json) -> list[Any] | None:
    """The rows of what pandas writes by columns (“columns”, “split”, “list”); None where it is something else."""
    names, rows = parsed.get("columns"), parsed.get("data")
    if isinstance(names, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows]
    known = columns(parsed)
    values = [parsed[name] for name in known.values()]
    if "text" not in known or len(values) < 2:
        return None
    if all(isinstance(value, dict) for value in values) and _alike(map(set, values)):
        return [
            {name: cells.get(key) for name, cells in parsed.items() if isinstance(cells, dict)} for key in values[0]
        ]
    if all(isinstance(value, list) for value in values) and _alike(map(len, values)):
        lists = {name: cells for name, cells in parsed.items() if isinstance(cells, list)}
        return [dict(zip(lists, row, strict=False)) for row in zip(*lists.values(), strict=False)]
    return None


def _alike(values: Iterable[object]) -> bool:
    first, *others = values
    return bool(first) and all(other == first for other in others)


def _plain(value: Any) -> Any:
    if not isinstance(value, dict) or len(value) != 1:
        return value
    ((name, inner),) = value.items()
    if name in _NUMBERS:
        number = re.fullmatch(r"-?\d+", str(inner))
        return int(number[0]) if number else inner
    return _plain(inner) if name in _TYPES else value
