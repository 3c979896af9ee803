"""Whether an article says what a question takes for granted of whom it names."""

from datetime import date

import pytest

from rag.question.understand import understand
from rag.quote.premise import is_unsaid
from rag.quote.quotable import Features, ScoredSentence
from tests.rag.vocabulary import NEWS
from vectorstore.records import Passage

TEXT = "Ông Hù Văn Páo bán ghe vì nợ. Dịch tả bùng phát ở Cồn Én do nước bẩn. Đội Bến Sỏi thành đối thủ của Gò Mây."


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("Vì sao ông Hù Văn Páo từ chức?", True),
        ("Vì sao ông Hù Văn Páo bán ghe?", False),
        ("Vì sao Bến Sỏi lại trở thành đối thủ của Gò Mây?", False),
        ("Vì sao dịch tả bùng lên ở Cồn Én hồi tháng 10?", False),
        ("Vì sao dịch tả tại Cồn Én khó dập?", False),
    ],
)
def test_only_what_is_told_of_whom_it_names_is_taken_for_granted(question: str, unsaid: bool) -> None:
    asked = understand(question, vocabulary=NEWS, today=date(2024, 3, 5))
    passage = Passage(1, 1.0, "a", "", None, None, None, 0, len(TEXT), "", TEXT)
    none: frozenset[str] = frozenset()
    sentence = ScoredSentence(passage, 0, 0, 29, none, none, none, None, Features())
    assert is_unsaid(asked, sentence, TEXT) is unsaid
