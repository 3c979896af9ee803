"""The library section by AppTest: articles come in, are listed, picked, put into collections, removed."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app import wiring
from app.page.chat import Chat
from app.page.shared import jobs_of
from app.settings import Settings
from tests.app.page.test_main import PAGE, shown
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Filters

pytestmark = pytest.mark.stores("local", "postgres")
MARKET = "Chợ nổi Phong Lạch\n\nChợ nổi Phong Lạch họp từ 4 giờ sáng. Ghe lớn nhất chở được 18 tấn dưa."
WEAVERS = {
    "id": "dan-tre",
    "title": "Làng đan tre Xuân Lũng",
    "outlet": "Báo *Đồi*",
    "published": "2024-01-10",
    "text": "Làng Xuân Lũng có 64 hộ đan tre. Mỗi tháng làng bán 2.300 chiếc rổ.",
}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: Settings) -> Iterator[AppTest]:
    for name in ("HOIBAO_LLM", "HOIBAO_LANGUAGE", "HOIBAO_EMBEDDING_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIBAO_LIBRARY", str(place.library))
    monkeypatch.setenv("HOIBAO_STORE", place.store or "")
    monkeypatch.setattr(wiring, "open_encoder", lambda settings, one_question=False: FakeEncoder())
    st.cache_resource.clear()
    test = AppTest.from_file(PAGE, default_timeout=30).run()
    test._page_hash = calc_hash("library")  # AppTest can only switch to files
    yield test.run()
    st.cache_resource.clear()


def add(page: AppTest, folder: Path, *files: tuple[str, bytes]) -> str:
    """What the page says once these files have been taken in."""
    for name, content in files:
        page.file_uploader(key="files").upload(name, content, "application/octet-stream")
    return taken_in(page)


def taken_in(page: AppTest) -> str:
    page.button(key="ingest").click().run()
    until = time.monotonic() + 20
    while jobs_of(wiring.read_settings()).running():
        assert time.monotonic() < until
        time.sleep(0.05)
    return shown(page.run())


def articles(page: AppTest, tmp_path: Path) -> None:
    lines = json.dumps(WEAVERS, ensure_ascii=False).encode()
    add(page, tmp_path, ("cho-noi.txt", MARKET.encode()), ("lang.jsonl", lines))
    page.button(key="dismiss-0").click().run()


def test_an_empty_library_says_how_to_begin(page: AppTest) -> None:
    assert "Thư viện còn trống" in shown(page)
    assert page.button(key="load-examples")
    page.button(key="ingest").click().run()
    assert page.warning[0].value == "Hãy chọn tệp hoặc nhập địa chỉ web trước."


def test_what_came_in_and_what_did_not(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    html = add(
        page,
        tmp_path,
        ("cho-noi.txt", MARKET.encode()),
        ("hỏng.pdf", b"%PDF-1.4 x"),
        ("../<b>lạ.exe", b"MZ"),
        ("trống.txt", b""),
    )
    assert "Thêm 1 bài, cập nhật 0, không đổi 0, trùng 0. Thư viện hiện có 1 bài." in html
    assert "Không nạp được (3)" in html
    assert "hỏng.pdf" in html
    assert "<strong>&lt;b&gt;lạ.exe</strong>" in html
    assert "Chợ nổi Phong Lạch" in html
    assert [article.source for article, _ in library.articles()] == ["cho-noi.txt"]  # no path of the server


def test_a_file_of_the_same_name_is_its_next_version(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    add(page, tmp_path, ("cho-noi.txt", MARKET.encode()))
    page.button(key="dismiss-0").click().run()
    html = add(page, tmp_path, ("cho-noi.txt", MARKET.replace("18 tấn", "20 tấn").encode()))
    assert "Thêm 0 bài, cập nhật 1" in html
    ((article, _),) = library.articles()
    assert "20 tấn" in article.text


def test_the_list_is_narrowed_down(page: AppTest, tmp_path: Path) -> None:
    articles(page, tmp_path)
    assert "1–2 trong 2 bài" in shown(page)
    page.text_input(key="find-articles").set_value("xuan lung").run()
    html = shown(page)
    assert "1–1 trong 1 bài" in html
    assert "Chợ nổi" not in html
    page.text_input(key="find-articles").set_value("tàu vũ trụ").run()
    assert "Không có bài nào khớp" in shown(page)
    page.text_input(key="find-articles").set_value("").run()
    page.selectbox(key="facet-outlet").set_value("Báo *Đồi*").run()
    assert "1–1 trong 1 bài" in shown(page)


def test_the_address_shows_the_same_list_and_follows_the_boxes(page: AppTest, tmp_path: Path) -> None:
    articles(page, tmp_path)
    page.text_input(key="find-articles").set_value("đan").run()
    page.selectbox(key="facet-outlet").set_value("Báo *Đồi*").run()
    page.selectbox(key="order").set_value("oldest").run()
    page.text_input(key="facet-from").set_value("1999").run()
    page.text_input(key="facet-to").set_value("1/1/2030").run()
    address = dict(page.query_params)
    assert address == {"q": "đan", "outlet": "Báo *Đồi*", "order": "oldest", "days": "1999-01-01..2030-01-01"}
    page.query_params.clear()  # the browser's “back”
    page.run()
    assert (page.text_input(key="find-articles").value, page.selectbox(key="facet-outlet").value) == ("", None)
    assert "1–2 trong 2 bài" in shown(page)
    page.query_params.update(address)
    page.run()
    assert page.text_input(key="find-articles").value == "đan"
    assert page.selectbox(key="facet-outlet").value == "Báo *Đồi*"
    assert page.selectbox(key="order").value == "oldest"
    assert [page.text_input(key=box).value for box in ("facet-from", "facet-to")] == ["1-1-1999", "1-1-2030"]
    page.text_input(key="find-articles").set_value("").run()
    assert "q" not in page.query_params


def test_days_are_typed_and_one_that_is_none_is_told(page: AppTest, tmp_path: Path) -> None:
    articles(page, tmp_path)
    assert page.text_input(key="facet-from").placeholder == "ví dụ 10-1-2024"  # the library's own last day
    page.text_input(key="facet-from").set_value("31-2-2024").run()
    assert "Không có ngày “31-2-2024”" in shown(page)
    assert "1–2 trong 2 bài" in shown(page)
    page.text_input(key="facet-from").set_value("1-2024").run()
    assert "1–1 trong 1 bài" in shown(page)
    assert page.query_params["days"] in ("2024-01-01..", ["2024-01-01.."])
    page.text_input(key="facet-to").set_value("2023").run()
    assert "Ngày đầu muộn hơn ngày cuối" in shown(page)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order", "shortest"),
        ("days", "2024-02-31..x"),
        ("days", "2024-02-03..2024-01-01"),
        ("outlet", "<b>"),
        ("q", "x" * 900),
    ],
)
def test_an_address_that_somebody_made_up_hurts_nothing(page: AppTest, tmp_path: Path, name: str, said: str) -> None:
    articles(page, tmp_path)
    page.query_params[name] = said
    page.run()
    assert not page.exception
    assert len(str(page.query_params.get(name, ""))) < 300


def test_picks_outlive_a_search_and_are_asked_within(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    articles(page, tmp_path)
    page.checkbox(key="pick-dan-tre").check().run()
    page.text_input(key="find-articles").set_value("dưa").run()
    assert "Đã chọn 1 bài" in {text.value for text in page.text}
    page.text_input(key="find-articles").set_value("").run()
    assert page.checkbox(key="pick-dan-tre").value
    page.button(key="pick-all").click().run()
    assert "Đã chọn 2 bài" in {text.value for text in page.text}
    page.button(key="ask-picked").click().run()
    (made,) = library.collections.listed()
    assert made.articles == 2
    assert page.session_state["hoibao"].within == made.name


def test_a_search_becomes_a_collection_that_keeps_following_it(
    page: AppTest, tmp_path: Path, library: LocalLibrary
) -> None:
    articles(page, tmp_path)
    assert not [box for box in page.text_input if box.key == "follow-name"]
    page.text_input(key="find-articles").set_value("xuân lũng").run()
    assert page.text_input(key="follow-name").value == "xuân lũng"
    page.button(key="follow-make").click().run()
    assert "Bài mới khớp với “xuân lũng” được tự động thêm vào." in shown(page)
    (made,) = library.collections.listed()
    assert (made.name, made.articles) == ("xuân lũng", 1)
    page.button(key="follow-no-more").click().run()
    assert library.collections.listed()[0].search is None


def test_a_search_shows_where_its_words_stand(page: AppTest, tmp_path: Path) -> None:
    articles(page, tmp_path)
    page.text_input(key="find-articles").set_value("dua hau ghe").run()
    page.text_input(key="find-articles").set_value("tan dua").run()
    assert "18 <mark>tấn</mark> <mark>dưa</mark>" in shown(page)


def test_the_newest_added_come_first_where_asked_for(page: AppTest, tmp_path: Path) -> None:
    articles(page, tmp_path)
    add(
        page,
        tmp_path,
        (
            "cu.jsonl",
            json.dumps(
                {
                    **WEAVERS,
                    "id": "cu",
                    "title": "Bài cũ",
                    "published": "1999-01-01",
                    "text": "Năm ấy làng có 12 hộ đan tre.",
                }
            ).encode(),
        ),
    )
    html = shown(page)
    assert html.index("Làng đan tre") < html.index(">Bài cũ<")
    page.selectbox(key="order").set_value("added").run()
    html = shown(page)
    assert html.index(">Bài cũ<") < html.index("Làng đan tre")


def test_a_wrong_date_is_put_right(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    articles(page, tmp_path)
    page.query_params["article"] = "dan-tre"
    page.run()
    assert page.text_input(key="facts-dan-tre-day").value == "10-1-2024"
    page.text_input(key="facts-dan-tre-day").set_value("2024")
    page.button(key="facts-dan-tre-save").click().run()
    assert "Không có ngày “2024”" in shown(page)
    page.text_input(key="facts-dan-tre-day").set_value("1-2-2024")
    page.text_input(key="facts-dan-tre-title").set_value("Làng đan tre <b>Xuân Lũng</b>")
    page.button(key="facts-dan-tre-save").click().run()
    corrected = library.article("dan-tre")
    assert corrected is not None
    assert (corrected.published, corrected.title) == ("2024-02-01", "Làng đan tre <b>Xuân Lũng</b>")
    assert corrected.text == WEAVERS["text"]
    assert corrected.source
    html = shown(page)
    assert "&lt;b&gt;" in html
    assert "Ngày đăng sửa tay; trước: 10-1-2024" in html
    assert "Tiêu đề sửa tay; trước: Làng đan tre Xuân Lũng" in html
    assert "Đã lưu thông tin" in html
    assert page.session_state["facts-dan-tre"] is False  # closed
    told = " ".join(re.sub(r"[\\\u2060]", "", caption.value) for caption in page.caption)
    assert "Khi nạp: 10-1-2024" in told
    assert "được đọc từ lang.jsonl" in told


def test_removing_asks_first_and_shows_at_once(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    articles(page, tmp_path)
    page.checkbox(key="pick-dan-tre").check().run()
    assert library.article("dan-tre") is not None
    page.button(key="remove-sure").click().run()
    html = shown(page)
    assert library.article("dan-tre") is None
    assert "Xuân Lũng" not in html
    assert "1–1 trong 1 bài" in html


def test_a_collection_is_made_opened_renamed_asked_within_and_deleted(
    page: AppTest, tmp_path: Path, library: LocalLibrary
) -> None:
    articles(page, tmp_path)
    page.checkbox(key="pick-dan-tre").check().run()
    page.text_input(key="new-collection").set_value("Làng *nghề*").run()
    page.button(key="add-to-collection").click().run()
    assert "Đã thêm 1 bài vào “Làng *nghề*”." in shown(page)
    page.segmented_control(key="collection").set_value("Làng *nghề*").run()
    html = shown(page)
    assert "1–1 trong 1 bài" in html
    assert "Chợ nổi" not in html
    page.text_input(key="name-Làng *nghề*").set_value("Nghề").run()
    assert [one.name for one in library.collections.listed()] == ["Nghề"]
    page._page_hash = ""  # where the click leads
    page.button(key="ask-within").click().run()
    page.chat_input[0].set_value("Ghe lớn nhất ở chợ nổi chở bao nhiêu tấn dưa?").run()
    html = shown(page)
    assert "Không tìm thấy câu trả lời trong bộ sưu tập “Nghề”" in html
    assert 'data-do="everywhere"' in html
    session = page.session_state["hoibao"]
    Chat(session, library, lambda: pytest.fail("not asked by a click")).act("0", "everywhere")
    assert "18 tấn" in shown(page.run())
    assert session.exchanges[1].within is None
    page._page_hash = calc_hash("library")
    page.run()
    page.segmented_control(key="collection").set_value("Nghề").run()
    page.button(key="delete-collection-sure").click().run()
    assert library.collections.listed() == []
    assert library.listed(Filters()).total == 2  # only the collection went


def test_the_address_box_reads_no_path_of_the_server(page: AppTest, tmp_path: Path, library: LocalLibrary) -> None:
    secret = tmp_path / "bí-mật.txt"
    secret.write_text(MARKET, encoding="utf-8")
    written = [
        str(secret),
        str(tmp_path),
        f"file://{secret}",
        f"FILE:{secret}",
        ".",
        "..",
        "~",
        secret.name,
        "/etc/passwd",
    ]
    page.text_area(key="addresses").set_value("\n".join(written))
    html = taken_in(page)
    assert library.articles() == []
    assert f"Không nạp được ({len(written)})" in html
    assert "Không nạp được bài nào từ" in html
    assert "Đã nạp" not in html
    assert html.count("không phải là địa chỉ web") == len(written)  # whether a path exists is not told either


def test_a_run_that_fails_is_told(page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("bí mật")

    monkeypatch.setattr("app.incoming.jobs.ingest", fail)
    html = add(page, tmp_path, ("cho-noi.txt", MARKET.encode()))
    assert "Lượt nạp gặp lỗi ngoài dự kiến" in html
    assert "bí mật" not in html
    assert "ValueError" not in html
