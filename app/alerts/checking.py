"""Looks for what came in for each alert, once for every article, whoever asks first: the page, a feed, a command."""

from collections.abc import Callable, Sequence

from rag.answer import Answer
from rag.assistant import Assistant
from rag.explore.followed import answers, mentions
from vectorstore.alerts import Alert
from vectorstore.library import Library
from vectorstore.records import Filters


def check(library: Library, alerts: Sequence[Alert], assistant: Callable[[], Assistant]) -> int:
    """Record what came in since each was looked at last; returns how many were looked at.

    A question costs some 60 ms, a topic 5. `assistant` is opened only where a question is to be asked. Raises: errors
    that `say_error` has words for.
    """
    last = library.last_added()
    behind = [alert for alert in alerts if alert.checked < last]
    for alert in behind:
        if alert.kind == "subject":
            hits = mentions(library, alert.words, alert.checked)
        else:
            hits = answers(alert.words, alert.checked, _asking(assistant()))
        library.alerts.record(alert.id, last, hits)
    return len(behind)


def _asking(assistant: Assistant) -> Callable[[str, Filters], Answer]:
    return lambda question, filters: assistant.ask(question, filters=filters, mode="quote")
