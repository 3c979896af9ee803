"""How Vietnamese questions about the articles themselves are worded, once days, outlets and the like are taken out."""

from collections.abc import Mapping

from rag.catalogue.catalogue_form import CatalogueForm

_PIECE = "(?:bài báo|bài viết|bài đăng|bài|tin bài|tin tức|bản tin|mẩu tin|tin)"
_ITEM = rf"(?:(?:các |những |mọi |mấy |(?:\d{{1,3}}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) )?{_PIECE})"
_SAYS = (
    "(?:có )?(?:đã |cùng |được )?(?:viết|nói|đưa tin|đưa|nhắc|đề cập|bàn|phản ánh|thông tin|kể|đăng tin|đăng|có)"
    "(?: (?:bài|tin))?"
)
_ABOUT = (
    "(?:về(?! đích| đến| tới| nhà| nước)|liên quan (?:đến|tới)|nhắc (?:đến|tới|về)|đề cập (?:đến |tới )?|nói (?:đến"
    "|tới)|xung quanh|quanh|có nhắc đến)"
)
_X = "(?P<x>.+?)"
_OF_X = f"(?: (?:{_SAYS} )?{_ABOUT} {_X})"
_ALL = "(?:(?:tất cả|toàn bộ|các|những|mọi|hết) )*"
_FOR_ME = "(?: (?:ra|lại|nhanh|(?:giúp|hộ|giùm|dùm|cho)(?: (?:tôi|mình|em|anh|chị|tớ|chúng tôi))?))*"
_SHOW = (
    "(?:(?:liệt kê|kể(?: tên| ra)?|cho (?:tôi |mình |em |anh |chị )?(?:xem|đọc)|đưa ra|đưa|tìm(?: kiếm)?|hiển thị|hiện"
    "|xem|đọc|điểm(?: lại| qua)?|tổng hợp|tóm tắt|gom|lọc|lấy)"
    f"{_FOR_ME}|(?:cho (?:tôi |mình |em |xin )*|xem )?danh sách)"
)
_MANY = "(?:bao nhiêu|mấy)"
_WHAT = "(?:là )?(?:bài|tin|bài báo|bài viết)? ?(?:nào|gì)"
_TAIL = (
    f"(?: (?:{_WHAT}|(?:thì )?(?:nói|viết|kể|cho biết|đưa tin)(?: về)? (?:gì|điều gì|những gì|cái gì|chuyện gì)|ra sao"
    "|(?:như )?thế nào|có gì(?: mới)?|nội dung (?:là )?gì|có nội dung gì|là khi nào"
    "|(?:được )?(?:đăng|ra) (?:khi nào|lúc nào|ngày nào|hôm nào|bao giờ)|(?:là )?(?:của|do|trên) báo nào(?: đăng)?))?"
)
_NEWEST = (
    "(?:mới (?:đây )?nhất|gần (?:đây )?nhất|(?:vừa )?mới đăng(?: nhất)?|cuối cùng|sau cùng|vừa đăng|cập nhật nhất)"
)
_OLDEST = "(?:đầu tiên|sớm nhất|cũ nhất|xưa nhất|lâu nhất|đăng sớm nhất|đăng đầu tiên)"
_LONG, _SHORT = "(?:dài nhất|dài hơn cả)", "(?:ngắn nhất|ngắn hơn cả)"
_PAPER = "(?:báo|tờ báo|trang báo|tờ|trang tin|trang|nguồn(?: tin)?|tòa soạn|cơ quan báo chí|đầu báo|nhà báo nào|kênh)"
# What goes on: “luật đất đai có gì mới?” asks what the law says.
_EVENT = "(?:tình hình|diễn biến|vụ|vụ việc|bão|cơn bão|lũ|dịch|chuyện|việc|cuộc chiến|chiến sự)"
_HOT = "(?: (?:mới|nóng|hot|hay|nổi bật|đáng chú ý|quan trọng|chính|lớn|đáng đọc|cần biết|khác|vừa đăng))*"
_END = "(?: (?:không|vậy|thế|nhỉ|ạ|hả|nào|đó|đấy|chưa))?"


def _ordered(order: str) -> str:
    """“bài mới nhất về X nói gì”, “bài về X mới nhất”, “mới nhất về X”."""
    one = f"(?:{_ITEM}|thông tin|cập nhật)"
    return (
        f"(?:{_SHOW} )?{one}(?: nào)?(?: là)? {order}{_OF_X}?{_TAIL}"
        f"|(?:{_SHOW} )?{one} {_ABOUT} {_X} (?:nào )?{order}{_TAIL}"
        f"|{order} {_ABOUT} {_X}|{one} nào {_SAYS} {order} {_ABOUT} {_X}|{one} nào {_SAYS} {_ABOUT} {_X} {order}"
        f"|{one} nào(?: là)? {order}"
    )


