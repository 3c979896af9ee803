"""Where a claim turns round what its quote says: a “not” too many or too few, a word for its opposite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.meaning.company import Near, near, overlap
from language.meaning.reading import Denial, Reading, denies
from language.meaning.thesaurus import opposite
from language.meaning.words import Name, Term, Word
from language.values.numbers import Number
from language.values.values import carried
from rag.answer import Reason
from rag.check.faults.comparisons import comparison_in
from rag.check.faults.mood import IS_FALSE


@dataclass(frozen=True, slots=True)
class _TurnLimits:
    """How near what turns a phrase round must stand."""

    margin_words: int = 2
    """So many more neighbours must fit the other place before a word counts as turned round."""
    after_words: int = 4
    """How far from a word the rest of its phrase may stand, …"""
    before_words: int = 6
    """… and what denies it."""
    deed_chars: int = 16
    """So near to a name stands what it did."""
    before_subject_words: int = 3
    """After so many words at most, a name is whom a claim is about."""
    number_chars: int = 24
    """A denied number stands so many characters after its “not”."""


_FITTED = _TurnLimits()


# What bounds, ends or refuses a thing may be retold with a “not”.
_IMPLYING = frozenset("chỉ riêng duy ngoài trái sai mất hết cấm dừng ngừng ngưng bỏ khác nhầm hủy thôi".split())
_NOT_YET = frozenset(("chưa", "yet"))
_PLANNED = frozenset("dự sẽ sắp chờ định will expected planned due".split())
_OR = re.compile(r"^(?:\S+ ){0,4}?(?:hay|hoặc|or) ")
_PAIRED = re.compile(
    r"(?<= )(tay|chân|mắt|tai|vai|gối|đùi|phổi|thận|não|ngực|má|hông|sườn|cánh|bên|phía|làn|rẽ|bờ|lề|háng|bẹn|gót|"
    r"đầu gối|cổ tay|cổ chân|bàn tay|bàn chân|cánh tay|tâm thất|tâm nhĩ) (trái|phải)(?= )"
)
_MUTUAL = re.compile(
    r"(?:đánh )?(?:thắng|thua|bại|hạ|mua|bán|hơn|kém|cho|nhận|trên|dưới|vượt)(?: \w+)?|win|beat|lose|lost"
)
_REFUTES = frozenset(("bác bỏ", "phủ nhận", "bác", "deny", "bác tin"))
_FALSE = re.compile(rf"(?<!\w)(?:{IS_FALSE}|tin giả|vô căn cứ)")
_NEW_VERB = frozenset("sẽ đã đang vẫn will".split())
_HARDLY = frozenset("khó hiếm ít".split())
_NOT = frozenset("không chưa chẳng chả đừng not no never cannot without n't".split())


def turned_round(claim: Reading, quote: Reading) -> Reason | None:
    """What the claim turns round, if anything is found."""
    return _denied(claim, quote) or _opposed(claim, quote) or _other_side(claim, quote)


def denies_alone(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """A “not” of the claim's own, where nothing that it cites denies, refuses, ends or bounds anything."""
    if claim.english or not claim.denials or any(reading.english or reading.denials for reading in readings):
        return None
    said = [[word.text for word in reading.words] for reading in readings]
    if any(denies(words) or not _IMPLYING.isdisjoint(words) for words in said):
        return None
    ours = claim.denials[0]
    if _says_the_opposite(ours, claim, readings):
        return None  # “không phản đối” for “đồng ý”
    if any("còn lại" in reading.plain for reading in readings) or _counts_the_rest(ours, claim, readings):
        return None  # of the others, who did not
    if ours.words in _NOT_YET and any(word.text in _PLANNED for reading in readings for word in reading.words):
        return None
    return Reason("words", " ".join((ours.words, *ours.scope)))


def _says_the_opposite(denial: Denial, claim: Reading, readings: Sequence[Reading]) -> bool:
    denied = next((t for t in claim.terms if t.at > denial.at and t.clause == denial.clause and t.syllables), None)
    others = {opposite(meaning) for meaning in denied.meanings} - {None} if denied else set()
    return any(not others.isdisjoint(reading.meanings) for reading in readings)


def denied_of_it(claim: Reading, readings: Sequence[Reading]) -> Reason | None:
    """What the claim says of a name and the source says of it with “not” alone: “A bị phạt” for “A … không bị phạt”."""
    if claim.denials or claim.english:
        return None
    subject = next((name for name in claim.names if len(name.parts) > 1), None)
    if subject is None or len(claim.text[: subject.at].split()) > _FITTED.before_subject_words:
        return None
    until = subject.end + _FITTED.deed_chars
    said = [term for term in claim.terms if subject.end <= term.at <= until and term.syllables]
    for reading in readings:
        for denial in reading.denials:
            before = [name for name in reading.names if name.end <= denial.at and len(name.parts) > 1]
            denied = next((t for t in reading.terms if t.at > denial.at and t.syllables), None)
            if not before or not before[-1].is_like(subject) or denied is None or denied.clause != denial.clause:
                continue
            if not any(term.is_like(denied) for term in said):
                continue
            plainly = any(
                place.at > name.end
                for other in readings
                for name in other.names
                if name.is_like(subject)
                for place in _said_plainly(denial, other)
            )
            if not plainly:
                return Reason("negation", denial.words)
    return None


