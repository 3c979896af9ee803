"""What a sentence states that a passage does not: the first value or name that is missing from where it must be."""

from collections.abc import Iterable
from dataclasses import replace

from language.meaning.reading import Reading, within
from language.meaning.thesaurus import other_names
from language.meaning.words import Name
from language.normal_form import fold
from language.syllables import spellings
from language.values.moments import Moment
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason
from rag.check.passages import PassageReading, Run


def missing_value(claim: Reading, run: Run, source: PassageReading) -> Reason | None:
    """The first number that the quote lacks, or date that neither it nor what stands around it has."""
    for value, _ in claim.values:
        if value.soft or any(carried(value, by) for by, _ in run.reading.values):
            if isinstance(value, Number) and value.per and _paid_otherwise(value, source.whole):
                return Reason("figure", f"{value.words}/{value.per}")
            continue
        if isinstance(value, Moment):
            if _known_from_around(value, run, source):
                continue
            return Reason("date", value.words.strip())
        if not any(carried(value, by) for by, _ in source.head.values):  # what the title says, the article says
            return Reason("figure", value.words)
    return None


def _paid_otherwise(value: Number, whole: Reading) -> bool:
    """Whether the passage gives the same amount, but never for this time: by the month, not by the year."""
    rates = [by for by, _ in whole.values if isinstance(by, Number) and by.per and replace(by, per="").carries(value)]
    return bool(rates) and all(rate.per != value.per for rate in rates)


def _known_from_around(wanted: Moment, run: Run, source: PassageReading) -> bool:
    """Whether the neighbours, title or day of publication date what the quote itself leaves undated."""
    if wanted.minute is None and wanted.month is wanted.quarter is None:
        years = {value.year for value, _ in source.whole.values if isinstance(value, Moment)}
        said = {value.year for value, _ in run.reading.values if isinstance(value, Moment)}
        published = {source.published.year} if source.published else set()
        return wanted.year in published | years and not said - {None}
    own = [v for v, _ in run.reading.values if isinstance(v, Moment) and (v.minute is None) == (wanted.minute is None)]
    return not any(v.day or v.minute for v in own) and any(
        isinstance(by, Moment) and by.carries(wanted) for by, _ in run.around.values
    )


def missing_name(claim: Reading, run: Run, source: PassageReading, *, across: bool) -> Reason | None:
    """The first name that the passage lacks; or a person from elsewhere in it where the quote is about another."""
    for name in claim.names:
        if any(value.start <= name.at < value.end for value, _ in claim.values):  # đô la Mỹ
            continue
        if not _is_named(name, source.whole, across=across):
            return Reason("name", name.words)
    ours = [name for name in claim.names if name.person]
    theirs = [name for name in run.reading.names if name.person]
    absent = [name for name in ours if not within(name.parts, run.reading.plain) and not _any_like(name, theirs)]
    others = [name for name in theirs if not _any_like(name, claim.names)]
    return Reason("role", absent[0].words) if absent and others else None


def _any_like(name: Name, others: Iterable[Name]) -> bool:
    """Whether one of `others` is the same name in full or in short."""
    return any(name.is_like(other) for other in others)


def _is_named(name: Name, source: Reading, *, across: bool) -> bool:
    parts = name.parts
    if any(within(other, source.plain) for other in other_names().get(parts, ())):
        return True
    if across:
        shaped = len(parts) > 1 and all(spellings(part) for part in parts)
        return not shaped or "".join(parts) in source.squeezed
    if name.opens and len(parts) == 1:
        return bool(spellings(fold(parts[0]))) or within(parts, source.plain)
    options = [parts, parts[1:]] if name.opens else [parts]
    return any(
        within(option, source.plain)
        or any(
            within(option[:cut], source.plain) and within(option[cut:], source.plain)
            for cut in range(2, len(option) - 1)
        )
        for option in options
    )
