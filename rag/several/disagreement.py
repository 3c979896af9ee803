"""When articles disagree on the figure that a question asks for: each figure with the sentence that states it.

Silent where in doubt: that the articles differ is said only of the same thing, in the same event, at much the same
time. Knows passages and quotes, not how they were found or chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.dates.day import day_of
from language.detect import language_of
from language.meaning.reading import Reading, read, within
from language.meaning.words import Term
from language.normal_form import normalize
from language.sentences import sentences
from language.values.moments import Moment
from language.values.numbers import Number, numbers, with_hedge
from rag.answer import DifferingFigure, Source, source_of
from rag.question.understand import Question
from rag.several.figure_asked import FigureAsked, figure_asked, stated
from rag.several.same_event import names_all
from vectorstore.records import Passage


@dataclass(frozen=True, slots=True)
class DifferingLimits:
    """What makes two figures differ. Judged."""

    # Figures shown; the newest ones.
    most_figures: int = 4
    # Days between two articles beyond which an event of the same name may be another.
    same_event_days: int = 14
    # Days before an article beyond which a date beside a figure is that of another event.
    lately_days: int = 31
    # The share of what the question says of the event that a sentence, its title and the sentence before must say.
    on_topic_share: float = 0.6
    # These tell what language a passage is in.
    language_chars: int = 300
    # How far a hedged number may lie from what it stands for; a long round one was cut short by this at most.
    hedged_share: float = 0.25
    rounded_share: float = 0.01
    # Figures further apart than this many times belong to different things: 5 arrested here, 140 in the whole campaign.
    apart_times: float = 5.0


DIFFERING = DifferingLimits()
# What doesn't change from one week to the next: lengths, areas.
_LASTING = frozenset(("m", "m2", "m3"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure in the sentence that states it; `source` is not numbered yet."""

    number: Number
    words: str
    source: Source


def differing(question: Question, quoted: Sequence[Source], passages: Sequence[Passage]) -> tuple[Stated, ...]:
    """The figures that articles give for what `question` asks, newest first, one for each; () unless they differ.

    One of them is in `quoted`. Some 10 ms for eight passages; nothing where no figure is asked for.
    """
    asked = figure_asked(question.understood_as, question.language)
    if asked is None:
        return ()
    figures = figures_told(asked, quoted, passages)
    shown = [(source.article_id, source.start) for source in quoted]
    anchor = next((one for one in figures if (one.source.article_id, one.source.start) in shown), None)
    if anchor is None:
        return ()
    distinct: list[Stated] = [anchor]
    for one in sorted(figures, key=_newest_first):
        new = _comparable(one.number, anchor.number) and not any(agree(one.number, two.number) for two in distinct)
        if new and _same_time(asked, one.source, anchor.source):
            distinct.append(one)
    if len(distinct) < 2:
        return ()
    newest = sorted(distinct, key=_newest_first)[: DIFFERING.most_figures]
    return tuple(newest) if anchor in newest else (*newest[:-1], anchor)


