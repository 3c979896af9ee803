"""The fields of articles.jsonl in what tables and JSON hold, whatever they call it and however they write it.

Which name stands for which field is for `field_names` to know, how dates are written for `field_dates`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ingest.article import Notice
from ingest.field_dates import iso_date, of_parts
from ingest.field_names import parts_of_one, ranked_columns
from ingest.field_values import as_line, as_text, single, web_address, without_cut, written_out
from ingest.outlet_names import is_name, without_rights
from ingest.publication_date import published
from language.normal_form import normalize

_NAMED_BY = ("name", "title", "label", "display_name", "ten", "rendered", "main", "original")
# What GraphQL and content systems put around an author or a section.
_AROUND_NAMES = frozenset(("node", "nodes", "edges", "data", "attributes", "items"))
UNREAD_DATE = "published_as_given"


@dataclass(frozen=True, slots=True)
class FieldLimits:
    """A text that has the opening of its standfirst near its own beginning needs no second one."""

    opening_chars: int = 60
    near_chars: int = 1_000


FIELD = FieldLimits()

# An empty cell, as databases and programs write it.
_NOTHING = frozenset(("", "nan", "nat", "none", "null", "n/a", "#n/a", "undefined", "\\n"))
_RIGHTS = re.compile(r"©|\(c\)|rights? reserved|bản quyền|copyright", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of articles.jsonl; what to know of them; what the file calls them, for messages."""

    fields: dict[str, Any]
    notices: tuple[Notice, ...]
    names: dict[str, str]


def to_fields(named_values: Mapping[str, Any], source: str) -> Fields:
    """The fields of articles.jsonl in a record of any naming; whatever else it holds stays, as metadata.

    A standfirst comes first in the text. A date that can't be read, or that can't be right, is left out and kept as
    given, and a notice says so.
    """
    ranked = ranked_columns(named_values)
    names = {field: _likeliest(field, candidates, named_values) for field, candidates in ranked.items()}
    fields = {name: value for name, value in named_values.items() if name not in names.values()}
    fields |= {field: named_values[name] for field, name in names.items()}
    for name in ("id", "url"):
        if name in fields:
            fields[name] = single(fields[name])
    for name in ("title", "outlet", "author", "topic"):
        if name in fields:
            fields[name] = None if is_missing(fields[name]) else _in_words(fields[name])
    if isinstance(fields.get("title"), int | float):
        fields["title"] = str(fields["title"])
    _set_right(fields, [named_values[name] for name in ranked.get("outlet", ())])
    notices = []
    if "text" in fields or "summary" in fields:
        parts = parts_of_one(ranked["text"]) if "text" in names else []
        text = as_text([named_values[name] for name in parts] if len(parts) > 1 else fields.get("text"))
        fields = {name: value for name, value in fields.items() if name not in parts or name == "text"}
        summaries = [as_text(fields.pop("summary", None))]
        if is_missing(text):
            text = None
            summaries = [as_text(fields.pop(name, named_values[name])) for name in ranked.get("summary", ())]
        fields["text"], is_cut = text, False
        for summary in reversed(summaries):
            fields["text"], was_cut = whole_text(fields["text"], summary)
            is_cut = is_cut or was_cut
        notices += [Notice(source, "cut_short", names.get("text", "text"))] if is_cut else []
    given = fields.pop("published", None)
    given = of_parts(given) or single(given)
    if is_missing(given):
        url = fields.get("url")
        if isinstance(url, str) and (day := published((), url)):
            fields |= {"published": day.date, "published_from": day.how}
        return Fields(fields, tuple(notices), names)
    fields["published"] = iso_date(given)
    if not fields["published"]:
        fields |= {UNREAD_DATE: given}
        notices.append(Notice(source, "date_dropped", str(given)[:40]))
    return Fields(fields, tuple(notices), names)


def is_missing(value: object) -> bool:
    """Whether a cell or a value says nothing: empty, or what programs write for that."""
    if isinstance(value, str):
        return value.strip().casefold() in _NOTHING
    return value is None or value in ([], {}) or value != value  # a NaN is not even itself


def _likeliest(field: str, names: tuple[str, ...], values: Mapping[str, Any]) -> str:
    """Of the names for one field the first whose value can be used as such; else that says anything."""
    said = [name for name in names if not is_missing(values[name])] or [names[0]]
    return next((name for name in said if _serves(field, values[name])), said[0]) if len(said) > 1 else said[0]


def _serves(field: str, value: Any) -> bool:
    """Whether it is a day for a date, an address of the web, a name for an outlet, more than the head of a text."""
    match field:
        case "published":
            return iso_date(of_parts(value) or single(value)) is not None
        case "url":
            return isinstance(address := single(value), str) and web_address(address) is not None
        case "outlet":
            return isinstance(words := _in_words(value), str) and is_name(without_rights(words))
        case "text":
            return not (isinstance(text := as_text(value), str) and without_cut(text)[1])
    return True


def _set_right(fields: dict[str, Any], outlets: list[Any]) -> None:
    """What can't be an outlet, an address, an author or a topic stays beside the article; an outlet's address is no
    outlet."""
    outlet = fields.get("outlet")
    if isinstance(outlet, str) and _ADDRESS.match(outlet):
        if is_missing(fields.get("url")):
            fields["url"] = outlet
        words = (_in_words(one) for one in outlets if not is_missing(one))
        named = (one for one in words if isinstance(one, str) and not _ADDRESS.match(one))
        fields["outlet"] = next(named, urlsplit(outlet).hostname)
    outlet = fields.get("outlet")
    if isinstance(outlet, str) and not is_missing(outlet):
        bare = without_rights(outlet) if _RIGHTS.search(outlet) else outlet
        fields |= {"outlet": bare} if is_name(bare) else {"outlet": None, "outlet_as_given": outlet}
    for name in ("outlet", "url", "author", "topic"):
        if not isinstance(fields.get(name), str | None):
            fields[f"{name}_as_given"] = fields.pop(name)


def whole_text(text: Any, summary: Any) -> tuple[Any, bool]:
    """The text with its standfirst, unless it holds that already, and whether the source gives its head alone."""
    is_cut = False
    if isinstance(text, str):
        text, is_cut = without_cut(text)
    if not isinstance(summary, str) or not summary.strip():
        return text, is_cut
    summary, _ = without_cut(summary.strip())
    if not isinstance(text, str) or not text.strip():
        return summary if text in (None, "", [], {}) or isinstance(text, str) else text, is_cut
    opening = normalize(summary).rstrip(".… ")[: FIELD.opening_chars].casefold()
    if opening in normalize(text[: len(summary) + FIELD.near_chars]).casefold():
        return text, is_cut
    return f"{summary}\n{text}", is_cut


def _in_words(value: Any) -> Any:
    """{"name": "An"} and ["An", {"name": "Bình"}], as news services give them, as “An”, “An, Bình”."""
    value = written_out(value)
    while isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _AROUND_NAMES:
        (value,) = value.values()
    if isinstance(value, dict):
        return as_line(next((value[name] for name in _NAMED_BY if value.get(name)), single(value)))
    if not isinstance(value, list):
        return as_line(value)
    words = [_in_words(one) for one in value]
    return ", ".join(words) if all(isinstance(word, str) for word in words) else value
