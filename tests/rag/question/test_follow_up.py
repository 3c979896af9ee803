from datetime import date

import pytest

from rag.answer import Turn
from rag.question.follow_up import self_standing

TODAY = date(2023, 11, 23)
CONFERENCE = Turn(
    "Hội nghị Khuyến nông lần thứ 5 bàn những vấn đề gì?",
    "Hội nghị Khuyến nông lần thứ 5 bàn về giống lúa chịu mặn. Thứ trưởng Trần Thu Nguyệt chủ trì.",
)
PRICE = Turn("Giá sầu riêng tăng bao nhiêu trong tháng 7/2023?", "Giá sầu riêng tăng 12.000 đồng mỗi ký.")
FIRE = Turn(
    "Vụ cháy chợ Gò Mây ở Hà Nội làm bao nhiêu người bị thương?",
    "Vụ cháy làm 4 người bị thương. Ông Lê Văn Thảo, trưởng ban quản lý, đã bị đình chỉ. Bà Đỗ Thị Mơ được thay vào.",
)
MINISTER = Turn("Ai là giám đốc Sở Y tế Lạc Hà?", "Bà Đào Ngọc Diệp là giám đốc Sở Y tế Lạc Hà.")
VISIT = Turn("Ông Vũ Đình Khải thăm Lào khi nào?", "Ông Khải thăm Lào vào tháng 9 cùng ông Hồ Sĩ Lực.")
PROVINCE = Turn("Tỉnh Hà Tĩnh có bao nhiêu hồ chứa?", "Hà Tĩnh có 350 hồ chứa.")
GROWTH = Turn("How much did exports grow in 2022?", "Exports grew by 5 %.")
SUMMIT = Turn("What did the summit decide?", "The summit, opened by President Anna Berg, decided on a treaty.")
BRIDGE = Turn("Dự án cầu Mây Trắng khởi công năm 2021 có vốn bao nhiêu?", "Tổng vốn 900 tỷ đồng.")

RACE = Turn("Trong tháng 3/2023 đội nào về nhất cuộc đua ghe ở hội Gò Mây?", "Đội Cồn Én về nhất, theo cụ Hồ Văn Nhơn.")

