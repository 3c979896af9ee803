"""Words around a question and its answer: small talk, what was understood, notes."""

TABLE: dict[str, tuple[str, str]] = {
    "question_empty": ("Bạn chưa nhập câu hỏi.", "Please type a question."),
    "question_too_long": (
        "Câu hỏi quá dài: tối đa {limit} ký tự. Hãy rút gọn rồi hỏi lại.",
        "The question is too long: at most {limit} characters. Shorten it and ask again.",
    ),
    "no_answer": (
        "Không tìm thấy câu trả lời trong thư viện. Đã tìm trong {searched}.",
        "The library does not answer this. Searched {searched}.",
    ),
    "nearest": ("Những bài gần nhất: {titles}.", "The nearest articles: {titles}."),
    "ask_better": (
        "Bạn thử nêu rõ tên người, địa danh, sự kiện hoặc thời gian, hoặc nạp thêm bài báo về việc này.",
        "Try naming the person, place, event or time, or add articles about it.",
    ),
    "greeting": (
        "Xin chào! Bạn cứ hỏi về các bài báo trong thư viện; câu nào trong câu trả lời cũng có nguồn để đối chiếu.",
        "Hello! Ask me about the articles in the library; every sentence of an answer has a source you can check.",
    ),
    "thanks": (
        "Rất vui được giúp bạn. Bạn muốn hỏi thêm điều gì không?",
        "You are welcome. Is there anything else you would like to know?",
    ),
    "abilities": (
        "Tôi trả lời câu hỏi về tin tức trong thư viện này ({held}) và dẫn nguồn cho từng câu. Bạn gõ có dấu hay không "
        "dấu, tiếng Việt hay tiếng Anh đều được, và có thể hỏi tiếp như “vì sao?”.",
        "I answer questions about the news in this library ({held}) and name the source of every sentence. Ask in "
        "Vietnamese, with or without diacritics, or in English, and go on asking: “why?”.",
    ),
    "yes": (
        "Vâng. Bạn muốn hỏi gì tiếp thì cứ gõ câu hỏi nhé.",
        "All right. Ask whatever you would like to know next.",
    ),
    "no": ("Vâng, khi nào cần bạn cứ hỏi nhé.", "All right. Ask whenever you like."),
    "reaction": (
        "Bạn muốn biết thêm thì cứ hỏi tiếp, chẳng hạn “vì sao?” hoặc “ở đâu?”.",
        "If you would like to know more, go on asking, for example “why?” or “where?”.",
    ),
    "form": (
        "Viết lại câu trả lời (ngắn hơn, dịch, thành bảng…) cần một mô hình ngôn ngữ, mà câu trả lời trên được trích "
        "nguyên văn từ bài báo. Muốn vậy, hãy chọn mô hình trong mục Cài đặt hoặc đặt HOIBAO_LLM.",
        "Putting an answer in another form (shorter, translated, as a table …) takes a language model, and the answer "
        "above is quoted word for word. To have that, choose a model under Settings or set HOIBAO_LLM.",
    ),
    "doubt": (
        "Câu trả lời trên là nguyên văn từ bài báo. Hãy mở nguồn được đánh số sau mỗi câu để đối chiếu; bài báo cũng "
        "có thể sai.",
        "The answer above is quoted word for word from the articles. Open the numbered source after each sentence to "
        "check it; an article may be wrong, too.",
    ),
    "nothing_before": (
        "Chưa có câu trả lời nào để viết lại hay kiểm tra. Bạn hãy hỏi một điều về các bài báo trước đã.",
        "There is no answer yet to rewrite or to check. Ask something about the articles first.",
    ),
    "goodbye": ("Tạm biệt, hẹn gặp lại bạn!", "Goodbye, see you soon!"),
    "for_example": ("Ví dụ: {question}", "For example: {question}"),
    "searched": ("{articles} bài báo", "{articles} articles"),
    "searched_dates": (
        "{articles} bài báo, từ {earliest} đến {latest}",
        "{articles} articles dated {earliest} to {latest}",
    ),
    "understood_as": ("Hiểu là: {text}", "Understood as: {text}"),
    "days": (
        "Chỉ xét các bài đăng từ {start} đến {end} (“{words}”).",
        "Only articles published {start} to {end} (“{words}”).",
    ),
    "no_such_days": (
        "Không có bài nào đăng từ {start} đến {end} (“{words}”), nên đã tìm trong mọi ngày.",
        "No article was published {start} to {end} (“{words}”), so all days were searched.",
    ),
    "impossible_date": (
        "Lịch không có “{words}” (hoặc ngày cuối đứng trước ngày đầu), nên câu hỏi không được lọc theo ngày này.",
        "“{words}” is no date on the calendar, or ends before it begins, so nothing was filtered by it.",
    ),
    "day": (
        "Chỉ xét các bài đăng ngày {start} (“{words}”).",
        "Only articles published on {start} (“{words}”).",
    ),
    "no_such_day": (
        "Không có bài nào đăng ngày {start} (“{words}”), nên đã tìm trong mọi ngày.",
        "No article was published on {start} (“{words}”), so all days were searched.",
    ),
    "outlet": (
        "Bài của {outlet} được xếp lên trước vì câu hỏi nhắc đến báo này.",
        "Articles of {outlet} come first because the question names it.",
    ),
    "unmet": (
        "Đoạn được trích không nhắc đến “{words}”: hãy xem có đúng điều bạn hỏi không.",
        "The passages quoted don't mention “{words}”: check that they are about what you asked.",
    ),
    "part_unanswered": (
        "Chưa tìm thấy câu trả lời cho phần: “{words}”.",
        "No answer was found for the part “{words}”.",
    ),
    "sources_differ": (
        "Các bài báo nêu số liệu khác nhau: {figures}.",
        "The articles give different figures: {figures}.",
    ),
    "no_llm": (
        "Chưa cài đặt mô hình ngôn ngữ (HOIBAO_LLM), nên câu trả lời được trích nguyên văn.",
        "No language model is set (HOIBAO_LLM), so the answer is quoted word for word.",
    ),
    "quoted_instead": (
        "{reason} Dưới đây là câu trả lời trích nguyên văn.",
        "{reason} Here is a quoted answer instead.",
    ),
    "llm_unauthorized": (
        "Máy chủ mô hình ngôn ngữ từ chối khóa truy cập: hãy kiểm tra OPENAI_API_KEY.",
        "The language model's server refused the key: check OPENAI_API_KEY.",
    ),
    "llm_rate_limited": (
        "Máy chủ mô hình ngôn ngữ báo đã hết hạn mức hoặc quá nhiều yêu cầu: hãy thử lại sau ít phút.",
        "The language model's server says that the quota is used up or requests come too fast: try again in a while.",
    ),
    "llm_not_found": (
        "Máy chủ không có mô hình ngôn ngữ này: hãy kiểm tra HOIBAO_LLM và OPENAI_BASE_URL.",
        "The server does not have this language model: check HOIBAO_LLM and OPENAI_BASE_URL.",
    ),
    "llm_too_long": (
        "Câu hỏi và các đoạn trích quá dài đối với mô hình ngôn ngữ này.",
        "The question and excerpts are too long for this language model.",
    ),
    "llm_server_error": (
        "Máy chủ mô hình ngôn ngữ gặp lỗi: hãy thử lại sau.",
        "The language model's server had an error: try again later.",
    ),
    "llm_timeout": (
        "Mô hình ngôn ngữ không trả lời kịp (quá HOIBAO_LLM_TIMEOUT_S giây).",
        "The language model did not answer in time (HOIBAO_LLM_TIMEOUT_S seconds).",
    ),
    "llm_unreachable": (
        "Không kết nối được tới máy chủ mô hình ngôn ngữ: hãy kiểm tra OPENAI_BASE_URL và mạng.",
        "The language model's server can't be reached: check OPENAI_BASE_URL and the network.",
    ),
    "llm_interrupted": (
        "Mô hình ngôn ngữ ngắt giữa chừng.",
        "The language model broke off in the middle.",
    ),
    "llm_redirected": (
        "Máy chủ mô hình ngôn ngữ chuyển hướng sang nơi khác; khóa và bài báo không được gửi theo. Hãy kiểm tra địa "
        "chỉ (OPENAI_BASE_URL).",
        "The language model's server redirects elsewhere; neither key nor articles are sent there. Check the address "
        "(OPENAI_BASE_URL).",
    ),
    "llm_foreign": (
        "Địa chỉ này không trả lời như một máy chủ mô hình ngôn ngữ: hãy kiểm tra OPENAI_BASE_URL (thường kết thúc "
        "bằng /v1).",
        "This address does not answer as a language model's server does: check OPENAI_BASE_URL (it mostly ends "
        "in /v1).",
    ),
    "llm_uncited": (
        "Mô hình ngôn ngữ không dẫn nguồn nào và không bài báo nào xác nhận câu trả lời của nó.",
        "The language model named no source, and no article bears its answer out.",
    ),
    "llm_unsupported": (
        "Các bài báo chỉ xác nhận {supported} trên {claims} điều mô hình ngôn ngữ viết dưới đây. Hãy xem các chỗ được "
        "đánh dấu, hoặc xem câu trả lời trích nguyên văn.",
        "The articles bear out only {supported} of the {claims} things that the language model says below. Look at the "
        "marked places, or ask for the quoted answer.",
    ),
    "llm_length": (
        "Câu trả lời bị cắt vì đã đủ độ dài cho phép: phần cuối có thể dở dang. Có thể nâng HOIBAO_LLM_MAX_TOKENS.",
        "The answer was cut off at its longest allowed: its end may be missing. HOIBAO_LLM_MAX_TOKENS can be raised.",
    ),
    "llm_stopped": (
        "Đã dừng theo yêu cầu: câu trả lời chỉ có đến đây.",
        "Stopped as asked: the answer goes no further than this.",
    ),
    "research_stopped": (
        "Đã dừng tìm theo yêu cầu. Dưới đây là trích nguyên văn từ những bài đã tìm được.",
        "Stopped searching as asked. Here are quotes from the articles found by then.",
    ),
    "research_time": (
        "Đã hết thời gian tìm kiếm, nên câu trả lời chỉ dựa trên những bài đã tìm được.",
        "Time for searching ran out, so the answer rests on the articles found by then.",
    ),
    "llm_echo": (
        "Mô hình ngôn ngữ chỉ nhắc lại câu hỏi, nên câu trả lời của nó bị bỏ.",
        "The language model only repeated the question, so its answer was dropped.",
    ),
    "llm_empty": ("Mô hình ngôn ngữ không viết gì.", "The language model wrote nothing."),
    "llm_failed": ("Mô hình ngôn ngữ gặp lỗi.", "The language model failed."),
}
