"""Where paragraphs and sentences begin and end, as spans into the text as it was given.

Rules for Vietnamese news that serve English too. Does not know chunks; needs no normal form (NFD is fine).
Every rule looks at a bounded stretch around one stop, so the time is linear in the text.
"""

import re
import unicodedata

_MARK = "\u0300-\u036f"
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A run of stops, the quotes and brackets closing with it (one space off if unmistakable), the word after.
_STOP = re.compile(
    rf"""(?P<stop>[.!?…؟۔।]+|[。！？]+)
    (?P<close>(?:["'’]|[ \u00a0]?[”»)\]}}])*)
    (?P<gap>\s*)
    (?=["'“”‘«(\[{{•*+–—\-\s]*(?P<word>[^\W\d_][\w{_MARK}]{{0,20}}|\d)?)""",
    re.VERBOSE,
)
_OPENED = re.compile(r"""(?:[(\[{]|(?:^|[\s(\[{])["'“‘«])$""")
_QUOTES = frozenset("\"'”’»")
_GOES_ON = frozenset(",;:.!?…)]}”»%/")
_DASHES = frozenset("-–—")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Besides these, a capital alone (N.V.) and a word without a vowel (Tp, Tr, Ng, Mr, St) shorten a name.
_BEFORE_NAME = _words(
    """TP tp TX tx TT ThS THS ThSKH TSKH TS GS PGS GS-TS PGS-TS BS BSCKI BSCKII KTS KS DS LS CN NSND NSUT NSƯT
    Đ/c đ/c Atl Prof Gen Col Capt Sen Rep Gov vs e.g i.e a.m p.m"""
)
_BEFORE_NUMBER = _words(
    """tr Tr No Nr pp vol Vol Fig fig Art Km ĐT Đt đt Tel tel
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"""
)
# Words that open sentences and no names (so not “Bà”: TP. Bà Rịa): before these even an abbreviation ends.
_OPENING = _words(
    """Theo Ông Các Những Một Trong Trên Tại Khi Nếu Nhưng Tuy Vì Do Để Đây Đó Ngoài Với Về Còn Cũng Đến Qua
    Ngay Hiện Người Anh Chị Tôi Chúng Họ Có Không Nhiều Mỗi Như Vậy Bên Trước Sau Sáng Trưa Chiều Tối Hôm Ngày
    Tuần Cuối Đầu Lúc Khoảng Việc Vụ Sự Được Đề Mặc Dù Rất Phía Vị Đặc
    The This That These Those He She It They We You But And In On At As For If When While There However After
    Before Its His Her Their Our By With From To"""
)
_DOMAINS = _words("com net org vn edu gov info tv io asia biz us uk ru jp kr js")
# One capital after these is a grade or a kind, not an initial.
_LETTERED = _words(
    """độ vitamin bảng hạng loại nhóm chữ gan cấp lớp khối hệ mục tầng cúm điểm giải phần nhánh chiến thứ quý
    kỳ type class group serie"""
)
_NUMBERED = re.compile(
    r"[-–•*+(\s]*(?:(?:Điều|Bài|Chương|Phần|Mục|Khoản|Câu|Bước|Kỳ|Tập|Hình|Bảng|Chapter|Part|Article)\s)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-zĐđ])"
)
_ITEM_AT_END = re.compile(r"[:;]\s+(?:[1-9]\d?|[A-Za-zđ])$")
_ADDRESS = re.compile(r"\S{0,64}@")
_IN_ADDRESS = re.compile(r"(?://|@|www)\S*$")
_NO_VOWEL = re.compile("[B-DF-HJ-NP-TV-XZĐ][b-df-hj-np-tv-xz]{1,2}")
_CAPITALS = frozenset("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")
_REACH_CHARS = 40
_OPENS = re.compile(r"(?:\A|[.!?…:;\"“”\n(•*-])\s*\Z")
_OPENING_CHARS = 4


def opens_sentence(text: str, at: int) -> bool:
    """Whether what begins at `at` opens a sentence, a quotation or an item, so that its capital tells nothing."""
    return _OPENS.search(text, max(0, at - _OPENING_CHARS), at) is not None


def opens_plainly(word: str) -> bool:
    """Whether a capitalised word is one that opens sentences and no names."""
    return word in _OPENING


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the lines of `text` that hold anything, trimmed of white space, in order."""
    spans = []
    for line in _LINE.finditer(text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text`, trimmed, in order, never across a paragraph.

    Together they hold every character that is not white space. A paragraph without a stop is one sentence.
    """
    spans = []
    for start, end in paragraphs(text):
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends_sentence(text, start, stop):
                spans.append((start, stop.end("close")))
                start = stop.end()
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence from `start` ends with `stop`, after which its paragraph goes on."""
    tail = unicodedata.normalize("NFC", text[max(start, stop.start() - _REACH_CHARS) : stop.start()])
    if not tail or _OPENED.search(tail):
        return False
    if stop["stop"][0] in "。！？":
        return True
    word = unicodedata.normalize("NFC", stop["word"] or "")
    if not stop["gap"]:
        return _space_is_missing(tail, word) and not _ADDRESS.match(text, stop.end())
    first = text[stop.end()]
    if first in _GOES_ON or (first in _DASHES and not _QUOTES.isdisjoint(stop["close"])):
        return False
    if word[:1].islower():  # only “iPhone” and “b)” may open a sentence so
        return word[1:2].isupper() or (len(word) == 1 and text.startswith(")", stop.end("word")))
    if stop["stop"] != "." or stop["close"]:
        return True
    return not (_is_abbreviation(tail, word) or _is_item_number(tail, whole=stop.start() - start < _REACH_CHARS))


def _space_is_missing(tail: str, word: str) -> bool:
    """Whether a sentence ends between `tail` with its stop and `word` (“hôm qua.Theo ông”)."""
    last = re.split(r"\W", tail)[-1]
    if not word[:1].isupper() or len(last) == 1 or _IN_ADDRESS.search(tail):
        return False
    if word in _OPENING:
        return True
    ended = tail[-1].islower() or tail[-1] in "%) ”»\"'" or (last.isdigit() and len(last) == 4)
    shortened = last in _BEFORE_NAME or _NO_VOWEL.fullmatch(last)
    return ended and not shortened and word[1:].islower() and word.lower() not in _DOMAINS


def _is_abbreviation(tail: str, word: str) -> bool:
    """Whether the dot after `tail` shortens its last word, `word` being the next."""
    *before, ending = tail.split() or [""]
    dotted = re.split(r"[^\w./&-]", ending)[-1]
    last = dotted.rsplit(".", 1)[-1]
    kind = before[-1].lower() if before else ""
    measured = kind in _LETTERED or kind[-1:].isdigit()  # “hạng A.”, “37 C.”, “800 Nm.”
    initial = len(last) == 1 and last in _CAPITALS and not measured
    if word.isdigit():
        return initial or last in _BEFORE_NUMBER
    if word in _OPENING:
        return False
    if initial or last in _BEFORE_NAME or dotted in _BEFORE_NAME:
        return True
    return not measured and _NO_VOWEL.fullmatch(last) is not None


def _is_item_number(tail: str, whole: bool) -> bool:
    """Whether the dot belongs to the number of a heading or of a list item: “1. ”, “Điều 5. ”, “gồm: a. ”."""
    return bool((whole and _NUMBERED.fullmatch(tail)) or _ITEM_AT_END.search(tail))
