"""What an answer is made of: the records that every face of the product renders.

Spans are half-open code-point offsets into the article's stored text: `text[start:end] == quote`, to the letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from language.detect import Language
from language.text import Span
from vectorstore.records import Coverage, Filters, Passage

Mode = Literal["quote", "llm"]
# “yes”, “no”, “reaction” answer the product's own words: “vâng”, “không cần đâu”, “thế à”; “form” and “doubt” ask
# for an answer before in another form, or whether it is so.
SmallTalkKind = Literal[
    "greeting", "thanks", "abilities", "goodbye", "yes", "no", "reaction", "form", "doubt", "nothing_before"
]
Support = Literal["supported", "partial", "unsupported", "contradicted"]
# What is wrong with a sentence: a number, a date or time, or a name that its quote lacks; a “not” too many or too few;
# a word turned into its opposite; roles exchanged; what is asked for, planned or believed told as done; words that no
# passage says.
Code = Literal["figure", "date", "name", "negation", "opposite", "role", "mood", "words"]
# What words of a question may be read as: when, or by whom, articles were published, or that it asks for a list of
# articles. Readers may take a reading back.
QuestionReading = Literal["wording", "dates", "outlet", "listing"]
# What is asked of the catalogue: articles, how many, one by its place in an order, or the outlets that have some.
Asks = Literal["list", "count", "newest", "oldest", "longest", "shortest", "outlets"]
# A number, or several, in brackets, whatever unseen characters stand between; bounded, so that time stays linear.
_INSIDE = r"[\d\s,;–\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff-]"
# A marker as far as its last character but one: it may still come.
OPENED = rf"[\[【［]{_INSIDE}{{0,40}}"
_MARKER = re.compile(rf"[\[【［](?=[^\d\]】］]{{0,40}}\d)({_INSIDE}{{1,40}})[\]】］]")


@dataclass(frozen=True, slots=True)
class Source:
    """A quoted sentence (or run of sentences) that the marker `[n]` in the answer stands for.

    `answers_at`: the sentences of the quote that answer, where others only lead to them; `value_at`: what was asked
    for, inside them.
    """

    n: int
    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None
    quote: str
    start: int
    end: int
    answers_at: Span | None = None
    value_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Nearest:
    """What comes nearest to answering where no article states what is asked; `about`: whom or what it is about."""

    about: str
    source: Source


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence isn't supported: a code, the words at fault (“54”, “không”), and what the source says in their
    place (“45”), or "".
    """

    code: Code
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the answer with its markers; `score` in 0…1 is how much of it the cited quotes carry.

    What claims nothing (“Theo các bài báo:”) is supported without a citation. `reason` is None where supported.
    `more`: it only leads to what answers, and comes after it; `values`: where in `text` what was asked for stands.
    """

    text: str
    citations: tuple[int, ...]
    support: Support
    score: float
    reason: Reason | None = None
    more: bool = False
    values: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader should be told, by code: the words are `app.messages`' business."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is being done before there are words to show, by code: `app.messages` says it."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that an LLM took for an answer, in all its calls, as its server counts them."""

    input_tokens: int
    output_tokens: int

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


NO_USAGE = Usage(0, 0)


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """What one of several articles that disagree gives as the figure asked for; `n` is None where it isn't quoted."""

    value: str
    article_id: str
    title: str
    outlet: str | None
    published: str | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """One event of a timeline: an ISO day or month, whether the sentence itself `states` it, and the source."""

    day: str
    stated: bool
    n: int


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article of a list."""

    article_id: str
    title: str
    published: str | None
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet and how many of the articles asked for it has."""

    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class ArticleList:
    """What the catalogue answers: the first of `total` articles, in the order that `asks` wants, newest first by rule.

    They mention `subject` and are of the outlet, section, author and ISO days `start` to `end`, where these are named.
    `outlets` are counted where outlets are asked for. `nearest`: where nothing is of those days, the nearest that are.
    """

    asks: Asks
    total: int
    articles: tuple[ListedArticle, ...]
    subject: str = ""
    outlet: str | None = None
    topic: str | None = None
    author: str | None = None
    start: str | None = None
    end: str | None = None
    outlets: tuple[OutletCount, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What was said, in which language; `titles` of some articles, newest first, to give an example from."""

    kind: SmallTalkKind
    language: Language
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange. `articles`: the ids of those that its answer listed or cited, in order, where known;
    `abstained`: what was asked isn't stated, so that the next question goes on about it only where it says so.
    """

    question: str
    answer: str
    articles: tuple[str, ...] = ()
    abstained: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. When `abstained`, `text` is empty or says so in a model's words: where `nearest` holds quotes,
    the articles speak of it but don't state `asked_for` (“why”); else `consulted` holds what was looked at.

    `disagreements`: the figures of articles that differ, newest first; `timeline`: the dated points, oldest first.
    `listing`: what the catalogue answers; `text` then quotes what the article that leads it says, or is empty.
    `steps`: what was searched and read for it, where more than one search was made.
    A reply to `small_talk` has no text either: as for an abstention, its words are `app.messages`' business.
    """

    question: str
    understood_as: str
    language: str
    mode: Mode
    model: str | None
    text: str
    abstained: bool
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    consulted: tuple[Passage, ...]
    filters: Filters
    coverage: Coverage
    notes: tuple[Note, ...]
    timings_ms: Mapping[str, float]
    small_talk: SmallTalk | None = None
    disagreements: tuple[DifferingFigure, ...] = ()
    timeline: tuple[Point, ...] = ()
    usage: Usage | None = None
    listing: ArticleList | None = None
    nearest: tuple[Nearest, ...] = ()
    asked_for: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that it lists, else those that it cites, in their order."""
        if self.listing and self.listing.articles:
            return tuple(article.article_id for article in self.listing.articles)
        return tuple(dict.fromkeys(source.article_id for source in self.sources))


def source_of(n: int, passage: Passage, start: int, end: int, quote: str) -> Source:
    """Source `n`: characters [start, end) of the article that `passage` comes from, which read `quote`."""
    meta = (passage.article_id, passage.title, passage.published, passage.outlet, passage.url)
    return Source(n, *meta, quote, start, end)


def without_markers(words: str) -> str:
    """An article's words for an answer's text: `[9]` → `(9)`, so that only the answer's own numbers name sources."""
    return _MARKER.sub(r"(\1)", words)
