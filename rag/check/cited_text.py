"""An answer while it is written: its markers with provisional numbers, half-written ones held back. Checks nothing."""

from collections.abc import Sequence

from rag.answer import without_markers
from rag.check.markers import BROKEN, MARKER, UNFINISHED, Label, labels
from vectorstore.records import Passage


class CitedText:
    """Takes an answer piece by piece and gives it back with the numbers in order of appearance, still unchecked."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._numbers: dict[Label, int] = {}
        self._held = ""
        self._space = ""
        self.text = ""
        self.raw = ""
        """The answer with the model's own numbers, only those that a passage has: what `settled` takes."""

    def feed(self, piece: str) -> str:
        """What can be shown now; a half-written marker, and the white space before it, is held back."""
        pending = self._held + piece
        cut = UNFINISHED.search(pending)
        stop = cut.start() if cut else len(pending)
        self._held = pending[stop:]
        return self._show(pending[:stop])

    def close(self) -> str:
        """The rest, once no more comes: half a marker is dropped."""
        rest, self._held = self._held, ""
        return self._show(BROKEN.sub("", rest))

    def _show(self, ready: str) -> str:
        shown = ""
        done = 0
        for marker in MARKER.finditer(ready):
            before = without_markers(ready[done : marker.start()])
            known = [label for label in dict.fromkeys(labels(marker[1])) if 1 <= label.passage <= len(self._passages)]
            written = self.text + shown + before
            numbers = dict.fromkeys(self._numbers.setdefault(label, len(self._numbers) + 1) for label in known)
            kept = "".join(f"[{n}]" for n in numbers if not written.endswith(f"[{n}]"))
            before = before or self._space
            bare = before.rstrip(" ")
            self._space = "" if kept else before[len(bare) :]  # for the marker that may follow a dropped one
            shown += (before if kept else bare) + kept
            self.raw += (before if kept else bare) + "".join(str(label) for label in known if kept)
            done = marker.end()
        if ready[done:]:
            self._space = ""
        rest = without_markers(ready[done:])  # a year in brackets is no source
        shown += rest
        self.raw += rest
        self.text += shown
        return shown
