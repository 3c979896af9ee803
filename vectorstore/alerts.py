"""Alerts: what a reader follows, and the articles that came in since and speak of it.

Knows what is followed and what was found for it, not how that is looked for, nor how it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from vectorstore.records import one_line

# A topic or name, which articles mention; or a question, which they answer.
AlertKind = Literal["subject", "question"]
MAX_WORDS_CHARS = 300
# Of one owner: each question is asked anew whenever articles come in.
MOST_ALERTS = 50


@dataclass(frozen=True, slots=True)
class Alert:
    """`words` are the topic, name or question. `id` can't be guessed: it is the address of a feed.

    `checked`: the last article (`Library.last_added`) that was looked at; `mail`: the address that is written to, empty
    for none; `created` and `mailed`: when it was made and last written about, ISO in UTC.
    """

    id: str
    kind: AlertKind
    words: str
    owner: str
    mail: str
    created: str
    mailed: str
    checked: int


@dataclass(frozen=True, slots=True)
class AlertHit:
    """An article that came in: `quote`, from `start` on, is the sentence that answers, empty for a subject.

    `found`: when it was noticed, ISO in UTC.
    """

    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    start: int
    quote: str
    found: str


@dataclass(frozen=True, slots=True)
class NewHit:
    """An article of the library that an alert is to tell of."""

    article_id: str
    start: int = 0
    quote: str = ""


class Alerts(Protocol):
    """A library's alerts. `owner` is empty where nobody signs in. Raises: LibraryError."""

    def listed(self, *, owner: str | None = None) -> list[Alert]: ...
    def get(self, alert_id: str) -> Alert | None: ...
    def follow(self, kind: AlertKind, words: str, *, owner: str = "", mail: str = "") -> Alert | None: ...
    def unfollow(self, alert_id: str, *, owner: str | None = None) -> bool: ...
    def record(self, alert_id: str, checked: int, hits: Sequence[NewHit]) -> None: ...
    def hits(self, alert_id: str, *, since: str = "", limit: int = 50) -> list[AlertHit]: ...
    def told_by_mail(self, alert_id: str, at: str) -> None: ...


def words_of(text: str) -> str:
    """What is followed, on one line, as it is kept."""
    return one_line(text, MAX_WORDS_CHARS)
