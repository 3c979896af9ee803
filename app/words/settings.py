"""Words of the settings section and of signing in."""

TABLE: dict[str, tuple[str, str]] = {
    "settings": ("Cài đặt", "Settings"),
    "settings_why": (
        "Chỉ áp dụng cho phiên làm việc này của bạn. Trình duyệt ghi nhớ ngôn ngữ, cách trả lời và số đoạn; "
        "khóa truy cập thì không.",
        "For your own session only. Your browser remembers the language, the way of answering and the number of "
        "passages, but never a key.",
    ),
    "settings_answers": ("Câu trả lời", "Answers"),
    "settings_look": ("Giao diện", "Interface"),
    # the way of answering
    "mode": ("Cách trả lời", "How questions are answered"),
    "mode_quote_name": ("Trích nguyên văn", "Quotes, word for word"),
    "mode_quote_why": (
        "Chỉ gồm các câu lấy từ bài báo. Không câu hỏi nào rời khỏi máy chủ này.",
        "Sentences of the articles and nothing else. No question leaves this server.",
    ),
    "mode_llm_name": ("Mô hình {model} diễn đạt", "Worded by {model}"),
    "mode_llm_why": (
        "Câu hỏi và các đoạn tìm được gửi đến {host}. Từng câu trả lời được đối chiếu với nguồn; câu nào chưa có "
        "căn cứ thì được đánh dấu.",
        "The question and the passages found go to {host}. Each sentence is checked against its source, and marked "
        "where it isn't borne out.",
    ),
    "mode_only_quote": (
        "Máy chủ này chưa cài mô hình ngôn ngữ, nên câu trả lời được trích nguyên văn.",
        "This server has no language model, so answers are quoted word for word.",
    ),
    "passages": ("Số đoạn cho mỗi câu trả lời", "Passages per answer"),
    "passages_why": (
        "Câu trả lời lấy ý từ tối đa chừng này đoạn phù hợp nhất. Nhiều hơn thì ít bỏ sót, ít hơn thì sát câu hỏi. "
        "Mô hình ngôn ngữ được đọc thêm nếu nó đủ sức.",
        "An answer draws on at most this many of the best passages. More miss less, fewer keep closer to the question. "
        "A language model is shown more where it can take it.",
    ),
    # the reader's own LLM
    "own_llm": ("Dùng mô hình của bạn", "Use a model of your own"),
    "own_llm_none": (
        "Máy chủ này không cho người đọc dùng mô hình riêng. Người quản trị có thể cho phép bằng HOIBAO_OWN_LLM.",
        "This server lets no reader use a model of their own. Its administrator can allow it with HOIBAO_OWN_LLM.",
    ),
    "own_llm_why": (
        "Bất kỳ máy chủ nào tương thích OpenAI: Ollama, vLLM, llama.cpp, OpenAI… Khóa chỉ được giữ trong bộ nhớ của "
        "máy chủ này cho đến hết phiên; trang không bao giờ hiện lại khóa.",
        "Any OpenAI-compatible server: Ollama, vLLM, llama.cpp, OpenAI… The key is held in this server's memory until "
        "your session ends, and never shown again.",
    ),
    "own_llm_model": ("Tên mô hình", "Model"),
    "own_llm_address": ("Địa chỉ (base URL)", "Address (base URL)"),
    "own_llm_key": ("Khóa truy cập (API key)", "API key"),
    "own_llm_key_set": ("Đã có khóa. Để trống để giữ nguyên.", "A key is set. Leave empty to keep it."),
    "own_llm_key_optional": ("Để trống nếu máy chủ không đòi khóa", "Leave empty if the server asks for none"),
    "own_llm_take": ("Dùng mô hình này", "Use this model"),
    "own_llm_back": ("Bỏ mô hình riêng", "Stop using my own model"),
    "own_llm_taken": (
        "Đã chuyển sang mô hình của bạn. Hãy bấm “Thử kết nối”.",
        "Your own model is in use now. Press “Test connection”.",
    ),
    "own_llm_dropped": (
        "Đã bỏ mô hình riêng và quên khóa của bạn.",
        "Your own model is no longer used and your key is forgotten.",
    ),
    "in_use": ("Mô hình: {model} · tại {address} · {key}", "Model: {model} · at {address} · {key}"),
    "key_own": ("khóa của bạn", "your own key"),
    "key_servers": ("khóa của máy chủ", "the server's key"),
    "key_unset": ("không có khóa", "no key"),
    "fault_no_model": (
        "Hãy nhập tên mô hình đúng như máy chủ của nó đặt, ví dụ qwen3:8b.",
        "Enter the model's name as its server knows it, such as qwen3:8b.",
    ),
    "fault_bad_address": (
        "Địa chỉ không dùng được. Hãy nhập địa chỉ bắt đầu bằng http:// hoặc https://, không kèm mật khẩu, "
        "ví dụ http://127.0.0.1:11434/v1.",
        "The address can't be used. Enter one that begins with http:// or https://, such as "
        "http://127.0.0.1:11434/v1, with no password in it.",
    ),
    "fault_address_not_listed": (
        "Máy chủ này không cho dùng địa chỉ đó. Hãy chọn một địa chỉ khác hoặc hỏi người quản trị.",
        "This server doesn't allow that address. Choose another, or ask its administrator.",
    ),
    "fault_bad_key": (
        "Khóa có ký tự không hợp lệ hoặc quá dài. Hãy chép lại đúng khóa, không kèm khoảng trắng.",
        "The key holds characters that no key has, or is too long. Copy it again, without spaces.",
    ),
    "fault_no_key": (
        "Hãy nhập khóa của chính bạn: khóa của máy chủ không dùng cho mô hình riêng.",
        "Enter a key of your own: the server's isn't used for readers' models.",
    ),
    # testing the connection
    "test": ("Thử kết nối", "Test connection"),
    "testing": ("Đang hỏi thử {model}, tối đa {seconds} giây…", "Asking {model}, for {seconds} s at most…"),
    "test_ok": (
        "Kết nối tốt: {model} trả lời sau {seconds} giây.",
        "The connection works: {model} answered after {seconds} s.",
    ),
    "test_unauthorized": (
        "Máy chủ mô hình từ chối khóa. Hãy nhập lại khóa, hoặc xem khóa đó có quyền dùng mô hình này không.",
        "The model's server refused the key. Enter it again, or check that it may use this model.",
    ),
    "test_not_found": (
        "Không có mô hình “{model}” tại địa chỉ này. Hãy kiểm tra tên mô hình; địa chỉ thường kết thúc bằng /v1.",
        "There is no model “{model}” at this address. Check its name; addresses usually end in /v1.",
    ),
    "test_rate_limited": (
        "Khóa và địa chỉ đúng, nhưng đã hết hạn mức hoặc có quá nhiều yêu cầu. Hãy đợi vài phút "
        "hoặc xem lại tài khoản.",
        "The key and the address are right, but the quota is used up or requests come too fast. Wait a few minutes, or "
        "look at the account.",
    ),
    "test_timeout": (
        "Quá {seconds} giây chưa có chữ nào. Mô hình có thể đang khởi động: hãy thử lại, hoặc chọn mô hình nhỏ hơn.",
        "Not a word within {seconds} s. The model may still be loading: try again, or choose a smaller one.",
    ),
    "test_unreachable": (
        "Không kết nối được tới {address}. Hãy kiểm tra địa chỉ, mạng, và xem máy chủ mô hình có đang chạy không.",
        "{address} can't be reached. Check the address and the network, and that the model's server is running.",
    ),
    "test_server_error": (
        "Máy chủ mô hình gặp lỗi. Hãy thử lại sau ít phút hoặc xem nhật ký của nó.",
        "The model's server had an error. Try again in a few minutes, or look at its log.",
    ),
    "test_interrupted": (
        "Máy chủ mô hình ngắt giữa chừng. Hãy thử lại; nếu vẫn vậy, hãy xem nhật ký của nó.",
        "The model's server broke off. Try again; if it goes on, look at its log.",
    ),
    "test_empty": (
        "Có trả lời nhưng không có chữ nào. Hãy kiểm tra địa chỉ (thường kết thúc bằng /v1) và chọn mô hình hội thoại.",
        "It answered, but without a word. Check the address (usually it ends in /v1) and choose a chat model.",
    ),
    "test_failed": (
        "Máy chủ tại {address} không hiểu yêu cầu. Hãy kiểm tra địa chỉ (thường kết thúc bằng /v1) và tên mô hình.",
        "The server at {address} doesn't understand the request. Check the address (usually it ends in /v1) and the "
        "model's name.",
    ),
    # signing in
    "sign_in_first": ("Mời bạn đăng nhập", "Please sign in"),
    "sign_in_why": (
        "Thư viện này dành cho người có tài khoản. Hội thoại của bạn chỉ mình bạn xem được trên trang này.",
        "This library is for people with an account. On this page, nobody but you sees your conversations.",
    ),
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_in_by": ("Đăng nhập bằng {name}", "Sign in with {name}"),
    "sign_in_unready": (
        "Chưa đăng nhập được vì phần cài đặt còn thiếu. Người quản trị hãy xem docs/sign-in.md: mục [auth] trong "
        "secrets.toml phải đủ các khóa, và cần cài thêm: pip install '.[auth]'",
        "Signing in isn't set up fully. For the administrator, see docs/sign-in.md: the section [auth] of secrets.toml "
        "must be complete, and this be installed: pip install '.[auth]'",
    ),
    "sign_in_nameless": (
        "Nơi đăng nhập không cho biết bạn là ai (thiếu iss hoặc sub), nên chưa thể mở hội thoại của bạn. "
        "Hãy báo cho người quản trị.",
        "The sign-in service didn't say who you are (no iss or sub), so your conversations can't be opened. "
        "Tell the administrator.",
    ),
    "signed_in_as": ("Đã đăng nhập: {name}", "Signed in: {name}"),
    "sign_out": ("Đăng xuất", "Sign out"),
    # the interface
    "theme": ("Nền sáng hay tối", "Light or dark"),
    "theme_system": ("Theo hệ thống", "As the system"),
    "theme_light": ("Sáng", "Light"),
    "theme_dark": ("Tối", "Dark"),
    "theme_by_hand": (
        "Trình duyệt này không đổi được từ đây. Hãy mở trình đơn ⋮ ở góc trên bên phải.",
        "It can't be changed from here in this browser. Open the menu ⋮ in the upper right corner.",
    ),
}
