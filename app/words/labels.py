"""Words for what Streamlit draws: read aloud by screen readers, seldom seen."""

TABLE: dict[str, tuple[str, str]] = {
    "send": ("Gửi câu hỏi", "Send the question"),
    "stop_answering": ("Dừng trả lời", "Stop answering"),
    "open_sidebar": ("Mở thanh bên", "Open the sidebar"),
    "close_sidebar": ("Thu gọn thanh bên", "Close the sidebar"),
    "sidebar": ("Thanh bên", "Sidebar"),
    "sections": ("Các mục", "Sections"),
    "main_menu": ("Trình đơn", "Menu"),
    "copy_all": ("Sao chép vào bộ nhớ tạm", "Copy to the clipboard"),
    "clear": ("Xóa nội dung đã nhập", "Clear what was typed"),
}
