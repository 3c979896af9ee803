"""Draws the page before the first question: questions to begin with, what came in, the briefing of the last days."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from app.conversation.places import article_address
from app.messages import say, say_day
from app.page.highlight import escape, plain
from app.page.papers.briefing import briefing_blocks, briefing_title, group_title
from app.page.papers.files import briefing_file, today
from app.page.shared import Visit
from app.page.views.parts import headline, label, quoted_html
from app.page.views.settings import have_remembered
from app.page.views.turn_html import act_button, copy_button
from app.page.visits import COOKIE, VisitMark, Visits, visits
from app.text_blocks import markdown_text, plain_text
from rag.explore.briefing import Briefing, HeadlineGroup, Story
from rag.explore.overview import Headline, headline_of
from vectorstore.records import Filters

# What stands in the place of a turn in the buttons of the briefing.
BRIEFING = "briefing"
_SHOWN, _UNFOLDED, _NEW = 4, 40, 8
_MOST_OUTLETS = 5
_KEY = "hoibao-visits"


def draw_greeting(language: str) -> None:
    """What the page is for."""
    greeting, tagline = (escape(say(code, language)) for code in ("welcome", "tagline"))
    st.html(f'<div class="hb-welcome"><h2>{greeting}</h2><p>{tagline}</p></div>')


def draw_questions(questions: Sequence[str], language: str, choose: Callable[[str], None]) -> None:
    """Questions to begin with; nothing where there are none."""
    if not questions:
        return
    st.html(label(say("try_these", language), "p"))
    with st.container(key="examples", gap="xsmall"):
        for number, question in enumerate(questions):
            st.button(plain(question), key=f"example-{number}", width="stretch", on_click=choose, args=(question,))


def draw_briefing(visit: Visit, seen: Briefing) -> None:
    """What came in the library's last days; nothing until that is known of the first articles. Raises: LibraryError."""
    if not seen.total:
        return
    language = visit.language
    with st.container(key="arrival", gap="xsmall"):
        count = say("briefing_count", language, total=seen.total)
        if seen.outlets:
            named = [
                say("briefing_outlet", language, outlet=outlet, count=articles)
                for outlet, articles in seen.outlets[:_MOST_OUTLETS]
            ]
            count = f"{count} · {say('briefing_outlets', language, outlets=', '.join(named))}"
        title = escape(briefing_title(seen, language))
        st.html(
            f'<h2 class="hb-section">{title}</h2><p class="hb-muted">{escape(count)}</p>{_tools(visit, seen)}'
            + _stories(seen.stories, language)
            + _groups(seen, language)
            + _left(seen, language)
        )


def act_on_briefing(visit: Visit, seen: Callable[[], Briefing], do: str) -> None:
    """What a button of the briefing asks for."""
    if do == "word":
        visit.session.handed = briefing_file(seen(), visit.language, visit.settings.public_url)


def visits_of(visit: Visit) -> Visits:
    """When this reader was here before; worked out once a session."""
    known: Visits | None = st.session_state.get(_KEY)
    if known is None:
        now = VisitMark(visit.library.last_added(), int(time.time()))
        known = visits(st.context.cookies.to_dict().get(COOKIE, ""), visit.library.identity(), now)
        st.session_state[_KEY] = known
    return known


def remember_visit(visit: Visit) -> None:
    """Have the browser remember that its reader has seen what there is by now."""
    have_remembered(f"{COOKIE}={visits_of(visit).cookie}", key="visit")


def draw_new(visit: Visit) -> None:
    """What came in since this reader's last visit; nothing on the first. Raises: LibraryError."""
    before = visits_of(visit).before
    if before is None:
        return
    listing = visit.library.listed(Filters(added_after=before.last_added), limit=_UNFOLDED, order="added")
    if not listing.total:
        return
    day = say_day(datetime.fromtimestamp(before.at_s, UTC).astimezone().date().isoformat(), visit.language)
    told = say("since_visit", visit.language, day=day, count=listing.total)
    articles = [headline_of(article) for article in listing.articles]
    st.html(label(told) + _headlines(articles, listing.total, visit.language, shown=_NEW))


def _tools(visit: Visit, seen: Briefing) -> str:
    language = visit.language
    blocks = briefing_blocks(seen, language, visit.settings.public_url, today(language))
    buttons = [
        copy_button("copy_briefing", BRIEFING, "content_copy", plain_text(blocks), language),
        copy_button("copy_briefing_markdown", BRIEFING, "markdown_copy", markdown_text(blocks), language),
        act_button("word", BRIEFING, "description", language, title=say("word_why", language)),
        act_button("print", BRIEFING, "print", language, title=say("print_why", language)),
    ]
    return f'<div class="hb-acts">{"".join(buttons)}</div>'


def _stories(stories: Sequence[Story], language: str) -> str:
    if not stories:
        return ""
    return label(say("stories", language)) + "".join(_story(story, language) for story in stories)


def _story(story: Story, language: str) -> str:
    first, *others = story.articles
    code = "story_outlets" if story.outlets > 1 else "story_articles"
    told = say(code, language, count=len(story.articles), outlets=story.outlets)
    about = " · ".join(filter(None, [told, first.outlet, say_day(first.published, language)]))
    link = escape(article_address(first.article_id))
    title = f'<h3 class="hb-title"><a class="hb-open" href="{link}">{escape(first.title)}</a></h3>'
    opening = quoted_html(story.opening) if story.opening else ""
    more = "".join(headline(one, article_address(one.article_id), language) for one in others)
    fold = f'<summary class="hb-muted">{escape(say("story_others", language))}</summary>'
    return (
        f'<section class="hb-story">{title}<p class="hb-muted">{escape(about)}</p>{opening}'
        f'<details>{fold}<ul class="hb-list">{more}</ul></details></section>'
    )


def _groups(seen: Briefing, language: str) -> str:
    groups = [group for group in seen.groups if group.articles]
    if not groups:
        return ""
    return label(say("all_headlines", language)) + "".join(_group(group, groups, seen, language) for group in groups)


def _left(seen: Briefing, language: str) -> str:
    """Of many articles in these days, the newest alone are drawn."""
    left = seen.total - sum(len(group.articles) for group in seen.groups)
    return f'<p class="hb-muted">{escape(say("headlines_left", language, count=left))}</p>' if left > 0 else ""


def _group(group: HeadlineGroup, groups: Sequence[HeadlineGroup], seen: Briefing, language: str) -> str:
    title = ""
    if len(groups) > 1 or group.name:
        title = f'<h3 class="hb-group">{escape(group_title(group, seen, language))}</h3>'
    dated = seen.by == "section"
    return title + _headlines(group.articles, len(group.articles), language, shown=_SHOWN, dated=dated)


def _headlines(articles: Sequence[Headline], total: int, language: str, *, shown: int, dated: bool = True) -> str:
    """The first, and the others behind a fold."""
    listed = articles[: shown + _UNFOLDED]
    lines = [headline(one, article_address(one.article_id), language, dated=dated) for one in listed]
    fold = ""
    if rest := lines[shown:]:
        more = escape(say("headlines_more", language, count=len(rest)))
        fold = f'<summary class="hb-muted">{more}</summary><ul class="hb-list">{"".join(rest)}</ul>'
        fold = f'<details class="hb-more">{fold}</details>'
    if left := total - len(lines):
        fold += f'<p class="hb-muted">{escape(say("headlines_left", language, count=left))}</p>'
    return f'<ul class="hb-list">{"".join(lines[:shown])}</ul>{fold}'
