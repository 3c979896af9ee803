"""A quotation with its source: every form holds the facts that are known, and no sign of an article breaks it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page.quotation import FORMS, PLACE, bibtex, in_html, markdown, plain, ris
from vectorstore.records import Article

ARTICLE = Article(
    "cho-noi",
    "Ghe lớn nhất chở 18 tấn dưa.",
    "Chợ nổi *Phong Lạch* & 50% ghe_mới",
    "2024-11-12",
    "Báo Miền Tây",
    "https://example.org/cho?a=1&b=2",
    "Lê An",
    "Kinh tế",
)


def test_each_form() -> None:
    assert plain(ARTICLE, "vi", quoted=True) == (
        f"“{PLACE}” — Chợ nổi *Phong Lạch* & 50% ghe_mới, Lê An, Báo Miền Tây, 12-11-2024, "
        "https://example.org/cho?a=1&b=2"
    )
    assert markdown(ARTICLE, "en", quoted=True) == (
        f"> {PLACE}\n>\n> — [Chợ nổi \\*Phong Lạch\\* \\& 50% ghe\\_mới](<https://example.org/cho?a=1&b=2>), "
        "Lê An, Báo Miền Tây, 2024-11-12"
    )
    assert in_html(ARTICLE, "vi", quoted=True) == (
        f'<blockquote cite="https://example.org/cho?a=1&amp;b=2"><p>{PLACE}</p>— '
        '<cite><a href="https://example.org/cho?a=1&amp;b=2">Chợ nổi *Phong Lạch* &amp; 50% ghe_mới</a>, Lê An, '
        "Báo Miền Tây, 12-11-2024</cite></blockquote>"
    )
    entry = bibtex(ARTICLE, "vi", quoted=True)
    assert entry.startswith("@article{baomientay2024")
    assert "  title = {{Chợ nổi *Phong Lạch* \\& 50\\% ghe\\_mới}},\n  author = {Lê An},\n" in entry
    assert f"  note = {{“{PLACE}”}},\n}}\n" in entry
    assert ris(ARTICLE, "vi", quoted=True).splitlines() == [
        "TY  - NEWS",
        "TI  - Chợ nổi *Phong Lạch* & 50% ghe_mới",
        "AU  - Lê An",
        "T2  - Báo Miền Tây",
        "DA  - 2024/11/12",
        "PY  - 2024",
        "UR  - https://example.org/cho?a=1&b=2",
        f"N1  - “{PLACE}”",
        "ER  - ",
    ]


@pytest.mark.parametrize("form", FORMS.values())
def test_what_is_not_known_is_left_out(form: object) -> None:
    bare = Article("x", "Tin.", "Tin", url="javascript:alert(1)")
    assert callable(form)
    assert PLACE not in form(bare, "vi", quoted=False)
    assert form(bare, "vi", quoted=True).count(PLACE) == 1
    assert "javascript" not in form(bare, "vi", quoted=True)
    assert "None" not in form(bare, "vi", quoted=True)


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_sign_breaks_a_form(title: str, outlet: str) -> None:
    article = replace(ARTICLE, title=title.replace(PLACE, ""), outlet=outlet.replace(PLACE, ""), url=None)
    entry = bibtex(article, "vi", quoted=True)
    unescaped = re.sub(r"\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}|\\[{}%&$#_]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")
    lines = ris(article, "vi", quoted=True).split("\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert markdown(article, "vi", quoted=True).count("\n") == 2
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    Reader().feed(in_html(article, "vi", quoted=True))
    assert seen == ["blockquote", "p", "cite"]
