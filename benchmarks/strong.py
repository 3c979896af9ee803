"""`python -m benchmarks.strong [ANSWERS.jsonl ARTICLES.jsonl] [--errors]`: what a strong model's claims become.

Answers as such a model writes them, true ones and the same with faults, over articles of our own (or others in that
form): {"id", "question", "answer", "false", "faults", "cites": [{"article", "start", "end"}, …]}, where {{k}} in a text
cites cites[k]. Each question is asked of a library of the articles; a citation becomes the number that the prompt
gives to its sentence, and a claim whose passage isn't shown is left out, as an honest model leaves it out.
"""

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.pipeline import ingest
from rag.answer import Sentence
from rag.assistant import Assistant
from rag.check.citations import settled
from rag.check.markers import sentence_spans
from rag.generate.capacity import Capacity, room
from rag.generate.evidence import evidence
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.load import load_encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Passage

ANSWERS = Path(__file__).with_name("strong.jsonl")
ARTICLES = Path(__file__).with_name("strong_articles.jsonl")
_SLOT = re.compile(r"\{\{(\d+)\}\}")
_CLAIMS = re.compile(r"(?<=[.!?…;])\s+(?=\S)|\n")
_FOUND_SHARE = 0.85
_SEARCHED = 25
_CONTEXT = 131_072


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim of an answer with what a reader sees it marked as; "lost" where the answer no longer has it."""

    answer: str
    text: str
    support: str
    why: str


def labelled(text: str, cites: Sequence[dict[str, Any]], passages: Sequence[Passage]) -> str:
    """`text` with the numbers of its citations' sentences in `passages`; without the parts of which none is shown."""

    def label(k: int) -> str:
        for n, passage in enumerate(passages, 1):
            start, end = cites[k]["start"] - passage.start, cites[k]["end"] - passage.start
            spans = sentence_spans(passage.text) if passage.article_id == cites[k]["article"] else []
            at = next((at for at, (first, last) in enumerate(spans, 1) if first <= start < last), 0)
            if at and end <= len(passage.text):
                return f"[{n}.{at}]"
        return ""

    lines = []
    for line in text.split("\n"):
        kept = []
        for part in re.split(r"(?<=[.!?…:;])\s+(?=\S)", line):
            labels = {k: label(int(k)) for k in _SLOT.findall(part)}
            if not labels or any(labels.values()):
                kept.append(re.sub(r"\s+([.,;:!?])", r"\1", _SLOT.sub(lambda slot, by=labels: by[slot[1]], part)))
        lines.append(" ".join(kept))
    return "\n".join(filter(None, lines))


def claims(row: dict[str, Any], raw: str, sentences: Sequence[Sentence], *, false: bool) -> Iterator[JudgedClaim]:
    """The claims of an answer as written, each with the mark of the sentence that holds its words."""
    true = [_words(part) for part in re.split(r"(?<=[.!?…:;])\s+|\n", row["answer"])]
    for part in _CLAIMS.split(raw):
        words = _words(part)
        if "[" not in part or len(words) < 3 or (false and words in true):
            continue
        shared = [(len(words & _words(sentence.text)) / len(words), sentence) for sentence in sentences]
        share, best = max(shared, key=lambda item: item[0])
        why = f"{best.reason.code}: {best.reason.words}" if best.reason else ""
        yield JudgedClaim(row["id"], part, best.support if share >= _FOUND_SHARE else "lost", why)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", re.sub(r"\[[^\]]*\]|\{\{\d+\}\}|[*_`#|]", " ", text).lower()))


def main() -> None:
    """Print how many true and false claims are marked how, and how long the check of an answer takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path, nargs="?", default=ANSWERS)
    parser.add_argument("articles", type=Path, nargs="?", default=ARTICLES)
    parser.add_argument("--errors", action="store_true", help="list the claims that are judged wrongly")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.answers.read_text(encoding="utf-8").splitlines() if line.strip()]
    judged: dict[bool, list[JudgedClaim]] = {True: [], False: []}
    seconds = []
    with tempfile.TemporaryDirectory() as place:
        encoder = load_encoder()
        library = LocalLibrary(Path(place), create=True)
        ingest([given.articles], library, encoder)
        assistant = Assistant(library, Retriever(library, encoder))
        space = room(Capacity(context_tokens=_CONTEXT), broad=True)
        texts = {article.id: article.text for article, _ in library.articles()}
        for row in rows:
            found = assistant.search(row["question"], _SEARCHED).passages
            passages = evidence(found, space, lambda article_id: texts[article_id])
            for truth, text in ((True, row["answer"]), (False, row.get("false") or "")):
                raw = labelled(text, row["cites"], passages)
                if raw:
                    began = time.perf_counter()
                    sentences = settled(raw, passages).sentences
                    seconds.append(time.perf_counter() - began)
                    judged[truth] += claims(row, raw, sentences, false=not truth)
        library.close()
    for truth, ours in judged.items():
        shares = Counter(one.support for one in ours)
        told = ", ".join(f"{support} {count / len(ours):.3f}" for support, count in shares.most_common())
        print(f"{'true' if truth else 'false'} claims: {len(ours)}; {told}")
        for one in ours if given.errors else ():
            if (one.support == "supported") != truth:
                print(f"    {one.answer} {one.support} {one.why} | {one.text}")
    print(f"check of an answer: p95 {sorted(seconds)[int(0.95 * len(seconds))] * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
