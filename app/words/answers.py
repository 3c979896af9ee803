"""Words around a quoted answer: what leads to it, and what the articles don't state."""

TABLE: dict[str, tuple[str, str]] = {
    "more_from_article": ("Thêm từ bài", "More from the article"),
    "not_stated": ("Các bài không nêu điều này.", "The articles don't state this."),
    "not_stated_why": ("Các bài không nêu lý do.", "The articles don't say why."),
    "not_stated_age": ("Các bài không nêu tuổi.", "The articles don't state the age."),
    "not_stated_share": ("Các bài không nêu tỷ lệ này.", "The articles don't state this share."),
    "not_stated_span": (
        "Các bài không nêu khoảng thời gian này.",
        "The articles don't say how long it takes.",
    ),
    "not_stated_measure": ("Các bài không nêu số đo này.", "The articles don't state this measurement."),
    "not_stated_money": ("Các bài không nêu số tiền này.", "The articles don't state this amount of money."),
    "not_stated_count": ("Các bài không nêu con số này.", "The articles don't state this number."),
    "not_stated_when": ("Các bài không nêu thời điểm.", "The articles don't say when."),
    "not_stated_who": ("Các bài không nêu đó là ai.", "The articles don't say who."),
    "not_stated_where": ("Các bài không nêu địa điểm.", "The articles don't say where."),
    "not_stated_purpose": ("Các bài không nêu mục đích.", "The articles don't state the purpose."),
    "not_stated_way": ("Các bài không nêu cụ thể như thế nào.", "The articles don't say how."),
    "not_stated_code": (
        "Các bài không nêu số hoặc địa chỉ này.",
        "The articles don't state this number or address.",
    ),
    "not_stated_list": ("Các bài không liệt kê những điều này.", "The articles don't list these."),
    "not_stated_name": ("Các bài không nêu cụ thể điều này.", "The articles don't name it."),
    "what_comes_nearest": ("Gần nhất:", "What comes nearest:"),
    "nearest_about": ("Về “{about}”: {quote}", "On “{about}”: {quote}"),
    "source_in_vi": (
        "Bài được trích viết bằng tiếng Việt.",
        "The article quoted is in Vietnamese.",
    ),
    "source_in_en": (
        "Bài được trích viết bằng tiếng Anh.",
        "The article quoted is in English.",
    ),
}
