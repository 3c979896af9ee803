"""Answer by LLM: passages and a question in, raw answer text out, piece by piece.

Any OpenAI-compatible endpoint, through a LangChain chat model that is handed in. Knows nothing of what the markers in
the text stand for (`rag.check.citations`) or what is said to the reader when it fails (`app.messages`).
"""

import queue
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import prompts
from rag.answer import Turn
from rag.errors import GenerationError
from vectorstore.records import Passage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

MAX_ANSWER_CHARS = 6_000
# The benchmark's answers lie within the first 2,000 characters of the passages for .985 of questions, and a small model
# on two cores reads about 250 characters a second.
MAX_PASSAGE_CHARS = 3_000
MAX_HEAD_CHARS = 300
# Half of the smallest context in use (4,096), so that as much is left for the answer. A token of Qwen's is 2.7 to 3.9
# characters of Vietnamese news (60 articles), 4.7 of English; counted as if fewer, since other models' are shorter.
MAX_PROMPT_TOKENS = 2_048
CHARS_PER_TOKEN = 2.5
MAX_TURN_CHARS = 400
MAX_REPHRASED_CHARS = 400
# An answer waits for a follow-up to be written out; rules do it at once, and find the passage for 43 of 44.
REPHRASE_S = 3.0
HEARTBEAT_S = 0.25
# Fences, markers and the tags by which a server tells the speakers apart (<|im_end|>, </s>, [INST]) all need brackets.
_BRACKETS = str.maketrans("<>＜＞[]【】［］", "‹›‹›()()()")
_DONE = object()
# What the prompts tell a model to say when the passages hold no answer; compared without case.
_NOT_FOUND = ("không tìm thấy", "not found")


