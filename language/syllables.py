"""Which spellings are Vietnamese syllables: onset, rhyme and tone put together by the rules of the orthography.

Some 17,000 spellings, a little more than are in use: whoever asks weighs them by evidence. Tones stand where
`language.normal_form.normalize` puts them. Does not know words.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from language.normal_form import fold, without_marks

_ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ")
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong "
    "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt "
    "uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
).split()
_Y_RHYMES = "y yêm yên yêng yêt yêu".split()
_Y_ONSETS = frozenset("h k l m s t v".split())
_GI_RHYMES = "n p êc êm êng êt êu".split()  # gìn, giếng, giết: the i of the onset is the rhyme's as well
_QU_RHYMES = "y ych yên yêt ynh yt".split()
_NAMES = ("kạn",)  # the province writes its k
_STOPS = ("c", "ch", "p", "t")
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_CHECKED_TONES = ("\u0301", "\u0323")  # all that a syllable ending in a stop can bear
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHAPED = "ăâêôơư"
_VOWELS = "aeiouy" + _SHAPED


def _fits(onset: str, rhyme: str) -> bool:
    front = rhyme[0] in "ieêy"
    match onset:
        case "k" | "gh" | "ngh":
            return front
        case "c" | "g" | "ng":
            return not front
        case "gi":
            return rhyme[0] != "i"
        case "qu":
            return rhyme[0] not in "ouư" and rhyme[:2] not in ("ia", "iê")
    return True


def _tone_at(onset: str, rhyme: str) -> int:
    """The index in `rhyme` of the vowel that bears the tone."""
    shaped = [i for i, letter in enumerate(rhyme) if letter in _SHAPED]
    if shaped:
        return shaped[-1]
    vowels = [i for i, letter in enumerate(rhyme) if letter in _VOWELS]
    closed = vowels[-1] < len(rhyme) - 1
    medial = len(vowels) == 3 or (len(vowels) == 2 and closed and rhyme[0] in "ou")
    return 1 if medial else 0


def _toned(onset: str, rhyme: str) -> Iterator[str]:
    tones = _CHECKED_TONES if rhyme.endswith(_STOPS) else _TONES
    spelling = onset + rhyme
    has_vowel = any(letter in _VOWELS for letter in rhyme)
    at = len(onset) + _tone_at(onset, rhyme) if has_vowel else len(onset) - 1
    for tone in tones:
        yield unicodedata.normalize("NFC", spelling[: at + 1] + tone + spelling[at + 1 :])


def _all() -> Iterator[str]:
    for onset in _ONSETS:
        for rhyme in _RHYMES:
            if _fits(onset, rhyme):
                yield from _toned(onset, rhyme)
    for rhyme in _Y_RHYMES:
        yield from _toned("", rhyme)
    for onset in _Y_ONSETS:
        yield from _toned(onset, "y")
    for rhyme in ("", *_GI_RHYMES):
        yield from _toned("gi", rhyme)
    for rhyme in _QU_RHYMES:
        yield from _toned("qu", rhyme)
    yield from _NAMES


@functools.cache
def _by_folding() -> dict[str, tuple[str, ...]]:
    grouped: dict[str, dict[str, None]] = {}
    syllables = list(_all())
    folded_once = fold("\n".join(syllables)).split("\n")  # one by one takes 0.2 s, which a first question would wait
    for syllable, folded in zip(syllables, folded_once, strict=True):
        grouped.setdefault(folded, {})[syllable] = None
    return {folded: tuple(spellings) for folded, spellings in grouped.items()}


def spellings(folded: str) -> tuple[str, ...]:
    """Every syllable that folds to `folded` (lower case); empty where there is none."""
    return _by_folding().get(folded, ())


@functools.cache
def _without_tones() -> frozenset[str]:
    return frozenset(_bare("\n".join(chain.from_iterable(_by_folding().values()))).split("\n"))


def _bare(word: str) -> str:
    return unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", word)))


def is_syllable_wherever_toned(word: str) -> bool:
    """Whether `word` (lower case) is a syllable, except for the letter that its tone stands on: tòan, thuý, hoà."""
    tones = _TONE.findall(unicodedata.normalize("NFD", word))
    bare = _bare(word)
    if len(tones) > 1 or (bare.endswith(_STOPS) and tones not in ([tone] for tone in _CHECKED_TONES)):
        return False
    return bare in _without_tones()


def is_syllable(word: str) -> bool:
    """Whether `word` (normal form, any case) is spelt like a Vietnamese syllable."""
    lower = word.lower()
    return lower in spellings(without_marks(lower))
