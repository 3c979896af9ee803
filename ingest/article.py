"""One record as a reader found it, and the article that it makes once it has been checked.

Knows which fields an article has, not where records come from.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ingest.field_values import web_address
from vectorstore.records import Article

FIELDS = ("published", "outlet", "url", "author", "topic")
MAX_ID_CHARS = 200
# Longer than a novel; embedding it takes minutes. What one article may have unless a setting says otherwise.
LONGEST_CHARS = 3_000_000
_YEARS = range(1900, 2101)
_BROKEN = re.compile("[\x00\ud800-\udfff]")
# An address of a page within its site, which it doesn't name.
_WITHIN_SITE = re.compile(r"\s*[\w./-]+(?:$|[?#\s])")
# Searches compare the first ten characters, so the basic and week forms of ISO 8601 won't do.
_DAY_FIRST = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].+)?")


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that was not taken: `code` says why (`app.messages` has the words), `detail` what exactly."""

    source: str
    code: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """For logs and tests; users read it in their language."""
        return f"{self.code.replace('_', ' ')}: {self.detail}" if self.detail else self.code.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about an input that was taken which its user should know: `code` and `detail` as in `Rejection`."""

    source: str
    code: str
    detail: str = ""


class RejectedError(ValueError):
    """A record that makes no article; carries the `rejection`."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(f"{rejection.source}: {rejection.reason}")
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class Record:
    """What a reader found: `fields` of articles.jsonl, not yet checked.

    `size` is its share of the input in bytes, for progress; `body_start` where the text goes on after its title line;
    `names` what the file calls the fields, where it calls them otherwise; `date_line` what is shown
    beside the text as its date.
    """

    fields: Mapping[str, Any]
    source: str
    default_id: str
    size: int
    body_start: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    date_line: str = ""


ReaderOutput = Record | Rejection | Notice


def to_article(record: Record) -> Article:
    """The article of a record; its text as written except for line ends. Unknown fields become metadata.

    Raises: RejectedError naming the field that can't be used.
    """
    fields = dict(record.fields)
    text = _text(record, fields.pop("text", None))
    if not text or not any(map(str.isalnum, text)):
        name = record.names.get("text")
        raise RejectedError(
            Rejection(record.source, "empty_field", name) if name else Rejection(record.source, "no_text")
        )
    given_id = fields.pop("id", None)
    article_id = record.default_id if given_id in (None, "") else str(given_id)
    if len(article_id) > MAX_ID_CHARS or _BROKEN.search(article_id) or isinstance(given_id, dict | list | bool):
        raise RejectedError(Rejection(record.source, "bad_field", record.names.get("id", "id")))
    title = _string(record, "title", fields.pop("title", None)) or ""
    known = {name: _string(record, name, fields.pop(name, None)) for name in FIELDS}
    published = known["published"]
    if published and not is_iso(published):
        raise RejectedError(Rejection(record.source, "bad_date", published[:40]))
    if given := known["url"]:
        known["url"] = web_address(given)
        if known["url"] is None and _WITHIN_SITE.match(given):
            fields["url_as_given"] = given
    _check_metadata(record, fields)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Article(article_id, text, title.strip(), source=record.source, metadata=fields, **known)


def _text(record: Record, value: object) -> str | None:
    """Raises: RejectedError, which names the field where the file has fields."""
    if isinstance(value, str) and _BROKEN.search(value) and "text" not in record.names:
        raise RejectedError(Rejection(record.source, "not_text"))
    return _string(record, "text", value)


def _string(record: Record, name: str, value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or _BROKEN.search(value):
        raise RejectedError(Rejection(record.source, "bad_field", record.names.get(name, name)))
    return value


def _check_metadata(record: Record, fields: Mapping[str, Any]) -> None:
    """The catalogue keeps them as JSON in UTF-8, and SQLite can't search JSON that holds NaN."""
    try:
        json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise RejectedError(Rejection(record.source, "bad_field", "metadata")) from error


def is_iso(published: str) -> bool:
    """Whether it is an ISO 8601 date or datetime of a year that a newspaper could bear."""
    try:
        day = datetime.fromisoformat(published) if _DAY_FIRST.fullmatch(published) else None
    except ValueError:
        return False
    return day is not None and day.year in _YEARS
