import pytest

from language.content import content_terms
from language.detect import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hội nghị bàn những vấn đề gì?", "vi"),
        ("hoi nghi trung uong 8 ban nhung van de gi", "vi"),
        ("vi sao", "vi"),
        ("Nguyen Phu Trong", "vi"),
        ("to lam", "vi"),
        ("an ninh mang", "vi"),
        ("Donald Trump", "vi"),
        ("GDP?", "vi"),
        ("", "vi"),
        ("😀", "vi"),
        ("Super Bowl 50", "vi"),
        ("Ai sáng lập Facebook?", "vi"),
        ("What did the conference discuss?", "en"),
        ("why?", "en"),
        ("how many", "en"),
        ("Tesla stock price", "en"),
        ("In which year was To Lam born?", "en"),
        ("what about Hà Nội?", "en"),
        ("What happened in Cồn Én?", "en"),
        ("Cồn Én thế nào?", "vi"),
        ("asdfgh qwrtz zxcvb", "vi"),
        ("hjkl; sdfghj", "vi"),
        ("¿Dónde está Madrid?", "en"),
        ("Wie heißt der Kanzler?", "en"),
        ("北京在哪里", "en"),
        ("Где Москва?", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_names_alone_keep_the_language_of_the_talk() -> None:
    assert language_of("Donald Trump", "en") == "en"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Hội nghị bàn những vấn đề gì ở Việt Nam?", "hoi nghi ban van de viet nam"),
        ("Lá phổi xanh là gì?", "la phoi xanh"),
        ("Giá vàng bao nhiêu?", "gia vang"),
        ("vi sao gia vang tang", "gia vang tang"),
        ("What did the conference discuss?", "conference discuss"),
        ("COVID-19 lan ra sao?", "covid 19 covid19 lan"),
        ("vì sao?", ""),
        ("", ""),
    ],
)
def test_content_terms(text: str, terms: str) -> None:
    assert content_terms(text) == terms.split()
