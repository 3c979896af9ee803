"""What a figure is of that is seldom told without its name: a fine, a speed, a threshold of marks; and whose relative
somebody is.

A sentence whose figure, or name, has none of the words is of something else. Knows words alone.
"""

import re

from language.normal_form import fold, has_diacritics, normalize

# Before whom somebody's relative is asked for.
_OF = r"(?:của|ông|bà|anh|chị|cô|cựu|nguyên|cố|ca sĩ|diễn viên|cầu thủ|nghệ sĩ|tổng thống|thủ tướng|chủ tịch|hlv)"
# What asks for it, and the words of which a sentence that tells it has one.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "fine",
        r"phạt (?:hành chính )?(?:bao nhiêu|mấy (?:tiền|triệu|tỷ|nghìn|đồng))(?! năm)|(?:mức|tiền) phạt|fined?",
        r"phạt|nộp|xử lý|fine[ds]?|penalty",
    ),
    ("revenue", r"doanh thu|doanh số|revenue|sales", r"doanh thu|doanh số|thu|bán|revenue|sales"),
    ("profit", r"lợi nhuận|lãi (?:ròng|sau thuế|trước thuế)|profits?", r"lợi nhuận|lãi|lỗ|profits?|earn\w*"),
    ("pay", r"lương|thu nhập|salary|wages?", r"lương|thu nhập|trả|nhận|kiếm|salary|wages?|paid|earn\w*"),
    ("marks", r"điểm (?:chuẩn|trúng tuyển|sàn)", r"điểm"),
    ("speed", r"vận tốc|tốc độ|speed", r"vận tốc|tốc độ|nhanh|km/h|km/giờ|một giờ|mỗi giờ|speed|fast|mph"),
    ("output", r"công suất|sản lượng", r"công suất|sản lượng|[mk]w|tấn|sản xuất|mỗi (?:năm|ngày)|một (?:năm|ngày)"),
    ("interest", r"lãi suất", r"lãi suất|lãi|kỳ hạn|một năm|/năm"),
    ("ticket", r"giá vé|vé vào cửa|vé (?:tàu|xe|máy bay)", r"vé|giá|miễn phí"),
    ("share", r"cổ phiếu .{0,40}giá|giá cổ phiếu", r"cổ phiếu|giá|phiên|mã|đóng cửa"),
    ("compensation", r"bồi thường|đền bù", r"bồi thường|đền|bảo hiểm|chi trả|hỗ trợ"),
    ("prize", r"(?:được|tiền|mức|giải) thưởng", r"thưởng|nhận|trao|giải|tặng"),
    ("damage", r"thiệt hại|tổn thất|damages?|losses", r"thiệt hại|tổn thất|hư hỏng|mất|thiêu rụi|damages?|loss(?:es)?"),
    ("rent", r"(?:tiền|giá|hợp đồng) thuê|thuê .{0,40}(?:giá|tiền)|rent", r"thuê|mướn|rent\w*"),
    ("earnings", r"thù lao|cát[- ]?xê|tiền công", r"thù lao|cát[- ]?xê|tiền công|trả|nhận|kiếm|paid|earn\w*"),
    (
        "spouse",
        rf"(?:vợ|chồng|phu nhân)(?: (?:cũ|mới|đầu|hai))? {_OF}|wife|husband|spouse",
        r"vợ|chồng|phu nhân|kết hôn|cưới|hôn nhân|lấy|hôn thê|hôn phu|quả phụ|wife|husband|spouse|married",
    ),
    (
        "child",
        rf"con (?:trai|gái|cả|út|đầu lòng|rể|dâu|nuôi) {_OF}|son of|daughter of|sons|daughters",
        r"con|bé|cậu ấm|quý tử|cha|bố|mẹ|ba|má|son|daughter|father|mother",
    ),
    (
        "parent",
        rf"(?:cha|bố|mẹ|thân phụ|thân mẫu)(?: (?:đẻ|ruột|nuôi|vợ|chồng))? {_OF}|father|mother",
        r"cha|bố|mẹ|ba|má|thân phụ|thân mẫu|con|song thân|father|mother|son|daughter",
    ),
    ("sibling", rf"(?:anh|chị|em) (?:trai|gái|ruột) {_OF}|brother|sister", r"anh|chị|em|brother|sister"),
    (
        "lover",
        rf"(?:bạn gái|bạn trai|người yêu|người tình|hôn phu|hôn thê)(?: (?:cũ|mới))? {_OF}|girlfriend|boyfriend",
        r"bạn gái|bạn trai|người yêu|người tình|hẹn hò|yêu|tình|hôn phu|hôn thê|girlfriend|boyfriend|dating",
    ),
    ("population", r"dân số|population", r"dân|người|population|people|residents"),
)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_ASKED = {name: _pattern(asked) for name, asked, _ in _WORDS}
_ASKED_BARE = {name: _pattern(fold(asked)) for name, asked, _ in _WORDS}
_NAMED = {name: _pattern(named) for name, _, named in _WORDS}


def attributes_asked(question: str) -> tuple[str, ...]:
    """The attributes, by name, whose figure or person `question`, with or without diacritics, asks for."""
    text = normalize(question).lower()
    patterns = _ASKED if has_diacritics(text) else _ASKED_BARE
    return tuple(name for name, pattern in patterns.items() if pattern.search(text))


def is_named(attribute: str, text: str) -> bool:
    """Whether a text (normal form) has a word without which the attribute is seldom told."""
    return _NAMED[attribute].search(text.lower()) is not None
