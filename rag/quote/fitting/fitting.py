"""The values of a sentence that are of the kind asked for: a sum for “bao nhiêu tiền”, a person for “ai”, a cause for
“vì sao”. Each with how well it fits; what the question says itself answers nothing.

Decides which family of kinds looks; each family's how is in the file of its name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from language.detect import Language
from language.meaning.glossary import glossary
from language.normal_form import fold, normalize
from language.values.numbers import numbers
from rag.question.attributes import is_named
from rag.question.expected_answer import AnswerType, ExpectedAnswer
from rag.quote.fitting.belonging import BELONGING
from rag.quote.fitting.clauses import aims, causes, means, said_to_be
from rag.quote.fitting.figures import codes, figures, times
from rag.quote.fitting.listed import enumerations, quoted_titles
from rag.quote.fitting.named import named
from rag.quote.fitting.value import LEAST, FittingValue

_NAMED = frozenset[AnswerType](("who", "where", "name", "list"))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Setting:
    """In which article a sentence stands. `across`: its language isn't the question's, so that the nouns that they
    count can't be compared; `published`: the day from which its times are counted."""

    language: Language = "vi"
    across: bool = False
    published: date | None = None


def fitting(asked: ExpectedAnswer, sentence: str, question: str, setting: Setting = Setting()) -> list[FittingValue]:
    """The values in `sentence` that may be what `question` asks for, in no order; none where it asks for no kind."""
    if not asked.kinds:
        return []
    form = normalize(sentence)
    said = f" {' '.join(_WORD.findall(fold(question)))} "
    if setting.across:
        asked = replace(asked, counted=_counted_across(asked.counted), sort="", attributes=())
    fit = [value for value in _values(asked, form, normalize(question), said, setting) if value.fit >= LEAST]
    return [_as_written(value, sentence, form) for value in fit if value.start < value.end]


def _counted_across(counted: tuple[str, ...]) -> tuple[str, ...]:
    """A unit, or what the glossary has for an English noun: “police officers” are counted as “cảnh sát”."""
    if not counted or any(number.dimension for number in numbers(f"5 {counted[0].lower()}")):
        return counted[:1]
    translated = glossary().get(counted[0].lower())
    return translated.phrases[0] if translated else ()


def _values(asked: ExpectedAnswer, text: str, question: str, said: str, setting: Setting) -> Iterator[FittingValue]:
    kinds = asked.kinds
    if "list" in kinds:  # before the names in it, which fit as well
        yield from enumerations(asked.sort, text, said)
    if asked.figure:
        yield from figures(asked, text, question, setting.language, setting.published)
    if "when" in kinds:
        yield from times(asked, text, setting.language, setting.published)
    if kinds & _NAMED:
        told = "who" not in kinds or all(is_named(attribute, text) for attribute in asked.attributes)
        yield from (
            value if told else replace(value, fit=value.fit * BELONGING.another)
            for value in named(kinds, asked.sort, text, said)
        )
    if kinds & {"name", "list"}:
        yield from quoted_titles(text)
    if asked.what_is:
        yield from said_to_be(text, said)
    if "why" in kinds:
        yield from causes(text, said)
    if "purpose" in kinds:
        yield from aims(text)
    if "way" in kinds:
        yield from means(text)
    if "code" in kinds:
        yield from codes(text)


def _as_written(value: FittingValue, sentence: str, form: str) -> FittingValue:
    """The value's place in the sentence as written, where its normal form is shorter or longer."""
    if form == sentence:
        return value
    lengths = range(len(sentence) + 1)

    def normal_length(end: int) -> int:
        return len(normalize(sentence[:end]))

    start = bisect_right(lengths, value.start, key=normal_length) - 1
    return FittingValue(start, bisect_left(lengths, value.end, lo=start, key=normal_length), value.fit)
