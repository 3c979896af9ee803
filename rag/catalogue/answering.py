"""Answers from the catalogue: lists of articles, true counts, the newest and the first, and what one of a list says."""

import re
from collections.abc import Generator as Yields
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from language.content import content_terms
from language.normal_form import fold, normalize
from rag.answer import Answer, ArticleList, Asks, ListedArticle, Note, OutletCount, Sentence, without_markers
from rag.asking import Asking
from rag.catalogue.catalogue_question import CatalogueQuestion, Names, catalogue_question
from rag.catalogue.days import Days, days_meant, nearest_days
from rag.catalogue.gist import gist
from rag.catalogue.pointed import pointed_at
from rag.draft import AnswerDraft, answer_of
from rag.question.small_talk import small_talk
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article, Filters, Listing, Order


@dataclass(frozen=True, slots=True)
class ListingLimits:
    """How much of a list is shown, and how far back a list is remembered."""

    # articles shown of a list
    articles: int = 10
    # a list further back has been left
    turns: int = 4
    # of an answer's text, and of what each line finds
    lines: int = 12
    hits_a_line: int = 3


LISTING = ListingLimits()
_ORDER: dict[Asks, Order] = {"oldest": "oldest", "longest": "longest", "shortest": "shortest"}
_ONE: frozenset[Asks] = frozenset(("newest", "oldest"))
_MARKER = re.compile(r"\[\d{1,3}\]")
# Without any of these a question names no section or author that is worth looking up.
_OF_ARTICLES = re.compile(r"\b(?:bai|tin|bao|articles?|news|stor(?:y|ies)|headlines?)\b")


