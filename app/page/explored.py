"""What the arrival page and Explore show, worked out in the server beside the answers, before anybody opens them.

What was worked out stays until the new is ready: a reader waits for the very first time only. Knows no page.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from app.alerts.checking import check
from app.messages import FORESEEN, known_questions
from app.settings import LANGUAGES
from rag.answer import Answer
from rag.assistant import Assistant
from rag.explore.briefing import Briefing, briefing
from rag.explore.differing import Difference, differences
from rag.explore.overview import Overview, overview
from rag.explore.tolls import TollCourse, toll_courses
from rag.suggest.first_questions import OPENING, opening_questions
from vectorstore.library import Library
from vectorstore.priority import stand_back

# Newest articles among which those are looked for that a known question goes with.
_TITLES = 50
# Opening questions are made from so many of the briefing's articles, its stories first.
_ASKED_OF = 60
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Explored:
    """One library's last days, topics, names and differing figures. All methods may be called from any thread."""

    def __init__(self, library: Library, assistant: Callable[[], Assistant]) -> None:
        self._library, self._assistant = library, assistant
        self._lock = threading.Lock()
        self._briefing: _Latest[Briefing] = _Latest()
        self._known = {language: _Latest[tuple[str, ...]]() for language in LANGUAGES}
        self._made: _Latest[tuple[str, ...]] = _Latest()
        self._overview: _Latest[Overview] = _Latest()
        self._differences: _Latest[Sequence[Difference]] = _Latest()
        self._tolls: _Latest[Sequence[TollCourse]] = _Latest()

    def refresh(self, after_seconds: float = 0.0) -> None:
        """Work out, in a thread, what the library's last change made old."""
        timer = threading.Timer(after_seconds, self._work_out)
        timer.daemon = True
        timer.start()

    def briefing(self) -> Briefing:
        """What came in the last days, the latest that is ready. Raises: LibraryError."""
        return self._latest(self._briefing, self._brief)

    def questions(self, language: str) -> tuple[str, ...]:
        """Up to OPENING.most questions to begin with, each asked before and answered; fewer until all are ready.

        Raises: errors that `say_error` has words for.
        """
        known = self._latest(self._known[language], partial(self._known_and_answered, language))
        return tuple(dict.fromkeys((*known, *(self._made.result or ()))))[: OPENING.most]

    def overview(self) -> Overview:
        """The latest that is ready. Raises: LibraryError where the first can't be worked out."""
        return self._latest(self._overview, lambda: overview(self._library))

    def differences(self) -> Sequence[Difference]:
        """The latest that are ready. Raises: errors that `say_error` has words for."""
        return self._latest(self._differences, self._compare)

    def tolls(self) -> Sequence[TollCourse]:
        """The latest that are ready. Raises: LibraryError where the first can't be worked out."""
        return self._latest(self._tolls, lambda: toll_courses(self._library))

    def _brief(self) -> Briefing:
        return briefing(self._library, datetime.now().astimezone().date())

    def _known_and_answered(self, language: str) -> tuple[str, ...]:
        known = known_questions([article.title for article, _ in self._library.articles(limit=_TITLES)], language)
        return tuple(question for question in known if not self._quoted(question).abstained)

    def _make_questions(self) -> tuple[str, ...]:
        seen = self.briefing()
        ids = [story.articles[0].article_id for story in seen.stories]
        ids += [one.article_id for group in seen.groups for one in group.articles]
        articles = [self._library.article(article_id) for article_id in list(dict.fromkeys(ids))[:_ASKED_OF]]
        return opening_questions([article for article in articles if article], self._quoted)

    def _quoted(self, question: str) -> Answer:
        return self._assistant().ask(question, mode="quote")

    def _compare(self) -> Sequence[Difference]:
        return differences(self._library, self._quoted)

    def _latest(self, kept: "_Latest[Result]", work: Callable[[], Result]) -> Result:
        change = self._library.last_change()
        if (ready := kept.result) is not None:
            if kept.change != change:
                self.refresh()
            return ready
        return kept.renewed(work, change)

    def _work_out(self) -> None:
        if not self._lock.acquire(blocking=False):  # another thread is at it
            return
        try:
            stand_back()  # answers come first
            change = self._library.last_change()
            self._briefing.renewed(self._brief, change)
            check(self._library, self._library.alerts.listed(), self._assistant)
            self._made.renewed(self._make_questions, change)
            self._overview.renewed(lambda: overview(self._library), change)
            self._tolls.renewed(lambda: toll_courses(self._library), change)
            self._differences.renewed(self._compare, change)
        except FORESEEN as error:  # whoever opens the section is told; a thread has nobody to tell
            log.warning("explore: %s", type(error).__name__)
        except Exception:
            log.exception("What the library holds could not be worked out.")
        finally:
            self._lock.release()


class _Latest(Generic[Result]):
    """What was worked out last, and the change of the library that it is of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.result: Result | None = None
        self.change: str | None = None

    def renewed(self, work: Callable[[], Result], change: str) -> Result:
        """The result as of `change`: worked out once, whoever asks meanwhile waits for it."""
        with self._lock:
            result = self.result
            if result is None or self.change != change:
                result = self.result = work()
                self.change = change
            return result
