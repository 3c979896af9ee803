"""Words of the folders of quotes."""

TABLE: dict[str, tuple[str, str]] = {
    "clippings": ("Sổ trích dẫn", "Clippings"),
    "clippings_why": (
        "Các câu trích bạn giữ lại cho một bài viết, kèm nguồn. Ghim ở dưới câu trả lời, hoặc ở bài đang đọc.",
        "Quotes that you keep for a piece, with their sources. Pin them under an answer, or in the article you read.",
    ),
    "clippings_none": (
        "Chưa có trích dẫn nào. Bấm “Ghim trích dẫn” dưới một câu trả lời.",
        "No quotes yet. Press “Pin quotes” under an answer.",
    ),
    "clippings_seen": (
        "Các câu trích mà người biên tập giữ lại, kèm nguồn. Bạn xem và tải về được; ghim và sửa là việc của người "
        "biên tập.",
        "Quotes that editors keep, with their sources. You can read them and take them away; pinning and changing them "
        "is for editors.",
    ),
    "clippings_none_seen": ("Chưa có trích dẫn nào.", "No quotes yet."),
    "clippings_shared": (
        "Trang này không cần đăng nhập: ai mở trang cũng thấy và sửa được sổ này.",
        "Nobody signs in here: whoever opens the page sees and changes these.",
    ),
    "clip": ("Ghim trích dẫn", "Pin quotes"),
    "clip_why": (
        "Giữ các câu được trích của câu trả lời này trong sổ trích dẫn",
        "Keeps the sentences that this answer quotes among your clippings",
    ),
    "clip_passage": ("Ghim", "Pin"),
    "clip_passage_why": ("Giữ đoạn được tô trong sổ trích dẫn", "Keeps the marked passage among your clippings"),
    "clipped": ("Đã ghim {count} trích dẫn vào “{folder}”.", "{count} quotes pinned to “{folder}”."),
    "clipped_before": ("Các trích dẫn này đã có trong “{folder}”.", "These quotes are in “{folder}” already."),
    "first_folder": ("Bài đang viết", "Work in progress"),
    "folder": ("Ngăn", "Folder"),
    "folder_label": ("{name} ({count})", "{name} ({count})"),
    "new_folder": ("Ngăn mới", "New folder"),
    "new_folder_why": (
        "Từ giờ, các trích dẫn được ghim vào ngăn đang mở.",
        "From now on quotes are pinned to the folder that is open.",
    ),
    "rename_folder": ("Đổi tên ngăn", "Rename the folder"),
    "empty_folder": ("Bỏ cả ngăn", "Discard the folder"),
    "empty_folder_why": (
        "Cả {count} trích dẫn trong ngăn “{name}” sẽ bị bỏ. Các bài vẫn còn.",
        "All {count} quotes in “{name}” are discarded. The articles stay.",
    ),
    "folder_is_empty": ("Ngăn này chưa có gì.", "This folder holds nothing yet."),
    "clip_note": ("Ghi chú", "Note"),
    "clip_remove": ("Bỏ trích dẫn này", "Discard this quote"),
    "copy_clippings": ("Sao chép", "Copy"),
    "copy_clippings_why": ("Sao chép các trích dẫn kèm nguồn", "Copy the quotes with their sources"),
    "copy_clippings_markdown": ("Sao chép dạng Markdown", "Copy as Markdown"),
    "copy_clippings_markdown_why": ("Sao chép các trích dẫn dưới dạng Markdown", "Copy the quotes as Markdown"),
    "file_clippings": ("trich-dan", "clippings"),
}
