"""The only place that speaks pymilvus: an address becomes collections, their rows, and errors in the library's words.

Knows no schema. Rows are written by upsert alone: a request that is sent again after a broken connection is harmless.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from vectorstore.errors import LibraryError, shown_address

if TYPE_CHECKING:
    from pymilvus import CollectionSchema

Row = dict[str, Any]
# Session: a process sees its own writes at once, and others' as soon as the server's nodes have them (a cluster's
# time tick, 0.2 s). Strong waits for that tick: for a writer, who must not decide on what was.
Freshness = Literal["Session", "Strong"]
SEEN_SOON: Freshness = "Session"
SEEN_NOW: Freshness = "Strong"
MAX_FOUND = 16_384  # Milvus' own bound on what one search returns
CONNECT_S, CALL_S = 10.0, 60.0
MADE_S = 5.0  # lite makes a collection's folder first, and the collection known last
# A server that is silent for so long is asked whether it is there, so that a reader soon knows when it isn't.
ANSWER_S = 5.0
# pymilvus asks every 10 s whether the server is there, even where nothing is under way; one with gRPC's own limits
# (lite) hangs up on that (“too many pings”), and the next question found no server.
QUIET = {"grpc.keepalive_time_ms": 60_000, "grpc.keepalive_permit_without_calls": False}
MAX_PORT = 65_535
PAGE, NAMED = 1_000, 500
# A message of gRPC holds 64 MB, a server's log may hold less.
SENT_ROWS = 500
_ADDRESS = re.compile(
    r"(https?://(?:\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]\s]+)(?::([0-9]{1,5}))?)"
    r"(?:/([A-Za-z_][A-Za-z0-9_]{0,99}))?/?"
)
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_SLOW = ("deadline exceeded", "deadline_exceeded")
_UNREACHABLE = ("fail connecting", "unavailable", "failed to connect", "server unavailable")
_REFUSED = ("unauthenticated", "auth check failure", "permission denied", "permissiondenied", "authentication")


class Connection:
    """One server and the name that a library's collections begin with: `http://host:19530/name` (hoibao if unnamed).

    Raises: LibraryError when nothing answers there or it refuses the token.
    """

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = shown_address(address)
        found = _ADDRESS.fullmatch(address)
        if found is None or int(found[2] or 0) > MAX_PORT:
            message = (
                f"'{self.address}' is no address of a store. Use http://host:19530, or http://host:19530/news; "
                "a user and password go into HOIBAO_STORE_TOKEN."
            )
            raise LibraryError(message, self.address, "address")
        self._uri, self.name = found[1], found[3] or "hoibao"
        self._writers: dict[str, threading.Lock] = {}
        with self.translated():
            from pymilvus import MilvusClient

            # It sets its own level when imported, and logs a traceback of what it raises anyway.
            logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
            self._client = MilvusClient(self._uri, token=token or "", timeout=CONNECT_S, grpc_options=QUIET)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """What pymilvus and gRPC raise inside becomes a LibraryError."""
        try:
            from grpc import RpcError
            from pymilvus.exceptions import MilvusException
        except ImportError as error:
            message = f'The store {self.address} needs pymilvus. Install it: pip install "hoibao[milvus]"'
            raise LibraryError(message, self.address, "uninstalled") from error
        try:
            yield
        except (MilvusException, RpcError) as error:
            raise self._error(str(getattr(error, "message", "") or error)) from error

    def _error(self, detail: str) -> LibraryError:
        said = detail.casefold()
        if any(sign in said for sign in _REFUSED):
            message = (
                f"The store {self._uri} refuses the token. Check HOIBAO_STORE_TOKEN (user:password, or an API key)."
            )
            return LibraryError(message, self.address, "refused", detail)
        if any(sign in said for sign in (*_UNREACHABLE, *_SLOW)):
            message = f"No Milvus answers at {self._uri}. Start it, or check HOIBAO_STORE: hoibao doctor"
            return LibraryError(message, self.address, "unreachable", detail)
        message = f"The store {self.address} failed: {detail}. Check it: hoibao doctor"
        return LibraryError(message, self.address, "store", detail)

    def named(self, collection: str) -> str:
        """The full name of one of this library's collections."""
        return f"{self.name}_{collection}"

    def has(self, collection: str) -> bool:
        """Whether there is this collection."""
        with self.translated():
            return bool(self._client.has_collection(self.named(collection), timeout=CALL_S))

    def new_schema(self) -> "CollectionSchema":
        """An empty schema without fields that rows make up."""
        with self.translated():
            from pymilvus import MilvusClient

            return MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)

    def create(self, collection: str, schema: "CollectionSchema", indexes: Mapping[str, Mapping[str, Any]]) -> None:
        """Make and load a collection with these indexes by field; one that is half made is finished.

        A process that was killed may have left it so, or another may be at it now.
        Indexes of nothing are not waited for: pymilvus would sleep half a second for each.
        """
        name = self.named(collection)
        with self.translated():
            if not self._client.has_collection(name, timeout=CALL_S):
                with _unless(partial(self._client.has_collection, name, timeout=CALL_S)):
                    # What a page of `scan` goes by: pymilvus hands no level on where it reads for an iterator.
                    self._client.create_collection(name, schema=schema, consistency_level=SEEN_NOW, timeout=CALL_S)
            for field in indexes.keys() - set(self._client.list_indexes(name, timeout=CALL_S)):
                missing = self._client.prepare_index_params()
                missing.add_index(field, index_name=field, **indexes[field])
                with _unless(partial(self._is_indexed, name, field)):
                    self._client.create_index(name, missing, timeout=CALL_S, sync=False)
            self._client.load_collection(name, timeout=CALL_S)

    def _is_indexed(self, name: str, field: str) -> bool:
        return field in self._client.list_indexes(name, timeout=CALL_S)

    def is_loaded(self, collection: str) -> bool:
        """Whether there is this collection, made to the end."""
        name = self.named(collection)
        with self.translated():
            return str(self._client.get_load_state(name, timeout=CALL_S)["state"]) == "Loaded"

    def drop(self, collection: str) -> None:
        """Forget a collection with all that it holds."""
        with self.translated():
            if self._client.has_collection(self.named(collection), timeout=CALL_S):
                self._client.drop_collection(self.named(collection), timeout=CALL_S)

    def flush(self, collection: str) -> None:
        """Let what was written be indexed now rather than when the server finds the time."""
        with self.translated():
            self._client.flush(self.named(collection), timeout=CALL_S)

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        """Write rows over those of the same key."""
        with self.translated():
            for at in range(0, len(rows), SENT_ROWS):
                with self._writing(collection):
                    self._client.upsert(self.named(collection), list(rows[at : at + SENT_ROWS]), timeout=CALL_S)

    def delete(self, collection: str, condition: str) -> None:
        """Forget the rows that fulfil a condition."""
        with self.translated(), self._writing(collection):
            self._client.delete(self.named(collection), filter=condition, timeout=CALL_S)

    def _writing(self, collection: str) -> threading.Lock:
        """For one thread at a time: lite's log mixes up what is written to one collection at once, and loses rows."""
        return self._writers.setdefault(collection, threading.Lock())

    def query(self, collection: str, condition: str, fields: Sequence[str], fresh: Freshness = SEEN_SOON) -> list[Row]:
        """The rows that fulfil a condition; it should be of few."""
        found = self._awake(collection, self._client.query, fresh, filter=condition, output_fields=list(fields))
        return [dict(row) for row in found]

    def among(
        self, collection: str, field: str, values: Iterable[Any], fields: Sequence[str], fresh: Freshness = SEEN_SOON
    ) -> list[Row]:
        """The rows whose `field` is one of these values, in any order; it should be of few for each value."""
        return [row for part in some_of(field, values) for row in self.query(collection, part, fields, fresh)]

    def scan(
        self, collection: str, condition: str, fields: Sequence[str], page: int = PAGE, *, by: str = "id",
        fresh: Freshness = SEEN_SOON,
    ) -> Iterator[list[Row]]:  # fmt: skip
        """The rows that fulfil a condition, a page at a time in the order of their key `by`, however many.

        As pymilvus' own iterator does, which doesn't quote the keys that it goes on from: ids come from file names.
        `fresh` is what is needed at least: collections are made `Strong` (see `create`), and so is every page.
        """
        wanted, further = [by, *(name for name in fields if name != by)], ""
        while True:
            rows: list[Row] = self._awake(
                collection, self._client.query, fresh, filter=f"{further}({condition})", output_fields=wanted,
                limit=page, iterator="True", reduce_stop_for_best="True",
            )  # fmt: skip
            if rows:
                yield [dict(row) for row in rows]
            if len(rows) < page:
                return
            further = f"{by} > {quoted(rows[-1][by])} && "

    def count(self, collection: str, condition: str = "", fresh: Freshness = SEEN_SOON) -> int:
        """How many rows fulfil a condition."""
        (row,) = self.query(collection, condition, ["count(*)"], fresh)
        return int(row["count(*)"])

    def search(
        self, collection: str, field: str, vector: Any, k: int, condition: str, parameters: Mapping[str, int]
    ) -> list[tuple[int, float]]:
        """Up to `k` (key, inner product) pairs, best first."""
        (hits,) = self._awake(
            collection, self._client.search, SEEN_SOON, data=[vector], anns_field=field, limit=min(k, MAX_FOUND),
            filter=condition, search_params={"metric_type": "IP", "params": dict(parameters)},
        )  # fmt: skip
        return list(zip(hits.ids, hits.distances, strict=True))

    def _awake(self, collection: str, ask: Callable[..., Any], fresh: Freshness, **values: Any) -> Any:
        """Ask; a collection that isn't loaded, as on lite after a restart, is loaded first."""
        name, wait_s = self.named(collection), ANSWER_S if fresh == SEEN_SOON else CALL_S
        with self.translated():
            try:
                return ask(name, timeout=wait_s, consistency_level=fresh, **values)
            except Exception as error:
                may_take_longer = wait_s < CALL_S and _says(error, _SLOW)
                if _says(error, _UNREACHABLE) or not self._client.has_collection(name, timeout=ANSWER_S):
                    raise
                if not self.is_loaded(collection):
                    self._client.load_collection(name, timeout=CALL_S)
                elif not may_take_longer:
                    raise
            return ask(name, timeout=CALL_S, consistency_level=fresh, **values)


@contextmanager
def _unless(is_there: Callable[[], bool]) -> Iterator[None]:
    """That something exists is no error when what should be made is there: another process was faster, or soon is."""
    try:
        yield
    except Exception as error:
        if not _says(error, ("exist",)):
            raise
        until = time.monotonic() + MADE_S
        while not is_there():
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _says(error: Exception, signs: Iterable[str]) -> bool:
    said = str(error).casefold()
    return any(sign in said for sign in signs)


def quoted(value: str | int | float | bool) -> str:
    """A value as Milvus' conditions write it; templates with bound values are not on every server.

    Not as JSON does: lite knows no numbered escapes, and other control characters stand for themselves.
    """
    return f'"{value.translate(_ESCAPED)}"' if isinstance(value, str) else json.dumps(value)


def one_of(field: str, values: Iterable[str | int | float | bool]) -> str:
    """The condition that a field has one of these values."""
    return f"{field} in [{', '.join(map(quoted, values))}]"


def some_of(field: str, values: Iterable[str | int | float | bool]) -> list[str]:
    """Conditions that together say the same, however many values there are; none where there is no value."""
    wanted = list(dict.fromkeys(values))
    return [one_of(field, wanted[at : at + NAMED]) for at in range(0, len(wanted), NAMED)]
