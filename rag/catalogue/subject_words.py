"""The words that an article must hold to be about a subject, as a library's catalogue is asked for them."""

import re
from itertools import pairwise

from language.content import content_terms
from language.detect import Language, function_words
from language.normal_form import fold
from language.tables import pair_weights
from language.tokens import syllables

# What only says that something is the subject: “vụ”, “tình hình”, “vấn đề”.
_LEAD = re.compile(
    r"^(?:(?:các |những )?(?:vụ việc|sự việc|vụ|việc|chuyện|tình hình|vấn đề|chủ đề|đề tài|sự kiện|từ khóa|cụm từ|chữ"
    r"|từ|news of|news about|the topic of|topic|the) )+(?=\S)",
    re.IGNORECASE,
)
# They stand for what was said before; without it they are nothing to look for.
_POINTING = frozenset("no ho do nay ay day kia vay the vu viec it this that them those these they".split())
_QUOTES = "\"'“”‘’«»"
_ENDS = " \t?!.…;,:"


def plain_subject(words: str) -> str:
    """`words` less what only introduces them: “vụ cháy chợ” → “cháy chợ”."""
    return _LEAD.sub("", words.strip(_ENDS + _QUOTES)).strip(_ENDS + _QUOTES)


def is_quoted(words: str) -> bool:
    """Whether the words stand between quotation marks: then they are looked for as they stand."""
    bare = words.strip(_ENDS)
    return len(bare) > 1 and bare[0] in _QUOTES and bare[-1] in _QUOTES


def words_held(subject: str, language: Language, *, bare: bool = False, whole: bool = False) -> str:
    """The content words of `subject` for `Library.listed`; those that make one word or name stand together.

    “sạt lở ở Khun Há” → “sạt_lở khun_há”. Empty where nothing of content is left. `bare`: Vietnamese without its marks.
    `whole`: all of it stands together.
    """
    content = _content(subject, language, bare=bare) or set(map(fold, syllables(subject))) - _POINTING
    pieces = subject.split()
    tokens = [(token, piece) for piece in pieces for token in syllables(piece)]
    if whole:
        return "_".join(token for token, _ in tokens)
    wanted: list[str] = []
    paired: set[int] = set()
    for at, ((left, first), (right, second)) in enumerate(pairwise(tokens)):
        if first is second:  # 28-7-2023 gives its parts and the whole
            continue
        both = fold(left) in content and fold(right) in content
        together = f"{left}_{right}" in pair_weights() or (first[:1].isupper() and second[:1].isupper())
        if (both and together) or (right.isdigit() and left.isalpha()):
            wanted.append(f"{left}_{right}")
            paired |= {at, at + 1}
    wanted += [token for at, (token, _) in enumerate(tokens) if at not in paired and fold(token) in content]
    return " ".join(dict.fromkeys(wanted))


def _content(subject: str, language: Language, *, bare: bool) -> set[str]:
    if language == "en":
        return {fold(token) for token in syllables(subject) if token not in function_words("en")}
    # A word with a mark before it says that “voi” is no “với”.
    return set(content_terms(subject if bare else f"của {subject}"))
