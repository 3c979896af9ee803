"""The metrics of `hoibao eval`. No I/O: labelled questions and functions in, figures out.

Definitions: docs/measurements/evaluation.md. A passage *holds* an evidence span when it covers it whole.
"""

import random
import re
import statistics
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from language.normal_form import normalize
from rag.answer import Answer
from rag.question.understand import Turn
from vectorstore.records import Passage

RANKS = (1, 5, 10)
CHARS = (2_000, 4_000)
# Where what is asked for should stand in an answer; kinds of question whose accepted answers are wanted together.
FIRST_CHARS = 120
WHOLE_LISTS = frozenset(("list", "multi", "timeline"))
Metrics = dict[str, float]


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """Where an accepted answer stands: `text[start:end]` of article `article`."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of questions.jsonl."""

    id: str
    question: str
    answers: tuple[str, ...] = ()
    evidence: tuple[EvidenceSpan, ...] = ()
    answerable: bool = True
    history: tuple[Turn, ...] = field(default=())
    kind: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> "Labelled":
        """Raises: KeyError or TypeError when the record is not of the form in docs/measurements/evaluation.md."""
        evidence: Sequence[Mapping[str, object]] = record.get("evidence") or ()  # type: ignore[assignment]
        history: Sequence[Mapping[str, str]] = record.get("history") or ()  # type: ignore[assignment]
        answers: Sequence[str] = record.get("answers") or ()  # type: ignore[assignment]
        return cls(
            str(record["id"]),
            str(record["question"]),
            tuple(answers),
            tuple(EvidenceSpan(str(e["article"]), int(str(e["start"])), int(str(e["end"]))) for e in evidence),
            bool(record.get("answerable", True)),
            tuple(Turn(turn["question"], turn["answer"]) for turn in history),
            str(record.get("kind") or ""),
        )


def retrieval_figures(rankings: Iterable[tuple[Labelled, Sequence[Passage]]]) -> Metrics:
    """hit@k, mrr@10 and recall within the first characters, over (question, passages best first)."""
    names = [*(f"hit@{k}" for k in RANKS), "mrr@10", *(f"recall@{n}c" for n in CHARS)]
    rows = []
    for question, passages in rankings:
        held = [any(_holds(p, e, len(p.text)) for e in question.evidence) for p in passages[: max(RANKS)]]
        first = held.index(True) + 1 if True in held else 0
        reached = [_within(passages, question.evidence, limit) for limit in CHARS]
        rows.append([*(0 < first <= k for k in RANKS), 1 / first if first else 0.0, *reached])
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: _mean(map(float, column)) for name, column in zip(names, columns, strict=True)}


def _holds(passage: Passage, evidence: EvidenceSpan, chars: int) -> bool:
    inside = passage.start <= evidence.start and evidence.end <= passage.start + chars
    return passage.article_id == evidence.article and inside


def _within(passages: Sequence[Passage], evidence: Sequence[EvidenceSpan], limit: int) -> bool:
    for passage in passages:
        chars = min(len(passage.text), limit)
        if any(_holds(passage, span, chars) for span in evidence):
            return True
        limit -= chars
        if limit <= 0:
            return False
    return False


def answer_figures(answered: Iterable[tuple[Labelled, Answer]]) -> tuple[Metrics, Metrics]:
    """(answers, abstention): how good the answers to answerable questions are, and how often each kind is refused."""
    pairs = list(answered)
    given = [(question, answer) for question, answer in pairs if question.answerable]
    quotes = [(q, s) for q, answer in given for s in answer.sources]
    sentences = [sentence for _, answer in given for sentence in answer.sentences]
    lengths = [sum(len(source.quote) for source in answer.sources) for _, answer in given if answer.sources]
    answers = {
        "evidence_cited": _mean(any(_overlaps(s, q.evidence) for s in answer.sources) for q, answer in given),
        "answer_contains": _mean(_contains(answer.text, q.answers) for q, answer in given),
        "quoted_chars": float(statistics.median(lengths)) if lengths else 0.0,
        "citation_precision": _mean(_overlaps(source, q.evidence) for q, source in quotes),
        "unsupported": _mean(sentence.support == "unsupported" for sentence in sentences),
        "asked_within_120": _mean(
            _contains(answer.text[:FIRST_CHARS], q.answers) for q, answer in given if q.kind not in WHOLE_LISTS
        ),
        "list_items": _mean(_items(answer.text, q.answers) for q, answer in given if q.kind in WHOLE_LISTS),
    }
    abstention = {
        "refused_unanswerable": _mean(answer.abstained for q, answer in pairs if not q.answerable),
        "refused_answerable": _mean(answer.abstained for _, answer in given),
    }
    return answers, abstention


