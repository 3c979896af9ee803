"""Values of the kind asked for, and what is none."""

from typing import Literal
from unicodedata import normalize as normalize_form

import pytest

from rag.question.expected_answer import expected_answer
from rag.quote.fitting.fitting import fitting
from rag.quote.quotable import FITS


def best_of(question: str, sentence: str) -> str:
    """The value that fits best, "" where none fits."""
    found = fitting(expected_answer(question), sentence, question)
    assert all(0 <= one.start < one.end <= len(sentence) and 0 < one.fit <= 1 for one in found)
    first = max(found, key=lambda one: one.fit, default=None)
    return sentence[first.start : first.end] if first and first.fit >= FITS else ""


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("Vé tàu Bến Sỏi giá bao nhiêu?", "Vé tàu bán 35.000 đồng một lượt, 12 chuyến mỗi ngày.", "35.000 đồng"),
        ("Cầu dài bao nhiêu mét?", "Cầu dài 684,5 m, có 12 trụ.", "684,5 m"),
        ("Phải nộp hơn 5.000 tỷ, mới nộp bao nhiêu?", "Xã nợ 5.053,5 tỷ đồng, mới nộp 390 tỷ đồng.", "390 tỷ đồng"),
        ("Bao nhiêu ghe máy đã hỏng?", "Trong 90 người lái, số ghe máy đã hỏng là 14 chiếc.", "14"),
        ("Chợ bày bao nhiêu tài liệu, hiện vật?", "Chợ có 3 lối vào, bày hơn 400 hiện vật cổ.", "hơn 400 hiện vật"),
        ("Páo ghi bàn ở phút thứ mấy?", "Bàn thắng của Páo ở phút 72 hạ đội chủ nhà 1-0.", "phút 72"),
        ("Páo ghi bàn phút bao nhiêu?", "Bàn thắng của Páo ở phút 72 hạ đội chủ nhà 1-0.", "phút 72"),
        ("Diện tích đất bị thu tiền sai là bao nhiêu?", "Xã thu 3 tỷ đồng cho 64 ha đất.", "64 ha"),
        ("Chị Mẩy bị phạt bao nhiêu năm tù?", "Tòa phạt chị Mẩy 7 năm tù vì lấy 200 triệu đồng.", "7 năm tù"),
        (
            "Giám đốc Sở Bến Phà Cồn Én tên gì?",
            "Trưởng ban Ban Đò Tạ Thị Mẩy gặp ông Hù Văn Páo, Giám đốc Sở Bến Phà Cồn Én.",
            "Hù Văn Páo",
        ),
        (
            "Bản bức xúc với huyện về những việc nào?",
            "Bản thất vọng đối với việc sửa cầu, việc chia đất và mới đây là giá điện.",
            "việc sửa cầu, việc chia đất và mới đây là giá điện",
        ),
        (
            "Vì sao nhiều người chết do đuối nước?",
            "Người chết do đuối nước nhiều vì trẻ không biết bơi.",
            "trẻ không biết bơi",
        ),
        ("Có bao nhiêu hộ phải sơ tán?", "Đến tối qua, 37 hộ với 120 người đã rời nhà.", "37 hộ"),
        ("Lớp tuyển được mấy em?", "Năm nay lớp chỉ nhận 15 học sinh.", "15 học sinh"),
        ("Bao nhiêu phần trăm hộ có nước sạch?", "Đến nay 82% hộ có nước sạch, tăng 340 hộ.", "82%"),
        ("Ông Tạ Văn Khương bao nhiêu tuổi?", "Ông mất ở tuổi 71 sau 20 năm làm trưởng bản.", "71"),
        ("Làm đường trong bao lâu?", "Thời gian thi công 20 tháng, vốn 9 tỷ đồng.", "20 tháng"),
        ("Chợ mở mấy giờ?", "Chợ mở từ 5 giờ 30 sáng đến trưa.", "5 giờ 30 sáng"),
        ("Ai là vợ của ông Tạ Văn Khương?", "Vợ ông Khương, bà Tạ Thị Mẩy, giữ bến.", "Tạ Thị Mẩy"),
        ("Con trai ông Khương là ai?", "Ông Khương giao bến cho con, anh Hù Văn Páo.", "Hù Văn Páo"),
        ("Ai quản lý bến phà?", "Quản lý bến là ông Hù Văn Páo.", "Hù Văn Páo"),
        ("Vì sao kho cháy?", "Bước đầu xác định nguyên nhân là chập điện ở dãy nhà sau.", "chập điện ở dãy nhà sau"),
        (
            "Giải nhì cuộc đua thuyền Cồn Én là gì?",
            "Giải nhì là 3 triệu đồng và một tấm lưới.",
            "3 triệu đồng và một tấm lưới",
        ),
        ("Bến phà có bao nhiêu cầu tàu?", "Bến phà có năm cầu tàu.", "năm cầu tàu"),
        ("Chủ tịch xã Nậm Pa là ai?", "Ông Hù Văn Páo, Chủ tịch UBND xã Nậm Pa, dự lễ.", "Ông Hù Văn Páo"),
        ("Chủ tịch UBND xã Nậm Pa là ai?", "Dự lễ có chủ tịch xã Nậm Pa, ông Hù Văn Páo.", "Hù Văn Páo"),
        ("Ai lái thuyền?", "Ảnh: Tạ Văn Khương. Lái thuyền là anh Hù Văn Páo.", "Hù Văn Páo"),
        ("Đội Cồn Én thắng mấy bàn?", "Chiều qua, Cồn Én thắng Bến Sỏi 3-1.", "3-1"),
        ("Tờ báo đăng mấy tấm hình?", "Báo đăng 12 bức ảnh về lũ.", "12 bức ảnh"),
        ("Trận lũ làm bao nhiêu người chết?", "Lũ làm 4 người thiệt mạng, 90 người phải dời nhà.", "4 người"),
        ("Ai cứu người đuối nước?", "Ông Hù Văn Páo cho biết chị Tạ Thị Mẩy đã nhảy xuống cứu.", "Tạ Thị Mẩy"),
        ("Đội Cồn Én xếp thứ mấy?", "Cồn Én có 12 điểm, đứng thứ 4 sau 9 trận.", "thứ 4"),
        ("Máy bơm của xã là đời mấy?", "Xã mua 2 máy bơm đời thứ ba, giá 40 triệu đồng.", "đời thứ ba"),
        ("Ông Tạ Văn Khương quê ở tỉnh nào?", "Ông Khương làm ở chợ Bến Sỏi, quê Nam Định.", "Nam Định"),
        ("Lô gạo bán sang nước nào?", "Lô gạo của Cồn Én bán sang Malaysia.", "Malaysia"),
        (
            "Tiền vé thu được bao nhiêu?",
            "Hàng nghìn lượt khách đến, vé thu hàng trăm triệu đồng.",
            "hàng trăm triệu đồng",
        ),
        ("Tòa tuyên bị cáo mấy năm tù?", "Viện kiểm sát đề nghị 4 năm tù, tòa tuyên 3 năm tù.", "3 năm tù"),
        ("Đập nước để làm gì?", "Mục tiêu là tưới 400 ha lúa.", "tưới 400 ha lúa"),
        (
            "Chủ tịch xã Nậm Pa là ai?",
            "Ông Hù Văn Páo được bầu làm Chủ tịch UBND xã Nậm Pa hôm 4-3.",
            "Ông Hù Văn Páo",
        ),
        (
            "Luật sư của bà Mẩy là ai?",
            "Luật sư Tạ Văn Khương, người bảo vệ bà Mẩy, cho biết sẽ kháng cáo.",
            "Tạ Văn Khương",
        ),
        ("Chủ quán phở Bến Sỏi là ai?", "Chủ quán là bà Hù Thị Seo, 50 tuổi.", "Hù Thị Seo"),
        (
            "Vì sao ruộng bỏ hoang?",
            "Ông Páo nói thiếu nước và giá lúa thấp là lý do khiến dân bỏ ruộng.",
            "thiếu nước và giá lúa thấp ",
        ),
        (
            "Các xã nào có chợ phiên?",
            "Huyện có 3 xã có chợ phiên, đó là Nậm Pa, Cồn Én và Bến Sỏi, theo ông Páo.",
            "Nậm Pa, Cồn Én và Bến Sỏi",
        ),
        (
            "Kể tên các giống lúa được thử.",
            "Trại thử các giống lúa như OM5, Nàng Hương, Tám Xoan và ST3.",
            "OM5, Nàng Hương, Tám Xoan và ST3",
        ),
        ("Thuyền trưởng tàu Bến Sỏi bao nhiêu tuổi?", "Tàu do ông Hù Văn Páo, 46 tuổi, làm thuyền trưởng.", "46 tuổi"),
        ("Quyết định phạt quán phở số mấy?", "Quyết định 412/QĐ-XPHC có hiệu lực từ 3-4.", "412/QĐ-XPHC"),
        (
            "Vì sao ông Páo phản đối con đường?",
            "Ông Páo phản đối, cho rằng đường cắt đôi rừng.",
            "đường cắt đôi rừng",
        ),
        (
            "Ai là đạo diễn vở chèo?",
            "Ông Hù Văn Páo sẽ là một trong ba đạo diễn, theo bà Tạ Thị Mẩy.",
            "Ông Hù Văn Páo",
        ),
        ("Ai là giám đốc bến phà?", "Páo, 34 tuổi, là giám đốc; Mẩy giữ sổ.", "Páo"),
        ("Giá vé đò Bến Sỏi?", "Vé đò là 5.000 đồng.", "5.000 đồng"),
        ("Bài văn phải dài mấy từ?", "Cô bắt viết một bài văn dài 300 từ về bến phà.", "300 từ"),
        ("Quế tươi bán giá bao nhiêu?", "Giá quế tươi 18.000 - 20.000 đồng/kg.", "18.000 - 20.000 đồng/kg"),
        ("Dầu giảm bao nhiêu tiền?", "Dầu giảm gần 400 đồng mỗi lít từ hôm qua.", "gần 400 đồng mỗi lít"),
        (
            "Ông Khương được an táng ở đâu?",
            "Lễ an táng ở nghĩa trang Đồi Sim, Nam Định.",
            "nghĩa trang Đồi Sim, Nam Định",
        ),
        ("Ai thay ông Khương?", "Bà Tạ Thị Mẩy được bổ nhiệm làm Tổng giám đốc thay ông Khương.", "Bà Tạ Thị Mẩy"),
        ("Hạt điều bán mấy bảng một túi?", "Một túi giá 4 bảng (130.000 đồng) ở chợ.", "4 bảng"),
        ("Huyện thu bao nhiêu tiền thuế?", "Đến nay huyện đã thu về cho ngân sách 7 tỷ đồng.", "7 tỷ đồng"),
    ],
)
def test_the_value_asked_for(question: str, sentence: str, value: str) -> None:
    assert best_of(question, sentence) == value


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Chợ Nậm Pa xây hết bao nhiêu tiền?", "Hội đồng ra Nghị quyết 31/2025/NQ-HĐND về chợ Nậm Pa."),
        ("Đường tỉnh 172 dài bao nhiêu?", "Đường tỉnh 172 qua Nậm Pa được vá lại trước Tết."),
        ("Bao nhiêu hộ được hỗ trợ?", "Việc hỗ trợ do ban quản lý dự án số 3 lo."),
        ("Chợ có bao nhiêu sạp?", "Chợ đóng cửa năm ngày để sửa mái."),
        ("Năm 2025 xã trồng bao nhiêu hécta quế?", "Năm 2025 xã trồng quế ở bốn bản."),
        ("Ai quản lý bến phà?", "Bến phà đóng cửa từ tối qua."),
        ("Vì sao kho cháy?", "Kho cháy lúc nửa đêm."),
        ("Vì sao giá quế giảm?", "Giá quế giảm 5% so với tháng trước."),
        ("Trận đấu do trọng tài nào điều khiển?", "HLV Tạ Văn Khương khen trận đấu hay."),
        ("Vé qua hầm Bến Sỏi giá bao nhiêu?", "Hầm Bến Sỏi có tổng mức đầu tư 900 tỷ đồng."),
        ("Anh Hù Văn Páo bao nhiêu tuổi?", "Cùng đi có anh Tạ Văn Khương (24 tuổi)."),
        ("Chủ tịch huyện là ai?", "Phó chủ tịch huyện Tạ Văn Khương đến dự."),
        ("Ai là vợ của ông Tạ Văn Khương?", "Trưởng bến Hù Văn Páo đến thăm."),
        ("Bạn gái cũ của anh Khương là ai?", "Chủ bến Tạ Thị Mẩy đến thăm."),
        ("Bố của ông Khương là ai?", "Thuyền trưởng Hù Văn Páo đến thăm."),
        ("Em trai ông Khương là ai?", "Thuyền trưởng Hù Văn Páo lái ghe."),
        ("Lũ làm bao nhiêu người chết?", "Lũ buộc 900 hộ phải dời nhà."),
        ("Máy bơm của xã là đời mấy?", "Anh Tạ Văn Khương (33 tuổi) lái 2 máy bơm."),
        ("Tòa tuyên bị cáo mấy năm tù?", "Bị cáo bị truy tố theo khung hình phạt từ 12 đến 20 năm tù."),
        ("Tòa tuyên bị cáo mấy năm tù?", "Viện kiểm sát đề nghị 4 năm tù."),
        ("Hội quế tốn kinh phí bao nhiêu?", "Hội quế đón hàng ngàn người yêu quế."),
        ("Hội quế tốn kinh phí bao nhiêu?", "Hội quế đón 2 triệu lượt khách."),
        ("Trận đấu do ai cầm còi?", "Khán giả xem Bến Sỏi FC tranh Cồn Én Cup."),
        ("Ai nhận nuôi bé?", "Chiều 24/5, bé được đưa về trạm xá."),
        ("Anh Khương quê ở tỉnh nào?", "Anh Khương bị giữ tại một bến xe ở Santa Rosa."),
        ("Lô gạo bán sang nước nào?", "Lô gạo được xếp lên tàu ở Hải Phòng."),
        ("Sản lượng quế đạt bao nhiêu?", "Sản lượng 9 tháng chưa được công bố."),
        ("Ai điều tra vụ cháy?", "Thứ trưởng giao Bộ Công an điều tra vụ cháy."),
        ("Ai chỉ huy lính dù?", "Sáu lính chết ở trại huấn luyện quân sự Krasniye Bor hôm qua."),
        ("Kỷ lục ghi bàn thuộc về ai?", "Anh đi vào lịch sử ĐT Cồn Én."),
    ],
)
def test_what_is_no_such_value(question: str, sentence: str) -> None:
    assert best_of(question, sentence) == ""


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Quán phở Bến Sỏi bị phạt bao nhiêu tiền?", "Quán có vốn 40 triệu đồng."),
        ("Doanh thu của hợp tác xã là bao nhiêu?", "Hợp tác xã nợ ngân hàng 2 tỷ đồng."),
        ("Lương công nhân nhà máy là bao nhiêu?", "Nhà máy có vốn 300 tỷ đồng."),
        ("Điểm chuẩn ngành thú y là bao nhiêu?", "Học phí ngành thú y là 32 triệu đồng."),
        ("Vận tốc của tàu là bao nhiêu?", "Tàu dài 40 m, chở 200 khách."),
        ("Xưởng được bồi thường bao nhiêu?", "Thiệt hại khoảng 6 tỷ đồng."),
        ("Mưa đá gây thiệt hại bao nhiêu tiền?", "Công ty tài trợ cho bản 1,2 tỷ đồng."),
        ("Hợp đồng thuê nhà mỗi tháng bao nhiêu tiền?", "Chị Mẩy đặt cọc trước 50 triệu đồng."),
        ("Cô Mẩy được trả thù lao bao nhiêu?", "Nhà máy đầu tư 8 triệu đồng."),
        ("Nghị quyết của xã mang số bao nhiêu?", "Xã có 12 bản, 900 hộ."),
        ("Nhà máy tuyển bao nhiêu công nhân?", "Nhà máy có vốn 540 tỷ đồng do Công ty Cồn Én góp."),
        ("Có bao nhiêu người bị thương?", "Đường dài 12 km, vốn 80%."),
    ],
)
def test_a_figure_of_something_else(question: str, other: str) -> None:
    assert best_of(question, other) == ""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_value_stands_where_the_sentence_was_written(form: Literal["NFC", "NFD"]) -> None:
    written = "Ảnh\u200b của bến… Quản lý bến là ông Hù Văn Páo, người bản."
    assert normalize_form(form, best_of("Ai quản lý bến phà?", normalize_form(form, written))) == normalize_form(
        form, "Hù Văn Páo"
    )
