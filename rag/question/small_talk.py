"""Greetings, thanks, goodbyes, short replies and “what can you do?”: what is said to the product, and asks nothing of
the library.

Told only where nothing else is said; the words of the reply are `app.messages`' business.
"""

import re

from language.detect import Language
from language.normal_form import fold
from rag.answer import SmallTalk, SmallTalkKind
from rag.question.short_replies import opening_reply, reply_in, reply_words

_YOU = r"(?:cac ban|ban oi|ban|ad|admin|bot|em|anh|chi|cau|moi nguoi|hoi bao|tro ly)"
# “Anh là ai?” asks after somebody in the news; “bạn” is the product.
_THIS = r"(?:ban|ad|admin|bot|chatbot|hoi bao|tro ly)"
_SOFTLY = r"(?: (?:nhe|nha|nhieu|rat nhieu|lam|qua|a|oi|roi|hen|voi))*"
_ABLE = (
    r"(?:co the )?(?:lam|giup|tra loi)(?: duoc)?(?: (?:toi|minh))?(?: duoc)?"
    r"(?: nhung| cac)?(?: viec| cau hoi)? (?:gi|nao)"
)
# In order: a farewell may hold a greeting. Over words without diacritics and punctuation.
_SAID: tuple[tuple[SmallTalkKind, Language, str], ...] = (
    ("goodbye", "vi", rf"(?:xin )?(?:chao )?(?:tam biet|hen gap lai|chuc ngu ngon)(?: {_YOU})?{_SOFTLY}"),
    ("greeting", "vi", rf"(?:xin )?chao(?: {_YOU})?(?: buoi (?:sang|trua|chieu|toi))?(?: {_YOU})?{_SOFTLY}"),
    ("greeting", "vi", rf"a ?lo{_SOFTLY}|{_YOU} oi|(?:hi|hello|hey) {_YOU}{_SOFTLY}"),
    ("thanks", "vi", rf"(?:ok )?(?:xin |rat |chan thanh )*cam on(?: {_YOU})?{_SOFTLY}"),
    ("abilities", "vi", rf"(?:the )?{_THIS} {_ABLE}(?: (?:cho|giup) (?:toi|minh))?{_SOFTLY}"),
    ("abilities", "vi", rf"{_THIS} (?:la ai|la gi|ten (?:la )?gi|biet (?:nhung )?gi|co (?:nhung )?bai (?:bao )?nao)"),
    ("abilities", "vi", rf"(?:toi|minh) (?:co the |nen )?hoi (?:{_THIS} )?(?:duoc )?(?:nhung |ve )*(?:cau |viec )?gi"),
    ("abilities", "vi", r"(?:trong )?thu vien (?:nay )?co (?:nhung |bao nhieu )?(?:gi|bai(?: bao)?(?: nao| gi)?)"),
    ("abilities", "vi", rf"(?:huong dan (?:su dung|dung)|cach (?:su dung|dung)|tro giup|giup (?:toi|minh)){_SOFTLY}"),
    ("goodbye", "en", r"(?:good)?bye(?: bye)?|see you(?: later| again| soon)?|good night"),
    ("greeting", "en", r"(?:hi|hello|hey|greetings)(?: there| everyone| again)?|good (?:morning|afternoon|evening)"),
    ("thanks", "en", r"(?:ok |okay |many )?(?:thanks?|thx|tks)(?: (?:you|a lot|so much|very much|again))*"),
    ("abilities", "en", r"(?:so )?what (?:can|do) you (?:do|know|help with|answer)(?: for me)?|(?:who|what) are you"),
    ("abilities", "en", r"how can you help(?: me)?|how does this work|how do i use (?:this|you)|help(?: me)?"),
    (
        "abilities",
        "en",
        r"what (?:can|should) i ask(?: you)?|what is in (?:the|your) library|what articles do you have",
    ),
)
_PARTS = re.compile(r"[.,!?…;:~\n]+")
REPLIES: frozenset[SmallTalkKind] = frozenset(("yes", "no", "reaction"))
_MAX_CHARS = 120


def small_talk(text: str, fallback: Language = "vi") -> SmallTalk | None:
    """What `text`, with or without diacritics, says to the product; None when any part of it may ask for news.

    “Chào bạn, bạn làm được gì?” asks what it can do. `fallback`: the language of what is said in both, such as “ok”.
    """
    if len(text) > _MAX_CHARS:
        return None
    said = [_said(words, fallback) for part in _PARTS.split(text) if (words := reply_words(part))]
    replies = [one for one in said if one is not None]
    if not said or len(replies) < len(said):
        return None
    # A reply beside something else said only leads up to it: “ok, cảm ơn bạn”.
    return min(replies, key=lambda one: (one.kind != "abilities", one.kind in REPLIES))


def _said(words: list[str], fallback: Language) -> SmallTalk | None:
    if reply := reply_in(words, fallback):
        return reply
    opening = opening_reply(words)
    return _form(words) or (_form(words[opening:]) if opening else None)


def _form(words: list[str]) -> SmallTalk | None:
    part = " ".join(map(fold, words))
    return next((SmallTalk(kind, language) for kind, language, form in _SAID if re.fullmatch(form, part)), None)
