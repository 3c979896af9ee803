"""Draws how articles come in: files dropped or chosen, web addresses, the examples."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.incoming.jobs import Jobs
from app.incoming.uploads import MAX_UPLOAD_MB, name_of
from app.messages import say
from ingest.readers import KINDS
from rag.assistant import Assistant

EXAMPLES = Path(__file__).parents[3] / "examples" / "articles"
MAX_ADDRESSES_CHARS = 20_000


def draw_adding(jobs: Jobs, assistant: Callable[[], Assistant], language: str, *, empty: bool) -> None:
    """The form, open where there is nothing yet. Raises: FORESEEN when no encoder can be loaded."""
    # Streamlit's own words on the uploader are English only: `page.css` puts these in their place.
    choose, drop = say("choose_files", language), say("drop_files", language)
    st.html(f'<style>:root {{ --hb-choose: "{choose}"; --hb-drop: "{drop}" }}</style>')
    with st.expander(say("add_articles", language), expanded=empty, icon=":material/upload:", key="add-articles"):
        with st.form("add", clear_on_submit=True, border=False):
            kinds = " ".join(sorted(KINDS))
            files = st.file_uploader(
                say("upload", language),
                accept_multiple_files=True,
                key="files",
                max_upload_size=MAX_UPLOAD_MB,
                help=say("upload_why", language, kinds=kinds, megabytes=MAX_UPLOAD_MB),
            )
            addresses = st.text_area(
                say("addresses", language),
                key="addresses",
                height=80,
                max_chars=MAX_ADDRESSES_CHARS,
                placeholder="https://example.org/rss",
                help=say("addresses_why", language),
            ).split()
            sent = st.form_submit_button(say("ingest_these", language), type="primary", key="ingest")
        if sent and not files and not addresses:
            st.warning(say("ingest_nothing", language))
        elif sent:
            names = [name_of(file) for file in files] + addresses
            jobs.begin(assistant().encoder, files=files, addresses=addresses, names=names)
        if (
            empty
            and EXAMPLES.is_dir()
            and st.button(
                say("load_examples", language),
                key="load-examples",
                icon=":material/science:",
                disabled=bool(jobs.running()),
            )
        ):
            jobs.begin(assistant().encoder, folders=[EXAMPLES], names=[say("examples", language)])
