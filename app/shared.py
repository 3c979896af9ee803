"""What all browser sessions share, and what one run of the page is given. The only streamlit cache."""

from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from app import wiring
from app.jobs import Jobs
from app.messages import say
from app.settings import Settings
from app.state import Session
from rag.assistant import Assistant
from vectorstore.library import LocalLibrary

_KEY = "hoibao"


@dataclass(frozen=True)
class Visit:
    """One run of the page, in the hands of the section that it shows.

    `actions`: its own place in the header; `pages`: every section by its name, to lead to.
    """

    settings: Settings
    library: LocalLibrary
    language: str
    session: Session
    actions: DeltaGenerator
    pages: dict[str, StreamlitPage] = field(default_factory=dict)

    def assistant(self) -> Assistant:
        """The assistant that all sessions share. Raises: errors that `say_error` has words for."""
        return assistant_for(self.settings)


def session() -> Session:
    """This browser session's own state, the one thing of ours in Streamlit's."""
    found: Session = st.session_state.setdefault(_KEY, Session())
    return found


@st.cache_resource(show_spinner=False)
def library_in(folder: Path) -> LocalLibrary:
    """The library that all sessions share; made where there is none, for articles can be added by the page."""
    return wiring.open_library(folder, create=True)


@st.cache_resource(show_spinner=False)
def jobs_for(folder: Path) -> Jobs:
    """The runs of ingest into a library, which all sessions see."""
    return Jobs(library_in(folder))


@st.cache_resource(show_spinner=False)
def assistant_for(settings: Settings) -> Assistant:
    """The assistant that all sessions share; one search loads what would else make the first answer wait."""
    assistant = wiring.open_assistant(settings, library_in(settings.library))
    assistant.search(say("welcome", settings.language), 1)
    return assistant
