"""Where the articles are in a JSON document, whoever wrote it: services, pandas, Elasticsearch, MongoDB, Django.

Knows shapes, not what the fields mean beyond which of them are an article's words.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.article import is_iso
from ingest.field_names import columns

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
    "db",
)
# What a record is wrapped in: Elasticsearch, Django, CouchDB, GraphQL, Strapi, LangChain.
_WRAPPERS = (
    "_source fields doc node attributes article post item value row kwargs data record document object news story entry"
).split()
# What lies beside an article's words and tells of it.
_BESIDE = ("metadata", "meta", "info", "extra", "properties")
_NUMBERS = ("$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
# What says of which type a value is: MongoDB, Firestore, DynamoDB.
_TYPES = frozenset(
    (
        "$oid $date $uuid stringValue timestampValue integerValue doubleValue booleanValue arrayValue mapValue "
        "S N L M SS BOOL"
    ).split()
)
# A line of Elasticsearch's bulk form that says what to do with the next.
_ACTIONS = frozenset(("index", "create", "update", "delete"))
_MAX_DEPTH = 8
# A string of so many characters is an article's words where nothing says what it is.
_LEAST_CHARS = 40
Json = Mapping[str, Any]


def articles_in(parsed: Any, depth: int = _MAX_DEPTH) -> list[Any] | None:
    """The articles in it; None where it is neither an article nor holds a list of them."""
    if not depth:
        return None
    if isinstance(parsed, list):
        return _of_list(parsed, depth)
    if not isinstance(parsed, dict):
        return None
    if (table := _of_columns(parsed)) is not None:
        return table
    if has_words(parsed):
        return [parsed]
    by_name = {re.sub(r"[\W_]", "", name).lower(): value for name, value in parsed.items()}
    named = (articles_in(by_name[name], depth - 1) for name in _LISTS if name in by_name)
    empty = None
    for articles in named:
        if articles:
            return articles
        empty = articles if empty is None else empty
    if parsed and all(isinstance(value, dict) for value in parsed.values()) and any(map(has_words, parsed.values())):
        return [_dated(name, {"id": name} | value) for name, value in parsed.items()]
    if len(parsed) > 1 and all(map(_is_text, parsed.values())):
        return [{"id": name, "text": value} for name, value in parsed.items()]
    inner: list[Any] = []
    for name, value in parsed.items():
        articles = articles_in(value, depth - 1) if isinstance(value, dict | list) else None
        if articles and any(map(has_words, articles)):
            inner += [_dated(name, article) for article in articles]
    return inner or empty


def _of_list(parsed: list[Any], depth: int) -> list[Any]:
    """Its articles: what it holds, or what lies deeper in that; what is neither stays, to be rejected as what it is."""
    if parsed and all(map(_is_text, parsed)):
        return [{"text": text} for text in parsed]
    if parsed and all(isinstance(row, list) for row in parsed) and all(isinstance(name, str) for name in parsed[0]):
        names, *rows = parsed
        if {"text", "summary"} & columns(names).keys():
            return [dict(zip(names, row, strict=False)) for row in rows]
    inner = [None if has_words(each) else articles_in(each, depth - 1) for each in parsed]
    if not any(articles and any(map(has_words, articles)) for articles in inner):
        return parsed
    some = any(map(has_words, parsed))  # else what holds nothing is how the list is packed
    return [
        article
        for each, articles in zip(parsed, inner, strict=True)
        for article in (articles or ([each] if some else []))
    ]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= _LEAST_CHARS and " " in value.strip()


def _dated(name: str, article: Any) -> Any:
    """The article with the day under which it stands: {"2024-03-01": [{…}]}."""
    if not is_iso(name) or not isinstance(article, dict) or "published" in columns(article):
        return article
    return article | {"published": name}


def is_action(record: Any) -> bool:
    """Whether a line names no article but what is to be done with the one on the next line."""
    if not isinstance(record, dict):
        return False
    ((name, value),) = record.items() if len(record) == 1 else (("", None),)
    return name in _ACTIONS and isinstance(value, dict) and bool({"_id", "_index"} & value.keys() or not value)


def unwrapped(record: Json) -> dict[str, Any]:
    """The record itself, with the id that its wrapper has, and MongoDB's values as plain ones."""
    names = columns(record)
    for name in _WRAPPERS:
        inner = record.get(name)
        if not isinstance(inner, dict) or not has_words(inner):
            continue
        # {"content": {"data": {"text": …}}} is an article's text as a tree, and no article.
        if "text" not in names or (names["text"] == name and len(columns(inner)) > 1):
            given_id = next((record[key] for key in ("_id", "id", "pk") if key in record), None)
            within = columns(inner)
            named = {"id": given_id} if isinstance(given_id, str | int) and "id" not in within else {}
            beside = {
                key: record[key]
                for field, key in names.items()
                if field not in within and field != "id" and key != name
            }
            told = {key: record[key] for key in _BESIDE if key in record and key not in inner}
            return unwrapped(beside | named | told | inner)
    plain = {name: _plain(value) for name, value in record.items()}
    return _with_told(plain) if "text" in names else plain


def _with_told(record: dict[str, Any]) -> dict[str, Any]:
    """The record with those fields beside its words that an object within it tells: {"metadata": {"title": …}}."""
    for name in _BESIDE:
        told = record.get(name)
        if not isinstance(told, dict):
            continue
        known = columns(record)
        more = {key: told[key] for field, key in columns(told).items() if field not in known and key not in record}
        if more:
            left = {key: value for key, value in told.items() if key not in more}
            record = (
                {key: value for key, value in record.items() if key != name} | more | ({name: left} if left else {})
            )
    return record


def has_words(parsed: Any) -> bool:
    """Whether it is an article: an object with words of one, or that wraps such an object."""
    if not isinstance(parsed, dict):
        return False
    names = columns(parsed)
    if any(parsed[names[field]] not in (None, "") for field in ("text", "summary") if field in names):
        return True
    return any(isinstance(parsed.get(name), dict) and has_words(parsed[name]) for name in _WRAPPERS)


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
    """A value as JSON would have it: MongoDB, Firestore and DynamoDB say of each which type it is."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((name, inner),) = value.items()
        if name in _NUMBERS:
            number = re.fullmatch(r"-?\d+", str(inner))
            return int(number[0]) if number else inner
        if name in _TYPES:
            within = inner.get("values", inner.get("fields", inner)) if isinstance(inner, dict) else inner
            return _plain(within)
    return {name: _plain(inner) for name, inner in value.items()}
