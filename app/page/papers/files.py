"""Word files with their names, ready to be handed to a reader."""

from collections.abc import Sequence
from datetime import datetime

from app.conversation.exchange import Exchange
from app.messages import say, say_day
from app.page.papers.answers import answer_blocks, conversation_blocks
from app.page.papers.briefing import briefing_blocks
from app.page.papers.clippings import clippings_blocks
from app.page.papers.word_file import MIME, word_file
from app.page.state import HandedFile
from app.text_blocks import TextBlock
from rag.explore.briefing import Briefing
from vectorstore.clippings import Clipping


def answer_file(exchange: Exchange, language: str) -> HandedFile:
    """An answer with its sources."""
    return _file("file_answer", list(answer_blocks(exchange, language)), language)


def briefing_file(seen: Briefing, language: str, page: str) -> HandedFile:
    """The briefing of the last days."""
    return _file("file_briefing", briefing_blocks(seen, language, page, today(language)), language)


def clippings_file(folder: str, clippings: Sequence[Clipping], language: str, page: str) -> HandedFile:
    """A folder of quotes."""
    blocks = list(clippings_blocks(folder, clippings, language, page, today(language)))
    return _file("file_clippings", blocks, language)


def conversation_file(name: str, exchanges: Sequence[Exchange], language: str) -> bytes:
    """A whole conversation."""
    return word_file(list(conversation_blocks(name, exchanges, language, today(language))), language=language)


def today(language: str) -> str:
    """Today, as the interface writes a day."""
    return say_day(_day(), language)


def _day() -> str:
    return datetime.now().astimezone().date().isoformat()


def _file(code: str, blocks: Sequence[TextBlock], language: str) -> HandedFile:
    name = f"hoibao-{say(code, language)}-{_day()}.docx"
    return HandedFile(name, MIME, word_file(blocks, language=language))
