"""The terms that a chunk is found by, and what a question makes of them: syllables and syllable pairs, as written
and folded. Knows nothing of the index that holds them.

Every weight was measured on encyclopaedic questions and on news titles; docs/measurements/evaluation.md has the table.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from language.normal_form import fold
from language.tokens import syllable_pairs, syllables

# The fields that hold terms as written, and what a match in each counts. Each has a twin for the folded terms.
FIELDS = {"body": 1.0, "title": 0.25}


@dataclass(frozen=True, slots=True)
class TermMatchWeights:
    """What a match in a pair, or in a folded term whose marks may have been left out, counts; how much of a question
    is read.
    """

    pair_weight: float = 0.5
    dropped_marks_weight: float = 0.5
    question_chars: int = 2_000


TERMS = TermMatchWeights()
# Where a question bears accents, its terms also find folded ones: for little where an accent was typed (tones are
# words, but fingers slip), for more where it may have been left out.
SLIP = {"body": 0.1, "title": 0.0}
QUOTED = re.compile(r"[“”\"«»„]\s*([^“”\"«»„]+?)\s*[“”\"«»„]")
_fold = lru_cache(1 << 16)(fold)


def folded(field: str) -> str:
    """The field that holds the folded terms of `field`."""
    return f"{field}_folded"


def chunk_terms(title: str, heading: str, body: str) -> dict[str, str]:
    """The terms of a chunk by field, parted by spaces."""
    fields = {}
    for field, (written, bare) in (("title", _title_terms(title)), ("body", _terms(f"{heading}\n{body}"))):
        fields[field], fields[folded(field)] = written, bare
    return fields


def _terms(content: str) -> tuple[str, str]:
    """The terms of a text as written, and folded."""
    written = syllables(content)
    bare = list(map(_fold, written))
    return (
        " ".join(written + syllable_pairs(written)),
        " ".join(bare + syllable_pairs(bare)),
    )


_title_terms = lru_cache(64)(_terms)  # the same for every chunk of an article


def question_terms(question: str | Mapping[str, float]) -> dict[tuple[str, str], float]:
    """What to look for: (field, term) → weight. `question` is a text, or several wordings and what each counts.

    Where a wording bears accents its terms count in full as written, and less when folded; where it bears none they
    count in full when folded. A term that comes twice counts once, at its greatest weight.
    """
    weights: dict[tuple[str, str], float] = {}
    for wording, share in ({question: 1.0} if isinstance(question, str) else question).items():
        written = syllables(wording[: TERMS.question_chars])
        bare = [_fold(syllable) for syllable in written]
        bears = [syllable != plain for syllable, plain in zip(written, bare, strict=True)]
        both = [first and second for first, second in pairwise(bears)]
        written_pairs, bare_pairs = syllable_pairs(written), syllable_pairs(bare)
        terms = [(*term, share) for term in zip(written, bare, bears, strict=True)]
        terms += [(*term, share * TERMS.pair_weight) for term in zip(written_pairs, bare_pairs, both, strict=True)]
        for term, plain, accented, weight in terms:
            for field, importance in FIELDS.items():
                weighted = {(folded(field), plain): weight * importance}
                if any(bears):
                    weighted[folded(field), plain] *= SLIP[field] if accented else TERMS.dropped_marks_weight
                    weighted[field, term] = weight * importance
                weights |= {place: max(value, weights.get(place, 0.0)) for place, value in weighted.items() if value}
    return weights


def word_terms(words: str) -> list[list[tuple[str, str]]]:
    """For each word, the (field, term) pairs of which a text that holds it has one: as written where it bears accents.

    Each word once. Two syllables joined with "_", and those between quotation marks, must stand together.
    """
    asked = words[: TERMS.question_chars]
    together = QUOTED.findall(asked)
    written: dict[str, None] = {}
    for word in [*together, *QUOTED.sub(" ", asked).split()]:
        tokens = syllables(word.replace("_", " "))
        pairs = len(tokens) > 1 and ("_" in word or word in together)
        written |= dict.fromkeys(syllable_pairs(tokens) if pairs else tokens)
    return [[(folded(at), word) if word == _fold(word) else (at, word) for at in FIELDS] for word in written]


def idf(holding: int, chunks: int) -> float:
    """BM25's weight of a term that `holding` of `chunks` chunks hold."""
    return math.log(1 + (chunks - holding + 0.5) / (holding + 0.5))
