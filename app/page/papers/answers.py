"""An answer with the sources that it cites, each with its quote, to be taken away; and a whole conversation."""

import re
from collections.abc import Iterator, Sequence

from app.conversation.exchange import Exchange
from app.links import web_address
from app.messages import say, say_answer, say_day, say_lines, say_listing, say_notes, say_reason
from app.text_blocks import TextBlock

_HEADING, _ITEM = re.compile(r"\s*#{1,6}\s+(.*)"), re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_EMPHASIS = re.compile(r"\*\*|__|`")


def answer_blocks(exchange: Exchange, language: str, *, level: str = "title") -> Iterator[TextBlock]:
    """One turn: question, answer, what isn't supported, sources; nothing where there is no answer."""
    answer = exchange.answer
    if answer is None:
        return
    yield TextBlock("title" if level == "title" else "heading", exchange.question)
    yield from (TextBlock("note", note) for note in say_notes(answer))
    told = [say_listing(answer.listing, answer.language), answer.text] if answer.listing else [say_answer(answer)]
    for text in filter(None, told):
        yield from _of_markdown(text) if answer.mode == "llm" and answer.text else _paragraphs(text)
    if answer.listing:
        yield from (TextBlock("item", line) for line in say_lines(answer.listing, answer.language))
    for sentence in answer.sentences:
        if why := say_reason(sentence, language):
            yield TextBlock("note", f"⚠ {say(sentence.support, language)}: “{sentence.text}” {why}")
    if answer.sources:
        yield TextBlock("subheading", say("sources", language))
    for source in answer.sources:
        about = ", ".join(filter(None, [source.outlet, say_day(source.published, language)]))
        yield TextBlock("text", f"[{source.n}] {source.title}", web_address(source.url) or "", about)
        yield TextBlock("quote", source.quote)


def _paragraphs(text: str) -> Iterator[TextBlock]:
    yield from (TextBlock("text", paragraph) for paragraph in text.split("\n\n"))


def _of_markdown(text: str) -> Iterator[TextBlock]:
    """A model's Markdown, line by line: headings and lists stay, emphasis becomes words."""
    for line in _EMPHASIS.sub("", text).splitlines():
        if heading := _HEADING.fullmatch(line):
            yield TextBlock("subheading", heading[1])
        elif item := _ITEM.fullmatch(line):
            yield TextBlock("item", item[1])
        elif line.strip():
            yield TextBlock("text", line)


def conversation_blocks(name: str, exchanges: Sequence[Exchange], language: str, day: str) -> Iterator[TextBlock]:
    """The whole conversation, each turn with its sources."""
    yield TextBlock("title", name)
    yield TextBlock("note", say("exported", language, day=day))
    for exchange in exchanges:
        yield from answer_blocks(exchange, language, level="heading")
