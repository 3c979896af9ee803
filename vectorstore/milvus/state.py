"""The one row that says what a library on Milvus is: the last batch committed, whose embeddings it has and where.

Milvus has no transaction over several collections, but writes one row whole: replacing this one is the commit.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from vectorstore.encoder import Fingerprint
from vectorstore.errors import LibraryError
from vectorstore.milvus.connection import SEEN_NOW, SEEN_SOON, Connection, Freshness, one_of
from vectorstore.milvus.parts import Place
from vectorstore.milvus.schema import NO_VECTOR, VERSION

STATE, COPY = "state", "copy"


@dataclass(frozen=True, slots=True)
class State:
    """`committed`: the last batch; `applying`: its document while what it says is not done everywhere yet.

    `chunks`: the collection that holds the chunks and their embeddings by `encoder`; `statistics`: see there.
    """

    committed: int = 0
    applying: Place | None = None
    chunks: str = ""
    encoder: Fingerprint | None = None
    statistics: Sequence[Place] = ()
    schema: int = VERSION

    @property
    def sequence(self) -> int:
        """Another number after each batch, and another once what it says is done everywhere."""
        return 2 * self.committed + (self.applying is None)


@dataclass(frozen=True, slots=True)
class Copy:
    """A collection of chunks that is being filled to take the place of the one in use."""

    chunks: str
    encoder: Fingerprint


def read_state(connection: Connection, fresh: Freshness = SEEN_SOON) -> State | None:
    """The state, or None where there is no library. Raises: LibraryError when a newer program wrote it."""
    found = _read(connection, STATE, fresh)
    if found is None:
        return None
    record = json.loads(found)
    if record["schema"] > VERSION:
        message = (
            f"The library on {connection.address} was written by a newer version of hoibao (schema {record['schema']}, "
            f"this one knows {VERSION}). Upgrade: pip install --upgrade hoibao"
        )
        raise LibraryError(message, connection.address, "newer")
    return State(
        record["committed"],
        Place(*record["applying"]) if record["applying"] else None,
        record["chunks"],
        Fingerprint(**record["encoder"]) if record["encoder"] else None,
        tuple(Place(*place) for place in record["statistics"]),
        record["schema"],
    )


def known_state(connection: Connection, fresh: Freshness = SEEN_SOON) -> State:
    """The state of a library that is there. Raises: LibraryError, too, when it is gone: nothing may be made of that.

    To take a missing state for an empty library would be to wipe out all that it holds.
    """
    state = read_state(connection, fresh)
    if state is None:
        raise damaged(connection, "the row that says what was committed is gone")
    return state


def new_state(connection: Connection) -> State:
    """The state, or that of a library which is being made. Raises: as `known_state`, when it holds something."""
    state = read_state(connection, SEEN_NOW)
    if state is None and not any(_holds(connection, *each) for each in (("articles", "id"), ("parts", "key"))):
        return State()
    return known_state(connection, SEEN_NOW)


def damaged(connection: Connection, detail: str) -> LibraryError:
    """The error of a library of which a part is gone."""
    message = (
        f"The library on {connection.address} is damaged: {detail}. Restore a backup of the server, or ingest into "
        "another name: HOIBAO_STORE=http://host:port/name"
    )
    return LibraryError(message, connection.address, "store", detail)


def _holds(connection: Connection, collection: str, key: str) -> bool:
    everything = f'{key} != ""' if key == "id" else f"{key} >= 0"
    return any(connection.scan(collection, everything, [key], 1, by=key, fresh=SEEN_NOW))


def write_state(connection: Connection, state: State) -> None:
    """Commit."""
    _write(connection, STATE, json.dumps(asdict(state)))


def read_copy(connection: Connection) -> Copy | None:
    """The copy under way, if there is one."""
    found = _read(connection, COPY, SEEN_NOW)
    return Copy(json.loads(found)["chunks"], Fingerprint(**json.loads(found)["encoder"])) if found else None


def write_copy(connection: Connection, copy: Copy | None) -> None:
    """Record a copy under way; None: there is none."""
    if copy is None:
        connection.delete("meta", one_of("name", [COPY]))
    else:
        _write(connection, COPY, json.dumps(asdict(copy)))


def _read(connection: Connection, name: str, fresh: Freshness) -> str | None:
    # By a list of keys: lite then looks the row up, and walks over all that were ever written of it otherwise.
    rows = connection.query("meta", one_of("name", [name]), ["value"], fresh)
    return str(rows[0]["value"]) if rows else None


def _write(connection: Connection, name: str, value: str) -> None:
    connection.upsert("meta", [{"name": name, "value": value, **NO_VECTOR}])
