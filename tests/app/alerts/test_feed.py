"""An alert's feed is Atom that feed readers take, whatever stands in the articles."""

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st

from app.alerts.feed import atom
from app.conversation.places import digest, parameters
from vectorstore.alerts import Alert, AlertHit

ALERT = Alert("bi-mat-khong-doan-duoc", "subject", "Giá <mía> & đường", "", "", "2024-05-01T00:00:00.000+00:00", "", 0)
NASTY = "<script>alert(1)</script> ]]> &lt;b&gt; \x00\x0b\ud800"


def hit(title: str, quote: str = "", outlet: str | None = "Báo Mía") -> AlertHit:
    about = (f"bài/{len(title)}", title, "2024-05-06", outlet, "https://example.org/mia")
    return AlertHit(*about, 12, quote, "2024-05-06T07:08:09.123+00:00")


def made(*hits: AlertHit) -> bytes:
    address, page = "https://api.example.org/feeds/bi-mat-khong-doan-duoc", "https://hoi.example.org/"
    return atom(ALERT, hits, identity="ab12", address=address, page=page, language="vi")


def test_a_reader_sees_title_link_sentence_and_time() -> None:
    content = made(hit("Giá mía tăng", "Giá mía tăng 8% trong tháng."), hit("Mía", "", None))
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.language) == ("atom10", "Hỏi Báo: Giá <mía> & đường", "vi")
    assert feed.feed.updated == "2024-05-06T07:08:09.123+00:00"
    first, second = feed.entries
    assert (first.title, first.author, first.summary) == ("Giá mía tăng", "Báo Mía", "Giá mía tăng 8% trong tháng.")
    assert first.link.startswith("https://hoi.example.org/?article=")
    place = parameters(first.link.partition("/?")[2])
    assert (place["article"], place["quote"], place["hash"]) == ("bài/12", "12-40", digest(first.summary))
    assert parameters(second.link.partition("/?")[2]) == {"article": "bài/3"}
    assert len({feed.feed.id, first.id, second.id}) == 3
    assert ALERT.id not in first.id + feed.feed.id  # entries are passed on; the address is not


def test_an_empty_feed_is_one() -> None:
    feed = feedparser.parse(made())
    assert not feed.bozo
    assert (feed.entries, feed.feed.updated) == ([], ALERT.created)


def test_markup_of_an_article_stays_text() -> None:
    (entry,) = feedparser.parse(made(hit(NASTY, NASTY)), sanitize_html=False).entries
    assert "<script>alert(1)</script> ]]> &lt;b&gt;" in entry.title_detail.value
    assert (entry.title_detail.type, entry.summary_detail.type) == ("text/plain", "text/plain")


@settings(max_examples=60)
@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_any_text_makes_sound_xml(title: str, quote: str) -> None:
    feed = feedparser.parse(made(hit(title, quote)))
    assert not feed.bozo
    assert len(feed.entries) == 1
