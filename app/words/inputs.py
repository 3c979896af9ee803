"""What becomes of an input: rejections, with their reasons, and notices."""

TABLE: dict[str, tuple[str, str]] = {
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
    "reject_old_office": (
        "chưa đọc được tệp Word, Excel kiểu cũ (.doc, .xls); hãy mở bằng Word, Excel hoặc LibreOffice và lưu thành "
        ".docx, .xlsx",
        "old Word and Excel files (.doc, .xls) aren't read; open it in Word, Excel or LibreOffice and save it as .docx "
        "or .xlsx",
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
    "reject_not_text": (
        "tệp chứa dữ liệu nhị phân, không phải văn bản",
        "it holds binary data, no text",
    ),
    "reject_empty_file": ("tệp trống (0 byte)", "the file is empty (0 bytes)"),
    "reject_bad_json": (
        "dòng này không phải JSON hợp lệ (sai ở ký tự thứ {detail})",
        "this line is not valid JSON (wrong at character {detail})",
    ),
    "reject_json_beyond": (
        "JSON lồng quá nhiều lớp hoặc có số quá dài nên không đọc được",
        "the JSON is nested too deep, or has a number too long, to be read",
    ),
    "reject_line_too_long": ("dòng dài quá {detail}", "the line is longer than {detail}"),
    "reject_no_main_text": (
        "trang này không có bài báo nào đọc được (chỉ có khung trang, kịch bản hoặc lời mời đăng nhập)",
        "no article can be read on this page (only its frame, scripts or an invitation to log in)",
    ),
    "reject_not_json": (
        "tệp không phải JSON hợp lệ (sai ở dòng:cột {detail})",
        "the file is not valid JSON (wrong at line:column {detail})",
    ),
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
    "reject_damaged": (
        "tệp {detail} bị hỏng, không đọc được; hãy lấy lại bản gốc",
        "this {detail} file is damaged and can't be read; take the original again",
    ),
    "reject_cut_off": (
        "tệp {detail} bị cắt ngang, có lẽ chưa tải hoặc chép xong, nên không đọc được; hãy lấy lại bản đầy đủ",
        "this {detail} file breaks off, perhaps because a download or copy didn't finish, and can't be read; take a "
        "whole copy",
    ),
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
    "reject_disconnected": (
        "máy chủ ngắt kết nối giữa chừng; hãy thử lại sau",
        "the server broke off the connection; try again later",
    ),
    "reject_packed_otherwise": (
        "máy chủ gửi trang nén theo kiểu không đọc được ({detail})",
        "the server packs the page in a way that isn't read ({detail})",
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
    "reject_no_feed": (
        "tệp XML này không phải là nguồn tin (RSS, Atom)",
        "this XML file is no feed (RSS, Atom)",
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
    "notice_ends_early": (
        "tệp bị cắt ngang, có lẽ chưa tải hoặc chép xong; phần đọc được vẫn được nạp",
        "the file breaks off, perhaps because a download or copy didn't finish; what can be read was taken",
    ),
    "notice_old_office": (
        "{detail} tệp Word, Excel kiểu cũ (.doc, .xls) chưa đọc được; hãy mở bằng Word, Excel hoặc LibreOffice, lưu "
        "thành .docx, .xlsx rồi nạp lại",
        "{detail} old Word and Excel files (.doc, .xls) aren't read; open them in Word, Excel or LibreOffice, save "
        "them as .docx or .xlsx, and add them again",
    ),
    "notice_original_not_kept": (
        "bài đã được nạp, nhưng tệp gốc không được giữ vì các tệp gốc đã chiếm gần hết {detail} MB cho phép "
        "(HOIBAO_ORIGINALS_MB)",
        "the articles were taken, but the original file isn't kept: original files have nearly filled the {detail} MB "
        "allowed (HOIBAO_ORIGINALS_MB)",
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
}
