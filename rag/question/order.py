"""Whether a question asks for the newest of what several articles say: “giá mía mới nhất là bao nhiêu?”."""

import re

from language.normal_form import fold, has_diacritics

_NEWEST = (
    "(?:mới|mới đây|gần đây) nhất(?: hiện nay)?|(?:cập nhật|tính) đến (?:nay|hiện tại|giờ)|latest|most recent|newest"
)
_WRITTEN = re.compile(rf"\s*\b(?:{_NEWEST})\b", re.IGNORECASE)
_BARE = re.compile(rf"\s*\b(?:{fold(_NEWEST)})\b", re.IGNORECASE)
# “Phiên bản mới nhất” is the name of a thing, whichever article tells of it.
_THING = re.compile(r"\b(?:phien ban|doi|mau|dong|cong nghe|version|model|edition|technology)\s*$")


def without_order(question: str) -> str | None:
    """`question` less the words that ask for the newest; None where it has none."""
    match = (_WRITTEN if has_diacritics(question) else _BARE).search(question)
    if match is None or _THING.search(fold(question[: match.start()])):
        return None
    return f"{question[: match.start()]}{question[match.end() :]}".strip()
