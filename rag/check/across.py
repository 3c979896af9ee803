"""A claim in one language held against a quote in the other: by values, names and a table of common words."""

from dataclasses import dataclass

from language.meaning.glossary import glossary
from language.meaning.reading import Reading, within
from language.meaning.thesaurus import other_names
from language.normal_form import fold
from language.values.values import carried
from rag.check.passages import Quotation


@dataclass(frozen=True, slots=True)
class _AcrossWeights:
    """What counts for how much of a claim in the other language."""

    figure: float = 3.0
    name: float = 2.0
    word: float = 1.0
    """Of the table of common words."""
    least_words: int = 4
    """With neither figure nor name, so many words must be comparable."""
    least_letters: int = 4
    """Fewer letters of a name are found in others by chance."""


_FITTED = _AcrossWeights()


# Without anything that can be compared, a claim is at most this much borne out: too little.
_NOTHING = 0.0


def anchored(claim: Reading, quotation: Quotation) -> tuple[float, str, float]:
    """The share of the claim's values, names and known words that the quote has, or its title and neighbours; the
    words that are missing; and how much there was to compare.

    A word that decides what happened must be there.
    """
    quote, around = quotation.reading, quotation.around
    total = said = 0.0
    missing: list[str] = []
    english = claim if claim.english else quote
    names = [name for name in claim.names if not name.opens_alone]
    for value, _ in claim.values:
        if not value.soft:
            total += _FITTED.figure
            said += _FITTED.figure * (
                any(carried(value, by) for by, _ in quote.values) or any(carried(value, by) for by in around.values)
            )
    for name in names:
        total += _FITTED.name
        options = (name.parts, name.parts[1:]) if name.opens else (name.parts,)  # “The Bến Sỏi”
        said += _FITTED.name * any(_named(parts, quotation) for parts in options)
    decided = True
    lines = [line for part in quotation.parts for line in part.readings]
    having = [line for line in lines if any(carried(value, by) for value, _ in claim.values for by, _ in line.values)]
    if english is claim:
        spans = [(name.at, name.end) for name in claim.names]
        for word in claim.words:
            translated = glossary().get(word.text)
            if translated and not any(start <= word.at < end for start, end in spans):
                total += _FITTED.word
                where = having if translated.decides and having else lines
                if any(within(phrase, line.plain) for phrase in translated.phrases for line in where):
                    said += _FITTED.word
                else:
                    missing.append(word.text)
                    decided = decided and not translated.decides
    if not total or (not claim.values and not names and total < _FITTED.least_words):
        return _NOTHING, "", 0.0
    if not decided:
        return min(said / total, 0.4), ", ".join(missing[:4]), said
    return said / total, ", ".join(missing[:4]), max(said, _FITTED.figure) if said else 0.0


def _named(parts: tuple[str, ...], quotation: Quotation) -> bool:
    squeezed = fold("".join(parts))
    whole = quotation.whole
    if (len(squeezed) >= _FITTED.least_letters and squeezed in whole.squeezed) or within(parts, fold(whole.plain)):
        return True
    return any(within(other, quotation.whole.plain) for other in other_names().get(parts, ()))