def by_kind(answered: Iterable[tuple[Labelled, Answer]]) -> dict[str, Metrics]:
    """For each kind that the questions carry: how many, and the figures that tell most; {} where they carry none."""
    groups: dict[str, list[tuple[Labelled, Answer]]] = {}
    for question, answer in answered:
        if question.kind:
            groups.setdefault(question.kind, []).append((question, answer))
    return {
        kind: {
            "questions": float(len(of)),
            "evidence_cited": _mean(any(_overlaps(s, q.evidence) for s in answer.sources) for q, answer in of),
            "asked_within_120": _mean(_contains(answer.text[:FIRST_CHARS], q.answers) for q, answer in of),
            "list_items": _mean(_items(answer.text, q.answers) for q, answer in of),
            "abstained": _mean(answer.abstained for _, answer in of),
        }
        for kind, of in sorted(groups.items())
    }


def _items(text: str, answers: Sequence[str]) -> float:
    """The share of the accepted answers that the text has."""
    bare = f" {_bare(text)} "
    return _mean(f" {_bare(answer)} " in bare for answer in answers)


def _overlaps(source: object, evidence: Sequence[EvidenceSpan]) -> bool:
    article, start, end = (getattr(source, name) for name in ("article_id", "start", "end"))
    return any(e.article == article and e.start < end and start < e.end for e in evidence)


def holds_answer(value: str, answers: Sequence[str]) -> bool:
    """Whether a value of a sentence is an accepted answer, holds one, or is a part of one."""
    bare = _bare(value)
    return bool(bare) and any(_bare(answer) in bare or bare in _bare(answer) for answer in answers)


def _contains(text: str, answers: Sequence[str]) -> bool:
    bare = _bare(text)
    return any(_bare(answer) in bare for answer in answers)


def _bare(text: str) -> str:
    """Case, tone placement, punctuation and white space normalised."""
    return " ".join(re.findall(r"\w+", normalize(text).lower()))


def _mean(values: Iterable[float]) -> float:
    """0.0 of nothing."""
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0


# -- the same question, typed otherwise --------------------------------------------------------------------------


def without_diacritics(text: str) -> str:
    """hội nghị → hoi nghi; case kept."""
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return bare.replace("đ", "d").replace("Đ", "D")


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_EARLY = {
    unicodedata.normalize("NFC", first + tone) + second: first + unicodedata.normalize("NFC", second + tone)
    for pair in ("oa", "oe", "uy", "OA", "OE", "UY", "Oa", "Oe", "Uy")
    for first, second in (tuple(pair),)
    for tone in _TONES
}
_OPEN_SYLLABLE = re.compile(rf"(?<![qQ])({'|'.join(_EARLY)})(?!\w)")


def with_old_tones(text: str) -> str:
    """hòa → hoà, thủy → thuỷ."""
    return _OPEN_SYLLABLE.sub(lambda match: _EARLY[match[1]], unicodedata.normalize("NFC", text))


def with_slip(text: str, seed: str) -> str:
    """One letter of one word of four or more swapped with the next, doubled or left out."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible slip, no secret
    words = list(re.finditer(r"[^\W\d_]{4,}", text))
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start(), word.end() - 1)
    slips = (text[at + 1] + text[at], text[at] * 2 + text[at + 1], text[at + 1])
    return text[:at] + rng.choice(slips) + text[at + 2 :]


VARIANTS: Mapping[str, Callable[[Labelled], str]] = {
    "no_diacritics": lambda q: without_diacritics(q.question),
    "nfd": lambda q: unicodedata.normalize("NFD", q.question),
    "old_tone": lambda q: with_old_tones(q.question),
    "capitals": lambda q: q.question.upper(),
    "typo": lambda q: with_slip(q.question, q.id),
}


def loss(plain: Metrics, variant: Metrics) -> Metrics:
    """How much each figure falls; negative where the variant does better."""
    return {name: round(plain[name] - variant[name], 4) for name in plain}
