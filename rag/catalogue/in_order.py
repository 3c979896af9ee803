"""A fact asked for as of last: “giá mía mới nhất là bao nhiêu?” is quoted from the newest article that states it."""

from collections.abc import Generator as Yields
from dataclasses import dataclass, replace
from datetime import datetime

from rag.answer import Answer
from rag.asking import Asking
from rag.catalogue.subject_words import words_held
from rag.draft import AnswerDraft
from rag.question.order import without_order
from rag.question.question_clauses import clause
from rag.quote.answering import QuotedAnswers
from rag.quote.quoting import Quoting
from rag.searching import Searching
from vectorstore.readable import ReadableLibrary


@dataclass(frozen=True, slots=True)
class NewestLimits:
    """How far the newest article that answers is looked for."""

    # So many of the newest articles that hold the question's words are asked, and so many of the best passages' ones.
    articles: int = 4
    passages: int = 8
    # What an article's best passage must score, of the best, to be of the same subject.
    on_subject_share: float = 0.5


NEWEST = NewestLimits()


def _plain(draft: AnswerDraft) -> str | None:
    """What is asked, less the words that ask for the newest: “mới nhất”, or a “hôm nay” that no article is of."""
    question, days = draft.question, draft.question.dates
    if days is None:
        return without_order(question.understood_as)
    today = datetime.now().astimezone().date()
    missing = any(note.code == "no_such_days" for note in draft.notes)
    if not (missing and days.strict and days.start <= today <= days.end):
        return None
    return " ".join(question.understood_as.replace(days.words, " ").split())


class NewestFact:
    """Asks the articles of `library` about a subject one by one, the newest first, until one answers."""

    def __init__(
        self, library: ReadableLibrary, searching: Searching, quoting: Quoting, by_quoting: QuotedAnswers
    ) -> None:
        self._library, self._searching = library, searching
        self._quoting, self._by_quoting = quoting, by_quoting

    def answered(self, draft: AnswerDraft, asking: Asking) -> Yields[str | Answer, None, bool]:
        """Whether a question that asks for the newest was answered so. `draft` has its passages."""
        plain = _plain(draft)
        if plain is None:
            return False
        for article_id in self._newest(draft, plain):
            within = replace(asking.filters, article=article_id)
            each = self._searching.understood(replace(asking, text=plain, filters=within, history=()))
            self._searching.retrieve(each, asking.passages, within)
            if each.passages and self._quoting.answers(each):
                each.question = replace(each.question, text=draft.question.text, follow_up=draft.question.follow_up)
                each.began, each.filters, each.notes = draft.began, draft.filters, [*draft.notes, *each.notes]
                each.timings_ms = {**draft.timings_ms, **each.timings_ms}
                yield from self._understood(draft, each)
                return True
        return False

    def _understood(self, draft: AnswerDraft, each: AnswerDraft) -> Yields[str | Answer, None, None]:
        """The answer as of the question that was asked, not of the one without its order."""
        for piece in self._by_quoting.quoted(each):
            yield replace(piece, understood_as=draft.question.understood_as) if isinstance(piece, Answer) else piece

    def _newest(self, draft: AnswerDraft, plain: str) -> list[str]:
        """The articles that may state it, newest first: those that hold its words, else those that a search finds."""
        words = words_held(clause(plain, draft.question.language), draft.question.language)
        held = self._library.listed(draft.filters, words, limit=NEWEST.articles).articles if words else ()
        if held:
            return [article.id for article in held]
        best = draft.passages[0].score if draft.passages else 0.0
        near = [
            passage for passage in draft.passages[: NEWEST.passages] if passage.score >= NEWEST.on_subject_share * best
        ]
        newest = sorted(near, key=lambda passage: passage.published or "", reverse=True)
        return list(dict.fromkeys(passage.article_id for passage in newest))[: NEWEST.articles]
