"""A bare question is taken for a follow-up where the articles of the last answer speak of it as well as any other."""

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.answer import Turn
from rag.question.continuity import goes_on
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

ARTICLES = {
    "ghe": "Đội Cồn Én thắng giải đua ghe\n\nGiải đua ghe Gò Mây có 14 đội. Hơn 6.000 khán giả đứng kín bờ sông.",
    "bong": "Hồng Lĩnh vào chung kết\n\nTrận bóng ở Hồng Lĩnh có 9.000 khán giả, ba thẻ đỏ. Trọng tài bị phản đối.",
    "mia": "Giá mía tăng trở lại\n\nGiá mía tại Tân Lập tăng 5%. Nông dân mong nhà máy mua hết mía.",
}
RACE = Turn("Đội nào thắng giải đua ghe Gò Mây?", "Đội Cồn Én thắng giải đua ghe. [1]")


@pytest.fixture
def news(library: LocalLibrary, encoder: FakeEncoder, tmp_path_factory: pytest.TempPathFactory) -> LocalLibrary:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest([Path(folder)], library, encoder)
    return library


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        ("có bao nhiêu khán giả", True),
        ("bờ sông có đông khán giả không", True),
        ("trọng tài bị ai phản đối", False),
        ("nông dân mong gì", False),
        ("giá vàng tăng bao nhiêu", False),
        ("vì sao", False),
    ],
)
def test_where_the_articles_speak_of_it(news: LocalLibrary, question: str, follows: bool) -> None:
    assert goes_on(question, RACE, news) is follows


def test_an_empty_library_knows_nothing(library: LocalLibrary) -> None:
    assert not goes_on("có bao nhiêu khán giả", RACE, library)
