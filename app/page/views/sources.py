"""What an answer stands on: the articles that it cites, each with its quotes, and apart what was merely read."""

from collections.abc import Sequence

from app.conversation.exchange import Excerpt, Exchange
from app.messages import say, say_day
from app.page.answer_html import AddressOf
from app.page.highlight import escape, marked
from app.page.views.parts import label, original
from rag.answer import Source
from vectorstore.records import Passage

_NEAREST = 3
# Of a passage that isn't cited, so much is shown.
_GIST_CHARS = 240


def sources_html(exchange: Exchange, to: AddressOf, language: str) -> str:
    """The cited articles in the order of their first citation; of an abstention, the nearest ones."""
    answer = exchange.answer
    if answer is None or answer.small_talk:
        return ""
    if answer.nearest:
        nearest = [one.source for one in answer.nearest]  # what the reader gets in place of an answer
        return "".join(_card(one, _quoted(one), to(one), language, unfolded=True) for one in nearest)
    if answer.abstained:
        near: dict[str, Passage] = {}
        for passage in answer.consulted:
            near.setdefault(passage.article_id, passage)
        if not near:
            return ""
        cards = [_card(passage, "", to(_whole(passage)), language) for passage in list(near.values())[:_NEAREST]]
        return label(say("nearest_articles", language), "h3") + "".join(cards)
    parts = []
    for cited in exchange.cited:
        quoted = [source for source in answer.sources if source.article_id == cited.article_id]
        text = "".join(marked(excerpt, quoted) for excerpt in cited.excerpts)
        parts.append(_card(quoted[0], text, to(quoted[0]), language))
    if parts:
        parts.insert(0, label(say("sources", language), "h3"))
    return "".join(parts)


def consulted_html(exchange: Exchange, to: AddressOf, language: str) -> str:
    """What was read for the answer, but isn't cited."""
    why = f'<p class="hb-muted">{escape(say("also_read_why", language))}</p>'
    return why + "".join(
        _card(passage, marked(_gist(passage), ()), to(_whole(passage)), language) for passage in consulted(exchange)
    )


def consulted(exchange: Exchange) -> list[Passage]:
    """The passages that were read for an answer and hold nothing that it cites."""
    answer = exchange.answer
    if answer is None or answer.abstained or answer.small_talk:
        return []
    return [passage for passage in answer.consulted if not _holds_any(passage, answer.sources)]


def _quoted(source: Source) -> str:
    return marked(Excerpt(source.start, source.quote), (source,))


def _whole(passage: Passage) -> Source:
    """A passage as what could be cited of it: all."""
    about = (passage.article_id, passage.title, passage.published, passage.outlet, passage.url)
    return Source(0, *about, passage.text, passage.start, passage.end)


def _card(about: Source | Passage, text: str, link: str, language: str, *, unfolded: bool = False) -> str:
    """One line, which opens on demand: what it quotes stands in the answer already."""
    opener = f'<a class="hb-open hb-read" href="{escape(link)}">{escape(say("whole_article", language))}</a>'
    facts = " · ".join(escape(fact) for fact in (about.outlet, say_day(about.published, language)) if fact)
    line = f'<summary><h4 class="hb-title">{escape(about.title)}</h4><span class="hb-muted">{facts}</span></summary>'
    excerpt = f'<div class="hb-excerpt">{text}</div>' if text else ""
    way = " open" if unfolded else ""
    return f'<details class="hb-card"{way}>{line}{excerpt}{opener}{original(about, language)}</details>'


def _gist(passage: Passage) -> Excerpt:
    cut = passage.text.rfind(" ", 0, _GIST_CHARS) if len(passage.text) > _GIST_CHARS else len(passage.text)
    return Excerpt(passage.start, passage.text[: cut if cut > 0 else _GIST_CHARS], after=cut < len(passage.text))


def _holds_any(passage: Passage, sources: Sequence[Source]) -> bool:
    return any(
        source.article_id == passage.article_id and source.start < passage.end and passage.start < source.end
        for source in sources
    )
