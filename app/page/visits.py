"""When a reader's browser was last here, and up to which article they had seen. Pure; a cookie of plain numbers.

What came in later is new to them. A page that is loaded again within half an hour belongs to the same visit.
"""

import re
from dataclasses import dataclass

COOKIE = "hoibao-visit"
_SAME_VISIT_S = 1_800
_IDENTITY_CHARS = 8
_COOKIE = re.compile(r"([0-9a-f]{8})\.(\d{1,18})\.(\d{1,12})\.(\d{1,18})\.(\d{1,12})")


@dataclass(frozen=True, slots=True)
class VisitMark:
    """`last_added`: the article that the library had got last (`Library.last_added`); `at_s`: seconds since 1970."""

    last_added: int
    at_s: int


@dataclass(frozen=True, slots=True)
class Visits:
    """`before`: as the last visit ended; None on the first. `cookie` is what the browser is to remember."""

    before: VisitMark | None
    cookie: str


def visits(cookie: str, identity: str, now: VisitMark) -> Visits:
    """What the browser remembers of this library, whoever wrote the cookie, and what it is to remember from now on."""
    library = re.sub(r"[^0-9a-f]", "", identity)[:_IDENTITY_CHARS].ljust(_IDENTITY_CHARS, "0")
    known = _COOKIE.fullmatch(cookie)
    if known is None or known[1] != library:
        return Visits(None, _written(library, now, now))
    before, begun = VisitMark(int(known[2]), int(known[3])), VisitMark(int(known[4]), int(known[5]))
    if not 0 <= now.at_s - begun.at_s < _SAME_VISIT_S:
        before, begun = begun, now
    if before.last_added > now.last_added or before.at_s > now.at_s:  # an earlier state of the library was put back
        before = begun = now
    return Visits(before, _written(library, before, begun))


def _written(library: str, before: VisitMark, begun: VisitMark) -> str:
    return f"{library}.{before.last_added}.{before.at_s}.{begun.last_added}.{begun.at_s}"