class CatalogueAnswers:
    """Answers from what `library` knows of its articles, without a search. Every method yields the `Answer`."""

    def __init__(self, library: ReadableLibrary) -> None:
        self._library = library

    def answered(self, draft: AnswerDraft, asking: Asking) -> Yields[str | Answer, None, bool]:
        """Whether the question was one that the catalogue answers."""
        if "listing" in asking.without:
            return False
        lists = self._lists(asking)
        if pointed := pointed_at(asking.text, lists, whole=True):
            return (yield from self._gist_of(draft, pointed.article_id))
        if asked := self._asked(draft, asking):
            return (yield from self._listed(draft, asked, asking))
        return False

    @staticmethod
    def asks_for_gist(asking: Asking) -> bool:
        """Whether one article alone is asked, and what it says at all."""
        article = asking.filters.article
        return article is not None and pointed_at(asking.text, [(article,)], whole=True) is not None

    def narrowed(self, asking: Asking) -> Asking:
        """The same, where it asks something of an article listed before, of that article alone."""
        pointed = None
        if "listing" not in asking.without:
            pointed = pointed_at(asking.text, self._lists(asking), whole=False)
        if pointed is None or not content_terms(pointed.question):
            return asking
        within = replace(asking.filters, article=pointed.article_id)
        return replace(asking, text=pointed.question, filters=within, history=())

    def _asked(self, draft: AnswerDraft, asking: Asking) -> CatalogueQuestion | None:
        question, today = draft.question, _today()
        names = self._names(f"{question.text} {question.understood_as}")
        asked = catalogue_question(question.understood_as, question.language, question.accents, today, names)
        if asked is None:
            return None
        days = None if "dates" in asking.without else asked.days
        return replace(asked, days=days, outlet=None if "outlet" in asking.without else asked.outlet)

    def _names(self, text: str) -> Names:
        """The outlets, and those topics and authors that `text` may name."""
        bare = fold(text)
        if not _OF_ARTICLES.search(bare):
            return Names(self._library.outlets())
        topics, authors = (
            [name for name, _ in self._library.counts(field) if fold(name) in bare] for field in ("topic", "author")
        )
        return Names(self._library.outlets(), topics, authors)

    def _listed(self, draft: AnswerDraft, asked: CatalogueQuestion, asking: Asking) -> Yields[str | Answer, None, bool]:
        given = asking.filters
        latest = self._library.coverage(given.scope).latest
        free = given.published_from is None and given.published_to is None
        days = days_meant(asked.days, latest, _today()) if asked.days and free else None
        fields = {name: value for name, value in (("topic", asked.topic), ("author", asked.author)) if value}
        filters = replace(given, outlet=given.outlet or asked.outlet, metadata={**given.metadata, **fields})
        within = replace(filters, published_from=days.start, published_to=days.end) if days else filters
        order = _ORDER.get(asked.asks, "newest")
        words, held = self._holding(asked, draft, within, order)
        if not held.total and (asked.of_events or (asked.asks in _ONE and asked.subject)):
            return False  # it may ask after what no article need be about
        nearest = nearest_days(self._library, filters, words, days) if days and not held.total else ()
        draft.filters = within
        draft.notes += _notes(asked, days, held, latest)
        listing = ArticleList(
            asked.asks,
            held.total,
            tuple(map(_line, held.articles)),
            asked.subject,
            filters.outlet,
            asked.topic,
            asked.author,
            str(days.start) if days else None,
            str(days.end) if days else None,
            self._outlets(within, words) if asked.asks == "outlets" else (),
            nearest,
        )
        leads = held.articles[:1] if asked.asks in _ONE and asked.subject else ()
        yield replace(self._quoting(draft, leads, words, abstained=not held.total), listing=listing)
        return True

    def _holding(
        self, asked: CatalogueQuestion, draft: AnswerDraft, filters: Filters, order: Order
    ) -> tuple[str, Listing]:
        """The articles asked for, and the words that they hold: where none holds them, without marks or plurals."""
        wordings = [asked.words]
        if draft.question.accents != "full":
            wordings.append(fold(asked.words))
        if draft.question.language == "en":
            wordings.append(" ".join(word.removesuffix("s") for word in asked.words.split()))
        listings = (
            (words, self._library.listed(filters, words, limit=LISTING.articles, order=order)) for words in wordings
        )
        first = next(listings)
        return first if first[1].total else next((one for one in listings if one[1].total), first)

    def _outlets(self, filters: Filters, words: str) -> tuple[OutletCount, ...]:
        return tuple(OutletCount(outlet, count) for outlet, count in self._library.counts("outlet", filters, words))

    def _gist_of(self, draft: AnswerDraft, article_id: str) -> Yields[str | Answer, None, bool]:
        """What one article says first."""
        article = self._library.article(article_id)
        if article is None:
            return False
        yield self._quoting(draft, [article], "", abstained=False)
        return True

    def _quoting(self, draft: AnswerDraft, articles: Sequence[Article], words: str, *, abstained: bool) -> Answer:
        sources = tuple(source for article in articles if (source := gist(article, words)))
        sentences = tuple(
            Sentence(f"{without_markers(source.quote)} [{source.n}]", (source.n,), "supported", 1.0)
            for source in sources
        )
        text = "\n\n".join(sentence.text for sentence in sentences)
        draft.first_words()
        return answer_of(draft, self._library, "quote", text, sentences, sources, abstained=abstained)

    def _lists(self, asking: Asking) -> list[tuple[str, ...]]:
        """The articles that the turns before listed or cited, the last turn's first; lists before single articles.

        Where one article alone is asked, it.
        """
        if asking.filters.article is not None:
            return [(asking.filters.article,)]
        turns = [turn for turn in asking.history if not small_talk(turn.question)][-LISTING.turns :]
        lists = [turn.articles or tuple(dict.fromkeys(self._named_in(turn.answer))) for turn in reversed(turns)]
        return sorted(filter(None, lists), key=lambda articles: len(articles) < 2)

    def _named_in(self, answer: str) -> Iterator[str]:
        """The articles whose titles or sentences stand in an answer of which only the text is known."""
        for line in [line for line in map(_plain, answer.splitlines()) if line][: LISTING.lines]:
            for passage in self._library.passages(self._library.keyword_search(line, LISTING.hits_a_line)):
                if (passage.title and _plain(passage.title) in line) or line in _plain(passage.text):
                    yield passage.article_id
                    break


def _plain(text: str) -> str:
    """A line to compare: in the normal form, without markers of sources."""
    return " ".join(_MARKER.sub("", normalize(text)).split())


def _notes(asked: CatalogueQuestion, days: Days | None, listing: Listing, latest: str | None) -> Iterator[Note]:
    today = _today().isoformat()
    if days and asked.days:
        if days.until or listing.total:
            yield days.note(asked.days.words)
    elif asked.asks == "newest" and latest and latest[:10] < today:
        yield Note("library_until", {"end": latest[:10]})


def _line(article: Article) -> ListedArticle:
    return ListedArticle(article.id, article.title, article.published, article.outlet, article.url)


def _today() -> date:
    return datetime.now().astimezone().date()
