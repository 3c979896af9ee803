from hypothesis import given
from hypothesis import strategies as st

from language.sentences import sentences
from rag.generate.breadth import is_broad
from rag.generate.capacity import Capacity, Room, room
from rag.generate.evidence import evidence
from vectorstore.records import Passage

SENTENCE = "Chợ nổi họp từ sáng sớm, có {n} ghe bán dưa. "
ARTICLES = {
    "ngan": "".join(SENTENCE.format(n=n) for n in range(8)).strip(),
    "vua": "".join(SENTENCE.format(n=n) for n in range(60)).strip(),
    "dai": "".join(SENTENCE.format(n=n) for n in range(400)).strip(),
}
ROOM = Room(25, 24_000, by_sentence=True)


def passage(article: str, start: int, end: int) -> Passage:
    return Passage(1, 0.5, article, "Chợ nổi", "2024-03-05", None, None, start, end, "", ARTICLES[article][start:end])


def test_a_short_article_is_shown_whole_a_longer_one_where_it_was_found_twice() -> None:
    once = evidence([passage("vua", 0, 300), passage("ngan", 40, 90)], ROOM, ARTICLES.__getitem__)
    assert [(p.article_id, len(p.text)) for p in once] == [("vua", 300), ("ngan", len(ARTICLES["ngan"]))]
    twice = evidence([passage("vua", 0, 300), passage("vua", 900, 990)], ROOM, ARTICLES.__getitem__)
    assert [p.text for p in twice] == [ARTICLES["vua"]]
    long = evidence([passage("dai", 0, 300), passage("dai", 900, 990)], ROOM, ARTICLES.__getitem__)
    assert [len(p.text) for p in long] == [300, 90]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(ARTICLES)), st.integers(0, 2_000), st.integers(1, 9_000)), max_size=12),
    st.integers(0, 9_000),
)
def test_evidence_keeps_within_its_room_and_cuts_no_sentence(found: list[tuple[str, int, int]], chars: int) -> None:
    given_ = [passage(a, min(s, len(ARTICLES[a]) - 1), min(s + n, len(ARTICLES[a]))) for a, s, n in found]
    shown = evidence(given_, Room(6, chars, by_sentence=True), ARTICLES.__getitem__)
    assert len(shown) <= 6
    assert sum(len(p.text) for p in shown) <= chars
    for p in shown:
        assert ARTICLES[p.article_id][p.start : p.end] == p.text
        ends = [q.start + end for q in given_ for _, end in sentences(q.text) if q.article_id == p.article_id]
        assert p.end in [*ends, *(q.end for q in given_), len(ARTICLES[p.article_id])]


def test_an_article_that_changed_meanwhile_is_shown_as_it_was_found() -> None:
    old = passage("ngan", 0, 100)
    assert evidence([old], ROOM, lambda _: "Bài đã viết lại.") == [old]


def test_room_grows_with_the_context_and_never_takes_more_than_a_third_of_it() -> None:
    for context in (2_048, 8_192, 16_384, 20_000, 32_768, 128_000, 1_000_000):
        for broad in (False, True):
            given_ = room(Capacity(context), broad=broad)
            assert given_.by_sentence == (context >= 16_384)
            assert given_.chars <= 24_000
            assert given_.passages <= 25
            if given_.by_sentence:
                assert given_.chars <= context * 2.5 / 3
    assert room(Capacity(128_000), broad=True).chars > room(Capacity(128_000), broad=False).chars


def test_what_asks_for_much_is_told_from_what_asks_for_one_fact() -> None:
    broad = [
        "Tóm tắt vụ cháy chợ Bến Lài",
        "Diễn biến vụ cháy chợ Bến Lài",
        "So sánh giá mía hai tỉnh",
        "Điểm báo tuần qua về lũ",
        "Hội nghị bàn những gì?",
        "Các báo nói gì về cầu Bến Sỏi?",
        "Summarise what happened at the market",
        "How do the outlets differ on the death toll?",
    ]
    single = ["Cầu Bến Sỏi dài bao nhiêu mét?", "Ai cắt băng khánh thành?", "When did the bridge open?"]
    assert all(map(is_broad, broad))
    assert not any(map(is_broad, single))
