import unicodedata

import pytest

from ingest.clean import body_end, is_byline, is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Minh Khuê",
        "(Ảnh: TTXSH)",
        "Quang cảnh hội nghị sáng 14-9. Ảnh: Hoài Nam",
        "Người dân Cồn Én gia cố bờ bao (Ảnh: Báo Đồng Bưng).",
        "Ảnh minh họa",
        "Nguồn: Internet",
        "© Bản quyền thuộc về Báo Sông Hồng. Cấm sao chép dưới mọi hình thức.",
        "Copyright 2023 by Delta Courier. All rights reserved.",
        "Ghi rõ nguồn khi phát hành lại thông tin.",
        "Đọc thêm: Đường ven biển bao giờ thông?",
        "Chia sẻ Facebook Zalo",
        "Bình luận (12)",
        "Từ khóa: bão số 6, sơ tán",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)
    assert is_furniture(unicodedata.normalize("NFD", line))


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh hưởng của bão làm 12 xã mất điện.",
        "Ảnh chụp từ vệ tinh cho thấy vệt dầu dài 3 km đang trôi về phía bờ.",
        "Theo ông Lài, nguồn: ngân sách tỉnh 40 tỷ đồng, vốn vay 12 tỷ đồng, dân góp 3 tỷ đồng, xong trong năm nay.",
        "Bản quyền truyền hình giải đấu được bán với giá 12 tỷ đồng.",
        "Chia sẻ với phóng viên, bà Mùi nói đã sống ở đây 60 năm.",
        "Bình luận về trận đấu, huấn luyện viên nói đội đã chơi hết sức.",
        "Video clip ghi lại cảnh này đã được công an thu giữ để điều tra.",
        "Xem thêm phim tài liệu, nhiều học sinh lớp 9 đã khóc.",
        "Ghi rõ nguồn gốc xuất xứ là yêu cầu bắt buộc với nông sản xuất khẩu từ ngày 1-7.",
        "Đài Truyền hình giữ bản quyền giải đấu trong ba năm với giá 15 triệu USD.",
        "Related deaths rose to 12, the ministry said on Monday.",
        "Facebook cho biết đã gỡ 1.200 tài khoản giả mạo ngân hàng.",
        "Đoàn " + "rất dài " * 60 + "Ảnh: Hoài Nam",
    ],
)
def test_news_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hà Thu - Minh Khuê",
        "NGUYỆT PHƯƠNG",
        "Theo TTXSH",
        "Bài và ảnh: Lê Văn Tám",
        "Tin, ảnh: Lê Văn Tám",
        "PV/TTXSH (Ghi)",
        "(Tổng hợp) Hà Thu",
        "Hà Thu (lược dịch)",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hội nghị kết thúc.",
        "Nước rút chậm",
        "Giá lúa tăng nhẹ ở ba tỉnh",
        "Đ" * 58 + "?",
    ],
)
def test_no_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Nước rút chậm. Cầu phao đã nối xong.| Hà Thu",
        "Nước rút chậm. Cầu phao đã nối xong./.| Hà Thu/TTXSH (Tổng hợp)",
        "Nước rút chậm. Bà nói: “Cả nhà bình an”.| Ảnh: Hoài Nam. Minh Khuê",
        "Nước rút chậm. Cầu phao đã nối xong.| Theo Sông Hồng",
        "Hà Thu về nhất.|",
        "Hà Thu|",
        "Nước rút chậm. Theo dự báo, mưa còn kéo dài đến hết tuần|",
        "Nước rút chậm. Tỉnh chia sẻ: Ảnh hưởng của lũ còn lâu mới hết.|",
        "Nước rút. Bà con chia nhau từng gói mì trên mái đình làng.| Ảnh: Hoài Nam.",
        "Nước rút. Bà con Cồn Én, xã bị ngập sâu nhất, chia nhau từng gói mì trên mái đình Ảnh: Hoài Nam|",
    ],
)
def test_where_the_body_ends(line: str) -> None:
    assert body_end(line.replace("|", "")) == line.index("|")
