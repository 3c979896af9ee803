"""What is said to users, in Vietnamese and English: `app.words`, filled in. Does not know pages or terminals."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import KeysError, MailError, UnreadableTurnError
from app.filling import SentenceFormatter
from app.settings import SettingsError
from app.words import EXAMPLES, TABLE
from ingest.article import Notice, Rejection
from language.dates.day import written
from language.normal_form import fold
from rag.answer import (
    Answer,
    ArticleList,
    DifferingFigure,
    ListedArticle,
    Nearest,
    Note,
    Sentence,
    SmallTalk,
    Step,
    without_markers,
)
from rag.errors import QuestionError, RerankerError
from vectorstore.errors import BackupError, CollectionError, EncoderError, EncoderMismatchError, LibraryError
from vectorstore.records import Coverage

# Outlets named of a list; the rest is counted.
_OUTLETS = 12
# The errors that `say_error` has words for.
FORESEEN = (LibraryError, EncoderError, RerankerError, QuestionError, SettingsError, CollectionError)
# Rejections whose detail is a count, “3,000,000”.
_COUNTED = frozenset(("article_too_long", "over_chars", "over_articles"))
# Faults of which a reader is told what the source says instead.
_SAID_INSTEAD = frozenset(("figure", "date", "name", "opposite", "role"))


def say(code: str, language: str, **values: Any) -> str:
    """The sentence `code` in `language` ("vi", anything else is English). Raises KeyError for an unknown code.

    A whole number among `values` is a count, 1.002 in Vietnamese; one that is a name (a port) comes as a string.
    """
    vietnamese, english = TABLE[code]
    return SentenceFormatter(language).vformat(vietnamese if language == "vi" else english, (), values)


def say_error(error: Exception, language: str) -> str:
    """What to tell the user about a foreseeable error of any package."""
    if isinstance(error, LibraryError):
        return say(f"library_{error.problem}", language, folder=error.folder, detail=error.detail)
    if isinstance(error, BackupError):
        return say(f"backup_{error.problem}", language, path=error.path, detail=error.detail)
    if isinstance(error, EncoderMismatchError):
        option = f" --library {error.folder}" if isinstance(error.folder, Path) else ""
        values = {"folder": error.folder, "option": option, "stored": error.stored, "wanted": error.wanted}
        return say("encoder_mismatch", language, **values)
    if isinstance(error, EncoderError):
        return say(f"encoder_{error.problem}", language, model=error.model, detail=error.detail)
    if isinstance(error, RerankerError):
        return say(f"reranker_{error.problem}", language, model=error.model, detail=error.detail)
    if isinstance(error, QuestionError):
        return say(f"question_{error.problem}", language, limit=error.limit)
    if isinstance(error, SettingsError):
        wanted = say(f"wanted_{error.wanted}", language, detail=error.detail)
        return say("setting_unusable", language, name=error.name, value=error.value, wanted=wanted)
    if isinstance(error, CollectionError):
        return say(f"collection_{error.problem}", language, name=error.name)
    if isinstance(error, KeysError):
        return say("keys_unusable", language, file=error.path, detail=error.detail)
    if isinstance(error, MailError):
        return say(f"mail_{error.problem}", language, detail=error.detail)
    if isinstance(error, UnreadableTurnError):
        return say("turn_unreadable", language)
    return str(error)


def say_rejection(rejection: Rejection, language: str) -> str:
    """Why an input was not taken, and what to do."""
    counted = rejection.code in _COUNTED and language == "vi"
    return say(f"reject_{rejection.code}", language, detail=rejection.detail.replace(",", "." if counted else ","))


def say_notice(notice: Notice, language: str) -> str:
    """What to know about an input that was taken."""
    return say(f"notice_{notice.code}", language, detail=notice.detail)


def say_note(note: Note, language: str, *, answered: bool = True) -> str:
    """A note of an answer."""
    if note.code == "llm_failed":
        reason = say(f"llm_{note.values['kind']}", language)
        return say("quoted_instead", language, reason=reason) if answered else reason
    return say(_of_one_day(note), language, **_values(note, language))


def say_step(step: Step, language: str) -> str:
    """What is being done before there are words to show."""
    return say(f"step_{step.code}", language, **step.values)


def say_note_of(answer: Answer, note: Note, language: str) -> str:
    """A note of `answer`, which knows what the note tells of."""
    if note.code == "sources_differ":
        parts = (f"{figure.value} ({_say_where(figure, language)})" for figure in answer.disagreements)
        return say(note.code, language, figures=", ".join(parts))
    return say_note(note, language, answered=not answer.abstained)


def _say_where(figure: DifferingFigure, language: str) -> str:
    return ", ".join([figure.outlet or f"“{figure.title}”", say_day(figure.published, language)])


def say_take_off(note: Note, language: str) -> tuple[str, str]:
    """The label and the help of the button that takes back the reading that a note tells of."""
    values = _values(note, language)
    label = say(f"take_off_{_of_one_day(note)}", language, **values)
    return label, say(f"take_off_{note.code}_why", language, **values)


def _of_one_day(note: Note) -> str:
    """The note's code, or that of the same note about a single day."""
    one = "start" in note.values and note.values["start"] == note.values["end"]
    return note.code.replace("days", "day") if one else note.code


