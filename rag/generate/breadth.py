"""Whether a question asks for much: a list, a summary, a comparison, a course of events; and not for one fact."""

import re

from language.normal_form import fold
from rag.question.expected_answer import expected_answer
from rag.several.timeline import asks_timeline

# Over the question without diacritics.
_BROAD = re.compile(
    r"\b(?:tom tat|tom luoc|tong hop|tong quan|toan canh|tong ket|diem bao|diem lai|diem tin|so sanh|doi chieu|"
    r"khac nhau|chenh nhau|giong nhau|lan luot|cac bao|cac bai|liet ke|ke (?:ten|ra|lai)|tat ca|"
    r"nhung (?:gi|ai|nao)|"
    r"co gi (?:moi|dang chu y)|noi ve|noi gi ve|chan dung|tieu su|qua trinh|dien bien|phan tich|danh gia|anh huong|"
    r"the nao trong|tang the nao|giam the nao|xu huong|viet (?:bai|tin)|ban tin|"
    r"summar\w+|overview|compar\w+|differ\w*|list|all the|press review|round-?up|timeline|profile|analy[sz]e|trend|"
    r"what do .* say|each of|respectively|everything|report on)\b"
)


def is_broad(question: str) -> bool:
    """Whether an answer to `question` takes more than a few sentences of a few articles."""
    return expected_answer(question).lists or asks_timeline(question) or _BROAD.search(fold(question)) is not None
