import pytest

from rag.question.order import without_order


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Giá mía mới nhất là bao nhiêu?", "Giá mía là bao nhiêu?"),
        ("gia mia moi nhat la bao nhieu", "gia mia la bao nhieu"),
        ("Số người chết gần đây nhất là bao nhiêu?", "Số người chết là bao nhiêu?"),
        ("Tính đến nay có bao nhiêu người bị thương?", "có bao nhiêu người bị thương?"),
        ("What is the latest price of sugar cane?", "What is the price of sugar cane?"),
        ("Giá mía là bao nhiêu?", None),
        ("Phiên bản mới nhất của ứng dụng là gì?", None),
        ("Bệnh viện gần nhất ở đâu?", None),
        ("Ai về đích cuối cùng?", None),
    ],
)
def test_what_is_asked_less_its_order(question: str, plain: str | None) -> None:
    assert without_order(question) == plain
