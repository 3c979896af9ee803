"""The section that shows what the library holds, by AppTest: every point leads to a question or an article."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app import wiring
from ingest.pipeline import ingest
from tests.app.page.test_main import PAGE, follow, links, reader, shown
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explore") / "library"
    ingest([EXAMPLES], LocalLibrary(folder, create=True), FakeEncoder(dim=256))
    return folder


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, examples: Path) -> Iterator[AppTest]:
    for name in ("HOIBAO_LLM", "HOIBAO_LANGUAGE", "HOIBAO_EMBEDDING_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIBAO_LIBRARY", str(examples))
    monkeypatch.setattr(wiring, "open_encoder", lambda settings, one_question=False: FakeEncoder(dim=256))
    st.cache_resource.clear()
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.run()
    test._page_hash = calc_hash("explore")  # AppTest can only switch to files
    yield test
    st.cache_resource.clear()


def test_it_shows_what_there_is(page: AppTest) -> None:
    html = shown(page.run())
    for words in ("Số bài theo tháng", "Chủ đề", "Nhân vật", "Địa danh"):
        assert words in html
    assert "Nhiều nhất: tháng 1-2024, 5 bài" in html
    assert page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")
    assert "15 người" in html
    assert "12 người" in html


def test_a_title_opens_the_article(page: AppTest) -> None:
    html = shown(page.run())
    link = next(link for link in links(html, "hb-open") if "quote" not in link)
    assert reader(follow(page, link))


def test_a_figure_opens_at_its_sentence(page: AppTest) -> None:
    html = shown(page.run())
    link = next(link for link in links(html, "hb-open") if "quote=" in link)
    opened = reader(follow(page, link))
    quoted = re.search(r'<mark class="hb-here"[^>]*>([^<]*)</mark>', opened)
    assert quoted is not None
    assert re.search(r"\b1[25] người", quoted[1])


def test_an_outlet_narrows_all_of_the_section(page: AppTest) -> None:
    page.run()
    page.selectbox(key="facet-outlet").set_value("Báo Sông Hồng").run()
    topics = shown(page).split("Chủ đề", 1)[-1]
    outlets = re.findall(r'<span class="hb-muted">([^·<]*) · ', topics)
    assert set(outlets) <= {"Báo Sông Hồng"}
    assert "Nhiều nhất" in shown(page)


def test_a_name_opens_all_articles_that_name_it_and_says_who_it_is(page: AppTest) -> None:
    page.run()
    named = next(button for button in page.button if button.key == "person-0")
    name, count = named.label.rsplit(" · ", 1)
    named.click().run()
    assert page.query_params["topic"] == name
    assert f"{count} bài nói đến {name}" in shown(page)


def test_a_topic_opens_all_its_articles(page: AppTest) -> None:
    page.run()
    opens = next(button for button in page.button if button.key == "open-topic-0")
    count = int(re.search(r"\d+", opens.label)[0])  # type: ignore[index]
    opens.click().run()
    html = shown(page)
    assert f"{count} bài nói đến" in html
    assert '<h2 class="hb-title hb-new">' in html  # goes to the top of the page, wherever it was clicked
    assert min(count, 10) <= len(set(links(html, "hb-open")))


def test_what_no_article_mentions(page: AppTest) -> None:
    page.query_params["topic"] = "<b>cá mập</b> ở sao Hỏa"
    assert "Không có bài nào nói đến “&lt;b&gt;cá mập&lt;/b&gt; ở sao Hỏa”" in shown(page.run())


def test_a_topic_has_its_timeline(page: AppTest) -> None:
    page.query_params["topic"] = "vụ cháy chợ Bến Vạt"
    html = shown(page.run())
    days = re.findall(r'<time datetime="([^"]*)">', html)
    assert days == sorted(days, key=lambda day: f"{day}-32"[:10])
    assert len(days) > 2
    link = next(link for link in links(html, "hb-open") if "topic=" in link)
    assert "hb-here" in follow(page, link)
    assert "hb-timeline" in shown(page)  # it stays beside the article


def test_a_topic_without_a_course_says_so(page: AppTest) -> None:
    page.query_params["topic"] = "chợ nổi"
    html = shown(page.run())
    assert "Chưa dựng được dòng thời gian" in html or "Không có bài nào" in html


def test_it_speaks_english(page: AppTest) -> None:
    page.session_state["language"] = "en"
    html = shown(page.run())
    assert "Articles by month" in html
    assert "Figures on which articles differ" in html


def test_an_answer_has_the_timeline_of_what_was_asked(page: AppTest) -> None:
    page._page_hash = ""
    page.run()
    page.chat_input[0].set_value("Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?").run()
    html = shown(page)
    assert html.count("Dòng thời gian: vụ cháy chợ Bến Vạt") == 1
    assert len(set(re.findall(r'<time datetime="([^"]*)">', html))) > 1
    page.chat_input[0].set_value("Ghe lớn nhất ở chợ nổi Phong Lạch chở được bao nhiêu tấn dưa?").run()
    assert shown(page).count("Dòng thời gian: ") == 1  # the first answer keeps its own


def test_a_subject_that_is_followed_says_so(page: AppTest) -> None:
    page.query_params["topic"] = "vụ cháy chợ Bến Vạt"
    page.run()
    button = page.button(key="follow-subject")
    assert button.label == "Theo dõi"
    button.click().run()
    assert page.button(key="follow-subject").label == "Đang theo dõi"
    assert page.button(key="follow-subject").disabled
