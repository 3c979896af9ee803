"""`python -m benchmarks.requests --library DIR`: requests about the answer before, put to the LLM of the settings.

The library is one of the example articles. Each request follows upon a question of examples/questions.jsonl, answered
by the sentences that hold its evidence. Of each: whether it was taken for such a request and answered by the model,
from the article of the answer before, still saying what was asked for; whether it has the form that was asked for; and
the share of its sentences that are borne out.
"""

import argparse
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.commands.evaluate import read_questions
from app.wiring import open_assistant, open_library, prepare_process, read_settings
from language.detect import language_of
from language.normal_form import normalize
from language.sentences import sentences
from rag.answer import Answer, Turn
from rag.assistant import Assistant
from rag.evaluate import Labelled
from vectorstore.library import Library

Form = Literal["shorter", "english", "list", "table", "words", "any"]
# What follows upon which question, and the form that is asked for.
REQUESTS: tuple[tuple[str, str, Form], ...] = (
    ("q01", "ngắn hơn đi", "shorter"),
    ("q01", "Viết thành danh sách gạch đầu dòng", "list"),
    ("q01", "Tóm tắt lại trong 2 câu", "shorter"),
    ("q01", "bạn chắc không?", "any"),
    ("q04", "Ngắn gọn hơn giúp tôi", "shorter"),
    ("q04", "Dịch sang tiếng Anh", "english"),
    ("q04", "Giải thích rõ hơn", "any"),
    ("q04", "Căn cứ vào đâu?", "any"),
    ("q05", "Viết lại bằng tiếng Anh", "english"),
    ("q05", "Viết thành tin 60 chữ", "words"),
    ("q05", "Có chắc chắn không?", "any"),
    ("q05", "Nói rõ hơn về bài thứ nhất", "any"),
    ("q13", "tóm gọn lại nhé", "shorter"),
    ("q13", "Translate it into English", "english"),
    ("q13", "trình bày lại theo các ý", "list"),
    ("q13", "dễ hiểu hơn đi", "any"),
    ("q14", "dịch câu trả lời này sang tiếng Anh", "english"),
    ("q14", "Kiểm tra lại xem", "any"),
    ("q14", "viết thành một bản tin ngắn khoảng 50 chữ", "words"),
    ("q14", "Are you sure?", "any"),
    ("q19", "rút gọn câu trả lời trên", "shorter"),
    ("q19", "In English please", "english"),
    ("q19", "chi tiết hơn", "any"),
    ("q19", "Dựa vào đâu?", "any"),
    ("q24", "Viết lại ngắn hơn", "shorter"),
    ("q24", "chuyển sang tiếng Anh giúp mình", "english"),
    ("q24", "Soạn thành tin 60 chữ", "words"),
    ("q24", "bạn có chắc không", "any"),
    ("q31", "Make it shorter", "shorter"),
    ("q31", "trả lời bằng tiếng Anh", "english"),
    ("q31", "lập bảng", "table"),
    ("q31", "Tell me more about the first article", "any"),
    ("q36", "ngắn lại", "shorter"),
    ("q36", "Liệt kê lại thành gạch đầu dòng", "list"),
    ("q36", "trong 20 chữ", "words"),
    ("q36", "Nguồn nào?", "any"),
    ("q62", "viet ngan hon", "shorter"),
    ("q62", "dich sang tieng anh", "english"),
    ("q62", "diễn đạt lại", "any"),
    ("q62", "nói chi tiết hơn về bài thứ nhất", "any"),
)
_ASKED_WORDS = re.compile(r"\d+")
# As many words more than asked for are still taken for keeping to it.
WORDS_OVER = 1.4


@dataclass(frozen=True, slots=True)
class RequestResult:
    """What became of one request."""

    request: str
    taken: bool
    cited: bool
    kept: bool
    in_form: bool
    borne_out: float
    seconds: float


def before(question: Labelled, library: Library) -> Turn:
    """The question with the sentences that hold its evidence as its answer."""
    told: list[str] = []
    for evidence in question.evidence:
        article = library.article(evidence.article)
        if article is None:
            raise SystemExit(
                f"The library lacks the example article {evidence.article}: hoibao ingest examples/articles"
            )
        spans = sentences(article.text)
        told += [article.text[s:e] for s, e in spans if s < evidence.end and evidence.start < e]
    articles = tuple(dict.fromkeys(evidence.article for evidence in question.evidence))
    return Turn(question.question, " ".join(dict.fromkeys(told)), articles)


def asked(assistant: Assistant, request: str, form: Form, turn: Turn, question: Labelled) -> RequestResult:
    """One request and what became of it."""
    began = time.perf_counter()
    answer = assistant.ask(request, history=[turn])
    seconds = time.perf_counter() - began
    taken = answer.mode == "llm" and not answer.small_talk
    cited = {source.article_id for source in answer.sources}
    digits, said = _numbers(question.answers[0]), _said(answer.text)
    kept = digits <= _numbers(answer.text) if digits else _said(question.answers[0]) in said
    claims = [sentence for sentence in answer.sentences if sentence.citations or sentence.support != "supported"]
    borne_out = sum(sentence.support == "supported" for sentence in claims) / len(claims) if claims else 0.0
    in_form = taken and _IN_FORM[form](answer, turn, request)
    return RequestResult(request, taken, bool(cited & set(turn.articles)), taken and kept, in_form, borne_out, seconds)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _said(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalize(text).lower()))


def _shorter(answer: Answer, turn: Turn, request: str) -> bool:
    return len(re.sub(r"\[\d+\]", "", answer.text)) < len(turn.answer)


def _in_words(answer: Answer, turn: Turn, request: str) -> bool:
    wanted = int(_ASKED_WORDS.findall(request)[0])
    return len(re.sub(r"\[\d+\]", "", answer.text).split()) <= WORDS_OVER * wanted


_IN_FORM: dict[Form, Callable[[Answer, Turn, str], bool]] = {
    "shorter": _shorter,
    "english": lambda answer, turn, request: language_of(answer.text) == "en",
    "list": lambda answer, turn, request: len(re.findall(r"^\s*(?:[-*•]|\d+[.)])\s", answer.text, re.MULTILINE)) > 1,
    "table": lambda answer, turn, request: "|--" in answer.text.replace(" ", ""),
    "words": _in_words,
    "any": lambda answer, turn, request: True,
}


def main() -> None:
    """Print a row a request, and the shares of all."""
    prepare_process()
    parser = argparse.ArgumentParser(prog="benchmarks.requests", description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=Path("examples/questions.jsonl"))
    arguments = parser.parse_args()
    questions = {question.id: question for question in read_questions(arguments.questions, "en")}
    library = open_library(arguments.library)
    assistant = open_assistant(read_settings(), library)
    results = []
    print("| request | taken | cited | kept | in form | borne out | s |\n| --- | --- | --- | --- | --- | --- | --- |")
    for number, request, form in REQUESTS:
        turn = before(questions[number], library)
        one = asked(assistant, request, form, turn, questions[number])
        results.append(one)
        flags = " | ".join("✓" if flag else "–" for flag in (one.taken, one.cited, one.kept, one.in_form))
        print(f"| {request} | {flags} | {one.borne_out:.2f} | {one.seconds:.1f} |", flush=True)
    shares = [
        sum(getattr(one, name) for one in results) / len(results) for name in ("taken", "cited", "kept", "in_form")
    ]
    told = " | ".join(f"{share:.3f}" for share in shares)
    print(f"| all | {told} | {sum(one.borne_out for one in results) / len(results):.3f} | |")


if __name__ == "__main__":
    main()
