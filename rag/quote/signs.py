"""The signs by which to tell whether quotes answer the question: what the best sentence, what stands around it and its
passage carry of it.
"""

from collections.abc import Sequence

from language.content import terms
from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.question.understand import Question
from rag.quote.confidence import Signs
from rag.quote.plain_words import plain_words
from rag.quote.quotable import ScoredSentence, TermWeights, share
from rag.quote.ranking import Ranking

# A value is in the midst of the question's words from this share on; what counts where no value can tell.
CLOSE, UNTYPED = 0.3, 0.55
# How far before a sentence what it is about may stand.
LEANS_CHARS = 150
# How far from its passage an article is read for what it says besides: all of nearly every one, no more of a book.
READ_CHARS = 10_000
# With more words it is a sentence, if only one that states something.
MOST_KEYWORDS = 8
_YES_OR_NO = frozenset("không chưa à hả phải đúng có nhỉ is are was were do does did can has have".split())
# Kinds of which a sentence shows well whether it holds one.
TYPED = frozenset[AnswerType](("age", "share", "span", "measure", "money", "count", "when", "who", "where", "why"))


def signs_of(
    question: Question,
    sought: ExpectedAnswer,
    ranking: Ranking,
    apart: Sequence[Sequence[ScoredSentence]],
    weights: TermWeights,
    text: str,
    *,
    across: bool,
) -> Signs:
    """The signs of the best sentence; those of none where there is none. `text`: its article's."""
    if not ranking.best:
        return Signs(across=across)
    first = ranking.best[0]
    # What was read as days or as an outlet may have kept other articles out; none has to say it again.
    read = terms(" ".join([question.dates.words if question.dates else "", question.outlet or ""]))
    near = first.own | first.head | first.before | read
    beside = [other for of in apart for other in of if other.passage is first.passage]
    whole = near.union(*(other.own for other in beside))
    typed = not sought.kinds.isdisjoint(TYPED)
    # Near misses are about the same names, and what was read as days or as an outlet needn't be said again.
    plain = plain_words(_without(question.understood_as, question), weights.focus)
    title = f"{first.passage.title}. {first.passage.heading}"
    return Signs(
        passage=share(weights.words, whole),
        words=share(weights.words, near),
        asked=plain.share_in(f"{title}. {_with_the_one_before(first)}"),
        told=plain.share_in(f"{title}. {_near(first, text)}"),
        close=min(first.features.close, CLOSE) / CLOSE if typed else UNTYPED,
        fit=_fit(sought, first, typed=typed),
        chance=ranking.chances[first.passage.key, first.at],
        cosine=ranking.cosine,
        across=across,
        keywords=_only_keywords(question, sought),
    )


def _only_keywords(question: Question, sought: ExpectedAnswer) -> bool:
    """Whether it is words to search for, as “lúa mùa Nậm Pa”, and neither asks nor tells anything."""
    words = question.understood_as.split()
    asks = bool(sought.kinds) or "?" in question.text or not _YES_OR_NO.isdisjoint(map(str.lower, words))
    return not asks and len(words) <= MOST_KEYWORDS


def _fit(sought: ExpectedAnswer, first: ScoredSentence, *, typed: bool) -> float:
    """How well the value fits; where what is asked for need be no name, only a value of another sort speaks against."""
    return first.fit if typed or (first.value and sought.sort) else UNTYPED


def _without(text: str, question: Question) -> str:
    """`text` without what was read as days or as an outlet."""
    for words in (question.dates.words if question.dates else "", question.outlet or ""):
        text = text.replace(words, " . ") if words else text
    return text


def _near(sentence: ScoredSentence, text: str) -> str:
    """What its article says around the passage."""
    passage = sentence.passage
    return text[max(0, passage.start - READ_CHARS) : passage.start + len(passage.text) + READ_CHARS]


def _with_the_one_before(sentence: ScoredSentence) -> str:
    """The sentence and what stands before it in its passage, as far as it may lean on it."""
    start = max(0, sentence.start - sentence.passage.start - LEANS_CHARS)
    return sentence.passage.text[start : sentence.end - sentence.passage.start]
