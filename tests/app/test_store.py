"""The commands on a library that a server keeps: the answers are those of a library on disk."""

from pathlib import Path

import pytest

from tests.app.test_cli import EXAMPLES, answered, hoibao

QUESTION = "vu chay cho ben vat lam bao nhieu nguoi bi thuong"


@pytest.fixture(scope="module")
def store(milvus: str) -> str:
    address = f"{milvus}/commands"
    assert answered("ingest", EXAMPLES, HOIBAO_STORE=address)["added"] == 21
    return address


def test_both_stores_answer_alike(store: str, tmp_path: Path) -> None:
    answered("ingest", EXAMPLES, "--library", tmp_path)
    local = answered("ask", QUESTION, "--library", tmp_path)
    there = answered("ask", QUESTION, HOIBAO_STORE=store)
    assert there["answer"] == local["answer"]
    assert [found["article_id"] for found in there["consulted"]] == [
        found["article_id"] for found in local["consulted"]
    ]


def test_a_server_needs_no_folder(store: str, tmp_path: Path) -> None:
    found = answered("search", "chợ", "--outlet", "nhật báo phương nam", cwd=tmp_path, HOIBAO_STORE=store)
    assert {passage["outlet"] for passage in found["passages"]} == {"Nhật báo Phương Nam"}
    assert answered("reindex", cwd=tmp_path, HOIBAO_STORE=store)["chunks"] == 62  # without the encoder
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_named_comes_first(store: str, tmp_path: Path) -> None:
    done = hoibao("articles", "--library", tmp_path, HOIBAO_STORE=store)
    assert (done.returncode, str(tmp_path) in done.stderr) == (3, True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_server_no_traceback(language: str) -> None:
    done = hoibao("ask", "?", "--language", language, HOIBAO_STORE="http://127.0.0.1:1")
    assert done.returncode == 3
    assert "HOIBAO_STORE" in done.stderr
