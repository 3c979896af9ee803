"""A model's answer as it comes, within time: its words, its silences, why it ended, and what it used.

The request is read in a thread of its own: a silent server can't hold the reader's page, and Ctrl-C gets through.
"""

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer import NO_USAGE, Usage
from rag.errors import GenerationError
from rag.generate.letters import Letters
from rag.generate.parameters import without_refused
from rag.generate.thinking import Spoken

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """What is taken from a model before it is cut off."""

    answer_chars: int = 12_000
    # Of one chunk that a server sends; what it thinks may be longer than an answer.
    piece_chars: int = 200_000
    heartbeat_s: float = 0.25
    # A model that thinks for longer than this thinks in circles.
    chunks: int = 100_000
    # So many chunks without a word for the reader carry reasoning that the client keeps to itself; others open with
    # one.
    mute_chunks: int = 3


STREAM = StreamLimits()


@dataclass(frozen=True, slots=True)
class _StreamedPiece:
    """`text` for the reader; `finish` once the server says why it ended."""

    text: str
    finish: str | None
    usage: Usage | None
    calls: bool


@dataclass(frozen=True, slots=True)
class _Ended:
    error: Exception | None = None


class Writing:
    """One answer being written: iterate for its pieces, empty ones while the model is silent or thinks.

    Raises while iterated: GenerationError when the endpoint fails, falls silent, breaks off or says nothing.
    """

    def __init__(
        self, model: "BaseChatModel", messages: "list[BaseMessage]", patience_s: float, within_s: float
    ) -> None:
        self._model, self._messages = model, messages
        self._patience_s, self._within_s = patience_s, within_s
        self._pieces: queue.Queue[_StreamedPiece | _Ended] = queue.Queue()
        self._stopped = threading.Event()
        self.thinking = False
        """Whether the model thinks, and has written nothing for the reader since."""
        self.cut_short = False
        """Whether it ended for want of tokens, or of patience with its length."""
        self.usage: Usage | None = None
        self.raw = ""
        """All that the model wrote for the reader so far."""
        self.first_s: float | None = None
        """How long its first word was waited for."""
        self.model = model
        """The model that answered: without the parameter that its server refused, if it did."""

    def __iter__(self) -> Iterator[str]:
        threading.Thread(target=self._read, daemon=True).start()
        try:
            yield from self._written()
        finally:
            self._stopped.set()

    def _written(self) -> Iterator[str]:
        began = time.monotonic()
        deadline = began + self._within_s
        until = time.monotonic() + min(self._patience_s, self._within_s)
        letters, spoken, written, mute, called, heard, ended = Letters(), Spoken(), 0, 0, False, False, False
        while not ended:
            try:
                piece = self._pieces.get(timeout=max(0.0, min(STREAM.heartbeat_s, until - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= until:
                    waited = min(self._patience_s, self._within_s)
                    raise GenerationError("timeout", f"nothing for {waited:.1f} s") from None
                yield ""
                continue
            if isinstance(piece, _Ended):
                if isinstance(piece.error, ValueError) and not heard:  # what came is no stream of a model's
                    raise GenerationError("foreign", type(piece.error).__name__) from piece.error
                if piece.error is not None:
                    raise GenerationError.translated(piece.error, begun=written > 0) from piece.error
                text, ended = spoken.feed(letters.close()) + spoken.close(), True
            else:
                heard = True
                if piece.usage:  # LangChain means the chunks' figures to be summed
                    self.usage = piece.usage + (self.usage or NO_USAGE)
                self.cut_short = self.cut_short or piece.finish in ("length", "max_tokens", "MAX_TOKENS")
                called = called or piece.calls
                text = spoken.feed(letters.feed(piece.text[: STREAM.piece_chars]))
                until = min(time.monotonic() + self._patience_s, deadline)
            text = text[: STREAM.answer_chars - written]
            written += len(text)
            self.raw += text
            if text and self.first_s is None:
                self.first_s = time.monotonic() - began
            mute += isinstance(piece, _StreamedPiece) and not piece.text
            self.thinking = not text and not ended and (spoken.thinking or (not written and mute >= STREAM.mute_chunks))
            if text or not ended:
                yield text
            if written >= STREAM.answer_chars:
                self.cut_short = True
                return
        if not written:
            raise GenerationError("empty", "the model called tools" if called else "the model wrote nothing")

    def _read(self) -> None:
        try:
            self._pieces.put(_Ended(None if self._streamed() else GenerationError("interrupted", "it broke off")))
        except Exception as error:  # noqa: BLE001 - carried over to the asking thread, which translates it
            self._pieces.put(_Ended(error))

    def _streamed(self) -> bool:
        """Whether the server ended the answer itself."""
        try:
            return self._stream_once()
        except Exception as error:
            trimmed = without_refused(self.model, error)
            if trimmed is None:
                raise
            self.model = trimmed
            return self._stream_once()

    def _stream_once(self) -> bool:
        finished = False
        for count, chunk in enumerate(self.model.stream(self._messages)):
            if self._stopped.is_set() or count > STREAM.chunks:
                return True
            said = chunk.response_metadata
            reason = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason")
            finished = finished or bool(reason)
            used = chunk.usage_metadata
            usage = Usage(used["input_tokens"], used["output_tokens"]) if used else None
            calls = chunk.tool_calls or getattr(chunk, "tool_call_chunks", None)  # a model that can't stream has none
            self._pieces.put(_StreamedPiece(chunk.text, reason, usage, bool(calls)))
        return finished
