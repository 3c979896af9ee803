"""What is done with a record ahead of the library: its parts, made at once, later, or not at all."""

from ingest.article import Record
from ingest.prepare import candidate, with_parts


def record(text: str) -> Record:
    return Record({"title": "Lúa", "text": text}, "bao.jsonl:1", "bao-1", len(text))


def test_parts_made_later_are_the_same_and_what_is_known_gets_none() -> None:
    read = record("Nông dân xã Hòa Bình gặt lúa hè thu. Năng suất 6,5 tấn mỗi hecta.")
    later = candidate(read, whole=False)
    assert with_parts(later, frozenset({later.article.digest})) is later
    assert with_parts(later, frozenset({"another"})) == candidate(read, whole=True)


def test_parts_that_are_there_are_kept() -> None:
    whole = candidate(record("Nông dân gặt lúa hè thu."), whole=True)
    assert with_parts(whole, frozenset()) is whole
