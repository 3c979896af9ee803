"""Collections on a server: `vectorstore.collections` over rows, one for each article that stands in one."""

import uuid
from collections.abc import Sequence

from vectorstore.collections import Collection, Collections, by_name, line_of, same
from vectorstore.errors import CollectionError
from vectorstore.milvus.batch import Writer
from vectorstore.milvus.connection import SEEN_NOW, SEEN_SOON, Connection, Freshness, Row, quoted, some_of
from vectorstore.milvus.schema import NO_VECTOR


class MilvusCollections(Collections):
    """Changed while nobody else writes: of two that would give one name, the second is told."""

    def __init__(self, connection: Connection, writer: Writer) -> None:
        self._connection, self._writer = connection, writer

    def listed(self) -> list[Collection]:
        """All of them, by name."""
        return by_name(
            Collection(row["name"], self._connection.count("members", f"collection == {quoted(row['id'])}"))
            for row in self._rows()
        )

    def members(self, name: str) -> list[str]:
        """The ids of its articles."""
        key = self._key(name)
        pages = self._connection.scan("members", f"collection == {quoted(key)}", ["article"])
        return [row["article"] for page in pages for row in page]

    def create(self, name: str) -> str:
        """Make an empty one; returns its name as it is kept."""
        with self._writer.alone():
            line = self._free(name)
            self._put(uuid.uuid4().hex, line)
            return line

    def rename(self, name: str, new: str) -> str:
        """Give it another name, which is returned as it is kept."""
        with self._writer.alone():
            key = self._key(name, SEEN_NOW)
            line = self._free(new, but=key)
            self._put(key, line)
            return line

    def delete(self, name: str) -> None:
        """Forget it; its articles stay in the library."""
        with self._writer.alone():
            for row in self._rows(SEEN_NOW):
                if row["name"] == name:
                    self._connection.delete("collections", f"id == {quoted(row['id'])}")
                    self._connection.delete("members", f"collection == {quoted(row['id'])}")

    def add(self, name: str, ids: Sequence[str]) -> int:
        """Put articles into it; returns how many were not in it before. Unknown ids are passed over."""
        with self._writer.alone():
            key = self._key(name, SEEN_NOW)
            known = {row["id"] for row in self._connection.among("articles", "id", ids, ["id"], SEEN_NOW)}
            new = known - self._inside(key, ids)
            rows = [{"id": _named(key, each), "collection": key, "article": each, **NO_VECTOR} for each in new]
            self._connection.upsert("members", rows)
            return len(new)

    def take_out(self, name: str, ids: Sequence[str]) -> int:
        """Take articles out of it; returns how many were in it. They stay in the library."""
        with self._writer.alone():
            key = self._key(name, SEEN_NOW)
            gone = self._inside(key, ids)
            for condition in some_of("id", (_named(key, each) for each in gone)):
                self._connection.delete("members", condition)
            return len(gone)

    def _rows(self, fresh: Freshness = SEEN_SOON) -> list[Row]:
        return self._connection.query("collections", 'id != ""', ["id", "name"], fresh)

    def _key(self, name: str, fresh: Freshness = SEEN_SOON) -> str:
        for row in self._rows(fresh):
            if row["name"] == name:
                return str(row["id"])
        raise CollectionError(name, "missing")

    def _free(self, name: str, but: str = "") -> str:
        """The name on one line, if no other collection than `but` has it."""
        line = line_of(name)
        if any(same(row["name"]) == same(line) and row["id"] != but for row in self._rows(SEEN_NOW)):
            raise CollectionError(line, "taken")
        return line

    def _inside(self, key: str, ids: Sequence[str]) -> set[str]:
        names = [_named(key, each) for each in ids]
        return {row["article"] for row in self._connection.among("members", "id", names, ["article"], SEEN_NOW)}

    def _put(self, key: str, name: str) -> None:
        self._connection.upsert("collections", [{"id": key, "name": name, **NO_VECTOR}])


def _named(key: str, article: str) -> str:
    return f"{key}\n{article}"
