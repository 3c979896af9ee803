"""Which of the passages found a model is shown, and how much of each article. Knows no prompt and no model."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from language.sentences import sentences
from rag.generate.capacity import Room
from vectorstore.records import Article, Passage


@dataclass(frozen=True, slots=True)
class _ExcerptLimits:
    """An article so short, or found twice and so short, is shown whole: readers ask next what a passage leaves out."""

    whole_chars: int = 1_500
    whole_if_twice_chars: int = 5_000
    # Less of a passage than this tells a model nothing.
    least_chars: int = 200


_FITTED = _ExcerptLimits()


def evidence(passages: Sequence[Passage], room: Room, text_of: Callable[[str], str]) -> list[Passage]:
    """The passages, best first, that `room` holds, short articles whole; no cut within a sentence."""
    if not room.by_sentence:  # a small model is shown the beginnings of passages, which its prompt cuts
        return list(passages[: room.passages])
    found = passages[: room.passages]
    hits = Counter(passage.article_id for passage in found)
    shown: list[Passage] = []
    left = room.chars
    whole: set[str] = set()
    for passage in found:
        if passage.article_id in whole:
            continue
        fits = _whole(passage, text_of(passage.article_id), hits[passage.article_id])
        if fits is not None and len(fits.text) <= left:
            whole.add(passage.article_id)
        else:
            fits = _cut(passage, left)
        if fits is not None:
            shown.append(fits)
            left -= len(fits.text)
    return shown


def beginning(article: Article, max_chars: int) -> Passage:
    """As many of an article's first sentences as `max_chars` hold."""
    end = len(article.text)
    if end > max_chars:
        end = max((stop for _, stop in sentences(article.text[:max_chars])[:-1]), default=max_chars)
    about = (article.id, article.title, article.published, article.outlet, article.url)
    return Passage(0, 1.0, *about, 0, end, "", article.text[:end])


def _whole(passage: Passage, text: str, hits: int) -> Passage | None:
    """All of a passage's article, where that is short for one found so often; None where it has changed since."""
    limit = _FITTED.whole_if_twice_chars if hits > 1 else _FITTED.whole_chars
    if len(text) > limit or text[passage.start : passage.end] != passage.text:
        return None
    return replace(passage, start=0, end=len(text), heading="", text=text)


def _cut(passage: Passage, max_chars: int) -> Passage | None:
    """As many whole sentences of a passage, from its beginning, as fit; None where that is next to nothing."""
    if len(passage.text) <= max_chars:
        return passage
    if max_chars < _FITTED.least_chars:
        return None
    end = max((end for _, end in sentences(passage.text) if end <= max_chars), default=0)
    if end < _FITTED.least_chars:
        return None
    return replace(passage, end=passage.start + end, text=passage.text[:end])
