"""A library of the example articles, read once; its embeddings are those of the stand-in encoder."""

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

EXAMPLES = Path(__file__).parents[3] / "examples" / "articles"


@pytest.fixture(scope="package")
def examples(tmp_path_factory: pytest.TempPathFactory) -> LocalLibrary:
    library = LocalLibrary(tmp_path_factory.mktemp("examples") / "library", create=True)
    ingest([EXAMPLES], library, FakeEncoder(dim=256))
    return library
