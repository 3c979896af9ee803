"""Where the lines begin that aggregators leave below an article: its date, section, tags without a label, outlet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.dates.stamps import stamp_of
from language.normal_form import normalize

# “Máy cày mini,Hua Ná,Cày bừa”: three names and more of few words, ended by nothing, or by a stop where nothing else
# of a sentence is there.
_TAG = r"[^\s,;!?:|#/•·]+(?: [^\s,;!?:|#/•·–-]+){0,4}"
_TAGS = re.compile(
    rf"(?:[•·]\s*)?#?{_TAG}(?:\s*[,;|/•·]\s*#?{_TAG}){{2,30}}\s*,?(?<!\.)|{_TAG}(?: [-–] {_TAG}){{2,30}}(?<!\.)"
    rf"|{_TAG}(?:,(?! ){_TAG}){{2,30}}\.|#[^#\n]{{1,40}}(?:#[^#\n]{{1,40}}){{1,30}}"
)
_NO_TAGS = re.compile(r"[,;] *(?:và|and|hoặc|or) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TailLimits:
    """How much at an article's end may be lists of other things."""

    lines: int = 6
    words_a_tag: int = 4
    chars: int = 250


TAIL = TailLimits()


def tail_start(lines: Sequence[str]) -> int:
    """The number of the first of them; of lines where there are none.

    All of them are short and end like no sentence, and one is a date line or a list of tags.
    """
    at = len(lines)
    while at > 1 and len(lines) - at < TAIL.lines and _may_belong(lines[at - 1].strip()):
        at -= 1
    if at == len(lines) or lines[at - 1].rstrip()[-1:] not in (".", "!", "?", "…", '"', "”", ")", "»"):
        return len(lines)  # what a colon announces is a list of the article's own
    return at if any(_tells(line.strip()) for line in lines[at:]) else len(lines)


def _tells(line: str) -> bool:
    return bool(_TAGS.fullmatch(line) and not _NO_TAGS.search(line)) or stamp_of(normalize(line)) is not None


def _may_belong(line: str) -> bool:
    if not line or len(line) > TAIL.chars or (line[0] in "-•+*–—" and line.count("•") < 2):
        return False
    if _tells(line):
        return True
    few = all(len(part.split()) <= TAIL.words_a_tag for part in re.split("[,;]", line))
    return line[-1] not in '.!?…:;,"”’)' and few and not line[0].islower()
