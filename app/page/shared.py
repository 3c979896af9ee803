"""What all browser sessions share, and what one run of the page is given. The only streamlit cache."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from app import wiring
from app.errors import NotAnEditorError
from app.incoming.jobs import Jobs
from app.llm.opening import open_generator
from app.messages import say
from app.page.answering import AnswerJobs
from app.page.chat import Chat
from app.page.explored import Explored
from app.page.own_llm import applied, opened_here
from app.page.preferences import Preferences
from app.page.readers import remembered_reader
from app.page.state import Choices, Session
from app.page.titles import Titles
from app.settings import Settings
from ingest.budget import Budget
from ingest.page_picture import page_picture
from rag.assistant import Assistant
from rag.generate.generator import Generator
from vectorstore.library import Library

_KEY = "hoibao"
_CHOICES = "hoibao-choices"
# So long after the server's first page its first question should have been answered.
EXPLORED_AFTER_SECONDS = 5.0
# Pages of PDFs; each has some 300 kB.
PICTURES = 32


@dataclass(frozen=True)
class Visit:
    """One run of the page, in the hands of the section that it shows. `settings` are the server's.

    `actions`: its own place in the header; `owner`: who is signed in, empty for nobody; `may_edit`: whether they may
    change what the library holds, which for others is one to ask alone; `pages`: every section by its
    name, to lead to.
    """

    settings: Settings
    library: Library
    language: str
    session: Session
    actions: DeltaGenerator
    choices: Choices
    owner: str = ""
    may_edit: bool = True
    pages: dict[str, StreamlitPage] = field(default_factory=dict)

    @property
    def chat(self) -> Chat:
        """What this reader can do in their conversation."""
        return Chat(
            self.session,
            self.library,
            self.assistant,
            self.owner,
            self.reader,
            self.choices.preferences.passages,
            self.llm is not None,
            answers_of(self.settings),
            may_forget=self.may_edit or bool(self.owner),
            language=self.language,
        )

    @property
    def opened_here(self) -> bool:
        """Whether the page is opened on the machine that serves it, and by nobody else."""
        listens_on = st.get_option("server.address")
        return opened_here(listens_on, st.context.headers.to_dict(), signed_in=bool(self.owner))

    @property
    def reader(self) -> str:
        """Whose ratings these are: who is signed in, else this browser's; nobody's where only one person comes."""
        return self.owner or ("" if self.opened_here else self.session.reader)

    @property
    def jobs(self) -> Jobs:
        """The runs of ingest. Raises: NotAnEditorError."""
        if not self.may_edit:
            raise NotAnEditorError("ingest")
        return jobs_of(self.settings)

    @property
    def llm(self) -> str | None:
        """The model that words this reader's answers; None where they are quoted."""
        return None if self.choices.preferences.mode == "quote" else applied(self.settings, self.choices.own).llm

    def assistant(self) -> Assistant:
        """What answers this reader, over what all readers share. Raises: errors that `say_error` has words for."""
        assistant = assistant_for(replace(self.settings, llm=None, openai_api_key=None, openai_base_url=None))
        generator = self.generator() if self.llm else None
        return assistant.answering_by(generator) if generator else assistant

    def generator(self) -> Generator | None:
        """The LLM of this reader's own, else the server's, if there is one. Raises: SettingsError."""
        if self.choices.own is None:
            return generator_for(self.settings)
        if self.choices.generator is None:
            named = applied(self.settings, self.choices.own)
            self.choices.generator = open_generator(named, own=True)
        return self.choices.generator


def session() -> Session:
    """This browser session's conversation."""
    if _KEY not in st.session_state:
        remembered = remembered_reader(st.context.cookies.to_dict())
        st.session_state[_KEY] = Session(reader=remembered) if remembered else Session()
    found: Session = st.session_state[_KEY]
    return found


def choices(settings: Settings) -> Choices:
    """What this browser session's reader chose, and what their browser remembers."""
    if _CHOICES not in st.session_state:
        remembered = Preferences.remembered(st.context.cookies.to_dict(), settings.language)
        st.session_state[_CHOICES] = Choices(remembered)
    found: Choices = st.session_state[_CHOICES]
    return found


def library_of(settings: Settings) -> Library:
    """The library that all sessions share; made where there is none, for articles can be added by the page."""
    return _shared_of(settings)[0]


def jobs_of(settings: Settings) -> Jobs:
    """The runs of ingest into the library, which all sessions see."""
    return _shared_of(settings)[1]


def explored_of(settings: Settings) -> Explored:
    """What the library holds, which all sessions share; worked out from the server's first page on."""
    return _explored(replace(settings, llm=None, openai_api_key=None, openai_base_url=None))


@st.cache_resource(show_spinner=False)
def _explored(settings: Settings) -> Explored:
    explored = Explored(library_of(settings), lambda: assistant_for(settings))
    explored.refresh(after_seconds=EXPLORED_AFTER_SECONDS)
    return explored


@st.cache_resource(show_spinner=False)
def titles_of(settings: Settings) -> Titles:
    """The titles that articles are chosen by, which all sessions share."""
    return Titles(library_of(settings))


def answers_of(settings: Settings) -> AnswerJobs:
    """The answers that the server is computing, whoever asked."""
    return _shared_of(settings)[2]


def _shared_of(settings: Settings) -> tuple[Library, Jobs, AnswerJobs]:
    budget = wiring.reading_budget(settings)
    return _shared(settings.library, settings.store, settings.timezone, budget)


@st.cache_resource(show_spinner=False)
def _shared(folder: Path, store: str | None, zone: str, budget: Budget) -> tuple[Library, Jobs, AnswerJobs]:
    library = wiring.open_library(Settings(library=folder, store=store), create=True)
    return library, Jobs(library, zone, budget), AnswerJobs()


@st.cache_data(show_spinner=False, max_entries=PICTURES)
def picture_of(_library: Library, article_id: str, digest: str, page: int, quote: str) -> bytes | None:
    """A page of the PDF that an article stands in, as a JPEG; None where it can't be drawn.

    `digest` tells the file's versions apart. Raises: LibraryError.
    """
    content = _library.originals.content(article_id)
    return page_picture(content, page, quote) if content else None


@st.cache_resource(show_spinner=False)
def generator_for(settings: Settings) -> Generator | None:
    """The server's LLM, which all sessions share that have none of their own."""
    return open_generator(settings)


@st.cache_resource(show_spinner=False)
def assistant_for(settings: Settings) -> Assistant:
    """The quoting assistant that all sessions share; one search loads what would else make the first answer wait."""
    assistant = wiring.open_assistant(settings, library_of(settings))
    assistant.search(say("welcome", settings.language), 1)
    wiring.settle()
    return assistant
