"""`hoibao ask`: one cited answer, as it comes, as JSON, or as a document."""

import json
from argparse import Namespace
from pathlib import Path

from app import shapes
from app.commands.library import DONE, LLM_FAILED, filters_of, one_line, print_json, tell
from app.commands.stopping import Stopping
from app.errors import UsageError
from app.messages import say, say_answer, say_day, say_notes, say_reason, say_step
from app.screen import harmless
from app.settings import Settings
from app.terminal import Screen, screen
from app.wiring import open_assistant, open_library
from rag.answer import Answer, Step, Turn
from rag.assistant import Assistant
from vectorstore.library import Library


def ask(arguments: Namespace, settings: Settings) -> int:
    """Ask one question. The first Ctrl-C keeps what there is of an answer, the second ends at once."""
    library = open_library(settings)
    history = _history(arguments.history, settings.language) if arguments.history else []
    assistant = open_assistant(settings, library, with_llm=arguments.mode != "quote", one_question=True)
    worded = settings.llm is not None and arguments.mode != "quote"
    with screen(markdown=worded and not arguments.json) as shown:
        # Quotes come at once, and are shown once, in their final words.
        as_it_comes = shown if worded and not arguments.json else None
        answer = _answered(arguments, settings, library, assistant, history, as_it_comes)
        if not arguments.json:
            shown.finish(say_answer(answer), markdown=answer.mode == "llm" and bool(answer.text))
    if not arguments.json:
        _print_rest(answer)
    if arguments.save:
        _save(answer, library, arguments.save, settings.language)
    suggested = assistant.suggestions(answer, history) if arguments.suggest else None
    if arguments.json:
        print_json(shapes.answer_json(answer, say_answer(answer), say_notes(answer), suggested))
    elif suggested:
        print("\n".join(["", say("ask_next", answer.language), *(f"- {harmless(question)}" for question in suggested)]))
    failed = any(note.code == "llm_failed" for note in answer.notes)
    return LLM_FAILED if failed and answer.abstained else DONE


def _answered(
    arguments: Namespace,
    settings: Settings,
    library: Library,
    assistant: Assistant,
    history: list[Turn],
    shown: Screen | None,
) -> Answer:
    answer: Answer | None = None
    with Stopping(lambda: tell(say("answer_stopping", settings.language))) as enough:
        for piece in assistant.stream(
            arguments.question,
            history=history,
            filters=filters_of(arguments, library),
            mode=None if arguments.mode == "auto" else arguments.mode,
            without=arguments.without,
            research=arguments.research,
            enough=enough,
        ):
            if isinstance(piece, Answer):
                answer = piece
            elif isinstance(piece, Step):
                tell(say_step(piece, settings.language))
            elif piece and shown:
                shown.show(piece)
    assert answer is not None  # noqa: S101 - a stream ends with its answer
    return answer


def _print_rest(answer: Answer) -> None:
    """What isn't borne out, and the sources; how it was understood goes to stderr."""
    if answer.understood_as != answer.question:
        tell(say("understood_as", answer.language, text=answer.understood_as))
    for note in say_notes(answer):
        tell(note)
    for sentence in answer.sentences:
        if why := say_reason(sentence, answer.language):
            print(f"⚠ {say(sentence.support, answer.language)}: “{one_line([sentence.text])}” {one_line([why])}")
    if answer.sources:
        print(f"\n{say('sources', answer.language)}")
    for source in answer.sources:
        about = [source.title, source.outlet, say_day(source.published, answer.language), source.url]
        print(f"[{source.n}] {one_line(about)}")
        if answer.mode == "llm":
            print(f"    “{one_line([source.quote])}”")


def _save(answer: Answer, library: Library, file: Path, language: str) -> None:
    """The question and its answer as a Markdown document with sources, and how to check them."""
    from app.conversation.cited import cited_articles
    from app.conversation.exchange import Exchange
    from app.conversation.export import conversation_markdown

    exchange = Exchange(answer.question, answer=answer, cited=cited_articles(answer, library))
    try:
        file.write_text(conversation_markdown(answer.question, [exchange], language), encoding="utf-8")
    except OSError as error:
        raise UsageError(say("unwritable", language, file=file, detail=error.strerror)) from error
    tell(say("answer_saved", language, file=file))


def _history(file: Path, language: str) -> list[Turn]:
    try:
        turns = json.loads(file.read_text(encoding="utf-8"))
        return [
            Turn(str(turn["question"]), str(turn["answer"]), tuple(map(str, turn.get("articles", ()))))
            for turn in turns
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(say("history_unusable", language, file=file, detail=error)) from error