def _denied(claim: Reading, quote: Reading) -> Reason | None:
    """A “not” in one whose words the other says without, in the same company."""
    for ours in claim.denials:
        if _counts_the_rest(ours, claim, [quote]) or not ours.scope or _is_to_come(ours, quote):
            continue
        # What a “not” at the end of a clause denies stands before it: “còn ban đêm không có ai”.
        alike = [theirs for theirs in quote.denials if not theirs.scope or set(ours.scope) & set(theirs.scope)]
        own = near(claim, ours.clause, ours.at, ours.at + 1)
        if _rather_plain(own, ours, quote, alike):
            return Reason("negation", ours.words)
    for theirs in quote.denials:
        if not theirs.scope or any(
            getattr(value, "denied", False) and 0 < value.start - theirs.at < _FITTED.number_chars
            for value, _ in quote.values
        ):
            continue  # it is a number that is denied
        if any(not ours.scope or _is_denied_too(theirs, ours, claim, quote) for ours in claim.denials):
            continue  # without a scope: “… thì chưa”
        meant = () if claim.denials else _meant_plainly(theirs, quote, claim)
        for word in [*_said_plainly(theirs, claim), *meant]:
            if _is_of_a_figure(word.clause, claim, quote, theirs):
                continue
            own = near(claim, word.clause, word.at, word.at + 1)
            if not _rather_plain(own, theirs, quote, [theirs], margin=1 - _FITTED.margin_words):
                return Reason("negation", theirs.words)
    return None


def _is_of_a_figure(clause: int, claim: Reading, quote: Reading, denial: Denial) -> bool:
    """Whether a clause of the claim gives a figure that the quote has apart from what it denies: damage of 6 billion,
    and none to people."""
    apart = [by for by, place in quote.values if place != denial.clause]
    ours = [value for value, place in claim.values if place == clause and isinstance(value, Number) and value.dimension]
    return any(carried(value, by) for value in ours for by in apart)


def _is_to_come(ours: Denial, quote: Reading) -> bool:
    """Whether what the claim says isn't so yet is planned in the quote: “chưa có kết quả”, which is due in a week."""
    if ours.words not in _NOT_YET:
        return False
    places = _said_plainly(ours, quote)
    planned = {word.clause for word in quote.words if word.text in _PLANNED}
    return bool(planned) and all(place.clause in planned for place in places)