class Generator:
    """Streams an answer from `model`, within `timeout_s` seconds of silence and four times that in all."""

    def __init__(self, model: "BaseChatModel", name: str, timeout_s: float) -> None:
        self._model = model
        self.name = name
        self._timeout_s = timeout_s

    def stream(self, question: str, passages: Sequence[Passage], language: str) -> Iterator[str]:
        """Pieces of the answer as the model writes them; stops after MAX_ANSWER_CHARS.

        The caller may stop early by closing the iterator; the request is dropped then.

        Raises: GenerationError when the endpoint fails, falls silent, breaks off or says nothing.
        """
        from langchain_core.messages import HumanMessage, SystemMessage

        system, data = prompts.load(f"answer_system.{language}"), _as_data(question)
        bare = prompts.load(f"answer_user.{language}", passages="", question=data)
        left = int(MAX_PROMPT_TOKENS * CHARS_PER_TOKEN) - len(system) - len(bare)
        asked = prompts.load(f"answer_user.{language}", passages=numbered(passages, left), question=data)
        yield from self._stream([SystemMessage(system), HumanMessage(asked)])

    def rephrase(self, question: str, turns: Sequence[Turn], language: str) -> str:
        """What the model makes of a follow-up as a question of its own, unchecked, within REPHRASE_S.

        Raises: GenerationError.
        """
        from langchain_core.messages import HumanMessage, SystemMessage

        labels = ("Question", "Answer") if language == "en" else ("Hỏi", "Đáp")
        told = "\n".join(
            f"{label}: {_as_data(text[:MAX_TURN_CHARS])}"
            for turn in turns
            for label, text in zip(labels, (turn.question, turn.answer), strict=True)
        )
        asked = prompts.load(f"rephrase_user.{language}", turns=told, question=_as_data(question))
        written = ""
        messages: list[BaseMessage] = [
            SystemMessage(prompts.load(f"rephrase_system.{language}")),
            HumanMessage(asked),
        ]
        for piece in self._stream(messages, REPHRASE_S):
            written += piece
            if "\n" in written.strip() or len(written) > MAX_REPHRASED_CHARS:
                break
        return written

    def ping(self) -> None:
        """Have the model write something, however short. Raises: GenerationError."""
        from langchain_core.messages import HumanMessage

        next(piece for piece in self._stream([HumanMessage("OK?")]) if piece)

    def _stream(self, messages: "list[BaseMessage]", within_s: float | None = None) -> Iterator[str]:
        pieces: queue.Queue[object] = queue.Queue()
        stopped = threading.Event()
        threading.Thread(target=self._read, args=(messages, pieces, stopped), daemon=True).start()
        try:
            yield from self._pieces(pieces, within_s or 4 * self._timeout_s)
        finally:
            stopped.set()

    def _pieces(self, pieces: "queue.Queue[object]", within_s: float) -> Iterator[str]:
        """An empty piece every HEARTBEAT_S while the model is silent: who waits can turn away."""
        deadline = time.monotonic() + within_s
        patience_s = min(self._timeout_s, within_s)
        until = time.monotonic() + patience_s
        written = 0
        while written < MAX_ANSWER_CHARS:
            try:
                piece = pieces.get(timeout=max(0.0, min(HEARTBEAT_S, until - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= until:
                    raise GenerationError("timeout", f"nothing for {patience_s:.1f} s") from None
                yield ""
                continue
            patience_s = max(0.0, min(self._timeout_s, deadline - time.monotonic()))
            until = time.monotonic() + patience_s
            if piece is _DONE:
                break
            if isinstance(piece, Exception):
                raise GenerationError.translated(piece, begun=written > 0) from piece
            written += len(str(piece))
            yield str(piece)
        if written == 0:
            raise GenerationError("empty", "the model wrote nothing")

    def _read(self, messages: "list[BaseMessage]", pieces: "queue.Queue[object]", stopped: threading.Event) -> None:
        """Runs in a thread of its own: a silent server can't hold the reader's page, and Ctrl-C gets through."""
        finished = False
        try:
            for chunk in self._model.stream(messages):
                if stopped.is_set():
                    return
                finished = finished or bool(chunk.response_metadata.get("finish_reason"))
                if text := chunk.text:
                    pieces.put(text)
            pieces.put(_DONE if finished else GenerationError("interrupted", "the answer broke off"))
        except Exception as error:  # noqa: BLE001 - carried over to the asking thread, which translates it
            pieces.put(error)


def numbered(passages: Sequence[Passage], max_chars: int) -> str:
    """The passages as the prompt shows them: fenced, numbered from 1, their own markers and fences defused.

    At most MAX_PASSAGE_CHARS of their text, and `max_chars` with all around it; the last one may be cut.
    """
    parts = []
    left = MAX_PASSAGE_CHARS
    for n, passage in enumerate(passages, 1):
        about = (passage.title, passage.outlet, (passage.published or "")[:10])
        head = f"<<<{n}>>>\n{_as_data(' — '.join(filter(None, about))[:MAX_HEAD_CHARS])}\n"
        text = passage.text[: max(min(left, max_chars - len(head) - 1), 0)]
        if not text:
            break
        left -= len(text)
        max_chars -= len(head) + len(text) + 1
        parts.append(f"{head}{_as_data(text)}")
    return "\n".join(parts)


def _as_data(text: str) -> str:
    """Text that can't end its fence, change speakers or pass for a citation: `[9]` → `(9)`, `<|` → `‹|`.

    What no reader sees (zero width, directions, controls) no model should see either.
    """
    seen = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    return "".join(seen).translate(_BRACKETS)


def may_say_not_found(text: str) -> bool:
    """Whether what has come so far may yet turn out to say that the passages hold no answer."""
    bare = text.strip().strip(".!\"'*").casefold()
    return any(phrase.startswith(bare) or bare.startswith(phrase) for phrase in _NOT_FOUND)


def says_not_found(text: str) -> bool:
    """Whether a whole answer says so: “Không tìm thấy nạn nhân nào khác [1]” names a source and is an answer."""
    return "[" not in text and may_say_not_found(text)
