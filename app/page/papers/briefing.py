"""The briefing of the library's last days, to be taken away."""

from collections.abc import Iterator, Sequence

from app.conversation.places import article_address
from app.links import web_address
from app.messages import say, say_day
from app.text_blocks import TextBlock
from rag.explore.briefing import Briefing, HeadlineGroup, Story
from rag.explore.overview import Headline

# Of a section or day, so many headlines; the page has the rest.
MOST_HEADLINES = 12


def briefing_title(seen: Briefing, language: str) -> str:
    """What the briefing is of."""
    if seen.first is None:
        return say("briefing_undated", language)
    days = {"first": say_day(seen.first, language), "last": say_day(seen.last, language)}
    return say("briefing_day" if seen.first == seen.last else "briefing_days", language, **days)


def group_title(group: HeadlineGroup, seen: Briefing, language: str) -> str:
    """A section's own name, or the day."""
    if seen.by == "section":
        return group.name or say("no_section", language)
    return say_day(group.name, language) if group.name else say("no_day", language)


def briefing_blocks(seen: Briefing, language: str, page: str, day: str) -> Sequence[TextBlock]:
    """Stories with what the newest article says of each, then all headlines; `page`: where the page is reached."""
    blocks = [
        TextBlock("title", briefing_title(seen, language)),
        TextBlock("note", say("taken_from", language, day=day)),
    ]
    if seen.stories:
        blocks.append(TextBlock("heading", say("stories", language)))
    for story in seen.stories:
        blocks += _story(story, language, page)
    shown = [group for group in seen.groups if group.articles]
    if shown:
        blocks.append(TextBlock("heading", say("all_headlines", language)))
    for group in shown:
        if len(shown) > 1 or group.name:
            blocks.append(TextBlock("subheading", group_title(group, seen, language)))
        blocks += [_item(one, language, page) for one in group.articles[:MOST_HEADLINES]]
        if (more := len(group.articles) - MOST_HEADLINES) > 0:
            blocks.append(TextBlock("note", say("headlines_more", language, count=more)))
    return blocks


def _story(story: Story, language: str, page: str) -> Iterator[TextBlock]:
    yield TextBlock("subheading", story.articles[0].title)
    if story.opening:
        yield TextBlock("quote", story.opening.quote)
    for one in story.articles:
        yield _item(one, language, page)


def _item(one: Headline, language: str, page: str) -> TextBlock:
    about = ", ".join(filter(None, [one.outlet, say_day(one.published, language)]))
    title = one.title or say("untitled", language)
    return TextBlock(
        "item", title, web_address(one.url) or f"{page.rstrip('/')}/{article_address(one.article_id)}", about
    )
