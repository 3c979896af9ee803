"""What a model is sent: the question, the passages with their numbers, the conversation so far. Calls no model.

Everything that articles and readers wrote is data: it can't end its fence, change speakers or pass for a citation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import prompts
from language.dates.day import written
from rag.answer import Turn
from rag.check.markers import sentence_spans, unmarked
from rag.generate.capacity import CHARS_PER_TOKEN, Room
from vectorstore.records import Coverage, Passage

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class PromptLimits:
    """How much of sources' heads and of turns goes into a prompt."""

    head_chars: int = 300
    # Half of the smallest context in use (4,096), so that as much is left for the answer.
    small_prompt_tokens: int = 2_048
    turns: int = 4
    turn_chars: int = 2_000
    small_turn_chars: int = 800


PROMPT = PromptLimits()
# Fences, markers and the tags by which a server tells the speakers apart (<|im_end|>, </s>, [INST]) all need brackets.
_BRACKETS = dict(zip("<>＜＞[]【】［］", "‹›‹›()()()", strict=True))
# Unicode's controls (Cc) except line end and tab, and its format characters (Cf): a pattern is five times as fast as a
# look at every character's category, and a prompt has 16,000.
_UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_NO_DATA = re.compile(rf"[{_UNSEEN}{re.escape(''.join(_BRACKETS))}]")
_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What an answer is written to: the question `typed` and as `understood`, in its language, after these `turns`.

    `coverage`: what the library holds; `sections`: of the articles by their ids, where known. `of_before`: it asks
    something of the last turn's answer, and nothing new.
    """

    typed: str
    understood: str
    language: str
    turns: tuple[Turn, ...]
    coverage: Coverage
    today: date
    of_before: bool = False
    sections: Mapping[str, str] = field(default_factory=dict)


def messages(asked: AnswerRequest, passages: Sequence[Passage], room: Room) -> "list[BaseMessage]":
    """The messages of one request."""
    from langchain_core.messages import HumanMessage, SystemMessage

    if not room.by_sentence:
        return _small(asked, passages, room)
    system = prompts.load(
        f"thorough_system.{asked.language}",
        today=day(asked.today, asked.language),
        days=days_covered(asked.coverage, asked.language),
    )
    user = prompts.load(
        f"thorough_user.{asked.language}",
        passages=by_sentence(passages, asked.language, asked.sections),
        question=question_asked(asked),
    )
    return [SystemMessage(system), *conversation(asked.turns), HumanMessage(user)]


def _small(asked: AnswerRequest, passages: Sequence[Passage], room: Room) -> "list[BaseMessage]":
    from langchain_core.messages import HumanMessage, SystemMessage

    language, told = asked.language, {"question": as_data(asked.understood)}
    prompt = f"answer_user.{language}"
    if asked.of_before and asked.turns:
        before = asked.turns[-1]
        prompt = f"rewrite_user.{language}"
        told |= {
            "before": as_data(before.question),
            "answer": as_data(unmarked(before.answer[: PROMPT.small_turn_chars])),
        }
    system = prompts.load(f"answer_system.{language}")
    bare = prompts.load(prompt, passages="", **told)
    left = int(PROMPT.small_prompt_tokens * CHARS_PER_TOKEN) - len(system) - len(bare)
    shown = numbered(passages, room.chars, left)
    return [SystemMessage(system), HumanMessage(prompts.load(prompt, passages=shown, **told))]


def conversation(turns: Sequence[Turn]) -> "list[BaseMessage]":
    """What was said before, as messages; markers of answers before stand for nothing now."""
    from langchain_core.messages import AIMessage, HumanMessage

    told: list[BaseMessage] = []
    for turn in turns[-PROMPT.turns :]:
        if turn.answer.strip():  # most servers want the speakers to take turns
            told.append(HumanMessage(as_data(turn.question[: PROMPT.turn_chars])))
            told.append(AIMessage(as_data(unmarked(turn.answer[: PROMPT.turn_chars]))))
    return told


def question_asked(asked: AnswerRequest) -> str:
    """The question as typed, and as understood where that differs."""
    understood, typed = as_data(asked.understood), as_data(asked.typed)
    label, meant = ("Question", "meaning") if asked.language == "en" else ("Câu hỏi", "tức là")
    return f"{label}: {typed}" if typed == understood else f"{label}: {typed} ({meant}: {understood})"


def day(when: date, language: str) -> str:
    """A day with its weekday."""
    weekday = _WEEKDAYS["en" if language == "en" else "vi"][when.weekday()]
    return f"{weekday}, {written(when, language)}"


def days_covered(coverage: Coverage, language: str) -> str:
    """From the library's first day to its last."""
    if not coverage.earliest or not coverage.latest:
        return "on unknown days" if language == "en" else "không rõ ngày"
    first, last = (_written(bound, language) for bound in (coverage.earliest, coverage.latest))
    return f"from {first} to {last}" if language == "en" else f"từ {first} đến {last}"


def _written(published: str, language: str) -> str:
    try:
        return day(date.fromisoformat(published[:10]), language)
    except ValueError:
        return published[:10]


def by_sentence(passages: Sequence[Passage], language: str, sections: Mapping[str, str]) -> str:
    """The passages with a number before each sentence, `[2.3]`, under heads of their own."""
    shown = ((n, passage, sections.get(passage.article_id, "")) for n, passage in enumerate(passages, 1))
    return "\n\n".join(_numbered_by_sentence(*one, language) for one in shown)


def _numbered_by_sentence(n: int, passage: Passage, section: str, language: str) -> str:
    published = _written(passage.published, language) if passage.published else ""
    parts = [f"[{n}] {_head(passage.title, passage.outlet, published, section, passage.heading)}"]
    done = 0
    for at, (start, end) in enumerate(sentence_spans(passage.text), 1):
        gap = "\n" if not parts[1:] or "\n" in passage.text[done:start] else " "
        parts.append(f"{gap}[{n}.{at}] {as_data(passage.text[start:end])}")
        done = end
    return "".join(parts)


def _head(*about: str | None) -> str:
    """One line: what a title holds must not begin another passage."""
    return " ".join(as_data(" — ".join(filter(None, about))[: PROMPT.head_chars]).split())


def numbered(passages: Sequence[Passage], max_text_chars: int, max_chars: int) -> str:
    """The passages for a small model: fenced, numbered from 1.

    At most `max_text_chars` of their text, and `max_chars` with all around it; the last one may be cut, within a
    sentence only where not even the first passage's first one fits.
    """
    parts: list[str] = []
    left = max_text_chars
    for n, passage in enumerate(passages, 1):
        about = (passage.title, passage.outlet, (passage.published or "")[:10])
        head = f"<<<{n}>>>\n{as_data(' — '.join(filter(None, about))[: PROMPT.head_chars])}\n"
        fits = max(min(left, max_chars - len(head) - 1), 0)
        end = max((end for _, end in sentence_spans(passage.text) if end <= fits), default=0)
        text = passage.text[: len(passage.text) if len(passage.text) <= fits else end or (0 if parts else fits)]
        if not text:
            break
        left -= len(text)
        max_chars -= len(head) + len(text) + 1
        parts.append(f"{head}{as_data(text)}")
    return "\n".join(parts)


def as_data(text: str) -> str:
    """Text that can't end its fence, change speakers or pass for a citation: `[9]` → `(9)`, `<|` → `‹|`.

    What no reader sees (zero width, directions, controls) no model should see either.
    """
    return _NO_DATA.sub(lambda found: _BRACKETS.get(found[0], ""), text)
