"""A conversation for other eyes: Markdown to read, JSON to check, with each quote's place and its article's digest."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from app.messages import say, say_answer, say_day, say_notes
from app.screen import harmless
from app.shapes import answer_json
from rag.answer import Answer, Source
from vectorstore.chunk import Article

# An article as stored, by its id.
Articles = Callable[[str], Article | None]
# What begins a heading, list, quote, link, picture, code or HTML; other dots, dashes and brackets stay readable.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!]|^[-+](?= )|(?<=^\d)[.)])")


def to_json(name: str, answers: Iterable[Answer], articles: Articles) -> str:
    """Each turn as `hoibao ask --json` gives it; each source also says what its article's text hashes to, and whether
    the quote stands there now.
    """
    turns = [answer_json(answer, say_answer(answer), say_notes(answer)) for answer in answers]
    for turn in turns:
        turn["sources"] = [{**source, **_proof(source, articles)} for source in turn["sources"]]
    return json.dumps({"conversation": name, "turns": turns}, ensure_ascii=False, indent=1)


def to_markdown(name: str, answers: Iterable[Answer], articles: Articles, language: str) -> str:
    """Questions as headings, answers as paragraphs, sources as a list; articles' words can't become Markdown."""
    parts = [f"# {_plain(name)}"]
    for answer in answers:
        parts += [f"## {_plain(answer.question)}", _prose(say_answer(answer))]
        parts += [f"> {_plain(note)}" for note in say_notes(answer)]
        if answer.sources:
            parts.append("\n".join(_source(source, articles, language) for source in answer.sources))
    return "\n\n".join(parts) + "\n"


def _source(source: Source, articles: Articles, language: str) -> str:
    proof = _proof(asdict(source), articles)
    about = [source.title, source.outlet or "", say_day(source.published, language), source.url or ""]
    where = say("export_place", language, id=source.article_id, start=source.start, end=source.end)
    digest = f" · SHA-256 {proof['article_sha256']}" if proof["article_sha256"] else ""
    gone = "" if proof["quote_stands"] else f" · {say('article_gone', language)}"
    head = " — ".join(filter(None, about))
    return f"- \\[{source.n}\\] {_plain(head)}: “{_plain(source.quote)}” ({_plain(where)}{digest}){_plain(gone)}"


def _proof(source: Mapping[str, Any], articles: Articles) -> dict[str, Any]:
    article = articles(source["article_id"])
    stands = article is not None and article.text[source["start"] : source["end"]] == source["quote"]
    return {"article_sha256": sha256(article.text.encode()).hexdigest() if article else None, "quote_stands": stands}


def _prose(text: str) -> str:
    return "\n\n".join(_plain(line) for line in text.splitlines() if line.strip())


def _plain(text: str) -> str:
    """One line that reads the same as Markdown and as text."""
    return _MARKDOWN.sub(r"\\\1", " ".join(harmless(text).split()))
