import pytest

from rag.question.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("Xin chào", "greeting", "vi"),
        ("chao ban", "greeting", "vi"),
        ("CHÀO BUỔI SÁNG!", "greeting", "vi"),
        ("Xin chào 😀", "greeting", "vi"),
        ("hello bạn", "greeting", "vi"),
        ("Hi there", "greeting", "en"),
        ("Cám ơn bạn nhiều nhé.", "thanks", "vi"),
        ("cam on", "thanks", "vi"),
        ("Thank you very much!", "thanks", "en"),
        ("Bạn làm được gì?", "abilities", "vi"),
        ("ban co the giup gi cho toi", "abilities", "vi"),
        ("Chào bạn, bạn là ai?", "abilities", "vi"),
        ("Tôi có thể hỏi những gì?", "abilities", "vi"),
        ("What can you do?", "abilities", "en"),
        ("tam biet nhe", "goodbye", "vi"),
        ("Bye!", "goodbye", "en"),
    ],
)
def test_what_is_said_to_the_product(text: str, kind: str, language: str) -> None:
    said = small_talk(text)
    assert said
    assert (said.kind, said.language) == (kind, language)


@pytest.mark.parametrize(
    "text",
    [
        "Chào mừng Quốc khánh có gì?",
        "Cảm ơn… bão số 6 gây thiệt hại gì?",
        "Xin chào, bão số 6 vào đâu?",
        "Hello Kitty ra đời năm nào?",
        "Anh là ai?",
        "Ông Khoát cảm ơn ai?",
        "Giúp tôi tìm bài về bão",
        "Bạn làm được gì khi bão đến?",
        "😀",
        "",
        "chào " * 100,
    ],
)
def test_whatever_may_ask_for_news_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None
