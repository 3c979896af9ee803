"""A follow-up as an LLM words it: taken only where it keeps the question and adds nothing but the conversation's words.

Does not know models: what one wrote comes in as text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from language.content import content_terms
from language.normal_form import normalize
from language.tokens import syllables
from rag.answer import Turn


@dataclass(frozen=True, slots=True)
class Rephrase:
    """`write` writes a follow-up, with the turns before it, oldest first, and its language, as a question of its own.

    `trusted`: by a model that keeps to what was asked, so that new words are no reason to refuse it.
    """

    write: Callable[[str, Sequence[Turn], str], str]
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class RephrasingLimits:
    """How long a question made whole may be, and the share of its own words that it keeps: “ông ấy nói gì thêm” loses
    “thêm”; one that loses more is another question.
    """

    chars: int = 300
    kept_share: float = 0.7


REPHRASING = RephrasingLimits()
# What the prompt calls the parts of a conversation, as small models repeat it.
_LABEL = re.compile(r"^(?:Hỏi|Câu hỏi cuối|Viết lại|Question|Last question|Rewritten): *")


def taken(written: str, question: str, turns: Sequence[Turn], *, trusted: bool = False) -> str | None:
    """The first line of what was written as a question, None where it can't be trusted to be the same question."""
    line = _LABEL.sub("", normalize(written).strip().partition("\n")[0]).strip(" \"“”'*").rstrip("?. ")
    if not line or len(line) > REPHRASING.chars:
        return None
    own, said = set(content_terms(question)), set(content_terms(line))
    known = own.union(*(content_terms(f"{turn.question} {turn.answer}") for turn in turns))
    if trusted:
        whole = f"{line[:1].upper()}{line[1:]}?"
        return whole if said & known and said != own else None
    if any(said <= set(content_terms(turn.question)) for turn in turns):
        return None  # small models repeat what was asked before
    if not said - own or said - known or len(own & said) < REPHRASING.kept_share * len(own):
        return None
    return f"{line[:1].upper()}{line[1:]}?" if len(syllables(line)) > 1 else None
