from datetime import date

import pytest

from language.dates.day import day_of, in_zone, written


@pytest.mark.parametrize(
    ("published", "local"),
    [
        ("2026-03-06T18:20:00Z", "2026-03-07T01:20:00+07:00"),
        ("2026-03-06T03:00:00Z", "2026-03-06T10:00:00+07:00"),
        ("2026-03-06T23:30:00-05:00", "2026-03-07T11:30:00+07:00"),
        ("2026-03-07T00:30:00+09:00", "2026-03-06T22:30:00+07:00"),
        ("2026-03-06T18:20:00+07:00", "2026-03-06T18:20:00+07:00"),
        ("2026-03-06T18:20", "2026-03-06T18:20"),
        ("2026-03-06", "2026-03-06"),
        ("6 March", "6 March"),
    ],
)
def test_an_instant_has_the_day_of_the_zone(published: str, local: str) -> None:
    assert in_zone(published) == local


def test_in_another_zone() -> None:
    assert in_zone("2026-03-06T18:20:00Z", "Europe/London") == "2026-03-06T18:20:00Z"
    assert in_zone("2026-03-06T18:20:00Z", "America/New_York") == "2026-03-06T13:20:00-05:00"


def test_the_day() -> None:
    assert day_of("2026-03-07T01:20:00+07:00") == date(2026, 3, 7)
    assert day_of(None) is day_of("hôm qua") is None


@pytest.mark.parametrize("published", ["2023-07-08", "2023-07-08T21:30:00+07:00", date(2023, 7, 8)])
def test_a_day_is_written_as_readers_write_it(published: str | date) -> None:
    assert written(published, "vi") == "8-7-2023"
    assert written(published, "en") == "2023-07-08"
