"""Questions to begin with that the example articles answer."""

# What the example articles answer: title of the article, question, languages of the interface that show it.
EXAMPLES = (
    (
        "Saltwater pushes 62 km inland, leaving Ben Tre families short of fresh water",
        "How far inland has saltwater pushed?",
        "en",
    ),
    ("Thông xe cầu An Thạch, chấm dứt hơn nửa thế kỷ lụy phà", "Cầu An Thạch dài bao nhiêu mét?", "vi en"),
    (
        "Tỉnh ủy Hải Lâm bàn năm nội dung lớn, quyết không lùi mục tiêu tăng trưởng",
        "Hội nghị Tỉnh ủy Hải Lâm hồi tháng 7-2023 thảo luận những nội dung gì?",
        "vi",
    ),
    (
        "Thắng nghẹt thở sau 120 phút, Sông Điềm vô địch Cúp Đồng bằng",
        "tran chung ket cup Dong bang co bao nhieu khan gia?",
        "vi en",
    ),
    (
        "Lở đất ở Mường Lân: Ít nhất 5 người thiệt mạng, 19 căn nhà bị vùi lấp",
        "Vì sao số liệu thương vong của xã và của tỉnh về vụ lở đất ở Mường Lân khác nhau?",
        "vi en",
    ),
)
