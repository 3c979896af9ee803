"""Which sentence says who somebody is."""

import pytest

from rag.explore.introduction import introduction
from vectorstore.records import Article


@pytest.mark.parametrize(
    "told",
    [
        "Lâm Chí Bửu là thợ rèn ở Bến Sỏi.",
        "Ông Lâm Chí Bửu, thợ rèn ở Bến Sỏi, dậy từ bốn giờ.",
        "Theo Phó chủ tịch Lâm Chí Bửu, cầu sẽ mở vào tháng 5.",
    ],
)
def test_the_sentence_that_says_who(told: str) -> None:
    text = f"Lâm Chí Bửu đi chợ. Trời mưa to. {told} Hôm sau Lâm Chí Bửu về."
    introduced = introduction("Lâm Chí Bửu", [Article("a", text)])
    assert introduced is not None
    assert introduced.quote == told
    assert text[introduced.start : introduced.end] == told


def test_none_where_no_article_says_it() -> None:
    assert introduction("Lâm Chí Bửu", [Article("a", "Lâm Chí Bửu đi chợ. Chiều Lâm Chí Bửu về.")]) is None
    assert introduction("Lâm Chí Bửu", []) is None