def _values(note: Note, language: str) -> dict[str, str]:
    days = {name: note.values[name] for name in ("start", "end", "until", "day") if name in note.values}
    return {**note.values, **{name: say_day(day, language) for name, day in days.items()}}


def say_reason(sentence: Sentence, language: str) -> str:
    """Why a sentence isn't supported, and what that means for who reads it; empty where it is."""
    if sentence.support == "supported":
        return ""
    cited = "cited_" if sentence.support == "unsupported" and sentence.citations else ""
    general = say(f"{cited}{sentence.support}_why", language)
    reason = sentence.reason
    if reason is None or not reason.words:
        return general
    if reason.source and reason.code in _SAID_INSTEAD:
        return f"{say(f'instead_{reason.code}', language, words=reason.words, source=reason.source)} {general}"
    return f"{say(f'reason_{reason.code}', language, words=reason.words)} {general}"


def say_searched(coverage: Coverage, language: str) -> str:
    """How many articles, of which days: the ground under a “no”."""
    if coverage.earliest is None or coverage.latest is None:
        return say("searched", language, articles=coverage.articles)
    days = {"earliest": say_day(coverage.earliest, language), "latest": say_day(coverage.latest, language)}
    return say("searched_dates", language, articles=coverage.articles, **days)


def say_day(published: str | None, language: str) -> str:
    """A date as readers write it: 28-7-2023 in Vietnamese, 2023-07-28 in English."""
    return written(published, language) if published else say("undated", language)


def example_questions(titles: Sequence[str], language: str) -> list[str]:
    """Four questions to begin with, one of them without diacritics, for a library with these titles, newest first."""
    known = known_questions(titles, language)
    others = [say("example_of", language, title=title) for title in titles if title]
    return [*known, *others[:1], *map(fold, others[1:2]), *others[2:]][:4]


def known_questions(titles: Sequence[str], language: str) -> list[str]:
    """Questions that the example articles with these titles answer."""
    return [question for title, question, languages in EXAMPLES if title in titles and language in languages]


def say_no(answer: Answer, language: str) -> str:
    """That a search gave no answer, and what was searched."""
    if answer.filters.article:
        return say("no_answer_article", language)
    within = answer.filters.collection
    code, searched = "no_answer_within" if within else "no_answer", say_searched(answer.coverage, language)
    return say(code, language, name=within, searched=searched)


def say_not_stated(answer: Answer, language: str) -> str:
    """That the articles speak of it, but don't state what is asked."""
    return say(f"not_stated_{answer.asked_for}" if answer.asked_for else "not_stated", language)


def say_answer(answer: Answer) -> str:
    """The answer's text; of an abstention without words of its own, an honest “no” with what was searched, what came
    nearest and what to try.
    """
    if answer.small_talk:
        return _say_small_talk(answer.small_talk, answer.coverage)
    if answer.listing:
        parts = [
            say_listing(answer.listing, answer.language),
            answer.text,
            "\n".join(say_lines(answer.listing, answer.language)),
        ]
        return "\n\n".join(filter(None, parts))
    if answer.text or not answer.abstained:
        return _with_more(answer)
    language = answer.language
    if answer.nearest:
        return "\n\n".join(
            [
                f"{say_not_stated(answer, language)} {say('what_comes_nearest', language)}",
                *(say_nearest(one, language) for one in answer.nearest),
            ]
        )
    parts = [say_no(answer, language)]
    titles = list(dict.fromkeys(without_markers(passage.title) for passage in answer.consulted if passage.title))[:3]
    if titles:
        parts.append(say("nearest", language, titles="; ".join(f"“{title}”" for title in titles)))
    return " ".join([*parts, say("ask_better", language)])


