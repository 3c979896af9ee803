"""Questions to ask next that the library answers: made from what was consulted, kept if asking them finds it again.

Knows how to ask, not how an answer comes about; the wording of questions is `rag.suggest.next_questions`' business.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from language.content import content_terms
from language.detect import Language, language_of
from language.meaning.names import capitalised_runs
from language.meaning.reading import read
from language.meaning.words import Name
from language.normal_form import fold
from language.sentences import sentences
from language.syllables import is_syllable
from rag.answer import Answer, Turn
from rag.question.question_clauses import subject
from rag.several.same_event import names_all
from rag.suggest.made import SAME_WORDS_SHARE, MadeQuestion, is_answered, made_of, same_words
from rag.suggest.next_questions import about, candidates, topic_of
from vectorstore.records import Passage

# “HCĐ”, “U21”: short for too many things.
_ABBREVIATION = re.compile(r"[^\Wa-zà-ỹ_]{1,4}")


@dataclass(frozen=True, slots=True)
class SuggestionLimits:
    """How long suggestions are looked for, and which are kept."""

    most: int = 3
    # No question is begun after this; asking one takes some 60 ms.
    budget_s: float = 0.6
    # Passages that questions are made from: further ones lie too far from what was asked.
    passages: int = 8
    # A list is offered from so many articles on that the answer doesn't cite, and up to so many in all, or that share
    # of the library: one of half of it says nothing.
    fewest_listed: int = 2
    most_listed: int = 12
    most_listed_share: float = 0.08
    # Passages that match less well than this share of the best are about something else.
    related_share: float = 0.5


SUGGESTIONS = SuggestionLimits()
# By how many turns a kind waits: three questions about people's posts are dull.
LATER = {"role": 2, "said": 1}


def suggestions(answer: Answer, history: Sequence[Turn], ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Up to three questions that `ask` answers by sentences which `answer` doesn't show; fewer where time runs out."""
    since = time.perf_counter()
    asked = [frozenset(content_terms(text)) for text in (answer.question, answer.understood_as)]
    asked += [frozenset(content_terms(turn.question)) for turn in history]
    chosen: list[MadeQuestion] = []
    for made in _in_turn(list(_made(answer))):
        if len(chosen) == SUGGESTIONS.most or time.perf_counter() - since > SUGGESTIONS.budget_s:
            break
        known = [*asked, *(other.terms for other in chosen)]
        same_place = made.end and any(made.article_id == one.article_id and made.start == one.start for one in chosen)
        told = made.kind == "course" and answer.timeline  # the answer is that
        if same_place or told or any(same_words(made.terms, terms) for terms in known):
            continue
        reply = ask(made.question)
        shown = [(source.article_id, source.start) for source in answer.sources]
        new = (
            made.kind == "course"
            or not reply.sources
            or (reply.sources[0].article_id, reply.sources[0].start) not in shown
        )
        if new and is_answered(made, reply):
            chosen.append(made)
    questions = [made.question for made in chosen]
    if len(questions) < SUGGESTIONS.most and (more := _list_of_more(answer, ask)):
        questions.append(more)
    before = {_bare(text) for text in (answer.question, answer.understood_as, *(turn.question for turn in history))}
    return tuple(question for question in questions if _bare(question) not in before)


def _bare(question: str) -> str:
    """Its words without marks of any kind: what makes two questions the same, however they were typed."""
    return " ".join(re.findall(r"\w+", fold(question)))


def _list_of_more(answer: Answer, ask: Callable[[str], Answer]) -> str | None:
    """A question for the articles on a name that was asked about, where it has several more; by the catalogue, 5 ms."""
    if answer.listing or answer.small_talk:
        return None
    cited = {source.article_id for source in answer.sources}
    most = max(SUGGESTIONS.most_listed, SUGGESTIONS.most_listed_share * answer.coverage.articles)
    for name in _asked_about(answer.understood_as):
        question = f"Có những bài nào về {name}?" if answer.language == "vi" else f"Which articles are about {name}?"
        listing = ask(question).listing
        if listing is None or listing.total > most:
            continue
        if len({one.article_id for one in listing.articles} - cited) >= SUGGESTIONS.fewest_listed:
            return question
    return None


def _asked_about(question: str) -> list[str]:
    """Names in a question that tell one thing from all others, the longest first: “Hồ Quỳnh Hương”, “Vinamilk”."""
    names = []
    for start, end in capitalised_runs(question):
        words = question[start:end].split()
        if start == 0 and is_syllable(words[0].lower()):  # it may be capital for opening the question
            words = words[1:]
        if not words or not all(word[0].isupper() or word.isdecimal() for word in words):
            continue  # “Chính phủ”, “Hồi giáo”: kinds of things
        if len(words) > 1 or not (is_syllable(words[0].lower()) or _ABBREVIATION.fullmatch(words[0])):
            names.append(" ".join(words))
    return sorted(dict.fromkeys(names), key=len, reverse=True)[:3]


def _made(answer: Answer) -> Iterator[MadeQuestion]:
    language: Language = "en" if answer.language == "en" else "vi"
    shown = [(source.article_id, source.start, source.end) for source in answer.sources]
    asked = topic_of(subject(answer.understood_as, language)) if language == "vi" else None
    names = [name for name in read(answer.understood_as, language=language).names if len(name.parts) > 1]
    best = max((passage.score for passage in answer.consulted), default=0.0)
    for passage in answer.consulted[: SUGGESTIONS.passages]:
        if not _related(passage, names, best):
            continue
        if language == "vi" and language_of(passage.text[:500]) != "vi":
            continue
        topic = _topic(passage, asked)
        if topic and language == "vi":
            yield from (made_of(candidate, passage.article_id, 0, 0, topic) for candidate in about(topic))
        spans = [(passage.start + start, passage.start + end) for start, end in sentences(passage.text)]
        texts = [passage.text[start - passage.start : end - passage.start] for start, end in spans]
        headings = [(part.strip(), (0, 0)) for part in passage.title.split(": ")]
        for text, (start, end) in [*headings, *zip(texts, spans, strict=True)]:
            if any(passage.article_id == at and first < end and start < last for at, first, last in shown):
                continue
            for candidate in candidates(text, topic, language):
                yield made_of(candidate, passage.article_id, start, end, text)


def _related(passage: Passage, names: Sequence[Name], best: float) -> bool:
    """Whether a passage is about what was asked: it names something of it, or matches nearly as well as the best."""
    if names:
        return any(names_all([name], f"{passage.title}\n{passage.text}") for name in names)
    return passage.score >= SUGGESTIONS.related_share * best


def _topic(passage: Passage, asked: str | None) -> str | None:
    """What the reader asked about, if the passage is about it too; else what its title names."""
    if asked:
        terms = frozenset(content_terms(asked))
        if len(terms & frozenset(content_terms(f"{passage.title}. {passage.text}"))) >= SAME_WORDS_SHARE * len(terms):
            return asked
    return topic_of(passage.title.partition(":")[0])


def _in_turn(made: Sequence[MadeQuestion]) -> list[MadeQuestion]:
    """Of each kind the best first, then second ones; what people said and who they are comes after what happened."""
    counts: Counter[str] = Counter()
    places: list[tuple[int, int]] = []
    for one in made:
        places.append((counts[one.kind] + LATER.get(one.kind, 0), len(places)))
        counts[one.kind] += 1
    return [made[at] for _, at in sorted(places)]
