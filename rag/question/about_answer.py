"""Requests about the answer before: “ngắn gọn hơn”, “dịch sang tiếng Anh”, “bạn chắc không?”. They ask nothing new.

Told only where a request is all that is said: “Dịch sốt xuất huyết ở đâu?” is a question. No model.
"""

import re
from collections.abc import Sequence

from language.normal_form import fold
from rag.answer import Turn

_SOFT = r"(?: (?:di|nhe|nha|voi|giup|giup toi|cho toi|duoc khong|xem|nao|a|hon|hon nua|lai|please|for me))*"
_ASK = r"(?:(?:ban|hay|xin|vui long|lam on|please|can you|could you|co the|giup toi|cho toi|toi muon) )*"
_IT = r"(?: (?:cau tra loi|noi dung|y|doan|bai|cai)?(?: (?:tren|nay|do|vua roi))?| (?:it|that|this|the answer))?"
# Over the request without diacritics.
_FORMS = (
    r"(?:tra loi |viet |noi |tom tat )?(?:lai )?"
    r"(?:ngan gon|ngan|gon|dai|chi tiet|ky|don gian|de hieu|ro)(?: lai| hon)+",
    r"(?:rut gon|viet gon|tom gon|tom tat|don gian hoa|viet lai|noi lai|dien dat lai|dien giai)(?: lai)?" + _IT,
    r"(?:dich|chuyen|viet|tra loi)(?: lai)?" + _IT + r"(?: sang| ra| bang| qua)? tieng \w+",
    r"(?:viet|soan|chuyen)(?: lai)?" + _IT + r"(?: thanh)? (?:mot )?"
    r"(?:tin|bai|ban tin|doan van|email|thu|status|tieu de)"
    r"(?: (?:ngan|khoang|tam|dai|trong|toi da|\d+|chu|tu|cau|dong))*",
    r"(?:trinh bay|ke|liet ke|lap|viet)(?: lai)?" + _IT + r" (?:thanh|dang|theo|bang)"
    r" (?:bang|danh sach|gach dau dong|y|cac y)",
    r"(?:lap|ke) (?:cho toi )?(?:mot )?bang(?: so sanh)?",
    r"(?:trong |tom tat trong |toi da |khoang )*\d+ (?:chu|tu|cau|dong|y|words|sentences)",
    r"(?:co )?(?:chac|chac chan)(?: chu| khong)+|(?:co )?dung khong|that (?:khong|a)|"
    r"kiem tra lai(?: xem)?|ban chac chu",
    r"(?:can cu|dua|bang chung|nguon)(?: vao)?(?: o)? (?:dau|nao)|dua vao dau",
    r"(?:noi|giai thich|ke|cho biet)(?: ro| ky| them| chi tiet)+(?: hon)? ve (?:bai|nguon|y|muc|diem) (?:thu )?"
    r"(?:\d+|mot|nhat|hai|ba|bon|tu|nam|cuoi|dau)",
    r"(?:make it |a bit |much )?(?:shorter|longer|simpler|more concise|briefer)|"
    r"(?:shorten|summari[sz]e|simplify|rephrase)" + _IT,
    r"(?:translate|put|say)" + _IT + r"(?: in| into| to) (?:english|vietnamese|french|chinese|japanese|korean|german)",
    r"in (?:\d+ (?:words|sentences)|english|vietnamese|a table|bullets?|bullet points)|as (?:a table|bullets?|a list)",
    r"are you (?:sure|certain)|really|is that (?:right|true|correct)|"
    r"tell me more about (?:the )?\w+ (?:article|source|point)",
)
_REQUEST = re.compile(rf"^{_ASK}(?:{'|'.join(_FORMS)}){_SOFT}$")


def about_the_answer(request: str) -> bool:
    """Whether `request` asks for the answer before in another form, or whether it is so."""
    bare = " ".join(re.sub(r"[^\w\s]", " ", fold(request)).split())
    return _REQUEST.match(bare) is not None


def answered_before(history: Sequence[Turn]) -> int | None:
    """The place in `history` of the last question that was itself about something, and was answered; None where none.

    After an abstention there is nothing to put in another form.
    """
    for at in range(len(history) - 1, -1, -1):
        if not about_the_answer(history[at].question):
            return at if history[at].answer.strip() else None
    return None
