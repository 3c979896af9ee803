"""The sentences of a quoted answer: what answers first, what leads to it after, each with its marker.

Where the value stands far inside a long sentence, it goes before that sentence, too.
"""

from collections.abc import Sequence

from language.text import Span
from rag.answer import Sentence, Source, without_markers
from rag.quote.lead_in import lead_ins

# A value that ends further inside its sentence than this is said before it; a longer one is no headline.
HEADLINE_AFTER_CHARS, HEADLINE_MAX_CHARS = 100, 60


def worded(sources: Sequence[Source], language: str, *, differ: bool) -> tuple[Sentence, ...]:
    """The answer's sentences. `differ`: the articles disagree, so that it is said from the first on whose each is."""
    leads = lead_ins(sources, language)
    if not differ:
        leads = ["", *leads[1:]]
    answering = [_answering(source, lead) for source, lead in zip(sources, leads, strict=True)]
    return (*answering, *(sentence for source in sources for sentence in _leading(source)))


def _answering(source: Source, lead: str) -> Sentence:
    start, end = source.answers_at or (source.start, source.end)
    words = without_markers(_part(source, start, end))
    values: list[Span] = []
    if source.value_at:
        first, last = source.value_at[0] - start, source.value_at[1] - start
        value = words[first:last]
        if len(lead) + last > HEADLINE_AFTER_CHARS and last - first <= HEADLINE_MAX_CHARS:
            lead = f"{value} — {lead}"
            values.append((0, len(value)))
        values.append((len(lead) + first, len(lead) + last))
    return Sentence(f"{lead}{words} [{source.n}]", (source.n,), "supported", 1.0, values=tuple(values))


def _leading(source: Source) -> list[Sentence]:
    """What else the quote holds, before and after what answers."""
    if source.answers_at is None:
        return []
    parts = (_part(source, source.start, source.answers_at[0]), _part(source, source.answers_at[1], source.end))
    return [
        Sentence(f"{without_markers(part.strip())} [{source.n}]", (source.n,), "supported", 1.0, more=True)
        for part in parts
        if part.strip()
    ]


def _part(source: Source, start: int, end: int) -> str:
    return source.quote[start - source.start : end - source.start]
