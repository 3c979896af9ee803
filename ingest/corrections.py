"""Corrections that newspapers print, linked to the article that they correct. Only if sure.

Knows the words that announce one and how it names the other; searching is the library's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from language.normal_form import normalize
from language.tokens import syllables
from vectorstore.records import Article
from vectorstore.writable import WritableLibrary

# At the head of a title or of the text: in the middle of one it is news about somebody else's correction.
_ANNOUNCED = re.compile(
    r"\W*(?:đính chính|cải chính|thông tin lại|nói lại cho rõ|correction|corrigendum)\b"
    r"(?:\s+(?:thông tin|bài(?: viết| báo)?|và xin lỗi))?\s*[:;,.–—-]*\s*",
    re.IGNORECASE,
)
# Titles stand in quotation marks, which the normal form makes alike, or between “bài” and where it was printed.
_NAMED = re.compile(
    r"\"([^\"\n]{10,200})\"|(?<!\w)'([^'\n]{15,200})'(?!\w)"
    r"|\b[Bb]ài(?: viết| báo)?:? ([^\"\n]{15,200}?),? (?:đăng|ngày|trên|số)\b"
)


@dataclass(frozen=True, slots=True)
class CorrectionLimits:
    """How a correction's article is looked for, and how well its title must fit."""

    opening_chars: int = 1_500
    most_named: int = 6
    passages: int = 20
    # A title that is named stands there almost to the letter; the rest of a correction's own title in other words.
    named_share: float = 0.85
    retold_share: float = 0.75
    # Two words that fit say nothing.
    least_syllables: int = 4


CORRECTIONS = CorrectionLimits()


def is_correction(article: Article) -> bool:
    """Whether the article says of itself that it corrects another."""
    return any(_ANNOUNCED.match(normalize(part)) for part in (article.title, article.text) if part)


def link_corrections(library: WritableLibrary) -> int:
    """Link every correction whose article is in the library by now; returns how many were."""
    linked = 0
    for article_id in library.unlinked_corrections():
        article = library.article(article_id)
        corrected = _corrected(article, library) if article else None
        if corrected:
            library.link_correction(article_id, *corrected)
            linked += 1
    return linked


def _corrected(correction: Article, library: WritableLibrary) -> tuple[str, float] | None:
    """The id of the article that it corrects and how well its title fits: the best, where no other is as good."""
    best: dict[str, tuple[float, bool, str]] = {}
    for words, enough in _names(correction):
        wanted = set(syllables(words))
        if len(wanted) < CORRECTIONS.least_syllables:
            continue
        hits = library.keyword_search(words, CORRECTIONS.passages)
        for other in {passage.article_id: passage for passage in library.passages(hits)}.values():
            score = _fit(wanted, set(syllables(other.title)))
            if score < enough or other.article_id == correction.id or not _before(other.published, correction):
                continue
            if not is_correction(Article(other.article_id, "", other.title)):
                same_outlet = bool(correction.outlet) and other.outlet == correction.outlet
                best[other.article_id] = max(
                    best.get(other.article_id, (0.0, False, "")), (score, same_outlet, other.published or "")
                )
    ranked = sorted(best, key=lambda name: (best[name][1], best[name][0], best[name][2]), reverse=True)
    if not ranked or (len(ranked) > 1 and best[ranked[0]] == best[ranked[1]]):
        return None
    return ranked[0], round(best[ranked[0]][0], 3)


def _names(correction: Article) -> Iterator[tuple[str, float]]:
    """What may be the title of the other article, and how well it must fit."""
    for part in (normalize(correction.title), normalize(correction.text[: CORRECTIONS.opening_chars])):
        for match in islice(_NAMED.finditer(part), CORRECTIONS.most_named):
            yield next(filter(None, match.groups())), CORRECTIONS.named_share
    yield _ANNOUNCED.sub("", normalize(correction.title), count=1), CORRECTIONS.retold_share


def _fit(wanted: set[str], title: set[str]) -> float:
    """The share of all syllables of both that both have."""
    return len(wanted & title) / len(wanted | title) if title else 0.0


def _before(published: str | None, correction: Article) -> bool:
    return not published or not correction.published or published[:10] <= correction.published[:10]
