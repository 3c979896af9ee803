"""The uploaded file that an article stands in: to be downloaded, and of a PDF the page of a passage as a picture."""

import streamlit as st

from app.filling import say_megabytes
from app.messages import say
from app.page.highlight import escape
from app.page.shared import picture_of
from app.page.views.parts import notice
from ingest.readers.page_starts import page_of
from vectorstore.library import Library
from vectorstore.originals import Original
from vectorstore.records import Article


def draw_download(article: Article, library: Library, language: str) -> Original | None:
    """A button that downloads the file as it came; returns it, None where none is kept. Raises: LibraryError."""
    original = library.originals.of(article.id)
    if original:
        st.download_button(
            say("original_file", language),
            lambda: library.originals.content(article.id) or b"",
            file_name=original.name,
            mime="application/octet-stream",
            key="original-file",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            help=say("original_file_why", language, size=say_megabytes(original.size, language)),
        )
    return original


def draw_page(article: Article, original: Original, start: int, quote: str, library: Library, language: str) -> None:
    """Of a PDF, a switch that shows the page with most of `quote`, which begins at `start`, that part marked; and from
    there the pages before and after.

    Raises: LibraryError.
    """
    pdf = original.name.casefold().endswith(".pdf")
    cited = page_of(article.metadata, start, start + len(quote)) if pdf else None
    if cited is None or not st.toggle(say("page_shown", language, page=cited.page), key="page-shown"):
        return
    turned = f"page-turned-{article.id}-{start}"
    page = int(st.session_state.get(turned, cited.page))
    part = quote[cited.start - start : cited.end - start] if page == cited.page else ""
    with st.spinner(say("page_drawing", language)):
        picture = picture_of(library, article.id, original.digest, page, part)
    with st.container(key="page-picture", gap="xsmall"):
        _draw_turning(turned, page, cited.pages, language)
        if picture is None:
            st.html(notice(say("page_undrawn", language)))
            return
        told = say("file_page_of", language, page=page, pages=cited.pages)
        st.image(picture, width="stretch", alt=f"{told}: {original.name}")
        st.html(f'<p class="hb-muted">{escape(f"{told} · {original.name}")}</p>')


def _draw_turning(turned: str, page: int, pages: int, language: str) -> None:
    """Buttons to the page before and the one after, where there is one."""
    if pages < 2:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for code, icon, to in (
            ("previous_page", ":material/chevron_left:", page - 1),
            ("next_page", ":material/chevron_right:", page + 1),
        ):
            st.button(
                say(code, language),
                key=f"file-{code}",
                icon=icon,
                type="tertiary",
                disabled=not 1 <= to <= pages,
                on_click=st.session_state.__setitem__,
                args=(turned, to),
            )
