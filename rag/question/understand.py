"""Understanding a question: what was typed becomes what was meant. The steps and their order; each step's how is in
the module named after it. No model.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language.dates.dates import DateSpan, date_span
from language.detect import Language, language_of
from language.meaning.abbreviations import other_names
from language.meaning.names import names_something
from language.normal_form import normalize
from language.spelling.counts import SpellingCounts, Vocabulary
from language.spelling.diacritics import Accents, restore
from language.spelling.shorthand import spell_out
from language.spelling.telex import undo
from rag.answer import Turn
from rag.catalogue.catalogue_question import CatalogueQuestion, Names, catalogue_question, of_another_subject
from rag.catalogue.pointed import points_at_one
from rag.check.absence import abstains
from rag.question.about_answer import about_the_answer
from rag.question.follow_up import GoesOn, self_standing
from rag.question.outlets import outlet_in, outlets_in
from rag.question.rephrase import Rephrase, taken
from rag.question.small_talk import small_talk

__all__ = ["Accents", "DateSpan", "Language", "Question", "Turn", "Vocabulary", "understand"]


@dataclass(frozen=True, slots=True)
class HistoryLimits:
    """A topic older than so many turns has been left; so much of a turn is read."""

    turns: int = 4
    turn_chars: int = 2_000


HISTORY = HistoryLimits()
# “đuợc” for “được”: keyboards that put only one horn.
_HORN = re.compile(r"(?<![qQ])u(?=[ơớờởỡợ][^\W\d_])")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed and as understood.

    `text` is composed (NFC), with single spaces; `understood_as` stands without the turns before, with diacritics
    restored and Telex undone, and equals `text` when nothing changed. `accents` says how much of the diacritics was
    typed (“full” in English). `terms` are the other names of what is abbreviated or spelt out, for the keyword search.
    `outlet` is spelt as in the library, None where several are named. `follow_up`: whether the turns before were used.
    """

    text: str
    understood_as: str
    language: Language
    accents: Accents
    terms: tuple[str, ...] = ()
    dates: DateSpan | None = None
    outlet: str | None = None
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class _Spelt:
    text: str
    language: Language
    accents: Accents


def understand(
    text: str,
    *,
    vocabulary: Vocabulary,
    outlets: Sequence[str] = (),
    history: Sequence[Turn] = (),
    today: date,
    abbreviations: Mapping[str, str] | None = None,
    goes_on: GoesOn = lambda question, turn: False,
    rephrase: Rephrase | None = None,
    as_typed: bool = False,
) -> Question:
    """What `text` asks. `history`: the turns before, oldest first. `abbreviations`: as learnt from the library by
    `abbreviations.learn`; `goes_on`: as `continuity.goes_on` tells; `rephrase` writes a follow-up out, rules do where
    it is None or what it writes can't be trusted. `as_typed`: not a word is restored or taken from the turns before.

    Never raises for any text that `rephrase` doesn't raise for; some 5 ms for twenty syllables, 15 more where a
    follow-up names nothing.
    """
    text = typed(text)
    evidence = SpellingCounts(vocabulary)
    turns = [] if as_typed else _turns(history, evidence, today, outlets, goes_on)
    spelt = _spelt(normalize(text), evidence, language_of(turns[-1].question) if turns else "vi")
    if as_typed:
        spelt = replace(spelt, text=normalize(text))
    whole = _whole(spelt, turns, today, outlets, goes_on)
    leans = whole or not names_something(spelt.text) or (rephrase and rephrase.trusted)
    if rephrase and turns and whole != spelt.text and leans:
        written = rephrase.write(spelt.text, turns, spelt.language)
        whole = taken(written, spelt.text, turns, trusted=rephrase.trusted) or whole
    understood = whole or spelt.text
    unaccented = spelt.accents == "none"
    return Question(
        text=text,
        understood_as=text if understood == normalize(text) else understood,
        language=spelt.language,
        accents=spelt.accents,
        terms=other_names(understood, abbreviations or {}, unaccented=unaccented),
        dates=date_span(understood, today) or (date_span(understood, today, unaccented=True) if unaccented else None),
        outlet=outlet_in(understood, outlets) if len(outlets_in(understood, outlets)) < 2 else None,
        follow_up=whole is not None and whole != spelt.text,
    )


def typed(text: str) -> str:
    """`text` composed (NFC), with single spaces and without what is no character."""
    return " ".join(unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode().split())


def _spelt(text: str, evidence: SpellingCounts, fallback: Language) -> _Spelt:
    """`text` (normal form) with shorthand spelt out, Telex undone and diacritics restored, where it is Vietnamese."""
    spelt = spell_out(text) if language_of(text, fallback) == "vi" else text
    untangled = undo(_HORN.sub("ư", spelt), evidence)
    language = language_of(untangled, fallback)
    if language == "en":
        return _Spelt(text, language, "full")
    restored = restore(untangled, evidence)
    accents: Accents = "partial" if untangled != text and restored.accents == "full" else restored.accents
    return _Spelt(restored.text, language, accents)


def _turns(
    history: Sequence[Turn], evidence: SpellingCounts, today: date, outlets: Sequence[str], goes_on: GoesOn
) -> list[Turn]:
    """The last turns with their questions made self-standing, one by way of the other.

    What was only said, what only pointed at an article listed before, and what asked something of an answer is not one.
    """
    turns: list[Turn] = []
    asked = [
        turn
        for turn in history
        if not small_talk(turn.question) and not points_at_one(turn.question) and not about_the_answer(turn.question)
    ]
    for turn in asked[-HISTORY.turns :]:
        spelt = _spelt(" ".join(normalize(turn.question[: HISTORY.turn_chars]).split()), evidence, "vi")
        answer = normalize(turn.answer[: HISTORY.turn_chars])
        whole = _whole(spelt, turns, today, outlets, goes_on) or spelt.text
        turns.append(Turn(whole, answer, abstained=turn.abstained or abstains(answer)))
    return turns


def _whole(spelt: _Spelt, turns: Sequence[Turn], today: date, outlets: Sequence[str], goes_on: GoesOn) -> str | None:
    """A question with what it takes from `turns`; None when it needs nothing. One about the articles themselves is
    taken as it stands.
    """
    if not turns:
        return None
    names = Names(outlets)

    def asks(text: str) -> CatalogueQuestion | None:
        return catalogue_question(text, spelt.language, spelt.accents, today, names)

    if asks(spelt.text):
        return spelt.text
    before = catalogue_question(turns[-1].question, language_of(turns[-1].question), "full", today, names)
    if before is None:
        return self_standing(spelt.text, turns, today, goes_on)
    whole = self_standing(spelt.text, turns, today)
    if whole and (new := of_another_subject(whole, turns[-1].question, before) or (whole if asks(whole) else None)):
        return new
    # What else follows a list goes on about its subject, not about articles.
    about = [replace(turns[-1], question=before.subject)] if before.subject else []
    return self_standing(spelt.text, [*turns[:-1], *about], today, goes_on)
