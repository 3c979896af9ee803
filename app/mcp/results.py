"""What the tools give back. Every quote is characters [start, end) of its article's text, and has a link there."""

from pydantic import BaseModel, Field


class ArticleHead(BaseModel):
    """What an article is called, and where the page shows it."""

    id: str
    title: str
    published: str | None
    outlet: str | None
    section: str | None = None
    link: str


class QuotedPassage(BaseModel):
    """A passage to the letter."""

    article_id: str
    title: str
    published: str | None
    outlet: str | None
    quote: str
    start: int
    end: int
    link: str


class Numbered(BaseModel):
    """What can be named by a number, which comes first so that a model sees it before the words."""

    n: int


class NumberedQuote(QuotedPassage, Numbered):
    """A passage that `[n]` names."""


class Passages(BaseModel):
    """What was found, best first."""

    passages: list[NumberedQuote]


class WholeArticle(ArticleHead):
    """An article as stored; offsets count in `text`, in Unicode code points."""

    text: str
    url: str | None


class CitedAnswer(BaseModel):
    """An answer; `abstained` where the articles don't state what is asked, and `nearest` is what comes closest."""

    answer: str
    abstained: bool
    mode: str = Field(description="quote: word for word from articles; llm: worded by a model and checked")
    sources: list[NumberedQuote]
    nearest: list[QuotedPassage]
    notes: list[str]


class ArticleHeads(BaseModel):
    """Some of `total` articles."""

    total: int
    articles: list[ArticleHead]


class DatedQuote(QuotedPassage):
    """One event; `stated`: the sentence itself names the day, else it is its article's."""

    date: str
    stated: bool


class Course(BaseModel):
    """The course of a topic, oldest first; empty where fewer than two days of it are told."""

    events: list[DatedQuote]
