"""What Hỏi Báo is compared with must find what it holds, and say where it stands."""

from pathlib import Path

import pytest

from benchmarks.peers import PEERS, Peer
from tests.conftest import FakeEncoder
from vectorstore.records import Article, Passage

TEXT = "Cầu An Thạch khánh thành sáng nay.\n\n" + " ".join(f"Câu số {n} kể về chuyện khác." for n in range(300))


@pytest.fixture(params=PEERS, ids=lambda kind: kind.__name__)
def peer(request: pytest.FixtureRequest) -> Peer:
    try:
        made: Peer = request.param(FakeEncoder())
    except ImportError as error:
        pytest.skip(f"the bench group is not installed: {error}")
    return made


def test_what_it_finds_stands_where_it_says(peer: Peer, tmp_path: Path) -> None:
    articles = [Article("cau", TEXT, "Thông xe cầu An Thạch"), Article("khac", TEXT[::-1], "Tin khác")]
    assert peer.ingest(articles) > 2
    peer.save(tmp_path)
    peer.load(tmp_path)
    texts = {article.id: article.text for article in articles}
    for passage in peer.search("Câu số 250 kể về chuyện khác.", 3):
        inside = passage.text[max(0, -passage.start) :]
        assert texts[passage.article_id][max(0, passage.start) : passage.end] == inside


def test_it_finds_what_came_after_its_first_search(peer: Peer) -> None:
    encoder = FakeEncoder()
    for number, text in enumerate(("Giá lúa tăng.", "Mía được mùa.")):
        passage = Passage(number, 0.0, f"bai-{number}", "Tin", None, None, None, 0, len(text), "", text)
        peer.hold([passage], encoder.encode_documents([text]))
        assert peer.search(text, 1)[0].text == text
