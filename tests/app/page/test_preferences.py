"""What a browser remembers, and what it can't be made to do."""

import pytest

from app.page.preferences import COOKIE, MAX_PASSAGES, Preferences


def test_what_is_remembered_comes_back() -> None:
    preferred = Preferences("en", "quote", MAX_PASSAGES)
    assert Preferences.remembered({COOKIE: preferred.cookie}, "vi") == preferred
    assert Preferences.remembered({COOKIE: Preferences("en").cookie}, "vi") == Preferences("en")


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "language=fr&mode=root&passages=0",
        "passages=21",
        "passages=-3",
        "passages=²",
        "passages=99999999999",
        "%%%;=&",
    ],
)
def test_a_cookie_that_says_nothing_usable_changes_nothing(cookie: str) -> None:
    assert Preferences.remembered({COOKIE: cookie}, "vi") == Preferences("vi")


def test_a_cookie_holds_nothing_that_ends_it() -> None:
    assert not set(Preferences("vi", "llm", 12).cookie) & set('; ,\\"\n')
