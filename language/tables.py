"""The tables in `language/tables` as Python values, read when first asked for. Facts only; no rules."""

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class TableWeights:
    """What a point of each table is worth, in chunks of a library."""

    # What one point of a table's weight is worth in chunks of a library: enough to decide where the library is silent,
    # too little to outvote it (measured on headlines and questions, restored with libraries of 48 to 2,700 articles).
    syllable_chunks: float = 0.1
    pair_chunks: float = 1.0
    member_chunks: float = 0.5


WORTH = TableWeights()


def rows(table: str) -> Iterator[list[str]]:
    """The tab-separated cells of each line of `language/tables/<table>.tsv` that is no comment, in order."""
    for line in files("language").joinpath("tables", f"{table}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@functools.cache
def syllable_weights() -> Mapping[str, float]:
    """How common a syllable is in general, in chunks."""
    weights: defaultdict[str, float] = defaultdict(float)
    for weight, syllables in rows("syllables"):
        for syllable in syllables.split():
            weights[syllable] += WORTH.syllable_chunks * int(weight)
    for weight, words in rows("words"):
        for syllable in words.replace(",", " ").split():
            weights[syllable] += WORTH.member_chunks * int(weight)
    return dict(weights)


@functools.cache
def pair_weights() -> Mapping[str, float]:
    """How common two syllables in a row (“hội_nghị”) are in general, in chunks."""
    weights: defaultdict[str, float] = defaultdict(float)
    for weight, words in rows("words"):
        for word in words.split(", "):
            for left, right in pairwise(word.split()):
                weights[f"{left}_{right}"] += WORTH.pair_chunks * int(weight)
    return dict(weights)