def figures_told(asked: FigureAsked, quoted: Sequence[Source], passages: Sequence[Passage]) -> list[Stated]:
    """The one figure that each article gives for what is asked, where it gives one."""
    by_article: dict[str, list[Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.article_id, []).append(passage)
    return [one for held in by_article.values() if (one := _figure_of(asked, held, quoted))]


def with_figures(quoted: Sequence[Source], stated: Sequence[Stated]) -> tuple[Source, ...]:
    """The sources of an answer that tells of all figures: the sentences that state them, then the rest, of which none
    answers by such a sentence."""
    figures = [one.source for one in stated]
    rest = [source for source in quoted if not any(_answers_by(source, figure) for figure in figures)]
    return tuple(replace(source, n=n) for n, source in enumerate([*figures, *rest], 1))


def _answers_by(source: Source, sentence: Source) -> bool:
    """Whether what answers in `source` overlaps that sentence."""
    start, end = source.answers_at or (source.start, source.end)
    return source.article_id == sentence.article_id and start < sentence.end and sentence.start < end


def figures_of(stated: Iterable[Stated], sources: Sequence[Source]) -> tuple[DifferingFigure, ...]:
    """The figures with the numbers of the sources that state them, None for what no source quotes."""
    figures = []
    for one in stated:
        said = one.source
        quoting = (s.n for s in sources if s.article_id == said.article_id and s.start <= said.start < s.end)
        figures.append(
            DifferingFigure(one.words, said.article_id, said.title, said.outlet, said.published, next(quoting, None))
        )
    return tuple(figures)


def _figure_of(asked: FigureAsked, held: Sequence[Passage], quoted: Sequence[Source]) -> Stated | None:
    """The one figure that an article gives: None when its passages give none, or several that differ."""
    statements: list[Stated] = []
    for passage in held:
        head = f"{passage.title}.\n{passage.heading}"
        if not names_all(asked.names, f"{head}\n{passage.text}"):
            continue
        published, language = day_of(passage.published), language_of(passage.text[: DIFFERING.language_chars])
        spans = sentences(passage.text)
        for at, (start, end) in enumerate(spans):
            text = passage.text[start:end]
            if not _may_state(asked, normalize(text).lower()):
                continue
            sentence = read(text, language=language, published=published)
            given = list(stated(asked, sentence))
            if not given or not _in_time(asked, given[0], sentence, published):
                continue
            before = passage.text[slice(*spans[at - 1])] if at else ""
            around = f"{head}.\n{before}\n{text}"
            if asked.names and not any(names_all([name], around) for name in asked.names):
                continue
            about = read(around, language=language)
            if _on_topic(asked.topic, about.terms) and not _elsewhere(asked, given[0], head, sentence):
                source = source_of(0, passage, passage.start + start, passage.start + end, text)
                statements += (Stated(number, with_hedge(normalize(text), number), source) for number in given)
    if not statements or not all(agree(one.number, statements[0].number) for one in statements):
        return None
    shown = {(source.article_id, source.start) for source in quoted}
    return next((one for one in statements if (one.source.article_id, one.source.start) in shown), statements[0])


def _may_state(asked: FigureAsked, text: str) -> bool:
    """Whether reading a sentence is worth its while, half a millisecond."""
    return any(
        number.dimension == asked.dimension or (not number.dimension and f"số {asked.unit}" in text)
        for number in numbers(text)
    )


def _on_topic(topic: Sequence[Term], said: Sequence[Term]) -> bool:
    syllables = {syllable for term in said for syllable in term.syllables}
    meanings = {meaning for term in said for meaning in term.meanings}
    held = sum(syllables.issuperset(term.syllables) or bool(meanings & term.meanings) for term in topic)
    return held >= DIFFERING.on_topic_share * len(topic)


def _elsewhere(asked: FigureAsked, number: Number, head: str, sentence: Reading) -> bool:
    """Whether a place right after the number, which neither question nor title names, makes it a part of the whole."""
    named = read(head).plain
    clause = next((clause for value, clause in sentence.values if value == number), -1)
    return any(
        name.clause == clause
        and number.end <= name.at
        and len(name.words) > 1
        and not any(name.is_like(other) for other in asked.names)
        and not within(name.parts, named)
        for name in sentence.names
    )


def _in_time(asked: FigureAsked, number: Number, sentence: Reading, published: date | None) -> bool:
    """Whether the figure is of the time that the question names, or else of that of the article."""
    clause = next((clause for value, clause in sentence.values if value == number), 0)
    near = [
        value
        for value, at in sentence.values
        if isinstance(value, Moment)
        and clause - 1 <= at <= clause
        and (value.day or value.month or value.year)
        and not value.soft
    ]
    wanted = [moment.completed(published) for moment in asked.moments if moment.day or moment.month or moment.year]
    if wanted:
        said = near or ([Moment("", 0, 0, published.year, None, published.month, published.day)] if published else [])
        return all(any(moment.carries(one) or one.carries(moment) for moment in said) for one in wanted)
    return published is None or all(_is_near(moment, published) for moment in near)


def _is_near(moment: Moment, published: date) -> bool:
    if moment.month is None:
        return moment.year in (None, published.year)
    try:
        day = date(moment.year or published.year, moment.month, moment.day or min(published.day, 28))
    except ValueError:
        return False
    return abs((day - published).days) <= DIFFERING.lately_days


def _same_time(asked: FigureAsked, one: Source, other: Source) -> bool:
    first, second = day_of(one.published), day_of(other.published)
    if first is None or second is None:
        return False
    if asked.dimension in _LASTING and not asked.moves:
        return True
    return abs((first - second).days) <= (0 if asked.moves else DIFFERING.same_event_days)


def agree(one: Number, other: Number) -> bool:
    """Whether both can be true of one amount, as “gần 2 triệu” and 1,98 triệu, “hơn 10” and 12 can."""
    if one.carries(other) or other.carries(one):
        return True
    return any(low <= top and bottom <= high for low, high in _spans(one) for bottom, top in _spans(other))


def _comparable(one: Number, other: Number) -> bool:
    low, high = sorted((max(one.readings), max(other.readings)))
    return high <= DIFFERING.apart_times * low


def _spans(number: Number) -> list[tuple[float, float]]:
    down = {"under": DIFFERING.hedged_share, "about": DIFFERING.hedged_share}.get(number.hedge, 0.0)
    up = {"over": DIFFERING.hedged_share, "about": DIFFERING.hedged_share}.get(number.hedge, 0.0)
    cut = {
        value: min(number.step, DIFFERING.rounded_share * value) if value >= 1000 else 0.0 for value in number.readings
    }
    return [(value * (1 - down) - off, value * (1 + up) + off) for value, off in cut.items()]


def _newest_first(one: Stated) -> tuple[int, ...]:
    return tuple(-ord(character) for character in (one.source.published or ""))
