"""What articles are about: phrases of theirs that several put into their titles, each with the articles that say it.

The label comes first (as in Osiński and Weiss 2005, “A concept-driven algorithm for clustering search results”): a
phrase is a topic when the articles that say it are alike. So a topic's name is always its articles' own, all of them
can be listed, and a few new articles don't rename the others. Knows titles, texts and vectors, not where they are kept.
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
from language.meaning.entities import PLACES
from language.meaning.place_names import countries
from language.normal_form import normalize
from language.tables import pair_weights
from vectorstore.encoders.encoder import Vectors


@dataclass(frozen=True, slots=True)
class TopicBounds:
    """What makes a phrase a topic, judged on two libraries of news.

    Articles that say it: `fewest`, and `fewest_share` of all; at most `most_share` of all, or three times the fewest
    where that is more. `titles`: how many must say it in their title. `alike`: their mean cosine to one another, less
    what all articles share. `new_share`: of its articles, the share that no topic before it has. `lead_chars`: of each
    article, the characters that say what it is about. `word_bonus`, `name_bonus`: what longer phrases and names gain.
    `label_words`: how long a phrase is at most; `shown`, `related`: how many topics, and topics near one, there are.
    """

    fewest: int = 3
    fewest_share: float = 0.005
    most_share: float = 0.12
    titles: int = 2
    alike: float = 0.2
    new_share: float = 0.5
    lead_chars: int = 1_200
    word_bonus: float = 0.15
    name_bonus: float = 0.3
    label_words: int = 4
    shown: int = 16
    related: int = 2


BOUNDS = TopicBounds()
_CLAUSE = re.compile(r"[^\w\s’'/-]+|\n")
_NOTHING_ADDED = frozenset(("mới", "new"))


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase, others that most of its articles say too, and the articles' places, the most typical first."""

    phrases: tuple[str, ...]
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _TopicPhrase:
    """A phrase that may be a topic: its articles, how alike they are, and what it is worth for each of them."""

    key: str
    name: str
    members: tuple[int, ...]
    alike: float
    worth: float

    def gain(self, covered: set[int], least: int) -> float:
        """What the topic adds to those that cover some articles already."""
        new = len(set(self.members) - covered)
        if new < max(least, BOUNDS.new_share * len(self.members)):
            return 0.0
        return new * self.worth


def topics(vectors: Vectors, titles: Sequence[str], texts: Sequence[str]) -> list[Topic]:
    """The topics of articles, those that tell most first; `vectors`: (n, dim) float32 of length 1."""
    if len(vectors) < BOUNDS.fewest:
        return []
    # What all articles of a library share says nothing about any of them.
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    least = max(BOUNDS.fewest, round(BOUNDS.fewest_share * len(vectors)))
    labels = _labels(centred, titles, texts, least)
    covered: set[int] = set()
    chosen: list[_TopicPhrase] = []
    left = labels
    while left and len(chosen) < BOUNDS.shown:
        best = max(left, key=lambda label: (label.gain(covered, least), label.key))
        if not best.gain(covered, least):
            break
        chosen.append(best)
        covered |= set(best.members)
        left = [label for label in left if not _same_words(label, best)]
    return [_topic(label, labels, centred) for label in chosen]


def _same_words(one: _TopicPhrase, other: _TopicPhrase) -> bool:
    """Whether most of the shorter one's words are the other's: “Donald Trump”, “Tổng thống Donald Trump”."""
    words, others = set(one.key.split()), set(other.key.split())
    return 2 * len(words & others) > min(len(words), len(others))


def _labels(centred: Vectors, titles: Sequence[str], texts: Sequence[str], least: int) -> list[_TopicPhrase]:
    said = [_phrases(f"{title}\n{text[: BOUNDS.lead_chars]}") for title, text in zip(titles, texts, strict=True)]
    titled = Counter(key for title in titles for key in _phrases(title))
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, phrases in enumerate(said):
        for key in phrases:
            members[key].append(place)
    labels = []
    most = max(3 * least, BOUNDS.most_share * len(titles))
    for key, places in members.items():
        if least <= len(places) <= most and titled[key] >= BOUNDS.titles:
            alike = _alike(centred[places])
            if alike >= BOUNDS.alike:
                name = sum((said[place][key] for place in places), Counter[str]()).most_common(1)[0][0]
                form = 1 + BOUNDS.word_bonus * len(key.split()) + BOUNDS.name_bonus * name[0].isupper()
                worth = math.sqrt(alike) * form * (1 + titled[key] / len(places))
                labels.append(_TopicPhrase(key, name, tuple(places), alike, worth))
    return labels


def _alike(vectors: Vectors) -> float:
    """The mean cosine of vectors of length 1 to one another."""
    total = vectors.sum(axis=0)
    return float((total @ total - len(vectors)) / (len(vectors) * (len(vectors) - 1)))


def _topic(label: _TopicPhrase, labels: Sequence[_TopicPhrase], centred: Vectors) -> Topic:
    own = set(label.members)
    words = set(label.key.split())
    near = [
        (len(own & set(other.members)) / len(own | set(other.members)), other.name)
        for other in labels
        if not words & set(other.key.split())
    ]
    related: list[str] = []
    for share, name in sorted(near, reverse=True):
        taken = {word for one in related for word in one.lower().split()}
        if share >= BOUNDS.new_share / 2 and len(related) < BOUNDS.related and not taken & set(name.lower().split()):
            related.append(name)
    middle: NDArray[np.float32] = centred[list(label.members)].mean(axis=0)
    ordered = sorted(label.members, key=lambda place: -float(centred[place] @ middle))
    return Topic((label.name, *related), tuple(ordered))


def _phrases(text: str) -> Mapping[str, Counter[str]]:
    """Runs of two to four words that begin and end with a word of content: in small letters → as written."""
    phrases: defaultdict[str, Counter[str]] = defaultdict(Counter)
    idle = function_words("vi") | function_words("en")
    for clause in _CLAUSE.split(normalize(text)):
        words = clause.split()
        joined = [f"{one}_{two}".lower() in pair_weights() for one, two in pairwise(words)] + [False]
        split = [one[0].isupper() and two[0].isupper() for one, two in pairwise(words)] + [False]
        own = [
            word.lower() not in idle and word.lower() not in _NOTHING_ADDED and not word[0].isdigit() and len(word) > 1
            for word in words
        ]
        content = [  # “bằng” says little, “đồng bằng” a lot
            says or (at > 0 and own[at - 1] and joined[at - 1]) or (joined[at] and own[at + 1])
            for at, says in enumerate(own)
        ]
        for start in range(len(words)):
            if start and (joined[start - 1] or split[start - 1]):  # the second syllable of a word or name
                continue
            for end in range(start + 2, min(start + BOUNDS.label_words, len(words)) + 1):
                if words[start] in countries() and words[start + 1][0].isupper():  # “Mỹ | Donald Trump”
                    continue
                if all(content[start:end]) and not joined[end - 1] and not split[end - 1] and _sound(words[start:end]):
                    written = " ".join(words[start:end])
                    phrases[written.lower()][written] += 1
    return phrases


def _sound(words: Sequence[str]) -> bool:
    """Whether small letters come before capitals only as what a place is: “tỉnh Hải Lâm”, not “huy Phòng”."""
    first = next((at for at, word in enumerate(words) if word[0].isupper()), 0)
    return not first or " ".join(words[:first]).lower() in PLACES
