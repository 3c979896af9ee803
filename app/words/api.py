"""Words of the HTTP API: its commands, and the errors that clients get."""

TABLE: dict[str, tuple[str, str]] = {
    "cli_serve": (
        "mở API HTTP cho các chương trình khác: REST và giao diện của OpenAI",
        "open the HTTP API for other programs: REST, and OpenAI's interfaces",
    ),
    "cli_mcp": (
        "mở máy chủ MCP để các agent tìm, đọc và hỏi thư viện này",
        "open the MCP server, by which agents search, read and ask this library",
    ),
    "arg_http": (
        "phục vụ qua HTTP (đường dẫn /mcp) thay vì stdin và stdout",
        "serve by HTTP (path /mcp) instead of stdin and stdout",
    ),
    "serving_mcp": (
        "Máy chủ MCP đang chạy ở http://{host}:{port}/mcp.",
        "The MCP server is at http://{host}:{port}/mcp.",
    ),
    "cli_keys": (
        "tạo, liệt kê và thu hồi khóa của API HTTP và MCP",
        "make, list and revoke keys of the HTTP API and of MCP",
    ),
    "arg_keys_doing": (
        "add TÊN: tạo khóa mới; list: liệt kê các khóa; revoke MÃ: thu hồi khóa",
        "add NAME: make a key; list: list the keys; revoke ID: revoke one",
    ),
    "arg_keys_subject": (
        "tên của khóa mới, hoặc mã của khóa cần thu hồi",
        "the new key's name, or the id of the one to revoke",
    ),
    "arg_scopes": (
        "khóa mới được làm gì: ask (hỏi và tìm), read (đọc bài), write (thêm, sửa, xóa bài); mặc định là ask và read",
        "what the new key may do: ask (questions and searches), read (articles), write (add, change and remove "
        "articles); by default ask and read",
    ),
    "arg_host": (
        "địa chỉ để lắng nghe (mặc định %(default)s); địa chỉ mà máy khác vào được thì phải có khóa trước",
        "address to listen on (default %(default)s); one that other machines reach needs a key first",
    ),
    "arg_serve_port": ("cổng (mặc định %(default)s)", "port (default %(default)s)"),
    "serving": (
        "API đang chạy ở http://{host}:{port} (mô tả: /openapi.json).",
        "The API is at http://{host}:{port} (described by /openapi.json).",
    ),
    "serving_here": (
        "Chưa có khóa nào nên API chỉ nhận yêu cầu từ máy này. Tạo khóa: hoibao keys add TÊN{option}",
        "There are no keys, so only this machine is answered. Make one: hoibao keys add NAME{option}",
    ),
    "serving_needs_keys": (
        "Không mở API ở {host} khi chưa có khóa: máy khác sẽ vào được mà không cần khóa. "
        "Tạo khóa trước: hoibao keys add TÊN{option}",
        "The API isn't opened on {host} without keys: other machines could use it freely. "
        "Make one first: hoibao keys add NAME{option}",
    ),
    "serve_port_unusable": (
        "Không mở được {host}, cổng {port} (đang bận, không được phép dùng hoặc không có địa chỉ này). Hãy chọn cổng "
        "khác: hoibao {command} --port {other}",
        "{host}, port {port}, can't be opened (it is taken, not permitted, or there is no such address). Choose "
        "another: hoibao {command} --port {other}",
    ),
    "serve_stopped": ("Máy chủ đã dừng.", "The server has stopped."),
    "keys_none": ("Chưa có khóa nào.", "There are no keys."),
    "key_added": (
        "Đã tạo khóa {id} ({name}; {scopes}). Hãy cất ngay khóa dưới đây: nó không được lưu và sẽ không hiện lại.",
        "Made the key {id} ({name}; {scopes}). Put the key below away now: it isn't kept and won't be shown again.",
    ),
    "key_revoked": ("Đã thu hồi khóa {id}.", "Revoked the key {id}."),
    "key_missing": (
        "Không có khóa nào mang mã '{id}'. Xem các khóa: hoibao keys list{option}",
        "There is no key '{id}'. See them: hoibao keys list{option}",
    ),
    "key_unnamed": (
        "Hãy ghi tên cho khóa mới: hoibao keys add TÊN",
        "Give the new key a name: hoibao keys add NAME",
    ),
    "key_which": (
        "Hãy ghi mã của khóa cần thu hồi: hoibao keys revoke MÃ",
        "Say which key to revoke, by its id: hoibao keys revoke ID",
    ),
    "keys_unusable": (
        "Không dùng được tệp khóa {file} ({detail}). Hãy kiểm tra quyền đọc, ghi; nếu tệp hỏng, hãy xóa đi "
        "rồi tạo lại khóa.",
        "The file of keys {file} can't be used ({detail}). Check that it can be read and written; if it is damaged, "
        "delete it and make the keys anew.",
    ),
    # what clients are told
    "api_bad_json": ("Nội dung yêu cầu không phải là JSON đọc được.", "The body is not JSON that can be read."),
    "api_bad_request": ("Yêu cầu không dùng được.", "The request can't be used."),
    "api_bad_field": ("Trường không dùng được: {detail}.", "A field can't be used: {detail}."),
    "api_not_found": ("Không có địa chỉ này.", "There is no such address."),
    "api_method_not_allowed": ("Địa chỉ này không nhận phương thức đó.", "This address doesn't take that method."),
    "api_too_large": ("Nội dung quá lớn: tối đa {detail}.", "The body is too large: at most {detail}."),
    "api_unsupported_media": (
        "Hãy gửi JSON (Content-Type: application/json).",
        "Send JSON (Content-Type: application/json).",
    ),
    "api_slow": ("Nội dung không đến kịp.", "The body did not come in time."),
    "api_no_key": (
        "Cần một khóa còn hiệu lực: Authorization: Bearer KHÓA.",
        "A key that is known is needed: Authorization: Bearer KEY.",
    ),
    "api_scope": ("Khóa này không có quyền {detail}.", "This key is not for {detail}."),
    "api_not_here": (
        "Khi chưa có khóa, API chỉ nhận yêu cầu gửi thẳng từ máy này, không nhận qua proxy hay từ trang web khác.",
        "Without keys only requests sent straight from this machine are answered, none that a proxy or a web page "
        "passes on.",
    ),
    "api_rate": ("Quá nhiều yêu cầu: tối đa {detail} mỗi phút.", "Too many requests: at most {detail} a minute."),
    "api_busy": ("Máy chủ đang bận. Hãy thử lại sau giây lát.", "The server is busy. Try again in a moment."),
    "api_unusable": (
        "Hiện không dùng được thư viện. Nhật ký của máy chủ có ghi lý do.",
        "The library can't be used just now. The server's log says why.",
    ),
    "api_failed": ("Máy chủ gặp lỗi ngoài dự kiến.", "The server met an unexpected error."),
    "api_no_question": (
        "Tin nhắn cuối phải là câu hỏi của người dùng.",
        "The last message must be the user's question.",
    ),
    "api_one_choice": (
        "Mỗi câu hỏi chỉ có một câu trả lời: n phải là 1.",
        "There is one answer to a question: n must be 1.",
    ),
    "api_no_model_named": (
        "Không có mô hình tên này. Hãy dùng: {detail}.",
        "There is no model of that name. Use: {detail}.",
    ),
    "api_not_stored": (
        "Máy chủ không lưu câu trả lời: hãy gửi các tin nhắn trước trong input.",
        "Responses are not stored: send the earlier messages in input.",
    ),
    "api_two_histories": (
        "Hãy gửi history hoặc conversation, không gửi cả hai.",
        "Send history or conversation, not both.",
    ),
    "api_no_alert": ("Không có mục theo dõi này.", "There is no such alert."),
    "api_too_many_alerts": ("Đã theo dõi quá nhiều mục.", "Too much is followed already."),
    "api_no_conversation": ("Không có cuộc trò chuyện này.", "There is no such conversation."),
    "api_no_original": (
        "Không giữ tệp gốc của bài mang mã này.",
        "No original file is kept of an article of that id.",
    ),
    "api_no_article": ("Không có bài nào mang mã này.", "There is no article of that id."),
    "api_changed": ("Bài này nay là bản khác.", "The article is another version by now."),
    "api_rejected": ("Không nhận được bài: {detail}.", "The article can't be taken: {detail}."),
    "api_jobs": ("Đã có {detail} lượt nạp đang chạy hoặc chờ.", "{detail} runs are under way or waiting already."),
    "api_no_job": ("Không có lượt nạp này.", "There is no such run."),
    "api_no_files": ("Hãy gửi từ 1 đến {detail} tệp.", "Send 1 to {detail} files."),
}
