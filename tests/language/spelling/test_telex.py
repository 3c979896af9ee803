import pytest

from language.spelling.counts import SpellingCounts
from language.spelling.telex import decode, undo
from tests.rag.vocabulary import EMPTY, NEWS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooji", "hội"),
        ("hoiojj", None),
        ("nghij", "nghị"),
        ("uwowng", "ương"),
        ("uowng", "ương"),
        ("dduwowcj", "được"),
        ("vieejt", "việt"),
        ("vietej", "việt"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("quyeets", "quyết"),
        ("giwax", "giữa"),
        ("HOOJI", "HỘI"),
        ("Nghij", "Nghị"),
        ("ho65i", "hội"),
        ("nghi5", "nghị"),
        ("d9u7o7c5", "được"),
        ("nguye6n4", "nguyễn"),
        ("express", None),
        ("wow", None),
        ("data", None),
        ("h1n1", None),
        ("u23", None),
        ("trung", None),
    ],
)
def test_decode(typed: str, meant: str | None) -> None:
    assert decode(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooji nghij trung uwowng 8", "hội nghị trung ương 8"),
        ("ho65i nghi5 trung u7o7ng 8", "hội nghị trung ương 8"),
        ("Hooji nghị bàn gì?", "Hội nghị bàn gì?"),
        ("gias xawng tawng bao nhieeu", "giá xăng tăng bao nhiêu"),
    ],
)
def test_undo(typed: str, meant: str) -> None:
    assert undo(typed, SpellingCounts(NEWS)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "wow, express, Facebook, data",
        "What was the test of cars for?",
        "Xe taxi và bus ở Texas có tax free không?",
        "COVID-19, H5N1, U23, CO2 và mp3 là gì?",
        "Max Mara mở shop ở Paris khi nào?",
        "moon room tool",
        "bản test của Windows",
    ],
)
def test_other_words_survive(text: str) -> None:
    for vocabulary in (EMPTY, NEWS):
        assert undo(text, SpellingCounts(vocabulary)) == text
