"""What readers follow is kept with what came in for it, each owner's own, and goes with the articles."""

import pytest

from app.settings import Settings
from app.wiring import open_library
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill
from vectorstore.alerts import MOST_ALERTS, NewHit
from vectorstore.library import Library
from vectorstore.records import Filters

pytestmark = pytest.mark.stores("local", "postgres")


def test_only_what_came_in_later_is_after_a_mark(library: Library, encoder: FakeEncoder) -> None:
    assert library.last_added() == 0
    fill(library, encoder)
    mark = library.last_added()
    inside = Filters(added_after=mark)
    assert inside
    assert library.listed(inside).total == 0
    library.put([entry("bai-1", ["Bản mới của bài cũ."], encoder)], encoder.fingerprint)  # came in before
    library.put([entry("moi", SENTENCES[:2], encoder)], encoder.fingerprint)
    assert [article.id for article in library.listed(inside).articles] == ["moi"]
    assert library.coverage(inside).articles == 1
    for hits in (
        library.dense_search(encoder.encode_query(SENTENCES[0]), 20, inside),
        library.keyword_search(SENTENCES[0], 20, inside),
    ):
        assert {passage.article_id for passage in library.passages(hits)} == {"moi"}
    library.remove(["moi"])
    later = library.last_added()
    library.put([entry("sau", SENTENCES[:2], encoder)], encoder.fingerprint)
    assert [article.id for article in library.listed(Filters(added_after=max(mark, later))).articles] == ["sau"]


def test_an_alert_begins_with_what_comes_after_it(place: Settings, library: Library, encoder: FakeEncoder) -> None:
    fill(library, encoder)
    alert = library.alerts.follow("subject", "  Giá \n mía ", owner="an", mail="an@example.org")
    assert alert is not None
    assert (alert.words, alert.checked, alert.mailed) == ("Giá mía", library.last_added(), alert.created)
    assert len(alert.id) >= 20  # the address of a feed
    assert alert.id.isalnum()  # an argument of the command: none that begins with a dash
    assert library.alerts.follow("subject", "Giá mía", owner="an") == alert  # the same once more
    assert library.alerts.follow("question", "Giá mía", owner="an") != alert
    assert library.alerts.follow("subject", "Giá mía", owner="bình") != alert
    assert library.alerts.follow("subject", " \n ") is None
    again = open_library(place).alerts
    assert [one.owner for one in again.listed()] == ["an", "an", "bình"]
    assert alert in again.listed(owner="an")
    assert again.get(alert.id) == alert
    assert again.get("không có") is None


def test_what_was_found_is_kept_once_newest_first(library: Library, encoder: FakeEncoder) -> None:
    fill(library, encoder)
    alert = library.alerts.follow("subject", "mía")
    assert alert is not None
    library.alerts.record(alert.id, 7, [NewHit("bai-0"), NewHit("không có")])
    first = library.alerts.hits(alert.id)
    assert [hit.article_id for hit in first] == ["bai-0"]
    library.alerts.record(alert.id, 3, [NewHit("bai-0", 5, "câu khác"), NewHit("bai-2", 4, "Giá mía tăng.")])
    hits = library.alerts.hits(alert.id)
    assert [hit.article_id for hit in hits] == ["bai-2", "bai-0"]
    assert (hits[0].start, hits[0].quote) == (4, "Giá mía tăng.")
    assert hits[1] == first[0]
    assert [hit.article_id for hit in library.alerts.hits(alert.id, since=first[0].found)] == ["bai-2"]
    assert len(library.alerts.hits(alert.id, limit=1)) == 1
    kept = library.alerts.get(alert.id)
    assert kept is not None
    assert kept.checked == max(7, alert.checked)
    library.remove(["bai-2"])
    assert [hit.article_id for hit in library.alerts.hits(alert.id)] == ["bai-0"]
    library.flush()
    assert library.faults() == []


def test_only_its_owner_ends_an_alert(library: Library, encoder: FakeEncoder) -> None:
    fill(library, encoder)
    alert = library.alerts.follow("question", "Giá mía bao nhiêu?", owner="an")
    assert alert is not None
    library.alerts.record(alert.id, 9, [NewHit("bai-0")])
    assert not library.alerts.unfollow(alert.id, owner="bình")
    assert library.alerts.unfollow(alert.id, owner="an")
    assert not library.alerts.unfollow(alert.id)
    assert library.alerts.hits(alert.id) == []
    library.alerts.record(alert.id, 9, [NewHit("bai-0")])  # ended while somebody was looking
    assert library.alerts.hits(alert.id) == []


def test_what_was_written_about_is_remembered(library: Library) -> None:
    alert = library.alerts.follow("subject", "mía")
    assert alert is not None
    library.alerts.told_by_mail(alert.id, "2031-01-02T03:04:05.000+00:00")
    assert [one.mailed for one in library.alerts.listed(owner="")] == ["2031-01-02T03:04:05.000+00:00"]


def test_nobody_follows_without_end(library: Library) -> None:
    followed = [library.alerts.follow("subject", f"việc {number}") for number in range(MOST_ALERTS + 1)]
    assert followed.count(None) == 1
    assert followed[-1] is None
    assert library.alerts.follow("subject", "việc 0") == followed[0]
    assert library.alerts.follow("subject", "việc 0", owner="an") is not None


def test_what_comes_in_after_the_clock_was_put_back_is_still_news(library: Library, encoder: FakeEncoder) -> None:
    fill(library, encoder)
    alert = library.alerts.follow("subject", "Giá mía", mail="an@example.org")
    assert alert is not None
    ahead = "2999-01-01T00:00:00.000000+00:00"
    library.alerts.told_by_mail(alert.id, ahead)
    library.put([entry("moi", SENTENCES[:2], encoder)], encoder.fingerprint)
    library.alerts.record(alert.id, library.last_added(), [NewHit("moi")])
    (hit,) = library.alerts.hits(alert.id, since=ahead)
    assert hit.article_id == "moi"