CASES = [
    # another time
    (PRICE, "còn tháng 8?", "Giá sầu riêng tăng bao nhiêu trong tháng 8/2023?"),
    (PRICE, "còn năm 2022 thì sao?", "Giá sầu riêng tăng bao nhiêu trong năm 2022?"),
    (PRICE, "Tháng 6 thì sao?", "Giá sầu riêng tăng bao nhiêu trong tháng 6/2023?"),
    (PRICE, "Thế còn quý III?", "Giá sầu riêng tăng bao nhiêu trong quý III/2023?"),
    (PRICE, "2021?", "Giá sầu riêng tăng bao nhiêu trong tháng 7/2021?"),
    (PRICE, "what about 2022?", "Giá sầu riêng tăng bao nhiêu trong tháng 7/2022?"),
    (PROVINCE, "năm ngoái thì sao?", "Tỉnh Hà Tĩnh có bao nhiêu hồ chứa năm ngoái?"),
    (GROWTH, "What about 2023?", "How much did exports grow in 2023?"),
    (GROWTH, "and in 2021?", "How much did exports grow in 2021?"),
    # another thing
    (PRICE, "còn giá mít thì sao?", "Giá mít tăng bao nhiêu trong tháng 7/2023?"),
    (PRICE, "Thế còn hồ tiêu?", "Giá sầu riêng tăng bao nhiêu trong tháng 7/2023, còn hồ tiêu thì sao?"),
    (CONFERENCE, "còn Hội nghị Khuyến nông lần thứ 4?", "Hội nghị Khuyến nông lần thứ 4 bàn những vấn đề gì?"),
    (FIRE, "Còn ở Hải Phòng?", "Vụ cháy chợ Gò Mây ở Hải Phòng làm bao nhiêu người bị thương?"),
    (MINISTER, "còn Sở Giáo dục?", "Ai là giám đốc Sở Giáo dục Lạc Hà?"),
    (VISIT, "Còn Thái Lan thì sao?", "Ông Vũ Đình Khải thăm Thái Lan khi nào?"),
    (VISIT, "còn ông Hồ Sĩ Lực?", "Ông Hồ Sĩ Lực thăm Lào khi nào?"),
    (PROVINCE, "còn tỉnh Nghệ An?", "Tỉnh Nghệ An có bao nhiêu hồ chứa?"),
    (PROVINCE, "Quảng Bình thì sao?", "Quảng Bình có bao nhiêu hồ chứa?"),
    (GROWTH, "And imports?", "How much did exports grow in 2022, and what about imports?"),
    (VISIT, "Thái Lan?", "Ông Vũ Đình Khải thăm Thái Lan khi nào?"),
    (PROVINCE, "Quảng Bình thì được bao nhiêu?", "Quảng Bình có bao nhiêu hồ chứa?"),
    (PROVINCE, "Nghệ An có mấy?", "Nghệ An có bao nhiêu hồ chứa?"),
    (
        Turn("Đội nào bán nhiều áo nhất năm 2023?", "Hulmar."),
        "Dalmir thì được bao nhiêu?",
        "Đội nào bán nhiều áo nhất năm 2023, còn Dalmir thì sao?",
    ),
    # a word that goes on, or somebody whose name isn't known
    (
        FIRE,
        "Rồi bồi thường mấy đợt cho tiểu thương?",
        "Về vụ cháy chợ Gò Mây ở Hà Nội, bồi thường mấy đợt cho tiểu thương?",
    ),
    (
        PRICE,
        "Trước anh ta mấy người bán được vậy?",
        "Về giá sầu riêng, trước anh ta mấy người bán được vậy trong tháng 7/2023?",
    ),
    # a bare question word
    (PRICE, "vì sao?", "Vì sao giá sầu riêng tăng trong tháng 7/2023?"),
    (PRICE, "Tại sao vậy?", "Vì sao giá sầu riêng tăng trong tháng 7/2023?"),
    (CONFERENCE, "ở đâu?", "Hội nghị Khuyến nông lần thứ 5 bàn những vấn đề đó ở đâu?"),
    (VISIT, "vì sao?", "Vì sao ông Vũ Đình Khải thăm Lào?"),
    (BRIDGE, "Khi nào?", "Dự án cầu Mây Trắng khởi công năm 2021 có vốn khi nào?"),
    (CONFERENCE, "Nói rõ hơn đi", "Hội nghị Khuyến nông lần thứ 5 bàn những vấn đề gì?"),
    (CONFERENCE, "còn gì nữa không?", "Hội nghị Khuyến nông lần thứ 5 bàn những vấn đề gì, còn gì nữa?"),
    (SUMMIT, "why?", "What did the summit decide, and why?"),
    (SUMMIT, "Tell me more", "What did the summit decide?"),
    # pronouns
    (FIRE, "Ông ấy nói gì thêm?", "Ông Lê Văn Thảo nói gì thêm?"),
    (FIRE, "Bà ấy bao nhiêu tuổi?", "Bà Đỗ Thị Mơ bao nhiêu tuổi?"),
    (FIRE, "Vì sao ông ta bị đình chỉ?", "Vì sao ông Lê Văn Thảo bị đình chỉ?"),
    (MINISTER, "Bà sinh năm nào?", "Bà Đào Ngọc Diệp sinh năm nào?"),
    (MINISTER, "người này quê ở đâu?", "Bà Đào Ngọc Diệp quê ở đâu?"),
    (VISIT, "Ông gặp ai?", "Ông Vũ Đình Khải gặp ai?"),
    (CONFERENCE, "bà ấy là ai?", "Thứ trưởng Trần Thu Nguyệt là ai?"),
    (CONFERENCE, "Hội nghị này kéo dài mấy ngày?", "Hội nghị Khuyến nông lần thứ 5 kéo dài mấy ngày?"),
    (BRIDGE, "Dự án đó do ai thiết kế?", "Dự án cầu Mây Trắng do ai thiết kế?"),
    (CONFERENCE, "Nó diễn ra mấy ngày?", "Hội nghị Khuyến nông lần thứ 5 diễn ra mấy ngày?"),
    (PRICE, "Điều đó ảnh hưởng gì?", "Về giá sầu riêng, điều đó ảnh hưởng gì trong tháng 7/2023?"),
    (SUMMIT, "What did she say?", "What did President Anna Berg say?"),
    (SUMMIT, "How long did it last?", "How long did the summit last?"),
    (SUMMIT, "What are its results?", "What are the summit's results?"),
    # a side of the topic
    (FIRE, "Nguyên nhân là gì?", "Về vụ cháy chợ Gò Mây ở Hà Nội, nguyên nhân là gì?"),
    (FIRE, "Xảy ra khi nào?", "Vụ cháy chợ Gò Mây ở Hà Nội xảy ra khi nào?"),
    (CONFERENCE, "Ai chủ trì?", "Ai chủ trì hội nghị Khuyến nông lần thứ 5?"),
    (CONFERENCE, "Diễn ra ở đâu?", "Hội nghị Khuyến nông lần thứ 5 diễn ra ở đâu?"),
    (CONFERENCE, "Có bao nhiêu người tham dự?", "Về hội nghị Khuyến nông lần thứ 5, có bao nhiêu người tham dự?"),
    (SUMMIT, "Who attended?", "Regarding the summit, who attended?"),
    (BRIDGE, "cao bao nhiêu", "Dự án cầu Mây Trắng cao bao nhiêu?"),
    (RACE, "Được thưởng gì?", "Đội về nhất cuộc đua ghe ở hội Gò Mây được thưởng gì trong tháng 3/2023?"),
    (BRIDGE, "Công trình này do ai xây?", "Về dự án cầu Mây Trắng, công trình này do ai xây?"),
    (RACE, "cụ bao nhiêu tuổi?", "Cụ Hồ Văn Nhơn bao nhiêu tuổi trong tháng 3/2023?"),
    (RACE, "Đội đó ở xã nào?", "Đội Cồn Én ở xã nào trong tháng 3/2023?"),
    # days: those of the question before, unless others are named or asked after, or they tell when something began
    (RACE, "ai chủ trì?", "Ai chủ trì đội về nhất cuộc đua ghe ở hội Gò Mây trong tháng 3/2023?"),
    (RACE, "Khi nào kết thúc?", "Về đội về nhất cuộc đua ghe ở hội Gò Mây, khi nào kết thúc?"),
    (RACE, "Ai chủ trì năm 2022?", "Về đội về nhất cuộc đua ghe ở hội Gò Mây, ai chủ trì năm 2022?"),
]
OWN_SUBJECT = [
    "Bác sĩ khuyên gì?",
    "Anh em nhà nông được lợi gì?",
    "Lạm phát là gì?",
    "Tesla chết năm nào?",
    "Giá dầu này của Nga tăng bao nhiêu?",
    "Giá vàng hôm nay bao nhiêu?",
    "Đội bóng Hồng Lĩnh thắng mấy bàn?",
    "Ai là thủ tướng Nhật Bản?",
    "Hội nghị Khuyến nông lần thứ 5 kết thúc khi nào?",
    "Tháng này trời có mưa không?",
    "Vì sao ông Trần Hữu Lộc nói ông ấy vô tội?",
    "Nhà máy Sông Lam phát điện từ khi nào và công suất ở đó là bao nhiêu?",
    "What is the capital of France?",
    "Who is Tim Berg and where does he live?",
    "Con trâu ăn gì?",
    "😀",
    "",
]


