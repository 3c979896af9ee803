import random
from collections.abc import Iterator

import pytest
import vietnam_number
from num2words import num2words

from language.values.numerals import numeral_at
from language.values.values import values

EACH = range(1, 10_000)
SAMPLED = [random.Random(1).randrange(10_000, 10**9) for _ in range(700)]
OTHER_SPELLINGS = (
    (" lẻ ", " linh "),
    (" lẻ ", " lẽ "),
    ("nghìn", "ngàn"),
    ("lăm", "nhăm"),
    ("bảy", "bẩy"),
    ("mươi bốn", "mươi tư"),
    ("mươi mốt", "mươi một"),
    ("hai mươi", "hai mười"),
)


def vietnamese(number: int) -> Iterator[str]:
    for written in {num2words(number, lang="vi"), vietnam_number.n2w(str(number)).replace(" lẽ ", " lẻ ")}:
        yield written
        for usual, other in OTHER_SPELLINGS:
            if usual in written:
                yield written.replace(usual, other)


def english(number: int) -> Iterator[str]:
    written = num2words(number)
    yield written
    yield written.replace("-", " ")
    yield written.replace(" and", "").replace(",", "")


@pytest.mark.parametrize("written", [vietnamese, english])
def test_every_number_in_words_is_read_back(written: object) -> None:
    assert callable(written)
    wrong = []
    for number in [*EACH, *SAMPLED]:
        for words in written(number):
            read = numeral_at(words, 0, english=written is english)
            if read is None or read.amounts != {float(number)} or read.end != len(words):
                wrong.append((number, words))
    assert not wrong


@pytest.mark.parametrize("number", [*range(1, 32), 100, 101, 115, 250, 999, 1005, 2015, 2023, 20_005, 305_000])
def test_words_mean_what_figures_mean(number: int) -> None:
    for words in vietnamese(number):
        (value,) = values(f"{words} hộ dân")
        assert value.readings == {float(number)}  # type: ignore[union-attr]
        assert value.dimension == "household"  # type: ignore[union-attr]
    for words in english(number):
        (value,) = values(f"{words} households", english=True)
        assert value.readings == {float(number)}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("hai triệu rưỡi", 2_500_000),
        ("một trăm rưởi", 150),
        ("một trăm hai", 120),
        ("một triệu hai", 1_200_000),
        ("1 triệu 200 nghìn", 1_200_000),
        ("hai nghìn ba trăm tỷ", 2_300e9),
        ("35 nghìn tỷ", 35e12),
        ("hai chục", 20),
        ("2 trăm", 200),
        ("hai lăm", 25),
        ("ba phẩy bảy lăm", 3.75),
        ("không phẩy năm", 0.5),
        ("nửa triệu", 500_000),
        ("half a million", 500_000),
        ("two dozen", 24),
        ("a hundred and five", 105),
        ("two point five", 2.5),
        ("one million, five thousand", 1_005_000),
        ("hai mươi năm nghìn", 25_000),
        ("mười tư vấn viên", 10),
        ("hai mươi tư vấn viên", 20),
    ],
)
def test_what_is_said_in_other_ways(words: str, amount: float) -> None:
    (value,) = values(words, english=words.isascii())
    assert value.readings == {amount}  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["mười năm", "hai mươi năm", "một trăm năm"])
def test_years_are_no_fives(words: str) -> None:
    (years,) = [value for value in values(words) if not value.soft]
    assert years.dimension == "month"  # type: ignore[union-attr]
