"""What articles are about: clusters of them by their embeddings, each named by its own key phrases.

K-means (Lloyd) on unit vectors with a fixed seed; phrases by how many of the cluster's articles say them against the
rest (tf-idf over articles). Knows titles, texts and vectors, not where they are kept.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from language.detect import function_words
from language.normal_form import normalize
from language.tables import pair_weights
from rag.explore.names import PLACES
from vectorstore.encoders.encoder import Vectors

# A cluster of fewer articles is no topic; more topics than these nobody reads.
SMALLEST, MOST = 2, 12
PHRASES, LONGEST = 3, 4
# A phrase names a topic only if its articles say it this many times as often as the others.
COMMON = 1.5
# Of each article, so many characters say what it is about.
LEAD_CHARS = 1_200
_CLAUSE = re.compile(r"[^\w\s’'/-]+|\n")
_SEED = 7


@dataclass(frozen=True, slots=True)
class Topic:
    """Articles that belong together: what they say and others don't, and their places, the most typical first."""

    phrases: tuple[str, ...]
    members: tuple[int, ...]


def topics(vectors: Vectors, titles: Sequence[str], texts: Sequence[str]) -> list[Topic]:
    """The topics of articles in order of their size; `vectors`: (n, dim) float32 of length 1."""
    count = min(MOST, round(math.sqrt(len(vectors) * 1.5)))
    if count < 2:
        return []
    labels, nearness = _clusters(vectors, count)
    said = [_phrases(f"{title}\n{text[:LEAD_CHARS]}") for title, text in zip(titles, texts, strict=True)]
    everywhere = Counter(key for phrases in said for key in phrases)
    found = []
    for label in range(count):
        members = [int(place) for place in np.flatnonzero(labels == label)]
        if len(members) >= SMALLEST:
            members.sort(key=lambda place: -float(nearness[place]))
            names = _named([said[place] for place in members], [titles[p] for p in members], everywhere, len(said))
            if names:
                found.append(Topic(names, tuple(members)))
    return sorted(found, key=lambda topic: -len(topic.members))


def _clusters(vectors: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
    """The cluster of each vector, and its cosine to the cluster's centre."""
    import faiss

    means = faiss.Kmeans(
        vectors.shape[1], count, niter=25, nredo=5, seed=_SEED, spherical=True, min_points_per_centroid=1
    )
    # What all articles of a library share says nothing about any of them.
    centred = np.ascontiguousarray(vectors - vectors.mean(axis=0), dtype=np.float32)
    faiss.normalize_L2(centred)
    means.train(centred)
    cosines, labels = means.index.search(centred, 1)
    return labels[:, 0], cosines[:, 0]


def _phrases(text: str) -> Mapping[str, Counter[str]]:
    """Runs of two to four words that begin and end with a word of content: in small letters → as written."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    idle = function_words("vi") | function_words("en")
    for clause in _CLAUSE.split(normalize(text)):
        words = clause.split()
        joined = [f"{one}_{two}".lower() in pair_weights() for one, two in pairwise(words)] + [False]
        split = [one[0].isupper() and two[0].isupper() for one, two in pairwise(words)] + [False]
        own = [word.lower() not in idle and not word[0].isdigit() and len(word) > 1 for word in words]
        content = [  # “bằng” says little, “đồng bằng” a lot
            says or (at > 0 and own[at - 1] and joined[at - 1]) or (joined[at] and own[at + 1])
            for at, says in enumerate(own)
        ]
        for start in range(len(words)):
            if start and (joined[start - 1] or split[start - 1]):  # the second syllable of a word or name
                continue
            for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
                if all(content[start:end]) and not joined[end - 1] and not split[end - 1] and _sound(words[start:end]):
                    written = " ".join(words[start:end])
                    found[written.lower()][written] += 1
    return found


def _sound(words: Sequence[str]) -> bool:
    """Whether small letters come before capitals only as what a place is: “tỉnh Hải Lâm”, not “huy Phòng”."""
    first = next((at for at, word in enumerate(words) if word[0].isupper()), 0)
    return not first or " ".join(words[:first]).lower() in PLACES


def _named(
    said: Sequence[Mapping[str, Counter[str]]], titles: Sequence[str], everywhere: Counter[str], articles: int
) -> tuple[str, ...]:
    inside = Counter(key for phrases in said for key in phrases)
    heads = [normalize(title).lower() for title in titles]

    def worth(key: str) -> float:
        own = inside[key] / len(said)
        others = (everywhere[key] - inside[key]) / max(1, articles - len(said))
        titled = sum(key in head for head in heads) / len(heads)
        return (own + 2 * titled) * math.log((own + 0.05) / (COMMON * others + 0.05)) * (1 + 0.15 * len(key.split()))

    needed = 2 if len(said) > 2 else 1
    ranked = sorted((key for key in inside if inside[key] >= needed), key=lambda key: (-worth(key), key))
    chosen: list[str] = []
    for key in ranked:
        if worth(key) <= 0 or len(chosen) == PHRASES:
            break
        if not any(set(key.split()) & set(other.split()) for other in chosen):
            chosen.append(key)
    return tuple(
        sum((phrases[key] for phrases in said if key in phrases), Counter()).most_common(1)[0][0] for key in chosen
    )
