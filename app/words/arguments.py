"""What the command line says of itself: each command, each argument, and argparse's own sentences."""

TABLE: dict[str, tuple[str, str]] = {
    "cli_about": (
        "Hỏi một kho bài báo bằng lời thường; mỗi câu trả lời đều kèm nguồn mở ra xem được.",
        "Ask a collection of news articles; every sentence of the answer carries a source you can open.",
    ),
    "cli_examples": (
        """ví dụ:
  hoibao ingest examples/articles              nạp các bài mẫu đi kèm dự án
  hoibao ask "Cầu An Thạch dài bao nhiêu?"     hỏi; có dấu hay không dấu, tiếng Việt hay tiếng Anh
  hoibao ask "..." --json | jq .sources        như trên, cho chương trình khác đọc
  hoibao page                                  mở trang hỏi đáp trong trình duyệt
""",
        """examples:
  hoibao ingest examples/articles              read the articles that come with the project
  hoibao ask "Cầu An Thạch dài bao nhiêu?"     ask; with or without diacritics, in Vietnamese or English
  hoibao ask "..." --json | jq .sources        the same for scripts
  hoibao page                                  the chat page in a browser
""",
    ),
    # each command
    "cli_ingest": (
        "thêm hoặc cập nhật bài từ tệp, thư mục, tệp nén và web",
        "add or update articles from files, folders, archives and the web",
    ),
    "cli_ask": ("hỏi một câu, nhận câu trả lời có dẫn nguồn", "one cited answer"),
    "cli_search": ("tìm các đoạn khớp nhất với lời tìm", "ranked passages for a query"),
    "cli_articles": ("liệt kê các bài trong thư viện, mới nhất trước", "list what is in the library, newest first"),
    "cli_show": ("in một bài đúng như đã lưu", "one article as stored"),
    "cli_remove": ("xóa bài khỏi thư viện", "forget articles"),
    "cli_eval": (
        "đo chất lượng tìm và trả lời trên bộ câu hỏi có đáp án",
        "retrieval and answer metrics on labelled questions",
    ),
    "cli_feedback": (
        "đánh giá của người đọc, xuất thành câu hỏi cho eval: mỗi dòng một JSON trên stdout",
        "what readers thought of answers, as questions for eval: JSON lines on stdout",
    ),
    "cli_copy": (
        "chép cả thư viện từ thư mục này sang máy chủ kia hoặc ngược lại, không cần nguồn bài",
        "copy a whole library between a folder and a server, without its sources",
    ),
    "arg_copy_from": (
        "thư mục, hoặc postgresql://người_dùng@máy/cơ_sở_dữ_liệu#tên",
        "a folder, or postgresql://user@host/database#name",
    ),
    "arg_copy_to": ("như trên, nhưng chưa có thư viện", "the same, without a library as yet"),
    "cli_backup": (
        "sao lưu thư viện vào một tệp, cả khi đang có người dùng, kèm hội thoại và bộ sưu tập",
        "save the library to one file, also while it is in use, with its conversations and collections",
    ),
    "arg_backup_file": ("tệp sao lưu; không ghi đè tệp đã có", "the backup file; one that is there is not overwritten"),
    "cli_restore": (
        "kiểm tra một tệp sao lưu rồi khôi phục thành thư viện mới",
        "check a backup file and make a new library of it",
    ),
    "arg_restore_file": ("tệp do hoibao backup tạo ra", "a file made by hoibao backup"),
    "cli_nodes": (
        "lưu chỉ mục của máy này, hoặc lấy chỉ mục mà máy khác đã lưu",
        "save the indexes of this machine, or fetch those that another has saved",
    ),
    "arg_nodes_place": (
        "thư mục, hoặc địa chỉ kho đối tượng mà fsspec mở được (s3://…)",
        "a folder, or an address of object storage that fsspec opens (s3://…)",
    ),
    "cli_reindex": ("lập lại các chỉ mục từ danh mục", "rebuild the derived indexes from the catalogue"),
    "cli_doctor": (
        "kiểm tra bản cài đặt, cài đặt, thư viện, mô hình nhúng và LLM, rồi cho biết cần làm gì",
        "check installation, settings, library, encoder and LLM, and say what to do",
    ),
    "cli_page": ("mở trang hỏi đáp", "open the chat page"),
    # what several commands take
    "arg_library": (
        "thư mục của thư viện (mặc định: máy chủ $HOIBAO_STORE, không có thì $HOIBAO_LIBRARY, rồi ./library)",
        "folder of the library (default: the server $HOIBAO_STORE, else $HOIBAO_LIBRARY, else ./library)",
    ),
    "arg_json": (
        "chỉ in một tài liệu JSON ra stdout, không in gì khác ở đó",
        "print one JSON document on stdout and nothing else there",
    ),
    "arg_language": (
        "ngôn ngữ của thông báo (câu trả lời theo ngôn ngữ câu hỏi)",
        "language of messages (answers follow the question)",
    ),
    "arg_from": ("đăng từ ngày này trở đi (ISO)", "published on or after (ISO)"),
    "arg_to": ("đăng đến hết ngày này (ISO)", "published on or before (ISO)"),
    "arg_outlet": ("chỉ các bài của báo này", "only articles of this outlet"),
    "arg_collection": (
        "chỉ các bài trong bộ sưu tập này; bộ sưu tập được lập trên trang",
        "only articles of this collection; collections are made on the page",
    ),
    "arg_any_date": (
        "không lọc và không ưu tiên bài theo ngày nhắc đến trong câu hỏi (“hôm qua”, “28-7”)",
        "neither leave out nor raise articles by the days that the question names (“hôm qua”, “July 28”)",
    ),
    "arg_any_outlet": (
        "không ưu tiên bài của tờ báo mà câu hỏi nhắc đến",
        "don't raise articles of an outlet because the question names it",
    ),
    "arg_as_typed": (
        "không thêm dấu, không viết lại “Ông ấy là ai?”: hỏi đúng các chữ đã gõ",
        "restore no diacritics and write out no “Who is he?”: ask the words as they stand",
    ),
    "arg_no_list": (
        "tìm câu trả lời trong nội dung các bài, kể cả khi câu hỏi có vẻ chỉ hỏi danh sách bài",
        "look for an answer in what the articles say, even where a list of articles seems to be asked for",
    ),
    # arguments of one command
    "arg_source": (
        "tệp, thư mục, tệp nén, hoặc địa chỉ web của một trang, một nguồn tin (RSS, Atom) hay sơ đồ trang",
        "a file, a folder, an archive, or the web address of a page, feed or sitemap",
    ),
    "arg_sync": ("xóa cả những bài không còn trong SOURCE", "also remove articles that are gone from SOURCE"),
    "arg_watch": (
        "theo dõi SOURCE và cập nhật mỗi khi có thay đổi, đến khi bấm Ctrl-C",
        "keep SOURCE in step as it changes, until Ctrl-C",
    ),
    "arg_ray": (
        "đọc và nhúng trên cụm Ray ở địa chỉ đó, không ghi địa chỉ thì trên một cụm mở riêng cho lần chạy này",
        "read and embed on the Ray cluster there, else on one started here for this run",
    ),
    "arg_max_pages": (
        "số trang lấy từ một nguồn tin hay sơ đồ trang, theo thứ tự của nó (mặc định: %(default)s)",
        "pages taken of one feed or sitemap, in its order (default: %(default)s)",
    ),
    "arg_allow_private": (
        "lấy cả địa chỉ của máy này và của mạng nội bộ",
        "also fetch addresses of this machine and of private networks",
    ),
    "arg_mode": (
        "quote: nguyên văn, không dùng LLM; llm: do HOIBAO_LLM viết; auto: dùng LLM nếu có đặt",
        "quote: word for word, no LLM; llm: worded by HOIBAO_LLM; auto: llm where one is set",
    ),
    "arg_research": (
        "tìm nhiều lần, từ nhiều mặt, trước khi mô hình viết câu trả lời; tốn thời gian và token hơn",
        "several searches, from several sides, before the LLM answers; takes more time and tokens",
    ),
    "arg_suggest": ("kèm tối đa ba câu hỏi tiếp theo", "also up to three questions to ask next"),
    "arg_history": (
        'danh sách JSON các {{"question","answer"}}, cũ nhất trước',
        'JSON list of {{"question","answer"}}, oldest first',
    ),
    "arg_save": (
        "ghi câu trả lời kèm nguồn thành tài liệu Markdown",
        "write the answer with its sources to a Markdown document",
    ),
    "arg_k": ("số đoạn (mặc định %(default)s)", "how many passages (default %(default)s)"),
    "arg_limit": ("nhiều nhất ngần này bài", "at most this many"),
    "arg_questions_limit": ("chỉ N câu hỏi đầu", "only the first N questions"),
    "arg_variants": (
        "hỏi thêm dạng không dấu, NFD, chữ hoa …",
        "also typed without diacritics, in NFD, in capitals …",
    ),
    "arg_answers": (
        "hỏi thật và chấm cả câu trả lời lẫn việc từ chối",
        "also ask them, and judge answers and abstention",
    ),
    "arg_answers_mode": ("cách trả lời của --answers", "how --answers answers"),
    "arg_embeddings": (
        "nhúng lại mọi đoạn bằng mô hình trong cài đặt",
        "embed every chunk again, with the model of the settings",
    ),
    "arg_port": ("cổng trên 127.0.0.1 (mặc định %(default)s)", "port on 127.0.0.1 (default %(default)s)"),
    # arguments that can't be used
    "arg_no_day": ("{value} không phải là ngày dạng 2023-07-28", "{value} is not a date such as 2023-07-28"),
    "arg_no_address": (
        "{value} không có dạng HOST:PORT; hãy ghi các nguồn trước --ray",
        "{value} is not HOST:PORT; name sources before --ray",
    ),
    "arg_no_count": ("{value} không phải là số nguyên dương", "{value} is not a whole number above 0"),
}

# argparse's own sentences, by its English ones; it fills them in with `%`.
ARGPARSE = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "in phần trợ giúp này rồi thoát",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "unrecognized arguments: %s": "không có tham số: %s",
    "not allowed with argument %s": "không dùng cùng tham số %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có lựa chọn %(value)r (hãy chọn: %(choices)s)",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "cần nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "tùy chọn %(option)s chưa rõ: có thể là %(matches)s",
    "ignored explicit argument %r": "tùy chọn này không nhận giá trị %r",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
}
