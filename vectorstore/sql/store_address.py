"""The address of a library on a server, `postgresql://user@host/database#name`. It tells no secret of itself."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from vectorstore.errors import LibraryError, shown_address

SCHEMES = ("postgresql://", "postgres://")
DEFAULT_NAME = "hoibao"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Address:
    """`url` is what PostgreSQL's client takes, `name` that of the schema, `shown` what may be told to anybody."""

    url: str = field(repr=False)
    name: str
    shown: str


def parsed(address: str) -> Address:
    """Raises: LibraryError when it is no address, without what might be a password in it."""
    url, _, name = address.partition("#")
    # Of the whole: a password may have a `#` that should have been encoded.
    shown = shown_address(address) + ("" if name else f"#{DEFAULT_NAME}")
    name = name or DEFAULT_NAME
    try:
        usable = url.startswith(SCHEMES) and bool(urlsplit(url).path.strip("/"))
    except ValueError:
        usable = False
    if not usable or not _NAME.fullmatch(name):
        raise LibraryError(f"{shown!r} is no address of a library on a PostgreSQL server.", shown, "address")
    return Address(url, name, shown)
