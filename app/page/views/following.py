"""Draws what a reader follows: the articles that came in for it since their last visit, and the list to manage."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from app.alerts.feed import hit_link
from app.alerts.reach import feeds_are_served
from app.alerts.shown import feed_address, kind_of
from app.messages import say
from app.page.highlight import escape, plain
from app.page.shared import Visit
from app.page.sign_in import mail_of
from app.page.views.parts import headline, label
from app.page.visits import VisitMark
from app.settings import Settings
from vectorstore.alerts import MAX_WORDS_CHARS, MOST_ALERTS, Alert, AlertHit
from vectorstore.errors import LibraryError

# Of one alert, so many articles stand open, and so many behind a fold.
_SHOWN, _MOST = 5, 40


def draw_following(visit: Visit, before: VisitMark | None) -> None:
    """News of all that this reader follows since `before`; how to follow more, or who may. Raises: LibraryError."""
    language, library = visit.language, visit.library
    alerts = library.alerts.listed(owner=visit.owner)
    since = datetime.fromtimestamp(before.at_s, UTC).isoformat(timespec="milliseconds") if before else ""
    news = [(alert, library.alerts.hits(alert.id, since=since, limit=_MOST)) for alert in alerts]
    with st.container(key="following", gap="xsmall"):
        if alerts:
            told = "".join(_news(alert, hits, language) for alert, hits in news if hits)
            nothing = f'<p class="hb-muted">{escape(say("following_nothing", language))}</p>'
            st.html(label(say("following", language)) + (told or nothing))
        if may_follow(visit):
            code = "following_manage" if alerts else "follow_new"
            with st.popover(
                say(code, language), key="manage-following", type="tertiary", icon=":material/notifications:"
            ):
                _draw_managing(visit, alerts)
        else:
            st.html(f'<p class="hb-muted">{escape(say("follow_not", language))}</p>')


def may_follow(visit: Visit) -> bool:
    """Whether this reader may follow anything: where nobody signs in it is for all to see."""
    return visit.may_edit or bool(visit.owner)


def follow(visit: Visit, words: str) -> None:
    """Follow a topic, a name or a question; what comes of it is told by the next run."""
    language = visit.language
    mail = mail_of(st.user.to_dict()) if visit.settings.smtp and st.session_state.get("follow-mail") else ""
    try:
        alert = visit.library.alerts.follow(kind_of(words), words, owner=visit.owner, mail=mail)
    except LibraryError as error:
        visit.session.trouble = error
        return
    if alert is None:
        visit.session.said = say("alerts_too_many", language, most=MOST_ALERTS)
    else:
        visit.session.said = say("followed_now", language, words=alert.words)


def _news(alert: Alert, hits: Sequence[AlertHit], language: str) -> str:
    title = escape(say("follow_count", language, words=alert.words, count=len(hits)))
    lines = [_line(hit, language) for hit in hits]
    fold = ""
    if rest := lines[_SHOWN:]:
        more = escape(say("headlines_more", language, count=len(rest)))
        fold = f'<summary class="hb-muted">{more}</summary><ul class="hb-list">{"".join(rest)}</ul>'
        fold = f'<details class="hb-more">{fold}</details>'
    return f'<h3 class="hb-group">{title}</h3><ul class="hb-list">{"".join(lines[:_SHOWN])}</ul>{fold}'


def _line(hit: AlertHit, language: str) -> str:
    """The headline, and under it the sentence that it was told for."""
    link = hit_link("", hit).removeprefix("/")
    line = headline(hit, link, language)
    quote = f'<p class="hb-says"><a class="hb-open" href="{escape(link)}">“{escape(hit.quote)}”</a></p>'
    return line.removesuffix("</li>") + (quote if hit.quote else "") + "</li>"


def _draw_managing(visit: Visit, alerts: Sequence[Alert]) -> None:
    language = visit.language

    def add() -> None:
        if words := str(st.session_state["follow-words"]).strip():
            follow(visit, words)
            st.session_state["follow-words"] = ""

    st.text_input(
        say("follow_new", language),
        key="follow-words",
        max_chars=MAX_WORDS_CHARS,
        placeholder=say("follow_hint", language),
        on_change=add,
    )
    if visit.settings.smtp and (mail := mail_of(st.user.to_dict())):
        st.checkbox(plain(say("follow_by_mail", language, mail=mail)), key="follow-mail")
    if not visit.owner and not visit.opened_here:
        st.html(f'<p class="hb-muted">{escape(say("following_shared", language))}</p>')
    st.html(f'<p class="hb-muted">{escape(say("following_what", language))}</p>')
    served = bool(alerts) and _served(visit.settings, here=visit.opened_here)
    if alerts:
        code = "following_feed" if served else "following_no_feed"
        st.html(f'<p class="hb-muted">{escape(say(code, language))}</p>')
    for alert in alerts:
        st.button(
            plain(say("follow_end", language, words=alert.words)),
            key=f"unfollow-{alert.id}",
            icon=":material/notifications_off:",
            type="tertiary",
            on_click=_end,
            args=(visit, alert),
        )
        if served:
            st.code(feed_address(alert, visit.settings), language=None, wrap_lines=True)


@st.cache_data(ttl=60, show_spinner=False)
def _served(_settings: Settings, *, here: bool) -> bool:
    """Asked once a minute, by whichever reader comes first: all pages of a server have the same settings."""
    return feeds_are_served(_settings, here=here)


def _end(visit: Visit, alert: Alert) -> None:
    try:
        visit.library.alerts.unfollow(alert.id, owner=visit.owner)
    except LibraryError as error:
        visit.session.trouble = error
