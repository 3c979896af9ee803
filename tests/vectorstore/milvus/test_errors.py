"""What goes wrong with a server is said in both languages, with what to do."""

import sys
from typing import get_args

import pytest

from app.messages import say_error
from tests import milvus_server
from vectorstore.errors import LibraryError, LibraryProblem
from vectorstore.milvus.connection import Connection
from vectorstore.milvus.library import MilvusLibrary

needs_pymilvus = pytest.mark.skipif(not milvus_server.installed(), reason=milvus_server.MISSING)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("problem", get_args(LibraryProblem))
def test_every_problem_has_words(problem: LibraryProblem, language: str) -> None:
    said = say_error(LibraryError("?", "http://may:19530", problem, "chi tiết"), language)
    assert "http://may:19530" in said
    assert "{" not in said


@needs_pymilvus
def test_nobody_there() -> None:
    with pytest.raises(LibraryError, match="No Milvus answers") as away:
        MilvusLibrary("http://127.0.0.1:1/tin")
    assert away.value.problem == "unreachable"
    assert "HOIBAO_STORE" in say_error(away.value, "vi")


@pytest.mark.parametrize(
    "address",
    ["http://", "http://may:99999", "http://may:x", "http://may/ten-co-gach", "http://may/a/b", "http://ten:khoa@may"],
)
def test_no_address(address: str) -> None:
    with pytest.raises(LibraryError) as bad:
        Connection(address)
    assert bad.value.problem == "address"


@pytest.mark.parametrize("user", ["ai:xyzzy", "ai:x/yzzy", "ai:x@yzzy", "xyzzy"])
def test_a_password_in_an_address_is_not_shown(user: str) -> None:
    with pytest.raises(LibraryError) as bad:
        MilvusLibrary(f"http://{user}@may:19530/tin")
    for said in (str(bad.value), say_error(bad.value, "vi"), say_error(bad.value, "en"), repr(bad.value.folder)):
        assert "yzzy" not in said
        assert "http://…@may:19530/tin" in said


def test_no_library_there(milvus: str) -> None:
    with pytest.raises(LibraryError, match="hoibao ingest") as missing:
        MilvusLibrary(f"{milvus}/nothing_here")
    assert missing.value.problem == "absent"


def test_without_pymilvus(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pymilvus", "pymilvus.exceptions"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(LibraryError) as bare:
        MilvusLibrary("http://127.0.0.1:1")
    assert bare.value.problem == "uninstalled"
    assert 'pip install "hoibao[milvus]"' in say_error(bare.value, "vi")


def test_what_a_cluster_says_of_a_wrong_token(milvus: str) -> None:
    """A server of milvus-lite asks for none: the sentences are a cluster's."""
    from pymilvus.exceptions import MilvusException

    connection = Connection(milvus, token="ai:sai")
    for said in ("auth check failure, please check username and password are correct", "StatusCode.UNAUTHENTICATED"):
        with pytest.raises(LibraryError) as refused, connection.translated():
            raise MilvusException(message=said)
        assert refused.value.problem == "refused"
        assert "ai:sai" not in say_error(refused.value, "vi") + str(refused.value)


def test_a_library_of_a_newer_program(milvus: str) -> None:
    library = MilvusLibrary(f"{milvus}/newer", create=True)
    connection = Connection(f"{milvus}/newer")
    (row,) = connection.query("meta", 'name == "state"', ["name", "value", "none"])
    newer = row["value"].replace('"schema": 1', '"schema": 2')
    connection.upsert("meta", [{**row, "value": newer, "none": list(row["none"])}])
    with pytest.raises(LibraryError) as later:
        library.sequence()
    assert later.value.problem == "newer"
