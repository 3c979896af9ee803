"""`hoibao eval`: runs labelled questions through the library, prints the figures of docs/measurements/evaluation.md."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.commands.progress import ProgressBar
from app.errors import UsageError
from app.messages import say
from app.settings import Settings
from app.wiring import open_assistant, open_library
from rag.assistant import Assistant
from rag.evaluate import RANKS, VARIANTS, Labelled, Metrics, answer_figures, by_kind, loss, retrieval_figures
from vectorstore.records import Passage


def evaluate(arguments: Namespace, settings: Settings) -> int:
    """Retrieval for every answerable question; with --variants typed otherwise too; with --answers answered too."""
    questions = read_questions(arguments.questions, settings.language)[: arguments.limit]
    answerable = [question for question in questions if question.answerable]
    assistant = open_assistant(settings, open_library(settings), with_llm=arguments.mode != "quote")
    variants = VARIANTS if arguments.variants else {}
    steps = len(answerable) * (1 + len(variants)) + len(questions) * arguments.answers
    with ProgressBar(say("evaluating", settings.language), total=steps) as bar:
        plain = retrieval_figures(_ranked(assistant, answerable, lambda question: question.question, bar))
        document: dict[str, Any] = {"questions": len(questions), "retrieval": plain}
        document["variants"] = {
            name: _compared(plain, retrieval_figures(_ranked(assistant, answerable, typed, bar)))
            for name, typed in variants.items()
        }
        if arguments.answers:
            mode = None if arguments.mode == "auto" else arguments.mode
            pairs = []
            for question in questions:
                pairs.append((question, assistant.ask(question.question, history=question.history, mode=mode)))
                bar.step()
            document["answers"], document["abstention"] = answer_figures(pairs)
            document["kinds"] = by_kind(pairs)
    print(json.dumps(document, indent=2) if arguments.json else _table(document))
    return 0


def _ranked(
    assistant: Assistant, questions: list[Labelled], typed: Callable[[Labelled], str], bar: ProgressBar
) -> Iterator[tuple[Labelled, list[Passage]]]:
    for question in questions:
        yield question, list(assistant.search(typed(question), max(RANKS), history=question.history).passages)
        bar.step()


def _compared(plain: Metrics, figures: Metrics) -> dict[str, Metrics]:
    return {"retrieval": figures, "loss": loss(plain, figures)}


def read_questions(file: Path, language: str) -> list[Labelled]:
    """The labelled questions of a JSONL file. Raises: UsageError naming the line that is not of the form."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise UsageError(say("questions_unusable", language, file=file, line=0, detail=error)) from error
    questions = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                questions.append(Labelled.from_record(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            detail = str(error)
            raise UsageError(say("questions_unusable", language, file=file, line=number, detail=detail)) from error
    return questions


def _table(document: dict[str, Any]) -> str:
    rows = {"retrieval": document["retrieval"]}
    rows |= {name: variant["retrieval"] for name, variant in document["variants"].items()}
    width = max(map(len, rows))
    lines = [" " * width + "".join(f"{name:>14}" for name in document["retrieval"])]
    lines += [f"{name:<{width}}" + "".join(f"{figure:14.4f}" for figure in row.values()) for name, row in rows.items()]
    for part in ("answers", "abstention"):
        lines += [f"{name}: {figure}" for name, figure in document.get(part, {}).items()]
    lines += [f"{kind}: {figures}" for kind, figures in document.get("kinds", {}).items()]
    return "\n".join(lines)
