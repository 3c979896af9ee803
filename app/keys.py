"""Keys of programs that ask over HTTP: kept as digests in a file that its owner alone may read.

Knows no HTTP. A key is 256 random bits, so one SHA-256 hides it as well as a slow hash would.
"""

import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock

from app.errors import KeysError

Scope = Literal["ask", "read", "write"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_PREFIX = "hb"
MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept. `digest` is the SHA-256 of the whole key, which nothing keeps."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    digest: str
    created: str


class KeyFile:
    """The keys in the file `path`; a change by another process counts from the next look on.

    Raises: KeysError when the file can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._keys: tuple[ApiKey, ...] = ()

    def listed(self) -> tuple[ApiKey, ...]:
        """All of them, the oldest first."""
        with self._lock:
            try:
                status = self.path.stat()
            except FileNotFoundError:
                self._seen, self._keys = None, ()
                return ()
            except OSError as error:
                raise KeysError(self.path, error.strerror or str(error)) from error
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if seen != self._seen:
                self._keys, self._seen = self._read(), seen
            return self._keys

    def holder(self, key: str) -> ApiKey | None:
        """The record of a key; None where there is none such."""
        digest = _digest(key)
        return next((known for known in self.listed() if hmac.compare_digest(known.digest, digest)), None)

    def add(self, name: str, scopes: Sequence[Scope]) -> tuple[ApiKey, str]:
        """A new key under `name`: its record, and the key itself, which can't be read again."""
        made = secrets.token_hex(4)
        key = f"{_PREFIX}_{made}_{secrets.token_urlsafe(32)}"
        kept = tuple(scope for scope in SCOPES if scope in scopes)
        record = ApiKey(made, " ".join(name.split())[:MAX_NAME_CHARS], kept, _digest(key), _now())
        with self._changing():
            self._write((*self._fresh(), record))
        return record, key

    def revoke(self, key_id: str) -> bool:
        """Forget the key of this id; whether there was one."""
        with self._changing():
            before = self._fresh()
            kept = tuple(key for key in before if key.id != key_id)
            if len(kept) != len(before):
                self._write(kept)
        return len(kept) != len(before)

    def _changing(self) -> FileLock:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KeysError(self.path, error.strerror or str(error)) from error
        return FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=10)

    def _fresh(self) -> tuple[ApiKey, ...]:
        return self._read() if self.path.exists() else ()

    def _read(self) -> tuple[ApiKey, ...]:
        try:
            records = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(records, list):
                raise TypeError("no list of keys")
            return tuple(
                ApiKey(each["id"], each["name"], tuple(each["scopes"]), each["digest"], each["created"])
                for each in records
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KeysError(self.path, str(error)) from error

    def _write(self, keys: Sequence[ApiKey]) -> None:
        beside = self.path.with_name(f".{self.path.name}.new")
        try:
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump([asdict(key) for key in keys], file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            raise KeysError(self.path, error.strerror or str(error)) from error


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
