"""A conversation for others to read and to check: Markdown and JSON, with quotes, offsets and digests of the articles.

Knows no page. In the Markdown, words of articles, models and users stay words.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from app.conversation.exchange import Exchange
from app.links import web_address
from app.messages import FORESEEN, say, say_answer, say_day, say_error, say_lines, say_listing, say_notes, say_reason
from app.safe_markdown import safe_markdown
from app.screen import harmless
from app.shapes import answer_json
from rag.answer import Source

FORMAT = "hoibao-conversation-1"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")
_NUMBERS = re.compile(r"\s*\[\d{1,3}\]")
_MARKER = re.compile(r"\\\[(\d{1,3})\\\]")


def conversation_markdown(name: str, exchanges: Sequence[Exchange], language: str) -> str:
    """The whole conversation, each turn with its sources, and how to check them."""
    told = say("exported", language, day=say_day(_now(), language))
    turns = (markdown_of(exchange, language, checkable=True) for exchange in exchanges if exchange.answer)
    return "\n\n".join([f"# {markdown_line(name)}", told, say("how_to_check", language), *turns]) + "\n"


def markdown_of(exchange: Exchange, language: str, *, checkable: bool = False) -> str:
    """One turn as Markdown: question, answer, what isn't supported, sources; `checkable`: with offsets and digests."""
    answer = exchange.answer
    if answer is None:
        return ""
    digests = {cited.article_id: cited.sha256 for cited in exchange.cited}
    parts = [f"## {markdown_line(exchange.question)}" if checkable else f"**{markdown_line(exchange.question)}**"]
    parts += [_text(note) for note in say_notes(answer)]
    told = [say_listing(answer.listing, answer.language), answer.text] if answer.listing else [say_answer(answer)]
    said = safe_markdown if answer.mode == "llm" and answer.text else _text
    parts += [_with_markers(said(text), {source.n for source in answer.sources}) for text in told if text]
    if answer.listing:
        parts.append("\n".join(map(markdown_line, say_lines(answer.listing, answer.language))))
    for sentence in answer.sentences:
        if why := say_reason(sentence, language):
            parts.append(f"⚠ {say(sentence.support, language)}: “{markdown_line(sentence.text)}” {markdown_line(why)}")
    if answer.sources:
        parts.append(f"{say('sources', language)}:")
    for source in answer.sources:
        parts.append(_source(source, language, digests.get(source.article_id) if checkable else None, checkable))
    return "\n\n".join(parts)


def plain_of(exchange: Exchange, language: str, *, sources: bool = True) -> str:
    """An answer in plain words, to be pasted into a letter or a document: with its sources, or without any number."""
    answer = exchange.answer
    if answer is None:
        return ""
    told = [say_listing(answer.listing, answer.language), answer.text] if answer.listing else [say_answer(answer)]
    lines = say_lines(answer.listing, answer.language) if answer.listing else ()
    text = harmless("\n\n".join([*filter(None, told), *(["\n".join(lines)] if lines else [])]))
    if not sources:
        return _NUMBERS.sub("", text)
    cited = []
    for source in answer.sources:
        about = [source.title, source.outlet, say_day(source.published, language), web_address(source.url)]
        cited.append(f"[{source.n}] {harmless(', '.join(filter(None, about)))}: “{harmless(source.quote)}”")
    return "\n".join([text, "", f"{say('sources', language)}:", *cited]) if cited else text


def _source(source: Source, language: str, digest: str | None, checkable: bool) -> str:
    about = [source.title, source.outlet, say_day(source.published, language)]
    lines = [
        f"[{source.n}] {', '.join(markdown_line(fact) for fact in about if fact)}: “{markdown_line(source.quote)}”"
    ]
    if url := web_address(source.url):
        lines.append(f"<{quote(url, safe='/:?#@!$&()*+,;=%~')}>")
    if checkable:
        lines.append(
            say("at", language, start=str(source.start), end=str(source.end), id=markdown_line(source.article_id))
        )
    if digest:
        lines.append(say("digest", language, digest=digest))
    return "  \n".join(lines)


def _with_markers(text: str, numbers: set[int]) -> str:
    """The answer's own markers as they were; a number in brackets that an article itself holds stays a word."""
    return _MARKER.sub(lambda found: f"[{found[1]}]" if int(found[1]) in numbers else found[0], text)


def _text(text: str) -> str:
    """Paragraphs stay apart; nothing in them is read as Markdown or HTML."""
    return "\n\n".join(markdown_line(paragraph) for paragraph in harmless(text).split("\n\n"))


def markdown_line(text: str) -> str:
    """Words on one line, of which none is read as Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", " ".join(harmless(text).split()))


def conversation_json(name: str, exchanges: Sequence[Exchange], language: str) -> str:
    """The whole conversation with everything that a program needs to check each quote."""
    document = {
        "format": FORMAT,
        "name": name,
        "exported": _now(),
        "how_to_check": say("how_to_check", language),
        "turns": [_turn_json(exchange, language) for exchange in exchanges],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _turn_json(exchange: Exchange, language: str) -> dict[str, Any]:
    turn: dict[str, Any] = {
        "question": exchange.question,
        "asked": exchange.asked or None,
        "without": list(exchange.without),
        "rating": exchange.rating,
        "reason": exchange.reason or None,
    }
    if exchange.answer is None:
        error = say_error(exchange.error, language) if isinstance(exchange.error, FORESEEN) else None
        return {**turn, "answer": None, "error": error}
    digests = {cited.article_id: cited.sha256 for cited in exchange.cited}
    answer = answer_json(exchange.answer, say_answer(exchange.answer), say_notes(exchange.answer))
    for source in answer["sources"]:
        source["sha256"] = digests.get(source["article_id"])
    return {**turn, "answer": answer}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
