"""Where a picture's caption and credit end with which a sentence of an article begins: “… - Ảnh: AFP Theo ông Páo, …”.

Articles whose lines are lost have them inside sentences; a quote begins after them.
"""

import re

from language.normal_form import CAPITALS
from language.sentences import opens_plainly

_CREDIT = re.compile(r"(?:^|[-–(.\s])(?:Ảnh(?: minh họa| tư liệu)?|Nguồn(?: ảnh)?|Photo)\s?: ?")
_ALONE = re.compile(r"\(?(?:ảnh|nguồn|photo)(?: (?:minh họa|tư liệu|ảnh))?\s?: ?.{1,40}", re.IGNORECASE)
_WHO = re.compile(rf"[{CAPITALS}][\w.&/-]*")
# Who is credited by one word; others' names end where a word follows that opens sentences.
_AGENCIES = frozenset(
    (
        "afp ap epa cnn bbc rt ttxvn vnexpress reuters internet getty xinhua kcna tl itn upi yonhap kyodo tass ria"
        " vov vtv"
    ).split()
)
# A caption is no longer, and a name of who is credited has no more words.
_CAPTION_CHARS, _WHO_WORDS = 200, 5
# A bracket that a credit opens stands so near before it, and closes so soon.
_OPENED_CHARS, _WHO_CHARS = 22, 60
# So much of a sentence must be left.
_LEFT_CHARS = 25


def is_credit(line: str) -> bool:
    """Whether a line is a credit and nothing else."""
    return _ALONE.fullmatch(line) is not None


def credit_chars(sentence: str) -> int:
    """How many characters at its beginning are a caption and its credit; 0 where that can't be told."""
    credit = None
    for match in _CREDIT.finditer(sentence, 0, _CAPTION_CHARS):
        credit = match
    if credit is None:
        return 0
    if "(" in sentence[: credit.end()][-_OPENED_CHARS:]:
        end = sentence.find(")", credit.end(), credit.end() + _WHO_CHARS)
    else:
        end = _after_who(sentence, credit.end())
    end += len(sentence[end:]) - len(sentence[end:].lstrip(" .)/,"))
    return end if end > credit.end() and len(sentence) - end >= _LEFT_CHARS and sentence[end].isupper() else 0


def _after_who(sentence: str, at: int) -> int:
    """Where the name that stands at `at` ends; `at` where that can't be told."""
    end = at
    for number in range(_WHO_WORDS):
        word = _WHO.match(sentence, end)
        if word is None or (number and opens_plainly(word[0])):
            return end if number else at
        end = word.end()
        if sentence[end : end + 1] in (")", ".") or word[0].endswith("."):
            return end
        if not number and word[0].lower().split("/")[0] in _AGENCIES:
            return end
        end += len(sentence[end:]) - len(sentence[end:].lstrip(" "))
    return at
