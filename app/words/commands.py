"""What commands report."""

TABLE: dict[str, tuple[str, str]] = {
    "reading": ("Đang nạp", "Reading"),
    "embedding": ("Đang nhúng", "Embedding"),
    "rechunking": ("Đang chia lại đoạn", "Cutting anew"),
    "not_in_step": (
        "--sync và --watch dùng cho tệp và thư mục; với địa chỉ web, hãy chạy lại lệnh này khi muốn cập nhật",
        "--sync and --watch are for files and folders; for web addresses, run the command again to update them",
    ),
    "waiting": (
        "Tiến trình {process} đang nạp bài vào thư viện này; lệnh này chờ cho đến khi xong.",
        "Process {process} is ingesting into this library; waiting until it is done.",
    ),
    "ray_missing": (
        "Chưa cài Ray ({detail}). Cài đặt: pip install '.[ray]'",
        "Ray is not installed ({detail}). Install it: pip install '.[ray]'",
    ),
    "ray_unreachable": (
        "Không kết nối được với cụm Ray ({detail}). Hãy kiểm tra địa chỉ, xem máy này đã vào cụm chưa "
        "(ray start --address=MÁY:CỔNG), hoặc bỏ địa chỉ để chạy ngay trên máy này.",
        "The Ray cluster can't be reached ({detail}). Check the address and that this machine belongs to the cluster "
        "(ray start --address=HOST:PORT), or leave the address out to run on this machine.",
    ),
    "ray_failed": (
        "Cụm Ray gặp lỗi giữa chừng ({detail}). Những bài đã nạp được giữ nguyên; chạy lại lệnh này để nạp tiếp.",
        "The Ray cluster failed half-way ({detail}). What has been stored stays; run the same command again to go on.",
    ),
    "stopping": (
        "Đang dừng: lưu nốt những bài đang xử lý. Nhấn Ctrl-C lần nữa để dừng ngay.",
        "Stopping: storing what is being worked on. Press Ctrl-C again to stop at once.",
    ),
    "watching": (
        "Đang theo dõi {folders}. Nhấn Ctrl-C để dừng.",
        "Watching {folders}. Press Ctrl-C to stop.",
    ),
    "link_twin": ("Cùng nội dung: {about} [{id}]", "Same story: {about} [{id}]"),
    "link_corrects": ("Đính chính cho: {about} [{id}]", "Corrects: {about} [{id}]"),
    "link_corrected_by": ("Đã được đính chính: {about} [{id}]", "Corrected by: {about} [{id}]"),
    "interrupted": (
        "Đã dừng giữa chừng; những bài đã nạp được giữ nguyên. Chạy lại lệnh này để nạp tiếp.",
        "Stopped half-way; what has been stored stays. Run the same command again to go on.",
    ),
    "ingested": (
        "Thêm {added} bài, cập nhật {updated}, không đổi {unchanged}, trùng {duplicates}, xóa {removed}, "
        "không nạp được {rejected}. "
        "Thư viện có {articles} bài, {chunks} đoạn ({seconds} giây).",
        "{added} added, {updated} updated, {unchanged} unchanged, {duplicates} duplicates, {removed} removed, "
        "{rejected} rejected. "
        "The library holds {articles} articles in {chunks} chunks ({seconds} s).",
    ),
    "evaluating": ("Đang chấm", "Evaluating"),
    "questions_unusable": (
        "Không dùng được tệp câu hỏi {file}, dòng {line} ({detail}). Mỗi dòng phải là một mục JSON gồm "
        "id, question, answers, evidence, answerable.",
        "The questions file {file} can't be used, line {line} ({detail}). Each line must be a JSON object with "
        "id, question, answers, evidence, answerable.",
    ),
    "chunk_count": ("{chunks} đoạn", "{chunks} chunks"),
    "article_missing": (
        "Thư viện không có bài nào mang mã '{id}'. Xem các mã: hoibao articles",
        "The library has no article '{id}'. See the ids: hoibao articles",
    ),
    "removed": ("Đã xóa {removed} bài.", "{removed} articles removed."),
    "reindexed": ("Đã lập lại chỉ mục {chunks} đoạn ({seconds} giây).", "{chunks} chunks indexed again ({seconds} s)."),
    "port_unusable": (
        "Không mở được cổng {port} (đang bận, không được phép dùng hoặc lớn hơn 65535). Hãy chọn cổng khác: "
        "hoibao page --port {other}",
        "Port {port} can't be opened (it is taken, not permitted or above 65535). Choose another: "
        "hoibao page --port {other}",
    ),
    "history_unusable": (
        "Không đọc được tệp hội thoại {file} ({detail}). Tệp phải là một danh sách JSON gồm các mục "
        '{{"question": …, "answer": …}}.',
        'The history file {file} can\'t be used ({detail}). It must be a JSON list of {{"question": …, "answer": …}}.',
    ),
    "cut_otherwise": (
        "{articles} bài còn được chia đoạn theo cách cũ. Chia lại, không cần tệp nguồn: hoibao reindex{option}",
        "{articles} articles are still cut into chunks the old way. Cut them anew, without their files: "
        "hoibao reindex{option}",
    ),
    "sentences_missing": (
        "{chunks} đoạn chưa được nhúng từng câu nên xếp hạng kém chính xác hơn. "
        "Bổ sung: hoibao reindex --embeddings{option}, hoặc chờ lần hoibao ingest tới.",
        "The sentences of {chunks} chunks are not embedded yet, so these are ranked less precisely. "
        "Embed them: hoibao reindex --embeddings{option}, or wait for the next hoibao ingest.",
    ),
    "library_faults": (
        "{faults}. Lập lại các chỉ mục: hoibao reindex{option}; nếu vẫn lỗi, hãy khôi phục từ bản sao lưu.",
        "{faults}. Rebuild what is derived: hoibao reindex{option}; if that does not help, put back a copy.",
    ),
    "answer_stopping": (
        "Đang dừng, phần đã có sẽ được giữ lại. Bấm Ctrl-C lần nữa để thoát ngay.",
        "Stopping; what there is by now is kept. Press Ctrl-C once more to leave at once.",
    ),
    "answer_saved": ("Đã lưu câu trả lời vào {file}.", "The answer was saved to {file}."),
    "unwritable": ("Không ghi được tệp {file}: {detail}.", "The file {file} can't be written: {detail}."),
    "llm_unset": (
        "Chưa đặt HOIBAO_LLM: câu trả lời được trích nguyên văn.",
        "HOIBAO_LLM is not set: answers are quoted word for word.",
    ),
}
