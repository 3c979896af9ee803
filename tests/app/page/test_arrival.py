"""The page before the first question, by AppTest: what came in, what is new to this reader, what can be taken away."""

import base64
import io
import re

import docx
import pytest
from streamlit.testing.v1 import AppTest

from app.page.explored import Explored
from app.page.papers.briefing import briefing_blocks
from app.page.papers.files import briefing_file
from app.page.views import arrival
from app.page.visits import VisitMark, Visits
from tests.app.page.test_main import ARTICLE, FakeAssistant, assistant, page, shown
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import entry
from vectorstore.local.library import LocalLibrary

__all__ = ["assistant", "page"]  # fixtures
NASTY = "<img src=x onerror=alert(1)> *Mía*"


@pytest.fixture
def filled(library: LocalLibrary, encoder: FakeEncoder, assistant: FakeAssistant) -> LocalLibrary:
    entries = []
    for n, word in enumerate(("mía", "mía", "mía", "chuối", "dừa", "lúa")):
        about = {"published": "2024-02-02", "outlet": f"Báo {n}", "topic": "Kinh tế"}
        told = f"Giá {word} xã Tân Lập tăng." if word == "mía" else f"{word} {word}xa {word}gan."
        entries.append(entry(f"{word}-{n}", [told], encoder, title=NASTY if word == "mía" else word, **about))
    library.put(entries, encoder.fingerprint)
    return library


def test_it_tells_the_last_days_by_story_and_section(page: AppTest, filled: LocalLibrary) -> None:
    html = shown(page.run())
    assert "Điểm tin từ 1-2-2024 đến 2-2-2024" in html
    assert "3 bài, 3 báo" in html
    assert ">Kinh tế</h3>" in html
    assert "<img" not in html
    assert "Giá mía xã Tân Lập tăng" in html
    assert "Mới thêm từ lần ghé trước" not in html  # the first visit


def test_what_came_since_the_last_visit_is_told(
    page: AppTest, filled: LocalLibrary, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = VisitMark(filled.last_added(), 1_700_040_000)
    filled.put(
        [entry("moi", ["Chuối lên giá."], encoder, title="Chuối lên giá", published="2020-01-01")], encoder.fingerprint
    )
    monkeypatch.setattr(arrival, "visits", lambda cookie, identity, now: Visits(mark, "x"))
    html = shown(page.run())
    new = html.split("Mới thêm từ lần ghé trước (15-11-2023): 1 bài")[1].split("Điểm tin từ")[0]
    assert "Chuối lên giá" in new
    assert NASTY not in new


def test_the_briefing_can_be_copied_and_saved(page: AppTest, filled: LocalLibrary, assistant: FakeAssistant) -> None:
    html = shown(page.run())
    copies = [base64.b64decode(text).decode() for text in re.findall(r'data-copy="([^"]*)"', html)]
    plain, markdown = copies
    assert plain.startswith("Điểm tin từ 1-2-2024 đến 2-2-2024")
    assert NASTY in plain
    assert "\\<img src=x" in markdown
    assert "(<https://example.org/cho>)" in markdown  # where it was published
    assert "?article=m%C3%ADa-0" in markdown  # else in the page
    seen = Explored(filled, lambda: assistant).briefing()  # type: ignore[arg-type, return-value]
    blocks = briefing_blocks(seen, "vi", "http://127.0.0.1:8501", "1-1-2031")
    file = briefing_file(seen, "vi", "http://127.0.0.1:8501")
    assert re.fullmatch(r"hoibao-diem-tin-\d{4}-\d\d-\d\d\.docx", file.name)
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file.content)).paragraphs)
    assert [block.text for block in blocks if block.text not in words] == ["Lấy từ Hỏi Báo ngày 1-1-2031"]
    assert ARTICLE.title in words
