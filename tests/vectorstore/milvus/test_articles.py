"""Articles that hold more than a server's fields do."""

import json
from dataclasses import replace

from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.chunk import Filters
from vectorstore.milvus.articles import outlet_key, searched_fields
from vectorstore.milvus.library import MilvusLibrary

LONG = "Ồ" * 1_000
FIELDS = {"số": 2**63, "âm": -(2**63) - 1, "mã": 2**63 - 1, "nhỏ": -(2**63), "tỉ lệ": float("nan"), "nháp": True}


def test_an_article_of_any_size_is_stored_whole(milvus: str, encoder: FakeEncoder) -> None:
    library = MilvusLibrary(f"{milvus}/sizes", create=True)
    one = entry("to", ["Mía Cồn Én trúng mùa."], encoder, outlet="Báo " + LONG * 70, topic="Nông nghiệp")
    metadata = {**{f"mục {n}": LONG for n in range(60)}, **FIELDS}
    chunks = [replace(one.chunks[0], heading=LONG * 70)]
    one = replace(one, article=replace(one.article, metadata=metadata), chunks=chunks)
    library.put([one, entry("nhỏ", ["Đê bao."], encoder)], encoder.fingerprint)
    stored = library.article("to")
    assert stored is not None
    assert {**stored.metadata, "tỉ lệ": 0} == {**metadata, "tỉ lệ": 0}
    assert stored.outlet == one.article.outlet
    for filters in (Filters(outlet=one.article.outlet), Filters(metadata={"topic": "Nông nghiệp", "mục 1": LONG})):
        assert [article.id for article, _ in library.articles(filters)] == ["to"]
    assert library.faults() == []


def test_what_is_searched_fits_the_fields(encoder: FakeEncoder) -> None:
    one = entry("to", ["Mía."], encoder, outlet="Báo " + LONG * 70, topic="Nông nghiệp", title="Mía").article
    fields = searched_fields(replace(one, metadata={**FIELDS, **{f"mục {n}": LONG for n in range(60)}, "topic": "?"}))
    assert len(json.dumps(fields, ensure_ascii=False).encode()) <= 60_000
    assert (fields["topic"], fields["title"], fields["nháp"]) == ("Nông nghiệp", "Mía", True)
    assert fields.keys() & FIELDS.keys() == {"mã", "nhỏ", "nháp"}
    assert len(outlet_key(one.outlet).encode()) <= 65_535
