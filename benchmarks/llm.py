"""`python -m benchmarks.llm QUESTIONS.jsonl --library DIR`: what checking makes of an LLM's own citations.

Every question is written once by the LLM of the settings; its raw text and the finished answer come from that one run.
A raw marker is right when the passage of that number overlaps the evidence, a final one when its quote does: the raw
model is judged more mildly, since passages are longer than quotes.
"""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from app.commands.evaluate import read_questions
from app.llm.opening import open_generator
from app.wiring import open_encoder, open_library, prepare_process, read_settings
from rag.answer import Answer
from rag.assistant import Assistant
from rag.check.markers import made_plain, plain_labels
from rag.evaluate import Labelled, answer_figures
from rag.generate.generator import Generator
from rag.generate.streaming import Writing
from rag.retrieve.retriever import Retriever
from vectorstore.records import Passage

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


class Overheard(Generator):
    """A generator whose last text can be read afterwards."""

    last: Writing | None = None

    @classmethod
    def of(cls, generator: Generator) -> "Overheard":
        """The same model, overheard."""
        return cls(generator.model, generator.name, generator.timeout_s, lambda: generator.capacity)

    def write(self, messages: "list[BaseMessage]", within_s: float | None = None) -> Writing:
        """As the generator's own."""
        self.last = super().write(messages, within_s)
        return self.last


def raw_hits(raw: str, question: Labelled, consulted: Sequence[Passage]) -> list[bool]:
    """Of each marker that the model wrote, whether its passage overlaps the evidence."""
    passages = dict(enumerate(consulted, 1))
    return [
        n in passages
        and any(
            e.article == passages[n].article_id and e.start < passages[n].end and passages[n].start < e.end
            for e in question.evidence
        )
        for n in (label.passage for label in plain_labels(made_plain(raw)))
    ]


def main() -> None:
    """Print both precisions, what became of the answers, and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--log", type=Path, help="write each raw text and answer to this file")
    arguments = parser.parse_args()
    prepare_process()
    settings = read_settings()
    generator = open_generator(settings)
    if generator is None:
        raise SystemExit("Set HOIBAO_LLM and OPENAI_BASE_URL.")
    library, overheard = open_library(arguments.library), Overheard.of(generator)
    assistant = Assistant(library, Retriever(library, open_encoder(settings)), overheard)
    questions = [q for q in read_questions(arguments.questions, "en") if q.answerable][: arguments.limit]
    pairs: list[tuple[Labelled, Answer]] = []
    hits: list[bool] = []
    unresolved, ours = 0, []
    log = arguments.log.open("w", encoding="utf-8") if arguments.log else None
    for question in tqdm(questions):
        answer = assistant.ask(question.question)
        pairs.append((question, answer))
        raw = overheard.last.raw if overheard.last else ""
        hits += raw_hits(raw, question, answer.consulted)
        known = {source.n for source in answer.sources}
        unresolved += sum(int(n) not in known for n in re.findall(r"\[(\d+)\]", answer.text))
        first_s = overheard.last.first_s if overheard.last else None
        if first_s is not None and answer.mode == "llm" and "first_token" in answer.timings_ms:
            ours.append(answer.timings_ms["first_token"] - first_s * 1e3)
        if log:
            marks = [(s.text, s.support, s.reason and s.reason.code) for s in answer.sentences]
            row = {"question": question.question, "raw": raw, "mode": answer.mode, "sentences": marks}
            print(json.dumps(row | {"answers": question.answers}, ensure_ascii=False), file=log, flush=True)
    figures, abstention = answer_figures(pairs)
    by_llm = [(q, a) for q, a in pairs if a.mode == "llm" and not a.abstained]
    print(
        f"questions {len(pairs)}, answered by the model {len(by_llm)}, abstained {abstention['refused_answerable']:.3f}"
    )
    print(f"raw citations {len(hits)}, precision {np.mean(hits) if hits else 0:.3f}")
    print(f"final: {figures}, unresolved markers {unresolved}")
    print(f"final, where the model's own words stood: {answer_figures(by_llm)[0]}")
    if ours:
        p50, p95 = np.quantile(ours, [0.5, 0.95])
        print(f"our part before the first words: p50 {p50:.0f} ms, p95 {p95:.0f} ms")


if __name__ == "__main__":
    main()
