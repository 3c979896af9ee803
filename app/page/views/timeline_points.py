"""Draws the points of a timeline: when, the sentence that says it, and where it stands."""

from collections.abc import Mapping
from urllib.parse import urlencode

from app.conversation.places import address, place_of
from app.messages import say_day
from app.page.highlight import escape
from rag.answer import Answer
from rag.several.timeline import lead_in

_NOTHING: Mapping[str, str] = {}


def points_html(answer: Answer, language: str, beside: Mapping[str, str] = _NOTHING) -> str:
    """Its points as the items of a list; `beside`: what the addresses of their sources name as well."""
    sources = {source.n: source for source in answer.sources}
    more = f"&{urlencode(beside)}" if beside else ""
    lines = []
    for point in answer.timeline:
        source = sources[point.n]
        link = address(place_of(source, 0), None) + more
        about = " · ".join(filter(None, [source.title, source.outlet, say_day(source.published, language)]))
        when = lead_in(point.day, stated=point.stated, language=language)
        date = f'<time datetime="{escape(point.day)}">{escape(when)}</time>'
        quote = f'<a class="hb-open" href="{escape(link)}">{escape(source.quote)}</a>'
        lines.append(f'<li>{date}{quote}<p class="hb-muted">{escape(about)}</p></li>')
    return "".join(lines)