VIETNAMESE: Mapping[CatalogueForm, str] = {
    "count": (
        f"(?:đã )?(?:có )?(?:tất cả |tổng cộng )*(?:có |đăng |viết |đã đăng |đã viết )*{_MANY} {_PIECE}(?: nào"
        f"| báo)?{_OF_X}?(?: được đăng| đã đăng)?{_END}"
        f"|(?:đếm |cho biết )?(?:tổng )?số (?:lượng )?{_PIECE}{_OF_X}(?: là (?:bao nhiêu|mấy))?"
        f"|(?:tổng )?số (?:lượng )?{_PIECE} là (?:bao nhiêu|mấy)"
        f"|{_ITEM} {_ABOUT} {_X} có (?:tất cả )?{_MANY}(?: {_PIECE})?"
        f"|{_ABOUT} {_X} (?:thì )?có (?:tất cả )?{_MANY} {_PIECE}"
    ),
    "longest": _ordered(_LONG),
    "shortest": _ordered(_SHORT),
    "oldest": (
        f"{_ordered(_OLDEST)}|{_PAPER} nào {_SAYS} {_OLDEST} {_ABOUT} {_X}|{_PAPER} nào {_SAYS} {_ABOUT} {_X} {_OLDEST}"
    ),
    "newest": (
        f"{_ordered(_NEWEST)}|(?:có )?(?:tin |thông tin |cập nhật )?(?:gì|nào) mới(?: nhất)? {_ABOUT} {_X}{_END}"
        f"|(?:tình hình )?{_X} (?:đang |hiện )?có (?:tin|thông tin|cập nhật) gì mới(?: nhất)?{_END}"
        f"|(?P<x>{_EVENT} .+?) (?:đang |hiện )?có gì mới(?: nhất)?{_END}|{_X}[:,]? (?:tin|tin tức|thông tin) mới nhất"
        f"|tin (?:tức )?mới(?: nhất)? {_ABOUT} {_X}"
    ),
    "outlets": (
        f"(?:có )?(?:(?:những |các )?{_PAPER} nào|(?:bao nhiêu|mấy) {_PAPER}) (?:cũng )?{_SAYS} (?:{_ABOUT} )?"
        f"{_X}{_END}"
        f"|{_ITEM} {_ABOUT} {_X} (?:là )?(?:của|do|trên|đăng trên) (?:những |các )?{_PAPER} nào(?: đăng| viết)?"
        f"|(?:có |gồm )?(?:những |các |bao nhiêu |mấy )+{_PAPER}(?: nào| gì)?{_END}|(?:có )?{_PAPER} nào|(?:liệt kê"
        f"|kể tên) (?:các |những )?{_PAPER}"
        f"|{_X} (?:được|có) (?:những |các )?{_PAPER} nào (?:đưa tin|viết|nhắc đến|đưa)"
    ),
    "list": (
        f"{_SHOW} {_ALL}{_PIECE}(?: nào)?{_OF_X}?|{_ALL}{_PIECE} nào(?: có)? (?:{_SAYS} )?{_ABOUT} {_X}"
        f"|có {_ALL}{_PIECE} (?:nào|gì)(?: {_SAYS})?{_OF_X}?{_END}"
        f"|(?:tất cả|toàn bộ|các|những|mọi) (?:các |những )?(?:{_PIECE}){_OF_X}(?: là (?:những )?{_PIECE} nào"
        f"| (?:gồm|là) (?:những )?gì)?"
        f"|(?:có )?(?:các |những )?(?:bài|bài báo|bài viết) {_ABOUT} {_X}{_END}|có (?:những )?tin (?:tức )?(?:gì"
        f"|nào){_HOT} {_ABOUT} {_X}{_END}"
        f"|{_X} (?:có|xuất hiện|được nhắc đến|được nhắc tới) (?:trong|ở) (?:những |các )?{_PIECE} nào|(?:những"
        f"|các) {_PIECE} nào"
    ),
    "day": (
        f"(?:(?:các |những |điểm )*(?:tin tức|tin)|điểm báo){_HOT}{_OF_X}|"
        f"(?:{_SHOW} )?(?:các |những |bản |tất cả |toàn bộ |mọi )*(?:tin tức|tin|báo|thời sự|tin bài|{_PIECE}){_HOT}"
        f"|(?:thì |đã )?(?:báo |các báo |báo chí |trong nước )?(?:đã )?(?:có|đăng|đưa)(?: những| các)? (?:tin tức"
        f"|tin|bài báo|bài viết|bài|thông tin|thời sự) ?(?:gì|nào)?{_HOT}{_END}"
        f"|(?:(?:các )?báo(?: chí)? )?(?:đã )?(?:viết|đưa tin|nói|đăng|đưa)(?: (?:những|tin|về))* gì{_HOT}"
        f"|(?:thì )?có (?:những )?gì (?:mới|nóng|hot|nổi bật|đáng chú ý|đáng đọc|quan trọng){_END}"
        f"|(?:tin|tin tức|báo|thời sự) có (?:những )?gì{_HOT}|(?:có )?(?:những )?(?:tin|bài)(?: tức)?{_HOT} (?:gì"
        f"|nào){_HOT}{_END}"
    ),
}
# What asks after events rather than articles: taken for the articles of a day only where there are some.
VIETNAMESE_EVENTS = (
    "(?:đã )?(?:có|xảy ra|diễn ra)(?: những| các)? (?:chuyện|sự kiện|việc|sự việc|vụ việc) (?:gì"
    "|nào)(?: (?:đã )?(?:xảy ra|diễn ra))?"
    f"{_HOT}{_END}|(?:những |các )?(?:chuyện|sự kiện)(?: gì)?{_HOT}|(?:có )?gì (?:đã )?(?:xảy ra|diễn ra)|có gì"
)
