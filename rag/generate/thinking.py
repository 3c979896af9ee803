"""What a model thinks aloud, kept apart from what it answers: `<think>…</think>`, and the channels of Harmony.

Knows text as it streams, nothing of models. Reasoning that a client gives by itself never comes here.
"""

import re

_OPEN = re.compile(r"<(?:think|thinking|reasoning)>|<\|channel\|>(?!final)\w+[^<]{0,40}<\|message\|>", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:think|thinking|reasoning)>|<\|(?:end|start|call|return)\|>(?:assistant)?", re.IGNORECASE)
_MARKS = re.compile(r"<\|(?:start|end|return|call|message)\|>(?:assistant)?|<\|channel\|>final[^<]{0,40}<\|message\|>")
# What may yet become one of these, at the end of what has come.
_HALF = re.compile(
    r"<(?:/?[a-z]{0,9}|\|[^<>]{0,9}\|?|\|channel\|>[^<]{0,60}(?:<[|a-z]{0,9})?|\|start\|>[a-z]{0,9})$", re.IGNORECASE
)


class Spoken:
    """Takes a text piece by piece and gives back what is meant for the reader; `thinking`: whether it thinks now."""

    def __init__(self) -> None:
        self._held = ""
        self.thinking = False

    def feed(self, piece: str) -> str:
        """What can be shown of what has come so far."""
        pending = self._held + piece
        shown = ""
        while True:
            if self.thinking:
                end = _CLOSE.search(pending)
                if end is None:
                    self._held = pending[-20:]
                    return shown
                self.thinking, pending = False, pending[end.end() :]
            begin = _OPEN.search(pending)
            if begin is None:
                break
            shown += _MARKS.sub("", pending[: begin.start()])
            self.thinking, pending = True, pending[begin.end() :]
        half = _HALF.search(pending)
        stop = half.start() if half else len(pending)
        self._held = pending[stop:]
        return shown + _MARKS.sub("", pending[:stop])

    def close(self) -> str:
        """The rest, once no more comes."""
        rest, self._held = self._held, ""
        return "" if self.thinking else _MARKS.sub("", rest)


def without_stray_thought(text: str) -> str:
    """An answer without what stands before a lone `</think>`: some templates open the thought in the prompt."""
    return re.split(r"</(?:think|thinking|reasoning)>\s*", text)[-1]