def say_listing(listing: ArticleList, language: str) -> str:
    """The sentence that leads a list of articles: how many, of what, and the one that its order puts first."""
    articles = _say_articles(listing, language)
    if listing.asks == "outlets" and listing.total:
        return _say_outlets(listing, language)
    if not listing.total:
        parts = [say("list_none", language, articles=articles)]
        if listing.nearest:
            days = ", ".join(say_day(day, language) for day in listing.nearest)
            parts.append(say("nearest_day" if len(listing.nearest) == 1 else "nearest_days", language, days=days))
        return " ".join(parts)
    if listing.asks in ("list", "count"):
        parts = [say("list_one" if listing.total == 1 else "list_some", language, articles=articles)]
        if listing.total > len(listing.articles):
            parts.append(say("listed_first", language, shown=len(listing.articles)))
        return " ".join(parts)
    first = _say_article(listing.articles[0], language)
    return say(
        "list_only" if listing.total == 1 else f"list_{listing.asks}", language, articles=articles, article=first
    )


def say_lines(listing: ArticleList, language: str) -> list[str]:
    """The articles of a list, one a line, numbered as a follow-up may call them; none where one is stated already."""
    if listing.total == 1 and listing.asks not in ("list", "count"):
        return []
    return [f"{n}. {_say_article(article, language)}" for n, article in enumerate(listing.articles, 1)]


def _say_articles(listing: ArticleList, language: str, *, counted: bool = True) -> str:
    """“2 bài của Báo Mía đăng ngày 3-5-2026 nhắc đến “giá mía””; without the number where outlets are counted."""
    number = {0: "no", 1: "one"}.get(listing.total, "many")
    parts = [say(f"articles_{number}", language, count=listing.total)] if counted else []
    for name in ("outlet", "author", "topic"):
        if value := getattr(listing, name):
            parts.append(say(f"of_{name}", language, **{name: without_markers(value)}))
    if listing.start and listing.end:
        days = {"start": say_day(listing.start, language), "end": say_day(listing.end, language)}
        parts.append(say("of_day" if listing.start == listing.end else "of_days", language, **days))
    if listing.subject:
        parts.append(say("of_subject", language, subject=without_markers(listing.subject)))
    return "".join(parts)


def _say_outlets(listing: ArticleList, language: str) -> str:
    if not listing.outlets:
        return say("list_no_outlet", language, articles=_say_articles(listing, language))
    articles = _say_articles(listing, language, counted=False)
    shown = listing.outlets[:_OUTLETS]
    counts = [say("outlet_count", language, outlet=one.outlet, count=one.articles) for one in shown]
    if others := len(listing.outlets) - len(shown):
        counts.append(say("other_outlets", language, count=others))
    code = "list_outlet" if len(listing.outlets) == 1 else "list_outlets"
    return say(code, language, count=len(listing.outlets), articles=articles, outlets=", ".join(counts))


def _say_article(article: ListedArticle, language: str) -> str:
    title = f"“{without_markers(article.title)}”" if article.title else say("untitled_article", language)
    about = ", ".join(filter(None, [article.outlet, say_day(article.published, language)]))
    return f"{title} ({about})"


def say_nearest(one: Nearest, language: str) -> str:
    """What comes nearest, and what it is about."""
    quote = f"“{without_markers(one.source.quote)}”"
    return say("nearest_about", language, about=without_markers(one.about), quote=quote) if one.about else quote


def _with_more(answer: Answer) -> str:
    """The text; what only leads to the answer comes after it, under its own words."""
    if not any(sentence.more for sentence in answer.sentences):
        return answer.text
    answering, leading = ([s.text for s in answer.sentences if s.more == more] for more in (False, True))
    return "\n\n".join([*answering, f"{say('more_from_article', answer.language)}: {leading[0]}", *leading[1:]])


def _say_small_talk(said: SmallTalk, coverage: Coverage) -> str:
    text = say(said.kind, said.language, held=say_searched(coverage, said.language))
    examples = example_questions(said.titles, said.language) if said.kind in ("abilities", "greeting") else []
    return " ".join([text, *(say("for_example", said.language, question=example) for example in examples[:1])])


def say_notes(answer: Answer) -> list[str]:
    """All notes of an answer, in its language."""
    return [say_note_of(answer, note, answer.language) for note in answer.notes]
