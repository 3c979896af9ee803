"""The tools over a library of invented articles: what they find, and that no call leaves the articles given."""

from datetime import date

import pytest

import prompts
from rag.assistant import Assistant
from rag.errors import MAX_CHOICES, QuestionError, ToolError
from rag.retrieve.retriever import Retriever
from rag.tools import ArticleTools, Narrowing
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Article, Chunk, Entry, Filters

FERRY = "Phà Vàm Sơ ngừng chạy từ sáng nay vì nước lớn."
RETURN = "Phà Vàm Sơ chạy lại sau hai ngày nghỉ, chở 300 lượt khách."
PRICE = "Giá chanh dây ở Tân Phú tăng 2.000 đồng một ký."
ARTICLES = [
    Article("pha-1", FERRY, "Phà Vàm Sơ ngừng", "2024-05-02", "Báo Đồng Bưng", topic="Thời sự"),
    Article("pha-2", RETURN, "Phà Vàm Sơ chạy lại", "2024-05-04", "Tin Miệt Vườn", topic="Thời sự"),
    Article("chanh", PRICE, "Chanh dây lên giá", "2024-05-04", "Báo Đồng Bưng", topic="Kinh tế"),
]


@pytest.fixture
def asked(library: LocalLibrary, encoder: FakeEncoder) -> Assistant:
    for article in ARTICLES:
        vectors = encoder.encode_documents([article.text])
        library.put([Entry(article, [Chunk(0, len(article.text))], vectors)], encoder.fingerprint)
    library.flush()
    return Assistant(library, Retriever(library, encoder))


@pytest.fixture
def tools(asked: Assistant) -> ArticleTools:
    return asked.tools()


def test_search_gives_passages_at_their_places(tools: ArticleTools) -> None:
    first, *_ = tools.search_articles("phà Vàm Sơ ngừng chạy vì sao")
    assert (first.article_id, FERRY[first.start : first.end]) == ("pha-1", first.text)
    assert len(tools.search_articles("phà", limit=-3)) == 1
    with pytest.raises(QuestionError):
        tools.search_articles("  ")


@pytest.mark.parametrize(
    ("narrowing", "ids"),
    [
        (Narrowing(), {"pha-1", "pha-2", "chanh"}),
        (Narrowing(start=date(2024, 5, 3)), {"pha-2", "chanh"}),
        (Narrowing(end=date(2024, 5, 2)), {"pha-1"}),
        (Narrowing(outlet="dong bung"), {"pha-1", "chanh"}),
        (Narrowing(outlet="Báo Đồng Bưng", section="KINH TẾ"), {"chanh"}),
        (Narrowing(section="thoi su"), {"pha-1", "pha-2"}),
        (Narrowing(start=date(2024, 6, 1), end=date(2024, 5, 1)), set()),
    ],
)
def test_days_outlet_and_section_narrow_every_tool(tools: ArticleTools, narrowing: Narrowing, ids: set[str]) -> None:
    assert {passage.article_id for passage in tools.search_articles("phà chanh dây", narrowing)} <= ids
    listing = tools.list_articles(narrowing=narrowing)
    assert {article.id for article in listing.articles} == ids
    assert tools.count_articles(narrowing=narrowing).total == listing.total == len(ids)


def test_lists_and_counts_what_mentions_the_subject(tools: ArticleTools) -> None:
    listing = tools.list_articles("phà Vàm Sơ", order="oldest")
    assert [article.id for article in listing.articles] == ["pha-1", "pha-2"]
    assert tools.list_articles("phà Vàm Sơ", limit=1, offset=1).articles[0].id == "pha-1"
    assert tools.list_articles("pha vam so").total == 2
    counted = tools.count_articles("phà Vàm Sơ", by="outlet")
    assert (counted.total, dict(counted.groups)) == (2, {"Báo Đồng Bưng": 1, "Tin Miệt Vườn": 1})
    assert tools.count_articles("sao chổi", by="section").groups == ()


def test_tells_a_topic_in_time(tools: ArticleTools) -> None:
    told = tools.timeline("phà Vàm Sơ")
    assert [point.day for point in told.points] == ["2024-05-02", "2024-05-04"]
    assert all(source.quote in (FERRY, RETURN) for source in told.sources)
    assert tools.timeline("chanh dây").points == ()


@pytest.mark.parametrize(
    "within",
    [Filters(outlet="Tin Miệt Vườn"), Filters(metadata={"id": "pha-2"}), Filters(published_from=date(2024, 5, 4))],
)
def test_no_call_leaves_the_articles_given(asked: Assistant, within: Filters) -> None:
    tools = asked.tools(within)
    wide = Narrowing(date(2000, 1, 1), date(2099, 1, 1), "Báo Đồng Bưng")
    assert "pha-1" not in {passage.article_id for passage in tools.search_articles("phà Vàm Sơ ngừng", wide)}
    assert "pha-1" not in {article.id for article in tools.list_articles(narrowing=wide).articles}
    assert tools.read_article("pha-2").text == RETURN
    with pytest.raises(ToolError):
        tools.read_article("pha-1")


@pytest.mark.parametrize("article_id", ["", "../../etc/passwd", "/etc/shadow", "pha-1' OR '1'='1", "PHA-1", "*"])
def test_an_id_is_no_path_and_no_pattern(tools: ArticleTools, article_id: str) -> None:
    with pytest.raises(ToolError):
        tools.read_article(article_id)


def test_a_name_that_the_library_lacks_says_which_it_has(tools: ArticleTools) -> None:
    with pytest.raises(ToolError, match="Báo Đồng Bưng, Tin Miệt Vườn") as lacking:
        tools.search_articles("phà", Narrowing(outlet="Báo Mưa"))
    assert (lacking.value.parameter, lacking.value.value) == ("outlet", "Báo Mưa")
    with pytest.raises(ToolError, match="Kinh tế"):
        tools.list_articles(narrowing=Narrowing(section="Thể thao"))
    assert len(ToolError("outlet", "x" * 5_000, ["y"] * 500).choices) == MAX_CHOICES
    assert len(str(ToolError("outlet", "x" * 5_000))) < 200


@pytest.mark.parametrize("name", ["search_articles", "read_article", "list_articles", "count_articles", "timeline"])
def test_every_tool_is_described_to_models(name: str) -> None:
    assert callable(getattr(ArticleTools, name))
    assert prompts.load(f"tool_{name}")
