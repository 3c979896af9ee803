"""The few words before a quote that say whose it is, where an answer quotes more than one article."""

from collections.abc import Sequence

from language.dates.day import written
from rag.answer import Source, without_markers

_ACCORDING = {"vi": ("Theo", "bài “{title}”"), "en": ("According to", "“{title}”")}


def lead_ins(sources: Sequence[Source], language: str) -> list[str]:
    """“Theo Nhật báo Phương Nam (28-7-2023): ” before the first quote of each article; nothing if there is but one."""
    several = len({source.article_id for source in sources}) > 1
    before = [None, *(source.article_id for source in sources)]
    return [
        _lead_in(source, language) if several and source.article_id != last else ""
        for source, last in zip(sources, before, strict=False)
    ]


def _lead_in(source: Source, language: str) -> str:
    according, article = _ACCORDING["vi" if language == "vi" else "en"]
    whose = source.outlet or (article.format(title=source.title) if source.title else "")
    if not whose:
        return ""
    day = f" ({written(source.published, language)})" if source.published else ""
    # Not “Theo Báo Sông: Theo ông Thảo, …”.
    words = whose[:1].upper() + whose[1:] if source.quote.startswith(f"{according} ") else f"{according} {whose}"
    return f"{without_markers(words)}{day}: "
