"""The JSON documents that the commands print. Scripts rely on them: fields may be added, none renamed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.links import web_address
from rag.answer import Answer, ArticleList
from rag.draft import SearchResult
from vectorstore.records import Article, Filters, Link, Passage


def answer_json(
    answer: Answer, text: str, notes: list[str], suggestions: Sequence[str] | None = None
) -> dict[str, Any]:
    """`hoibao ask --json`. `text` is the answer as shown (of an abstention, the words of the “no”).

    `suggestions` are there only where they were asked for.
    """
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "language": answer.language,
        "mode": answer.mode,
        "model": answer.model,
        "answer": text,
        "abstained": answer.abstained,
        "sentences": [
            {
                "text": s.text,
                "citations": list(s.citations),
                "support": s.support,
                "score": s.score,
                "reason": asdict(s.reason) if s.reason else None,
                "more": s.more,
                "values": [list(span) for span in s.values],
            }
            for s in answer.sentences
        ],
        "sources": [
            {
                "n": s.n,
                "article_id": s.article_id,
                "title": s.title,
                "published": s.published,
                "outlet": s.outlet,
                "url": web_address(s.url),
                "quote": s.quote,
                "start": s.start,
                "end": s.end,
                "value_start": s.value_at[0] if s.value_at else None,
                "value_end": s.value_at[1] if s.value_at else None,
            }
            for s in answer.sources
        ],
        "nearest": [
            {
                "article_id": n.source.article_id,
                "title": n.source.title,
                "published": n.source.published,
                "outlet": n.source.outlet,
                "url": web_address(n.source.url),
                "about": n.about,
                "quote": n.source.quote,
                "start": n.source.start,
                "end": n.source.end,
            }
            for n in answer.nearest
        ],
        "consulted": [
            {"article_id": p.article_id, "title": p.title, "start": p.start, "end": p.end, "score": round(p.score, 4)}
            for p in answer.consulted
        ],
        "disagreements": [
            {"value": f.value, "article_id": f.article_id, "published": f.published, "n": f.n}
            for f in answer.disagreements
        ],
        "timeline": [{"date": p.day, "stated": p.stated, "n": p.n} for p in answer.timeline],
        "listing": listing_json(answer.listing) if answer.listing else None,
        "filters": filters_json(answer.filters),
        "notes": notes,
        "steps": [{"code": step.code, **step.values} for step in answer.steps],
        "timings_ms": dict(answer.timings_ms),
        "usage": {"input_tokens": answer.usage.input_tokens, "output_tokens": answer.usage.output_tokens}
        if answer.usage
        else None,
        **({"suggestions": list(suggestions)} if suggestions is not None else {}),
    }


def listing_json(listing: ArticleList) -> dict[str, Any]:
    """What the catalogue answers: the first of `total` articles, and the outlets where they are asked for."""
    return {
        "asks": listing.asks,
        "total": listing.total,
        "subject": listing.subject or None,
        "outlet": listing.outlet,
        "topic": listing.topic,
        "author": listing.author,
        "from": listing.start,
        "to": listing.end,
        "articles": [
            {
                "n": n,
                "article_id": one.article_id,
                "title": one.title,
                "published": one.published,
                "outlet": one.outlet,
                "url": web_address(one.url),
            }
            for n, one in enumerate(listing.articles, 1)
        ],
        "outlets": [{"outlet": one.outlet, "articles": one.articles} for one in listing.outlets],
        "nearest_days": list(listing.nearest),
    }


def filters_json(filters: Filters) -> dict[str, Any]:
    """The filters that held, null where none."""
    bounds = (filters.published_from, filters.published_to)
    start, end = (bound.isoformat() if bound else None for bound in bounds)
    return {
        "from": start,
        "to": end,
        "outlet": filters.outlet,
        "collection": filters.collection,
        "article": filters.article,
    }


def found_json(result: SearchResult, notes: list[str]) -> dict[str, Any]:
    """`hoibao search --json`."""
    return {
        "query": result.question.text,
        "understood_as": result.question.understood_as,
        "passages": [passage_json(rank, passage) for rank, passage in enumerate(result.passages, 1)],
        "filters": filters_json(result.filters),
        "notes": notes,
        "timings_ms": result.timings_ms,
    }


def passage_json(rank: int, passage: Passage) -> dict[str, Any]:
    """One passage of `hoibao search --json`; ranks count from 1."""
    return {
        "rank": rank,
        "score": round(passage.score, 4),
        "article_id": passage.article_id,
        "title": passage.title,
        "published": passage.published,
        "outlet": passage.outlet,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def listed_json(article: Article, chunks: int) -> dict[str, Any]:
    """One row of `hoibao articles --json`."""
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "url": web_address(article.url),
        "chars": len(article.text),
        "chunks": chunks,
    }


def article_json(article: Article, sources: Sequence[str], links: Sequence[Link]) -> dict[str, Any]:
    """`hoibao show --json`: the article as stored, everywhere that it was found, and what it hangs together with."""
    extra = {name: getattr(article, name) for name in ("author", "topic") if getattr(article, name)}
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "published": article.published,
        "outlet": article.outlet,
        "url": web_address(article.url),
        "source": article.source,
        "metadata": {**extra, **article.metadata},
        "sources": list(sources),
        "twins": _links_json(links, "twin"),
        "corrected_by": _links_json(links, "corrected_by"),
        "corrects": _links_json(links, "corrects"),
    }


def _links_json(links: Sequence[Link], kind: str) -> list[dict[str, Any]]:
    return [
        {
            "id": link.article_id,
            "title": link.title,
            "published": link.published,
            "outlet": link.outlet,
            "score": link.score,
        }
        for link in links
        if link.kind == kind
    ]
