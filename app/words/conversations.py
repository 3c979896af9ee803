"""Words around conversations: their list, their export, the ratings."""

TABLE: dict[str, tuple[str, str]] = {
    "conversations": ("Hội thoại", "Conversations"),
    "conversations_shared": (
        "Trang này không cần đăng nhập: ai mở trang cũng thấy, hỏi tiếp và xóa được các hội thoại dưới đây.",
        "Nobody signs in here: whoever opens the page sees these conversations and can continue and delete them.",
    ),
    "conversations_seen": (
        "Trang này không cần đăng nhập: ai mở trang cũng thấy và hỏi tiếp được các hội thoại dưới đây. Đổi tên, ghim "
        "và xóa là việc của người biên tập.",
        "Nobody signs in here: whoever opens the page sees these conversations and can continue them. Renaming, "
        "pinning and deleting them is for editors.",
    ),
    "find_conversation": ("Tìm trong các hội thoại", "Search the conversations"),
    "no_conversation_found": ("Không có hội thoại nào khớp.", "No conversation matches."),
    "conversation_gone": (
        "Không tìm thấy hội thoại này: có thể nó đã bị xóa. Bạn cứ bắt đầu hội thoại mới.",
        "This conversation isn't there: it may have been deleted. You can start a new one.",
    ),
    "conversation_unkept": (
        "Hội thoại này chưa được lưu: {reason}",
        "This conversation isn't kept: {reason}",
    ),
    "turn_unreadable": (
        "Lượt hỏi đáp này do một phiên bản khác ghi lại và không đọc được. Hãy nâng cấp: pip install --upgrade hoibao",
        "This turn was recorded by another version and can't be read. Upgrade: pip install --upgrade hoibao",
    ),
    "conversation_menu": ("Tùy chọn: {name}", "Options: {name}"),
    "more_conversations": ("Xem thêm", "Show more"),
    "pinned": ("Đã ghim", "Pinned"),
    "today": ("Hôm nay", "Today"),
    "yesterday": ("Hôm qua", "Yesterday"),
    "last_week": ("7 ngày qua", "Last 7 days"),
    "rename": ("Đổi tên", "Rename"),
    "pin_conversation": ("Ghim lên đầu", "Pin to the top"),
    "unpin_conversation": ("Bỏ ghim", "Unpin"),
    "export_conversation": ("Xuất ra tệp", "Export"),
    "export_md": ("Xuất Markdown", "Export Markdown"),
    "export_docx": ("Xuất Word", "Export Word"),
    "export_json": ("Xuất JSON", "Export JSON"),
    "delete": ("Xóa hội thoại", "Delete"),
    "delete_sure": ("Xóa hẳn, không lấy lại được", "Delete for good"),
    # the exported document
    "exported": ("Xuất từ Hỏi Báo ngày {day}", "Exported from Hỏi Báo on {day}"),
    "question": ("Câu hỏi", "Question"),
    "answer": ("Trả lời", "Answer"),
    "how_to_check": (
        "Cách kiểm chứng: SHA-256 tính trên văn bản bài báo lúc trả lời (UTF-8); vị trí [đầu, cuối) đếm theo ký tự "
        "Unicode từ 0, nên `văn_bản[đầu:cuối]` phải đúng từng chữ với đoạn trích.",
        "How to check: SHA-256 is of the article's text at the time of the answer (UTF-8); positions [start, end) "
        "count Unicode code points from 0, so `text[start:end]` must be the quote to the letter.",
    ),
    "at": ("ký tự {start}–{end} của bài {id}", "characters {start}–{end} of article {id}"),
    "digest": ("SHA-256 {digest}", "SHA-256 {digest}"),
    # `hoibao feedback`
    "feedback_unjudged": (
        "{count} câu trả lời bị chê không được xuất, vì chưa có bằng chứng đúng để chấm. Xem chúng và lý do: "
        "hoibao feedback --json",
        "{count} answers rated down were left out: nothing says yet what would be right. See them with the reasons: "
        "hoibao feedback --json",
    ),
    "feedback_none": ("Chưa có câu trả lời nào được đánh giá.", "No answer has been rated yet."),
}
