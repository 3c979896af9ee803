"""What kind of thing a question asks for, and whether a sentence holds one that the question did not bring itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.normal_form import CAPITALS, fold, normalize

# Over the question without diacritics.
_ASKS: Mapping[str, re.Pattern[str]] = {
    "count": re.compile(r"\b(bao nhieu|may|ty le|how (?:many|much|long|far|old|high)|what percentage)\b"),
    "when": re.compile(
        r"\b(khi nao|luc nao|luc may|bao gio|(?:ngay|thang|nam|gio|hom) nao|when|what (?:day|date|year|time))\b"
    ),
    "who": re.compile(r"\b(ai|nguoi nao|ong nao|ba nao|doi nao|who|whom)\b"),
    "where": re.compile(r"\b(o dau|tai dau|noi nao|den dau|(?:tinh|xa|huyen|quan|nuoc|thanh pho) nao|where)\b"),
    "why": re.compile(r"\b(vi sao|tai sao|do dau|nguyen nhan|why)\b"),
    "list": re.compile(
        r"\b(nhung (?:\w+ ){0,3}(?:gi|nao|ai)|cac (?:\w+ ){1,3}nao|gom (?:nhung )?(?:gi|ai)|noi dung gi"
        r"|ban (?:ve )?(?:nhung )?\w* ?\w* ?gi|what (?:\w+ )?(?:issues|topics|matters|items)|which \w+s)\b"
    ),
}
_COUNTED = re.compile(r"\b(?:bao nhieu|may|how many) ((?:ki lo|cay) ?(?:met|so)|[^\W\d_]+)")
# What articles write for the units that questions spell out.
_SHORT = {
    "met": "m", "ki lo met": "km", "kilomet": "km", "cay so": "km", "hecta": "ha", "phan": "%", "kilogam": "kg",
    "metres": "m", "meters": "m", "kilometres": "km", "kilometers": "km", "hectares": "ha", "percent": "%",
}  # fmt: skip
_NUMBER = "mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|lam|nhat"
_NUMBERED = re.compile(rf"\b(?:([^\W\d_]+) (\d+(?:[.,/-]\d+)*)|(thu) ((?:{_NUMBER})(?: (?:{_NUMBER}))*))\b")
_FIGURE = re.compile(r"\d+(?:[.,/:-]\d+)*")
_NAME = re.compile(rf"(?<=[^.!?:“\"(\n] )[{CAPITALS}][\w’'-]*")
_TIME = re.compile(r"\b(?:ngày|tháng|năm|lúc|on|in|at) \d|\d{1,2}[-/.]\d{1,2}|\d+ ?(?:giờ|h\b)", re.I)
_REASON = re.compile(r"\b(vì|do|bởi|nhằm|nguyên nhân|nên|khiến|because|due to|so that)\b", re.I)
_LISTING = re.compile(r":|;|(?:,[^,]+){2,}")
_GOES_ON = re.compile(
    r"(?:[-•+*–]|\d+[.)]|[a-zđ][.)])\s|(?:Ngoài ra|Bên cạnh đó|Đồng thời|Cùng với đó|Đặc biệt|Trong đó|Tiếp theo|"
    r"Cuối cùng|Riêng|Cụ thể|Thứ \w+|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Hội nghị (?:cũng|còn|sẽ|tiếp tục)|"
    r"Trung ương (?:cũng|còn|sẽ)|"
    r"Also|In addition|Finally|Besides)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. A sentence that only repeats the question's own figures and names holds nothing new."""

    kinds: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]
    counted: re.Pattern[str] | None
    numbered: Mapping[str, frozenset[str]]
    numbered_as: Mapping[str, str]

    @property
    def lists(self) -> bool:
        """Whether several things are asked for."""
        return "list" in self.kinds

    def held_by(self, sentence: str) -> int:
        """1 when the sentence holds such a thing, -1 when none, 0 when no kind was asked for."""
        if not self.kinds:
            return 0
        text = normalize(sentence)
        new_figure = bool(set(_FIGURE.findall(text)) - self.figures)
        new_name = bool({fold(name) for name in _NAME.findall(text)} - self.names)
        holds = {
            "count": new_figure,
            "when": new_figure and _TIME.search(text) is not None,
            "who": new_name,
            "where": new_name,
            "why": _REASON.search(text) is not None,
            "list": _LISTING.search(text) is not None,
        }
        return 1 if any(holds[kind] for kind in self.kinds) else -1

    def counted_in(self, sentence: str) -> bool:
        """Whether the sentence counts what “bao nhiêu …” asks to be counted: “37 hộ” for “bao nhiêu hộ”."""
        return self.counted is not None and self.counted.search(fold(sentence)) is not None

    def announced_in(self, sentence: str) -> bool:
        """Whether several things are asked for, and the sentence ends where a list of them begins."""
        return self.lists and sentence.endswith(":")

    def other_than(self, text: str) -> str:
        """The question's “bão số 7” or “tháng 10” where `text` speaks only of other ones, as of September; else ""."""
        theirs = _numbered(fold(text))
        return next(
            (
                self.numbered_as[word]
                for word, numbers in self.numbered.items()
                if theirs.get(word) and not theirs[word] & numbers
            ),
            "",
        )


def _numbered(bare: str) -> Mapping[str, frozenset[str]]:
    """Which numbers follow which word."""
    found: dict[str, frozenset[str]] = {}
    for word, figure, ordinal, number in _NUMBERED.findall(bare):
        found[word or ordinal] = found.get(word or ordinal, frozenset()) | {figure or number}
    return found


def asked(question: str) -> Asked:
    """What kind of thing `question`, with or without diacritics, asks for."""
    text, bare = normalize(question), fold(question)
    unit = _COUNTED.search(bare)
    return Asked(
        frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(bare)),
        frozenset(_FIGURE.findall(text)),
        frozenset(fold(name) for name in _NAME.findall(f"a {text}")),
        _counting(unit[1]) if unit else None,
        _numbered(bare),
        {found[1] or found[3]: text[found.start() : found.end()] for found in _NUMBERED.finditer(bare)},
    )


def _counting(unit: str) -> re.Pattern[str]:
    short = _SHORT.get(unit)
    return re.compile(rf"\d[\d.,/]*\s+(?:\w+ )?{unit}\b" + (rf"|\d\s?{short}(?!\w)" if short else ""))


def goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with a list begun before it."""
    return _GOES_ON.match(sentence) is not None
