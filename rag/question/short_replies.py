"""Short replies to the product's own words: “ok”, “không cần đâu”, “thế à”. They ask nothing.

A reply is made of phrases of the tables below and of nothing else; the first that says something decides its kind.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from language.detect import Language
from language.normal_form import fold, has_diacritics, normalize
from rag.answer import SmallTalk, SmallTalkKind

_VIETNAMESE: dict[SmallTalkKind, str] = {
    "yes": "vâng, dạ, ừ, ừm, uhm, uh, ukm, uk, có, có chứ, đúng, đúng vậy, đúng thế, đúng rồi, chính xác, chuẩn, "
    "chuẩn xác, chuẩn không cần chỉnh, phải, phải rồi, nhất trí, đồng ý, được, được rồi, được chứ, tốt, tốt lắm, "
    "tuyệt, tuyệt vời, hiểu, đã hiểu, hiểu rồi, biết rồi, rõ, rõ rồi, đã rõ, nắm được rồi, tất nhiên, dĩ nhiên, "
    "đương nhiên, chắc chắn, chắc chắn rồi, chắc vậy, có lẽ vậy, cũng được, thế cũng được, xong, xong rồi, rồi",
    "no": "không, ko, hông, hong, khum, không cần, không cần thiết, không phải, không phải vậy, không đúng, "
    "không hỏi, không hỏi gì, không có, không có gì, không sao, không muốn, không muốn hỏi, không thêm, không thêm gì, "
    "không còn, không còn gì, thế thôi, vậy thôi, chỉ vậy thôi, chỉ thế thôi, vậy là đủ, thế là đủ, vậy đủ rồi, "
    "thế đủ rồi, đủ, đủ rồi, thôi, thôi khỏi, khỏi, khỏi cần, chưa, chưa cần, hết rồi, bỏ qua, sai, sai rồi, "
    "chưa đúng, tạm thời chưa, để sau, hết câu hỏi rồi",
    "reaction": "à, ồ, ô, ờ, ơ, ôi, ối, ui, ủa, chà, à ừ, à thế, thế à, vậy à, thật à, thật hả, thật sao, thế hả, "
    "vậy hả, thế cơ à, vậy cơ à, ra thế, ra vậy, ra là vậy, ra là thế, thì ra thế, thì ra vậy, thì ra là vậy, "
    "thì ra là thế, hóa ra là vậy, hóa ra là thế, vậy ra là thế, hay, hay quá, hay thật, hay đấy, hay ghê, thú vị, "
    "bất ngờ, ghê, ghê quá, kinh, kinh quá, khiếp, sợ quá, tội nghiệp, tội quá, buồn quá, vui quá, mừng quá, tiếc quá, "
    "đáng tiếc, giỏi quá, trời, trời ơi, trời đất, ôi trời, trời ạ, giời ơi, bình thường, lạ, lạ nhỉ, lạ thật, "
    "nhiều thế, nhiều vậy, nhiều quá, ít thế, ít quá, kinh khủng",
}
_ENGLISH: dict[SmallTalkKind, str] = {
    "yes": "yes, yeah, yep, yup, yea, sure, of course, right, exactly, correct, agreed, alright, all right, fine, "
    "great, good, perfect, i see, got it, understood, that s right, that is right, sounds good, makes sense, true",
    "no": "no, nope, nah, no need, not really, not now, never mind, nevermind, that s all, that is all, nothing, "
    "nothing else, nothing more, no more, i m fine, i m good, wrong, that s wrong, not yet",
    "reaction": "oh, really, interesting, nice, cool, amazing, awesome, oh no, oh wow, oh really, how sad, "
    "so sad, that s sad, how nice, how interesting, very interesting, that s interesting, funny, impressive",
}
# Said in both languages: whoever asks before tells which.
_EITHER: dict[SmallTalkKind, str] = {
    "yes": "ok, oke, okay, okie, oki, okela, okla",
    "reaction": "wow, wao, hmm, hm, lol, ah, oh",
}
_LAUGHS = re.compile(r"(?:ha|hi|he|ho|hê|hí|hì|ka|k{2,})+h?")
# They go with any of these and say nothing by themselves.
_SOFT = (
    "ạ, nhé, nha, nhỉ, đấy, đó, rồi, mà, luôn, thôi, quá, lắm, thật, thế, vậy, bạn, em, anh, chị, ad, bot, cậu, mình, "
    "tôi, nữa, đâu, hả, ha, ơi, thì, đã, please, then, it is, so, too"
)
# “Có đúng không?”, “xong chưa?” ask.
_ASKS = frozenset(("không", "ko", "chưa", "khong", "chua"))
_DRAWN_OUT = re.compile(r"(?!\bk)(\w)\1{2,}")
_MAX_WORDS = 8

_ReplyPhrases = dict[tuple[str, ...], tuple[SmallTalkKind, Language | None] | None]


def reply_in(words: Sequence[str], fallback: Language) -> SmallTalk | None:
    """What `words` reply, in lower case; None where any of them may be something else.

    Words without a mark are compared without marks: “vang” may be “vâng”, “vàng” is not.
    """
    said = list(_said(words))
    if not said or None in said or _asks(words):
        return None
    kind, language = next((one for one in said if one and one[0]), (None, None))
    return SmallTalk(kind, language or fallback) if kind else None


def opening_reply(words: Sequence[str]) -> int:
    """How many of `words` reply before what follows: 2 of “vâng ạ cảm ơn bạn”."""
    length = 0
    for at in range(1, min(len(words), _MAX_WORDS)):
        if reply_in(words[:at], "vi"):
            length = at
    return length


def reply_words(text: str) -> list[str]:
    """The words of `text` as `reply_in` compares them: drawn-out letters once."""
    return re.findall(r"[^\W_]+", _DRAWN_OUT.sub(r"\1", normalize(text).lower()))


def _asks(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[-1] in _ASKS and words[0] not in _ASKS


def _said(words: Sequence[str]) -> Iterator[tuple[SmallTalkKind | None, Language | None] | None]:
    """For each phrase its kind and language, (None, None) for a soft one; None for what is no such phrase."""
    if len(words) > _MAX_WORDS:
        yield None
        return
    phrases = _phrases(bare=not has_diacritics(" ".join(words)))
    at = 0
    while at < len(words):
        if _LAUGHS.fullmatch(words[at]):
            yield "reaction", None
            at += 1
            continue
        length = next((n for n in range(min(4, len(words) - at), 0, -1) if tuple(words[at : at + n]) in phrases), 0)
        if not length:
            yield None
            return
        yield phrases[tuple(words[at : at + length])] or (None, None)
        at += length


@cache
def _phrases(*, bare: bool) -> _ReplyPhrases:
    tables: tuple[tuple[dict[SmallTalkKind, str], Language | None], ...] = (
        (_VIETNAMESE, "vi"),
        (_ENGLISH, "en"),
        (_EITHER, None),
    )
    kinds: _ReplyPhrases = {_words(phrase, bare): None for phrase in _SOFT.split(", ")}
    for table, language in tables:
        for kind, phrases in table.items():
            kinds |= {_words(phrase, bare): (kind, language) for phrase in phrases.split(", ")}
    return kinds


def _words(phrase: str, bare: bool) -> tuple[str, ...]:
    return tuple((fold(phrase) if bare else phrase).split())
