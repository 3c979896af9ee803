"""An alert for people and programs: what kind it is, the address of its feed, and both as JSON."""

from app.settings import Settings
from language.normal_form import normalize
from vectorstore.alerts import Alert, AlertHit, AlertKind


def kind_of(words: str) -> AlertKind:
    """A question ends with its mark; anything else is a topic or a name."""
    return "question" if words.rstrip().endswith("?") else "subject"


def bare_words(words: str) -> str:
    """What is followed, without what makes no difference to a reader: capitals, marks at the end, spaces."""
    return " ".join(normalize(words).lower().split()).rstrip(" ?.")


def feed_address(alert: Alert, settings: Settings) -> str:
    """Where `hoibao serve` has its feed."""
    return f"{settings.api_url.rstrip('/')}/feeds/{alert.id}"


def document(alert: Alert, settings: Settings) -> dict[str, object]:
    """An alert as JSON."""
    about = {"id": alert.id, "kind": alert.kind, "words": alert.words, "created": alert.created}
    return {**about, "mail": alert.mail or None, "feed": feed_address(alert, settings)}


def hit_document(hit: AlertHit) -> dict[str, object]:
    """What came in, as JSON; `start` and `end` are of the sentence in the article's text."""
    return {
        "article_id": hit.article_id,
        "title": hit.title,
        "published": hit.published,
        "outlet": hit.outlet,
        "quote": hit.quote or None,
        "start": hit.start if hit.quote else None,
        "end": hit.start + len(hit.quote) if hit.quote else None,
        "found": hit.found,
    }