@pytest.mark.parametrize(("turn", "question", "whole"), CASES)
def test_becomes_self_standing(turn: Turn, question: str, whole: str) -> None:
    assert self_standing(question, [turn], TODAY) == whole


@pytest.mark.parametrize("question", OWN_SUBJECT)
@pytest.mark.parametrize("turn", [CONFERENCE, FIRE, SUMMIT])
def test_a_change_of_subject_is_left_alone(turn: Turn, question: str) -> None:
    assert self_standing(question, [turn], TODAY) is None


@pytest.mark.parametrize("question", [question for _, question, _ in CASES])
def test_nothing_to_take_without_turns(question: str) -> None:
    assert self_standing(question, [], TODAY) is None


def test_whom_an_older_turn_named() -> None:
    turns = [MINISTER, Turn("Sở Y tế Lạc Hà ở đâu?", "Ở đường Hoa Sữa.")]
    assert self_standing("bà ấy nói gì?", turns, TODAY) == "Bà Đào Ngọc Diệp nói gì?"


def test_nobody_of_the_other_sex_is_meant() -> None:
    whole = self_standing("ông ấy gặp người bán cá ở chợ lúc mấy giờ sáng?", [MINISTER], TODAY)
    assert whole == "Về giám đốc Sở Y tế Lạc Hà, ông ấy gặp người bán cá ở chợ lúc mấy giờ sáng?"
