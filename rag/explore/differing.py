"""Articles that disagree on a figure: found by asking what their own sentences answer.

Two articles of one event, alike and at most two weeks apart, are asked the questions that the figures in them answer;
`rag.several.disagreement` says whether they differ. Knows an assistant's `ask`, not how it works.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from language.dates.day import day_of
from language.detect import language_of
from language.sentences import sentences
from rag.answer import Answer
from rag.several.disagreement import DIFFERING
from rag.several.figure_asked import figure_asked
from rag.suggest.next_questions import candidates, topic_of
from vectorstore.encoders.encoder import Vectors
from vectorstore.readable import ReadableLibrary
from vectorstore.records import Article


@dataclass(frozen=True, slots=True)
class DifferenceLimits:
    """How many articles and questions are looked through for figures that differ."""

    newest_articles: int = 300
    most_questions: int = 40
    most_differences: int = 6
    # The cosine of two articles, less what all have in common, from which they may tell of one event.
    alike_cosine: float = 0.35


DIFFERENCES = DifferenceLimits()
# “Vụ cháy chợ Bến Vạt: số người …” tells of the fire.
_HEAD_ENDS = re.compile(r"[:,–-]")


@dataclass(frozen=True, slots=True)
class Difference:
    """A question to which articles give different figures; `answer` quotes them."""

    question: str
    answer: Answer


def differences(library: ReadableLibrary, ask: Callable[[str], Answer]) -> list[Difference]:
    """Up to `most_differences` questions, from the newest articles; asks up to `most_questions`, some 80 ms each."""
    newest = [article for article, _ in library.articles(limit=DIFFERENCES.newest_articles)]
    differing: list[Difference] = []
    seen: set[frozenset[str]] = set()
    questions = _questions(newest, library.centroids([article.id for article in newest]))
    for question in islice(questions, DIFFERENCES.most_questions):
        answer = ask(question)
        figures = frozenset(f"{figure.article_id} {figure.value}" for figure in answer.disagreements)
        if figures and figures not in seen:
            seen.add(figures)
            differing.append(Difference(question, answer))
        if len(differing) == DIFFERENCES.most_differences:
            break
    return differing


def _questions(articles: Sequence[Article], vectors: Vectors) -> Iterator[str]:
    """The questions that the figures of articles with a neighbour answer, each once."""
    if len(articles) < 2:
        return
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    centred /= np.where(lengths > 0, lengths, 1)
    seen: set[str] = set()
    for place, article in enumerate(articles):
        near = [
            articles[other]
            for other in map(int, np.flatnonzero(centred @ centred[place] >= DIFFERENCES.alike_cosine))
            if other != place
        ]
        near = [other for other in near if _same_time(article, other)]
        if not near:
            continue
        language = language_of(article.text)
        events = [topic_of(_HEAD_ENDS.split(one.title)[0]) for one in (article, *near)]
        event = next((event for event in events if event), None)
        for start, end in sentences(article.text):
            for made in candidates(article.text[start:end], event, language):
                if made.question not in seen and figure_asked(made.question, language):
                    seen.add(made.question)
                    yield made.question


def _same_time(one: Article, other: Article) -> bool:
    day, another = day_of(one.published), day_of(other.published)
    return day is not None and another is not None and abs((day - another).days) <= DIFFERING.same_event_days
