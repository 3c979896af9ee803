"""Words of the chat section and of the article beside it."""

TABLE: dict[str, tuple[str, str]] = {
    "tagline": (
        "Hỏi kho báo của bạn. Câu nào trong câu trả lời cũng có nguồn để mở ra đối chiếu.",
        "Ask your news articles. Every sentence of the answer has a source you can open and check.",
    ),
    "welcome": ("Bạn muốn biết điều gì?", "What would you like to know?"),
    "try_these": ("Thử hỏi", "Try asking"),
    "question_box": ("Hỏi về các bài báo trong thư viện…", "Ask about the articles in the library…"),
    "box_count": ("{n}/{limit} ký tự", "{n}/{limit} characters"),
    "box_too_long": (
        "{n}/{limit} ký tự: câu hỏi quá dài nên chưa gửi được. Hãy rút gọn.",
        "{n}/{limit} characters: the question is too long to be sent. Shorten it.",
    ),
    "box_pasted": (
        "Đoạn vừa dán dài {n} ký tự, mà câu hỏi chỉ được tối đa {limit}. Muốn hỏi về một văn bản dài, hãy thêm nó vào "
        "Thư viện.",
        "What you pasted has {n} characters, and a question at most {limit}. To ask about a long text, add it in the "
        "Library section.",
    ),
    "box_unsent": (
        "Câu hỏi này chưa đến được máy chủ vì mất kết nối. Hãy gửi lại.",
        "This question did not reach the server, as the connection was lost. Send it again.",
    ),
    "interface_language": ("Ngôn ngữ giao diện", "Language of the interface"),
    "mode_quote": ("Trả lời bằng cách trích nguyên văn", "Answers are quoted word for word"),
    "mode_llm": ("Trả lời bằng mô hình {model}", "Answers are worded by {model}"),
    "new_conversation": ("Hội thoại mới", "New conversation"),
    "searching": ("Đang tìm trong các bài báo…", "Searching the articles…"),
    "step_thinking": ("Mô hình đang suy nghĩ…", "The model is thinking…"),
    "step_searching": ("Đang tìm: {query}", "Searching: {query}"),
    "step_reading": ("Đang đọc: {title}", "Reading: {title}"),
    "step_listing": ("Đang liệt kê các bài về: {about}", "Listing articles on: {about}"),
    "step_listing_all": ("Đang xem danh sách bài", "Looking through the list of articles"),
    "step_dating": ("Đang lập dòng thời gian: {topic}", "Putting in order of time: {topic}"),
    "step_checking": ("Đang đối chiếu lại với các bài…", "Reading the articles once more…"),
    "step_read": (
        "Số bài đã tìm thấy: {articles}. Đang viết câu trả lời…",
        "Articles found: {articles}. Writing the answer…",
    ),
    "quoted": ("Xem câu trả lời trích nguyên văn", "Show the quoted answer"),
    "quoted_why": (
        "Hỏi lại, chỉ lấy nguyên văn các câu trong bài báo.",
        "Asks again, for sentences of the articles word for word.",
    ),
    "research": ("Tìm hiểu kỹ", "Look into it"),
    "research_why": (
        "Tìm nhiều lần, từ nhiều mặt, rồi viết một câu trả lời. Mất nhiều thời gian và token hơn.",
        "Searches several times, from several sides, and writes one answer. Takes more time and tokens.",
    ),
    "tokens_used": (
        "Mô hình đã đọc {input} và viết {output} token.",
        "The model read {input} and wrote {output} tokens.",
    ),
    "step_waiting": (
        "Sẽ trả lời ngay sau khi xong câu hỏi trước…",
        "Will be answered as soon as the question before is…",
    ),
    "stopped": ("Đã dừng trước khi trả lời xong.", "Stopped before the answer was finished."),
    "unanswered": (
        "Câu hỏi này đã được lưu nhưng chưa được trả lời.",
        "This question was kept, but has not been answered.",
    ),
    "answer_failed": (
        "Có lỗi ngoài dự kiến nên chưa trả lời được. Hãy hỏi lại.",
        "Something unexpected went wrong, and there is no answer. Ask again.",
    ),
    "example_of": ("{title}: có gì đáng chú ý?", "{title}: what happened?"),
    "partial": ("mới khớp một phần", "partly supported"),
    "partial_why": (
        "Nguồn được dẫn chỉ nói một phần của câu này. Hãy đọc nguồn trước khi dùng.",
        "The cited sources carry only part of this sentence. Read them before you rely on it.",
    ),
    "unsupported": ("chưa có căn cứ", "not supported"),
    "unsupported_why": (
        "Không nguồn nào được dẫn nói điều này. Đừng dùng khi chưa kiểm chứng.",
        "No cited source says this. Do not rely on it unchecked.",
    ),
    "take_off_wording": ("Hiểu là: {text} ✕", "Understood as: {text} ✕"),
    "take_off_wording_why": (
        "Câu hỏi được hiểu như vậy để đi tìm. Bấm để hỏi lại đúng nguyên văn đã gõ.",
        "The question was read like this to search. Press to ask again in exactly the words typed.",
    ),
    "take_off_days": ("Đăng từ {start} đến {end} ✕", "Published {start} to {end} ✕"),
    "take_off_day": ("Đăng ngày {start} ✕", "Published {start} ✕"),
    "take_off_days_why": (
        "“{words}” được hiểu là ngày đăng bài. Bấm để hỏi lại, tìm trong mọi ngày.",
        "“{words}” was read as the days of publication. Press to ask again over all days.",
    ),
    "take_off_outlet": ("Ưu tiên {outlet} ✕", "{outlet} first ✕"),
    "take_off_outlet_why": (
        "Câu hỏi nhắc đến {outlet} nên bài của báo này được xếp lên trước. Bấm để hỏi lại mà không ưu tiên báo nào.",
        "The question names {outlet}, so its articles come first. Press to ask again with no outlet put first.",
    ),
    "contradicted": ("trái với nguồn", "contradicted"),
    "contradicted_why": (
        "Nguồn được dẫn nói khác. Hãy theo nguồn.",
        "The cited source says otherwise. Go by the source.",
    ),
    "reason_figure": ("Con số “{words}” không có trong nguồn.", "The figure “{words}” is not in the source."),
    "reason_date": (
        "Ngày hoặc giờ “{words}” không có trong nguồn.",
        "The date or time “{words}” is not in the source.",
    ),
    "reason_name": ("Nguồn không nói về “{words}”.", "The source does not speak of “{words}”."),
    "reason_negation": (
        "Câu này và nguồn khác nhau ở chữ phủ định “{words}”.",
        "This sentence and the source differ in a “{words}”.",
    ),
    "reason_opposite": ("Nguồn nói ngược lại với “{words}”.", "The source says the opposite of “{words}”."),
    "reason_role": (
        "Trong nguồn, “{words}” gắn với việc khác.",
        "In the source, “{words}” belongs to something else.",
    ),
    "reason_mood": (
        "Nguồn nói là “{words}”, chưa phải việc đã xảy ra.",
        "The source says “{words}”; it does not say that this has happened.",
    ),
    "instead_figure": ("Nguồn ghi {source}, không phải {words}.", "The source gives {source}, not {words}."),
    "instead_date": ("Nguồn ghi {source}, không phải {words}.", "The source gives {source}, not {words}."),
    "instead_name": ("Nguồn nói về {source}, không phải {words}.", "The source speaks of {source}, not of {words}."),
    "instead_opposite": ("Nguồn nói “{source}”, không phải “{words}”.", "The source says “{source}”, not “{words}”."),
    "instead_role": (
        "Trong nguồn, điều này là của {source}, không phải {words}.",
        "In the source this belongs to {source}, not to {words}.",
    ),
    "cited_unsupported_why": (
        "Mô hình dẫn bài này, nhưng không thấy điều đó trong bài. Đừng dùng khi chưa kiểm chứng.",
        "The model cites this article, but it is not found there. Do not rely on it unchecked.",
    ),
    "reason_words": ("Không thấy trong nguồn: {words}.", "Not found in the source: {words}."),
    "nearest_articles": ("Những bài gần nhất", "The nearest articles"),
    "ask_next": ("Hỏi tiếp", "Ask next"),
    "original": ("Bản gốc", "Original"),
    "whole_article": ("Đọc cả bài", "Read the article"),
    "article": ("Bài báo", "Article"),
    "article_gone": (
        "Bài này không còn trong thư viện, hoặc đã được thay bằng bản khác kể từ lúc trả lời.",
        "This article has left the library, or was replaced by another version since the answer was given.",
    ),
    "sources": ("Nguồn", "Sources"),
    "undated": ("không rõ ngày", "undated"),
    "chat": ("Hỏi đáp", "Chat"),
    "source": ("Nguồn {n}", "Source {n}"),
    "also_read": ("Đã đọc thêm ({count})", "Also read ({count})"),
    "also_read_why": (
        "Những đoạn đã được xem khi tìm câu trả lời nhưng không được trích dẫn.",
        "Passages that were looked at for this answer but aren't cited.",
    ),
    # what screen readers say of a turn
    "question_number": ("Câu hỏi {n}", "Question {n}"),
    "answer_number": ("Trả lời câu hỏi {n}", "Answer to question {n}"),
    "answered": ("Đã có câu trả lời cho câu hỏi {n}.", "Question {n} has been answered."),
    # what can be done with an answer
    "up": ("Câu trả lời tốt", "A good answer"),
    "down": ("Câu trả lời chưa tốt", "Not a good answer"),
    "copy": ("Sao chép", "Copy"),
    "copy_why": ("Sao chép câu trả lời kèm nguồn", "Copy the answer with its sources"),
    "copy_plain": ("Chỉ câu trả lời", "Answer alone"),
    "copy_plain_why": ("Sao chép câu trả lời, không kèm số và nguồn", "Copy the answer without numbers and sources"),
    "copy_markdown": ("Markdown", "Markdown"),
    "copy_markdown_why": (
        "Sao chép câu hỏi, câu trả lời và nguồn dưới dạng Markdown",
        "Copy question, answer and sources as Markdown",
    ),
    "copy_more": ("Sao chép dạng khác", "Copy in another form"),
    "copied_now": ("Đã chép", "Copied"),
    "retry": ("Hỏi lại", "Ask again"),
    "edit": ("Sửa câu hỏi", "Edit the question"),
    "edit_why": (
        "Câu hỏi sẽ được hỏi lại ngay tại đây; các lượt sau nó sẽ bị bỏ.",
        "The question is asked again in this place; the turns after it are dropped.",
    ),
    "ask": ("Hỏi", "Ask"),
    "cancel": ("Thôi", "Cancel"),
    "rate_reason": ("Vì sao? (không bắt buộc)", "Why? (optional)"),
    "rate_thanks": ("Cảm ơn bạn, đánh giá đã được lưu.", "Thank you, your rating is kept."),
    # the article beside the conversation
    "close": ("Đóng", "Close"),
    "previous_citation": ("Trích dẫn trước", "Previous citation"),
    "next_citation": ("Trích dẫn sau", "Next citation"),
    "citation_of": ("Trích dẫn {n}/{count}", "Citation {n} of {count}"),
    "link_here": ("Liên kết", "Link"),
    "link_here_why": (
        "Liên kết tới đúng đoạn này, vẫn dùng được sau khi tải lại trang hoặc nạp lại bài.",
        "A link to this very passage; it outlives reloading the page and reading the article in again.",
    ),
    "passage_changed": (
        "Bài này đã thay đổi từ khi có liên kết: không còn đoạn được trích. Dưới đây là bài như hiện nay.",
        "This article has changed since the link was made: the passage is gone. Here is the article as it is now.",
    ),
    "quoted_then": ("Đoạn được trích khi trả lời:", "The passage as it was quoted:"),
}
