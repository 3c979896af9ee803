"""A passage of an article as a web address that outlives a reload and the article's next version. Pure functions.

`?conversation=…&turn=2&article=ID&quote=10-58&hash=…`: offsets, and a digest of the quote by which it is found again.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from language.sentences import sentences
from rag.answer import Source

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_DIGEST_CHARS = 16
# What of an address is the place in an article, and what names the article that the next question is put to.
TURN = "turn"
PLACE = ("article", "quote", "hash", TURN)
ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of an article, which read what `digest` is of; `turn` counts from 1, 0 for none."""

    article_id: str
    start: int
    end: int
    digest: str
    turn: int = 0

    @property
    def anchor(self) -> str:
        """The id of the element that shows it."""
        return f"hb-{self.digest}-{self.start}"


def digest(quote: str) -> str:
    """Short enough for an address, long enough that no other sentence of an article has it."""
    return hashlib.sha256(quote.encode(errors="surrogatepass")).hexdigest()[:_DIGEST_CHARS]


def place_of(source: Source, turn: int) -> Place:
    """Where a source stands, as cited in a turn."""
    return Place(source.article_id, source.start, source.end, digest(source.quote), turn)


def address(place: Place, conversation: str | None) -> str:
    """The query, from its question mark on, that leads to a place."""
    asked = {"conversation": conversation, TURN: str(place.turn)} if conversation else {}
    span = f"{place.start}-{place.end}"
    return f"?{urlencode({**asked, 'article': place.article_id, 'quote': span, 'hash': place.digest})}"


def article_address(article_id: str) -> str:
    """The query that leads to the beginning of an article."""
    return f"?{urlencode({'article': article_id})}"


def parameters(link: str) -> dict[str, str]:
    """The parameters of an address made by `address`."""
    return dict(parse_qsl(link.removeprefix("?")))


def place_in(given: Mapping[str, str]) -> Place | None:
    """The place that a page's parameters name, whoever wrote them; None where they name no article.

    Without a quote that can be read, it is the article from its beginning.
    """
    article_id = given.get("article")
    if not article_id:
        return None
    span = _SPAN.fullmatch(given.get("quote", ""))
    start, end = (int(span[1]), int(span[2])) if span else (0, 0)
    known = re.sub(r"[^0-9a-f]", "", given.get("hash", ""))[:_DIGEST_CHARS]
    return Place(article_id, start, end, known, turn_in(given))


def turn_in(given: Mapping[str, str]) -> int:
    """The turn that a page's parameters name, counted from 1; 0 where they name none."""
    turn = given.get(TURN, "")
    return int(turn) if turn.isdecimal() and len(turn) < 6 else 0


def span_of(place: Place, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the article as it is now; None where it is gone.

    Where the offsets don't hold any more, it is looked for at the beginning of each sentence.
    """
    if place.start < place.end <= len(text) and digest(text[place.start : place.end]) == place.digest:
        return place.start, place.end
    length = place.end - place.start
    if length <= 0:
        return None
    for start, _ in sentences(text):
        if digest(text[start : start + length]) == place.digest:
            return start, start + length
    return None
