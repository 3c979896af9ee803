"""Questions to ask next that the library answers: made from what was consulted, kept if asking them finds it again.

Knows how to ask, not how an answer comes about; the wording of questions is `rag.suggest.next_questions`' business.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from language.content import content_terms
from language.detect import Language, language_of
from language.meaning.reading import read
from language.meaning.words import Name
from language.sentences import sentences
from rag.answer import Answer, Turn
from rag.question.clauses import subject
from rag.several.same_event import names_all
from rag.suggest.made import SAME_WORDS_SHARE, MadeQuestion, is_answered, made_of, same_words
from rag.suggest.next_questions import about, candidates, topic_of
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class SuggestionLimits:
    """How long suggestions are looked for, and which are kept."""

    most: int = 3
    # No question is begun after this; asking one takes some 60 ms.
    budget_s: float = 0.3
    # Passages that questions are made from: further ones lie too far from what was asked.
    passages: int = 8
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
        if same_place or any(same_words(made.terms, terms) for terms in known):
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
    return tuple(made.question for made in chosen)


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
