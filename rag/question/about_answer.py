"""Requests about the answer before: “ngắn gọn hơn”, “dịch sang tiếng Anh”, “bạn chắc không?”. They ask nothing new.

Told only where a request is all that is said: “Dịch sốt xuất huyết ở đâu?” is a question. No model.
"""

import re
from collections.abc import Sequence
from typing import Literal

from language.normal_form import fold
from rag.answer import Turn

AnswerRequestKind = Literal["form", "doubt", "more"]
_SOFT = r"(?: (?:di|nhe|nha|voi|giup|giup toi|cho toi|duoc khong|xem|nao|a|hon|hon nua|lai|please|for me))*"
_ASK = r"(?:(?:ban|hay|xin|vui long|lam on|please|can you|could you|co the|giup toi|cho toi|toi muon) )*"
_IT = r"(?: (?:cau tra loi|noi dung|y|doan|bai|cai)?(?: (?:tren|nay|do|vua roi))?| (?:it|that|this|the answer))?"
_LANGUAGE = r"(?:english|vietnamese|french|chinese|japanese|korean|german)"
# Over the request without diacritics: another form of the answer, whether it is so, more of it.
_FORMS: dict[AnswerRequestKind, tuple[str, ...]] = {
    "form": (
        r"(?:tra loi |viet |noi |tom tat )?(?:lai )?(?:ngan gon|ngan|gon|don gian|de hieu)(?: lai| hon)+",
        r"(?:rut gon|viet gon|tom gon|tom tat|don gian hoa|viet lai|noi lai|dien dat lai|dien giai)(?: lai)?" + _IT,
        r"(?:dich|chuyen|viet|tra loi)(?: lai)?" + _IT + r"(?: sang| ra| bang| qua)? tieng \w+",
        r"(?:viet|soan|chuyen)(?: lai)?" + _IT + r"(?: thanh)? (?:mot )?"
        r"(?:tin|bai|ban tin|doan van|email|thu|status|tieu de)"
        r"(?: (?:ngan|khoang|tam|dai|trong|toi da|\d+|chu|tu|cau|dong))*",
        r"(?:trinh bay|ke|liet ke|lap|viet)(?: lai)?" + _IT + r" (?:thanh|dang|theo|bang)"
        r" (?:bang|danh sach|gach dau dong|y|cac y)",
        r"(?:lap|ke) (?:cho toi )?(?:mot )?bang(?: so sanh)?",
        r"(?:trong |tom tat trong |toi da |khoang )*\d+ (?:chu|tu|cau|dong|y|words|sentences)",
        r"(?:make it |a bit |much )?(?:shorter|simpler|more concise|briefer)|"
        r"(?:shorten|summari[sz]e|simplify|rephrase)" + _IT,
        r"(?:translate|put|say)" + _IT + r"(?: in| into| to) " + _LANGUAGE,
        r"in (?:\d+ (?:words|sentences)|english|vietnamese|a table|bullets?|bullet points)",
        r"as (?:a table|bullets?|a list)",
    ),
    "doubt": (
        r"(?:co )?(?:chac|chac chan)(?: chu| khong)+|(?:co )?dung khong|that (?:khong|a)|"
        r"kiem tra lai(?: xem)?|ban chac chu",
        r"(?:can cu|dua|bang chung|nguon)(?: vao)?(?: o)? (?:dau|nao)|dua vao dau",
        r"are you (?:sure|certain)|really|is that (?:right|true|correct)",
    ),
    "more": (
        r"(?:tra loi |viet |noi )?(?:lai )?(?:dai|chi tiet|ky|ro)(?: lai| hon)+",
        r"(?:noi|giai thich|ke|cho biet)(?: ro| ky| them| chi tiet)+(?: hon)? ve (?:bai|nguon|y|muc|diem) (?:thu )?"
        r"(?:\d+|mot|nhat|hai|ba|bon|tu|nam|cuoi|dau)",
        r"(?:make it |a bit |much )?longer|tell me more about (?:the )?\w+ (?:article|source|point)",
    ),
}
_REQUESTS = {kind: re.compile(rf"^{_ASK}(?:{'|'.join(forms)}){_SOFT}$") for kind, forms in _FORMS.items()}


def request_about_answer(request: str) -> AnswerRequestKind | None:
    """What `request` asks about the answer before: to have it in another form, whether it is so, or more of it."""
    bare = " ".join(re.sub(r"[^\w\s]", " ", fold(request)).split())
    return next((kind for kind, form in _REQUESTS.items() if form.match(bare)), None)


def about_the_answer(request: str) -> bool:
    """Whether `request` asks nothing but something about the answer before."""
    return request_about_answer(request) is not None


def answered_before(history: Sequence[Turn]) -> int | None:
    """The place in `history` of the last question that was itself about something, and was answered; None where none.

    After an abstention there is nothing to put in another form.
    """
    for at in range(len(history) - 1, -1, -1):
        if not about_the_answer(history[at].question):
            return at if history[at].answer.strip() else None
    return None
