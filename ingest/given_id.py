"""Whether an id that a record brings means one article everywhere, or names a record of its own file alone.

Two dumps of two outlets both begin with the id 1. Knows how ids look, not what any of them stands for.
"""

import re
from hashlib import sha256

# UUIDs, addresses (https:, urn:, tag:, doi:), and hexadecimal of 24 digits and more (MongoDB's, digests).
_GLOBAL = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:[a-z][a-z0-9+.-]*://|urn:|tag:|doi:)\S{4,}"
    r"|(?=\d*[a-f])[0-9a-f]{24,}",
    re.IGNORECASE,
)
# Addresses that mean another thing on every machine.
_LOCAL = re.compile(
    r"[a-z][a-z0-9+.-]*:/{2,3}(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|example\.|/"
    r"|[^/.:]+(?:[:/]|$))",
    re.IGNORECASE,
)
# The address of an outlet, which all its articles may bear.
_WHOLE_SITE = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
# A title as a slug: “xa-lung-mo-thu-vien-moi”. Five words may be “ban-tin-buoi-sang-so” with a number.
_SLUG_WORDS, _SLUG_CHARS = 6, 24
_WORD = re.compile(r"[^\W\d_]+")
# What a reader adds to a document's source for one record of it: the line of a file, the place in a list.
_PLACE = re.compile(r"(?:[:#]\d+)+$")


def is_global(given_id: str) -> bool:
    """Whether no two articles could bear it by chance; in doubt it is not."""
    if _LOCAL.match(given_id) or _WHOLE_SITE.fullmatch(given_id):
        return False
    if _GLOBAL.fullmatch(given_id):
        return len(set(given_id)) > 4  # padded zeros are a number
    words = set(_WORD.findall(given_id.lower()))
    return len(words) >= _SLUG_WORDS and len(given_id) >= _SLUG_CHARS and not re.search(r"\s", given_id)


def scope_of(source: str) -> str:
    """The file, page or member of an archive in which a record stands; its ids are its own."""
    return _PLACE.sub("", source)


def scoped(given_id: str, source: str) -> str:
    """The id of a record whose own id another file's article has: the same on every run."""
    name = f"{scope_of(source)}\0{given_id}"
    return f"{given_id}-{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
