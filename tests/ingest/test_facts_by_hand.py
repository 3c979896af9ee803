"""Facts put right by hand: what they were is kept, and adding the same file again changes nothing of them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts_by_hand import Facts, as_ingested, correct, kept_by_hand
from ingest.pipeline import IngestReport, ingest
from ingest.single import store
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article

SALT = {
    "id": "muoi",
    "title": "Ruộng muối Cồn Sẻ được mùa",
    "outlet": "Báo Cửa Sông",
    "published": "2012-07-17T06:30:00",
    "text": "Ruộng muối Cồn Sẻ thu 40 tấn trong tháng này.",
}


def add(library: LocalLibrary, encoder: FakeEncoder, folder: Path, *lines: dict[str, Any]) -> IngestReport:
    (folder / "bao.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return ingest([folder], library, encoder)


def put_right(library: LocalLibrary, encoder: FakeEncoder, name: str, **facts: Any) -> Article:
    article = library.article(name)
    assert article is not None
    day = date.fromisoformat(article.published[:10]) if article.published else None
    known = Facts(article.title, day, article.outlet, article.topic)
    return correct(article, replace(known, **facts), library, encoder)


def test_what_a_fact_was_is_kept_until_it_is_so_again(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    add(library, encoder, tmp_path, SALT)
    first = library.article("muoi")
    assert first is not None
    assert as_ingested(first) == {}
    once = put_right(library, encoder, "muoi", published=date(2012, 7, 18), topic="Kinh tế")
    assert as_ingested(once) == {"published": SALT["published"], "topic": None}
    twice = put_right(library, encoder, "muoi", published=date(2012, 7, 19))
    assert as_ingested(twice) == as_ingested(once)
    back = put_right(library, encoder, "muoi", published=date(2012, 7, 17), topic=" ")
    assert back.digest == first.digest  # with its hour


@pytest.mark.parametrize("named", [True, False])
def test_the_same_file_again_undoes_nothing(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, named: bool
) -> None:
    line = SALT if named else {name: value for name, value in SALT.items() if name != "id"}
    add(library, encoder, tmp_path, line)
    ((article, _),) = library.articles()
    corrected = put_right(library, encoder, article.id, published=date(2012, 7, 18), title="Muối Cồn Sẻ")
    report = add(library, encoder, tmp_path, line, {"id": "khac", "title": "Bài khác", "text": "Đò ngang vắng khách."})
    assert (report.added, report.updated, report.unchanged) == (1, 0, 1)
    assert library.article(article.id) == corrected


def test_what_the_file_itself_changes_is_taken_from_it(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    add(library, encoder, tmp_path, SALT)
    put_right(library, encoder, "muoi", published=date(2012, 7, 18), title="Muối Cồn Sẻ")
    newer = {**SALT, "published": "2012-07-20", "text": "Ruộng muối Cồn Sẻ thu 44 tấn trong tháng này."}
    assert add(library, encoder, tmp_path, newer).updated == 1
    article = library.article("muoi")
    assert article is not None
    assert (article.published, article.title) == ("2012-07-20", "Muối Cồn Sẻ")
    assert "44 tấn" in article.text
    assert as_ingested(article) == {"title": SALT["title"]}


def test_a_program_that_hands_it_over_again_undoes_nothing(library: LocalLibrary, encoder: FakeEncoder) -> None:
    store("muoi", SALT, library, encoder, before=None, place="api")
    corrected = put_right(library, encoder, "muoi", outlet="Báo Biển")
    again = store("muoi", SALT, library, encoder, before=corrected, place="api")
    assert (again.verdict, again.article) == ("unchanged", corrected)


@given(st.dictionaries(st.sampled_from(["as_ingested", "title"]), st.recursive(st.none() | st.text(), st.lists)))
def test_a_file_with_such_a_field_of_its_own_misleads_nobody(metadata: dict[str, Any]) -> None:
    article = Article("a", "Chữ.", "Tên", metadata=metadata)
    assert as_ingested(article) == {}
    assert kept_by_hand(article, article) == article
    odd = replace(article, metadata={"as_ingested": {"title": 7, "published": None, "text": "x"}})
    assert as_ingested(odd) == {"published": None}