def _counts_the_rest(ours: Denial, claim: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the claim says of so many that they did not what its quote says of the others: a figure worked out."""
    counts = [value for value, clause in claim.values if clause == ours.clause and isinstance(value, Number)]
    said = [by for reading in readings for by, _ in reading.values]
    return any(not any(carried(value, by) for by in said) for value in counts if not value.soft)


def _is_denied_too(theirs: Denial, ours: Denial, claim: Reading, quote: Reading) -> bool:
    if set(ours.scope) & set(theirs.scope):
        return True
    return any(one.is_like(other) for one in _denied_terms(ours, claim) for other in _denied_terms(theirs, quote))


def _rather_plain(
    own: Near, denial: Denial, quote: Reading, alike: Sequence[Denial], *, margin: int = _FITTED.margin_words
) -> bool:
    """Whether, of all places in the quote, `own` fits best one that says undenied what is denied by `alike`."""
    plain = [overlap(own, near(quote, w.clause, w.at, w.at + 1)) for w in _said_plainly(denial, quote)]
    denied = [overlap(own, near(quote, d.clause, d.at, d.at + 1)) for d in alike]
    return bool(plain) and (not denied or max(plain) >= max(denied) + margin)


def _said_plainly(denial: Denial, other: Reading) -> list[Word]:
    """Where `other` says what is denied, with nothing shortly before it that denies it."""
    places = []
    for at, word in enumerate(other.words):
        if denial.telling and word.text == denial.telling[0]:
            after = {w.text for w in other.words[at : at + _FITTED.after_words] if w.clause == word.clause}
            if after.issuperset(denial.telling) and not _denied_at(at, other):
                places.append(word)
    return places


def _meant_plainly(denial: Denial, quote: Reading, claim: Reading) -> Iterator[Term]:
    """Where the claim says, in words of the same meaning and undenied, what the quote denies."""
    places = {word.at: n for n, word in enumerate(claim.words)}
    for denied in _denied_terms(denial, quote):
        for term in claim.terms:
            at = places.get(term.at)
            same = term.syllables and term.syllables[0] == denied.syllables[0] and term.is_like(denied)
            if same and at is not None and not _denied_at(at, claim):
                yield term


def _denied_terms(denial: Denial, reading: Reading) -> list[Term]:
    """The first thing denied, and what an “or” adds to it."""
    terms = [t for t in reading.terms if t.at > denial.at and t.clause == denial.clause and t.syllables][:3]
    if not terms or terms[0].syllables[:1] != denial.telling[:1]:
        return []
    rest = reading.text[denial.at + len(denial.words) + 1 :]
    return [term for term in (terms if _OR.match(rest) else terms[:1]) if len(term.syllables) > 1]


def _denied_at(at: int, reading: Reading) -> bool:
    """Whether something shortly before word `at` denies it, and no new verb begins between."""
    clause = reading.words[at].clause
    before = [w.text for w in reading.words[max(0, at - _FITTED.before_words) : at] if w.clause == clause]
    if before[-1:] and before[-1] in _HARDLY:
        return True
    new = max((n for n, word in enumerate(before) if word in _NEW_VERB), default=-1)
    return denies([word for word in before[: new + 1] if word not in _NOT] + before[new + 1 :])


def _opposed(claim: Reading, quote: Reading) -> Reason | None:
    """A word of the claim whose opposite the quote says in its place."""
    denied_here = {denial.clause for denial in claim.denials}
    denied_there = {denial.clause for denial in quote.denials}
    compares = comparison_in(claim) is not None
    for term in _unnamed(claim):
        for meaning in term.meanings:
            other = opposite(meaning)
            if other is None or other not in quote.meanings or other in claim.meanings or term.clause in denied_here:
                continue
            around = near(claim, None, term.at, term.at + 1)
            own = near(claim, term.clause, term.at, term.at + 1) or around
            opposed = [t for t in _unnamed(quote) if other in t.meanings and t.clause not in denied_there]
            if compares and term.syllables[-1:] == ("hơn",):  # with another, and not with what it was
                opposed = [t for t in opposed if t.syllables[-1:] == ("hơn",)]
            alike = [t for t in quote.terms if meaning in t.meanings and t not in opposed]
            against = max((overlap(own, near(quote, t.clause, t.at, t.at + 1)) for t in opposed), default=-1)
            favour = max((overlap(own, near(quote, t.clause, t.at, t.at + 1)) for t in alike), default=-1)
            if alike:
                turned = against >= favour + _FITTED.margin_words
            else:  # then its company may stand in the next clause
                loose = max((overlap(around, near(quote, None, t.at, t.at + 1)) for t in opposed), default=-1)
                turned = against >= 1 or loose > _FITTED.margin_words
            if _says_it_is_false(term, quote):
                continue
            if turned and opposed and not _seen_from_the_other_side(term, claim, opposed, quote):
                return Reason("opposite", " ".join(term.syllables), " ".join(opposed[0].syllables))
    return None


def _seen_from_the_other_side(term: Term, claim: Reading, opposed: Sequence[Term], quote: Reading) -> bool:
    """“B thua A” for “A thắng B”: who stands before the word in one stands after it in the other."""
    if not _MUTUAL.fullmatch(" ".join(term.syllables)):
        return False
    ours = _beside(term, claim)
    return any(
        (ours[0] and theirs[1] and ours[0].is_like(theirs[1])) or (ours[1] and theirs[0] and ours[1].is_like(theirs[0]))
        for theirs in (_beside(other, quote) for other in opposed)
    )


def _says_it_is_false(term: Term, quote: Reading) -> bool:
    """“Bác bỏ tin đồn” for “khẳng định tin này sai sự thật”."""
    return " ".join(term.syllables) in _REFUTES and _FALSE.search(quote.text) is not None


def _beside(term: Term, reading: Reading) -> tuple[Name | None, Name | None]:
    """The names nearest before and after a word."""
    before = [name for name in reading.names if name.end <= term.at]
    after = [name for name in reading.names if name.at > term.at]
    return (before[-1] if before else None), (after[0] if after else None)


def _other_side(claim: Reading, quote: Reading) -> Reason | None:
    """The left of a pair for the right: only after its name does “phải” say nothing else (“phổi phải”; else “must”)."""
    ours, theirs = set(_PAIRED.findall(claim.plain)), set(_PAIRED.findall(quote.plain))
    for thing, side in ours:
        other = "phải" if side == "trái" else "trái"
        if (thing, other) in theirs and (thing, side) not in theirs:
            return Reason("opposite", f"{thing} {side}", f"{thing} {other}")
    return None


def _unnamed(reading: Reading) -> list[Term]:
    """The terms outside names: Cao Nguyên is not high."""
    spans = [(name.at, name.end) for name in reading.names if len(name.parts) > 1]
    return [term for term in reading.terms if not any(start <= term.at < end for start, end in spans)]
