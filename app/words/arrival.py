"""Words of the page before the first question: what came in, and the briefing to take away."""

TABLE: dict[str, tuple[str, str]] = {
    "briefing_days": ("Điểm tin từ {first} đến {last}", "Briefing, {first} to {last}"),
    "briefing_day": ("Điểm tin ngày {last}", "Briefing of {last}"),
    "briefing_undated": ("Các bài mới thêm gần đây", "The articles added last"),
    "briefing_count": ("{total} bài", "{total} articles"),
    "briefing_outlets": ("nhiều nhất: {outlets}", "most from: {outlets}"),
    "briefing_outlet": ("{outlet} ({count})", "{outlet} ({count})"),
    "stories": ("Tin được nhiều bài đưa", "Stories that most articles tell"),
    "story_articles": ("{count} bài", "{count} articles"),
    "story_outlets": ("{count} bài, {outlets} báo", "{count} articles, {outlets} outlets"),
    "story_others": ("Các bài khác về việc này", "Other articles on it"),
    "all_headlines": ("Tất cả các tin", "All headlines"),
    "headlines_more": ("Xem thêm {count} bài", "{count} more"),
    "headlines_left": ("Còn {count} bài nữa trong Thư viện.", "{count} more are in the Library."),
    "no_section": ("Chưa ghi chuyên mục", "No section given"),
    "no_day": ("Không rõ ngày", "Undated"),
    "since_visit": (
        "Mới thêm từ lần ghé trước ({day}): {count} bài",
        "Added since your last visit ({day}): {count}",
    ),
    # what can be taken away
    "copy_briefing": ("Sao chép", "Copy"),
    "copy_briefing_why": ("Sao chép bản điểm tin", "Copy the briefing"),
    "copy_briefing_markdown": ("Sao chép dạng Markdown", "Copy as Markdown"),
    "copy_briefing_markdown_why": (
        "Sao chép bản điểm tin dưới dạng Markdown",
        "Copy the briefing as Markdown",
    ),
    "word": ("Tải Word", "Word"),
    "word_why": ("Tải về thành tệp Word (.docx)", "Download as a Word file (.docx)"),
    "print": ("In", "Print"),
    "print_why": ("In, hoặc lưu thành PDF", "Print, or save as PDF"),
    "taken_from": ("Lấy từ Hỏi Báo ngày {day}", "From Hỏi Báo, {day}"),
    "file_briefing": ("diem-tin", "briefing"),
    "file_answer": ("tra-loi", "answer"),
}
