"""What is taken away: whatever stands in an article stays words, in Markdown, in plain words and in Word."""

import io

import docx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.page.papers.word_file import word_file
from app.text_blocks import TextBlock, markdown_text, plain_text

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](http://evil.test/x.png)",
    "# Giả mạo",
    "- một",
    "1. một",
    "=== ",
    "[a](javascript:1)",
)
KINDS = ("title", "heading", "subheading", "text", "item", "quote", "note")


def test_a_list_of_links_in_markdown_and_in_words() -> None:
    blocks = [
        TextBlock("title", "Điểm tin"),
        TextBlock("item", "Giá mía", "https://example.org/mía (1)", "Báo Mía, 5-1-2024"),
        TextBlock("item", "Giá dừa"),
        TextBlock("quote", "Mía tăng 8%."),
    ]
    assert markdown_text(blocks) == (
        "# Điểm tin\n\n- [Giá mía](<https://example.org/m%C3%ADa%20(1)>) (Báo Mía, 5-1-2024)\n"
        "- Giá dừa\n\n> Mía tăng 8%.\n"
    )
    assert plain_text(blocks) == (
        "Điểm tin\n\n- Giá mía (Báo Mía, 5-1-2024)\n  https://example.org/mía (1)\n- Giá dừa\n\n“Mía tăng 8%.”\n"
    )


def test_what_an_article_holds_is_no_markdown() -> None:
    kinds = {"text": "paragraph_open", "quote": "blockquote_open", "item": "bullet_list_open"}
    for text in HOSTILE:
        for kind, opens in kinds.items():
            tokens = MarkdownIt("commonmark", {"html": True}).parse(markdown_text([TextBlock(kind, text)]))  # type: ignore[arg-type]
            assert tokens[0].type == opens, (kind, text)
            inline = [child.type for token in tokens for child in token.children or ()]
            assert set(inline) <= {"text", "softbreak"}, (kind, text)
            assert {token.type for token in tokens} <= {
                *(
                    f"{name}_{way}"
                    for name in ("paragraph", "blockquote", "bullet_list", "list_item")
                    for way in ("open", "close")
                ),
                "inline",
            }, (kind, text)


def test_the_word_file_holds_headings_lists_quotes_and_links() -> None:
    blocks = [TextBlock(kind, f"{kind} {HOSTILE[0]}") for kind in KINDS]  # type: ignore[arg-type]
    blocks.append(TextBlock("item", "Giá mía", "https://example.org/mia", "Báo Mía"))
    document = docx.Document(io.BytesIO(word_file(blocks, language="vi")))
    assert [paragraph.text for paragraph in document.paragraphs][: len(KINDS)] == [
        block.text for block in blocks[: len(KINDS)]
    ]
    assert [paragraph.style.name for paragraph in document.paragraphs if paragraph.style] == [
        "Title", "Heading 1", "Heading 2", "Normal", "List Bullet", "Quote", "Caption", "List Bullet",
    ]  # fmt: skip
    (link,) = document.element.body.iter(qn("w:hyperlink"))
    target = document.part.rels[link.get(qn("r:id"))]
    assert (target.target_ref, target.is_external) == ("https://example.org/mia", True)
    assert document.core_properties.author == "Hỏi Báo"
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


@settings(max_examples=12, deadline=None)  # a file takes some 20 ms
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.text(alphabet=st.characters()), st.sampled_from(["", "http://a/b?c=đ"]))
    )
)
def test_any_text_makes_a_sound_file(parts: list[tuple[str, str, str]]) -> None:
    blocks = [TextBlock(kind, text, link) for kind, text, link in parts]  # type: ignore[arg-type]
    assert len(docx.Document(io.BytesIO(word_file(blocks, language="en"))).paragraphs) == len(blocks)
    assert markdown_text(blocks).endswith("\n")
    assert plain_text(blocks).endswith("\n")
