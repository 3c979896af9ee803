"""When a reader was last here: told by a cookie, of whoever wrote it, for one library."""

from hypothesis import given
from hypothesis import strategies as st

from app.page.visits import VisitMark, visits

LIBRARY = "ab12cd34ef56"
MARKS = st.builds(VisitMark, st.integers(0, 10**9), st.integers(10**9, 2 * 10**9))


def test_the_first_visit_has_none_before() -> None:
    for cookie in ("", "x", "ab12cd34.1.2.3", "zz12cd34.1.2.3.4", "ab12cd34.1.2.3.4.5"):
        assert visits(cookie, LIBRARY, VisitMark(7, 1_000_000)).before is None


def test_what_came_since_the_last_visit_is_new() -> None:
    first = visits("", LIBRARY, VisitMark(7, 1_000_000))
    later = visits(first.cookie, LIBRARY, VisitMark(9, 1_090_000))
    assert later.before == VisitMark(7, 1_000_000)
    again = visits(later.cookie, LIBRARY, VisitMark(12, 1_090_060))  # a page loaded again
    assert again.before == later.before
    day_after = visits(again.cookie, LIBRARY, VisitMark(20, 1_190_000))
    assert day_after.before == VisitMark(9, 1_090_000)


def test_another_library_knows_nothing_of_it() -> None:
    cookie = visits("", LIBRARY, VisitMark(7, 1_000_000)).cookie
    assert visits(cookie, "99" + LIBRARY, VisitMark(9, 1_090_000)).before is None


@given(MARKS, MARKS, MARKS)
def test_nothing_is_new_that_was_here_and_marks_are_never_ahead(one: VisitMark, two: VisitMark, now: VisitMark) -> None:
    known = visits(visits("", LIBRARY, one).cookie, LIBRARY, two)
    seen = visits(known.cookie, LIBRARY, now)
    assert seen.before is not None
    assert seen.before.last_added <= now.last_added
    assert seen.before.at_s <= now.at_s


@given(st.text())
def test_any_cookie_is_read(cookie: str) -> None:
    assert visits(cookie, LIBRARY, VisitMark(1, 1)).cookie
