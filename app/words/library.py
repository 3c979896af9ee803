"""Words of the library section: uploads and what came of them, the list of articles, collections."""

TABLE: dict[str, tuple[str, str]] = {
    "library": ("Thư viện", "Library"),
    # adding articles
    "add_articles": ("Thêm bài báo", "Add articles"),
    "upload": ("Tệp bài báo", "Files of articles"),
    "choose_files": ("Chọn tệp", "Choose files"),
    "drop_files": ("hoặc kéo thả vào đây", "or drop them here"),
    "upload_why": (
        "Đọc được: {kinds}. Mỗi tệp tối đa {megabytes} MB. Tệp trùng tên với tệp đã tải lên trước đó được coi là bản "
        "mới của tệp ấy và thay thế các bài của nó.",
        "Read are {kinds}. At most {megabytes} MB a file. A file with the name of one uploaded before is taken for its "
        "new version and takes the place of its articles.",
    ),
    "addresses": ("Địa chỉ web", "Web addresses"),
    "addresses_why": (
        "Mỗi dòng một địa chỉ: một bài báo; một nguồn tin RSS, là danh sách bài mới mà tờ báo tự cập nhật (thường ở "
        "mục “RSS” cuối trang); hoặc một sơ đồ trang (sitemap), là danh sách mọi trang của một báo. Địa chỉ của máy "
        "này và của mạng riêng không được tải.",
        "One a line: an article; a feed (RSS, Atom), which is the list of new articles that an outlet keeps up to date "
        "(look for “RSS” at the foot of its pages); or a sitemap, the list of all its pages. Addresses of this machine "
        "and of private networks are not fetched.",
    ),
    "ingest_these": ("Nạp vào thư viện", "Add to the library"),
    "ingest_nothing": ("Hãy chọn tệp hoặc nhập địa chỉ web trước.", "Choose files or type web addresses first."),
    "read_only": (
        "Thư viện này chỉ đọc được, nên không thể thêm hay xóa bài.",
        "This library can only be read, so articles can't be added or removed.",
    ),
    # a library without articles
    "no_articles_yet": ("Thư viện còn trống", "The library is empty"),
    "no_articles_yet_why": (
        "Hãy thêm những bài báo bạn muốn hỏi: tệp của bạn hoặc địa chỉ web. Muốn xem thử ngay, hãy nạp các bài mẫu.",
        "Add the articles that you want to ask about: your files, or web addresses. To look around first, load the "
        "examples.",
    ),
    "load_examples": ("Nạp các bài mẫu", "Load the example articles"),
    "examples": ("các bài mẫu", "the example articles"),
    # what a run is doing and what came of it
    "files_count": ("{count} tệp", "{count} files"),
    "job_waiting": (
        "Đang chờ một lượt nạp khác (tiến trình {process}) kết thúc…",
        "Waiting for another run (process {process}) to end…",
    ),
    "job_starting": ("Đang chuẩn bị…", "Getting ready…"),
    "job_reading": (
        "Đã đọc {read} bài, đã lưu {stored} bài vào thư viện…",
        "{read} articles read, {stored} stored in the library…",
    ),
    "job_indexing": ("Đang hoàn tất chỉ mục…", "Finishing the indexes…"),
    "job_stopping": ("Đang dừng: lưu nốt những bài đã đọc…", "Stopping: storing what has been read…"),
    "job_failed": (
        "Lượt nạp gặp lỗi ngoài dự kiến (chi tiết nằm trong nhật ký máy chủ). Những bài đã lưu vẫn còn nguyên; "
        "hãy thử nạp lại.",
        "The run failed unexpectedly (the server's log says why). What was stored stays; try again.",
    ),
    "stop": ("Dừng", "Stop"),
    "readers_ask": (
        "Bạn có thể hỏi, tìm và đọc. Việc thêm, sửa, xóa bài dành cho người biên tập.",
        "You can ask, search and read. Adding, correcting and removing articles is for editors.",
    ),
    "dismiss": ("Đóng báo cáo", "Close the report"),
    "report_of": ("Đã nạp {what}", "Added from {what}"),
    "report_none": ("Không nạp được bài nào từ {what}", "Nothing could be added from {what}"),
    "report_stopped": ("Đã dừng khi đang nạp {what}", "Stopped while adding {what}"),
    "report_counts": (
        "Thêm {added} bài, cập nhật {updated}, không đổi {unchanged}, trùng {duplicates}.",
        "{added} added, {updated} updated, {unchanged} unchanged, {duplicates} duplicates.",
    ),
    "report_holds": ("Thư viện hiện có {articles} bài.", "The library now holds {articles} articles."),
    "report_again": (
        "Những bài đã lưu được giữ nguyên. Nạp lại đúng các tệp này để làm tiếp phần còn lại.",
        "What was stored stays. Add the same files again for the rest.",
    ),
    "report_rejected": ("Không nạp được ({count})", "Not taken ({count})"),
    "report_noticed": ("Lưu ý ({count})", "Notes ({count})"),
    "report_more": ("… và {count} mục nữa.", "… and {count} more."),
    "ask_now": ("Hỏi ngay", "Ask now"),
    # reasons that the command line words by its options
    "page_private_address": (
        "{detail} là máy này hoặc nằm trong mạng riêng nên không được tải; hãy lưu trang thành tệp rồi tải tệp lên",
        "{detail} is this machine or on a private network, so it isn't fetched; save the page and upload the file",
    ),
    "page_pages_left_out": (
        "chỉ lấy {detail} trang đầu của nguồn tin hoặc sơ đồ trang này",
        "only the first {detail} pages of this feed or sitemap were taken",
    ),
    # the list
    "find_articles_example": ("lũ Cồn Én, “giá vàng” (nguyên cụm)", "flood Cồn Én, “gold price” (as a phrase)"),
    "find_articles": ("Tìm bài theo từ trong bài", "Find articles by their words"),
    "every_outlet": ("Mọi báo", "All outlets"),
    "outlet_filter": ("Báo", "Outlet"),
    "days_from": ("Đăng từ ngày", "Published from"),
    "days_to": ("Đến ngày", "Published to"),
    "day_example": ("ví dụ {day}", "such as {day}"),
    "day_unread": (
        "Không có ngày “{day}”. Hãy ghi ngày-tháng-năm, ví dụ 23-10-2013; để lọc, ghi tháng-năm hoặc năm cũng được.",
        "There is no day “{day}”. Write year-month-day, such as 2013-10-23; to filter, a month or a year will do too.",
    ),
    "days_backwards": (
        "Ngày đầu muộn hơn ngày cuối, nên không có bài nào.",
        "The first day is later than the last, so there are no articles.",
    ),
    "order": ("Thứ tự", "Order"),
    "order_newest": ("Mới đăng trước", "Newest published"),
    "order_added": ("Mới thêm trước", "Newest added"),
    "order_oldest": ("Cũ nhất trước", "Oldest published"),
    "order_longest": ("Dài nhất trước", "Longest"),
    "articles_found": ("{first}–{last} trong {total} bài", "{first}–{last} of {total} articles"),
    "articles_none": (
        "Không có bài nào khớp. Hãy bỏ bớt điều kiện lọc.",
        "No article matches. Take off some of the filters.",
    ),
    "collection_none": (
        "Bộ sưu tập này chưa có bài nào. Mở “Tất cả”, chọn bài rồi thêm vào đây.",
        "This collection is empty. Open “All”, pick articles and add them here.",
    ),
    "untitled": ("(không có tiêu đề)", "(untitled)"),
    "characters": ("{count} ký tự", "{count} characters"),
    "pick": ("Chọn bài: {title}", "Pick: {title}"),
    "pick_page": ("Chọn cả trang", "Pick this page"),
    "pick_all": ("Chọn cả {count} bài", "Pick all {count}"),
    "ask_picked": ("Hỏi trong các bài này", "Ask these"),
    "picked_collection": ("Đã chọn {day}", "Picked {day}"),
    "correct_facts": ("Sửa thông tin", "Correct its facts"),
    "fact_title": ("Tiêu đề", "Title"),
    "fact_day": ("Ngày đăng (để trống nếu không rõ)", "Published (empty if not known)"),
    "fact_outlet": ("Báo", "Outlet"),
    "fact_topic": ("Chuyên mục", "Section"),
    "fact_ingested": ("Khi nạp: {value}", "As added: {value}"),
    "facts_source": ("Thông tin khi nạp được đọc từ {source}.", "What it said when added was read from {source}."),
    "fact_none": ("không có", "none"),
    "title_by_hand": ("Tiêu đề sửa tay; trước: {before}", "Title corrected by hand; before: {before}"),
    "published_by_hand": ("Ngày đăng sửa tay; trước: {before}", "Date corrected by hand; before: {before}"),
    "outlet_by_hand": ("Tên báo sửa tay; trước: {before}", "Outlet corrected by hand; before: {before}"),
    "topic_by_hand": ("Chuyên mục sửa tay; trước: {before}", "Section corrected by hand; before: {before}"),
    "facts_why": (
        "Nội dung bài giữ nguyên. Nạp lại cùng tệp thì chỗ sửa tay vẫn còn; chỉ khi chính thông tin đó trong tệp đổi "
        "khác thì lấy theo tệp.",
        "The text stays as it is. Adding the same file again keeps what is corrected here, except a fact that the file "
        "itself tells otherwise by then.",
    ),
    "save": ("Lưu", "Save"),
    "facts_saved": ("Đã lưu thông tin của bài “{title}”.", "The facts of “{title}” are saved."),
    "pick_none": ("Bỏ chọn", "Unpick all"),
    "picked": ("Đã chọn {count} bài", "{count} picked"),
    "page_number": ("Trang", "Page"),
    "remove_articles": ("Xóa khỏi thư viện", "Remove from the library"),
    "remove_sure": ("Xóa hẳn {count} bài", "Remove {count} for good"),
    "remove_why": (
        "Các bài này sẽ không còn được tìm thấy hay trích dẫn nữa. Muốn có lại thì phải nạp lại.",
        "They will no longer be found or cited. To have them back, add them again.",
    ),
    # collections
    "collections": ("Bộ sưu tập", "Collections"),
    "all_articles": ("Tất cả", "All"),
    "collection_label": ("{name} ({count})", "{name} ({count})"),
    "to_collection": ("Thêm vào bộ sưu tập", "Add to a collection"),
    "new_collection": ("Bộ sưu tập mới", "New collection"),
    "which_collection": ("Bộ sưu tập", "Collection"),
    "choose": ("Chọn…", "Choose…"),
    "add": ("Thêm", "Add"),
    "added_to": ("Đã thêm {count} bài vào “{name}”.", "{count} added to “{name}”."),
    "take_out": ("Bỏ khỏi bộ này", "Take out of it"),
    "rename_collection": ("Đổi tên", "Rename"),
    "collection_name": ("Tên bộ sưu tập", "Name of the collection"),
    "delete_collection": ("Xóa bộ sưu tập", "Delete the collection"),
    "delete_collection_why": (
        "Chỉ xóa bộ sưu tập “{name}”; các bài trong đó vẫn ở lại thư viện.",
        "Only the collection “{name}” goes; its articles stay in the library.",
    ),
    "follow_search": ("Lưu tìm kiếm này", "Keep this search"),
    "follow_search_why": (
        "Lập một bộ sưu tập gồm mọi bài khớp với “{search}”.",
        "Makes a collection of all articles that match “{search}”.",
    ),
    "follow_on": ("Tự thêm bài mới khớp", "Add new articles that match"),
    "follow_make": ("Lập bộ sưu tập", "Make the collection"),
    "follows_search": (
        "Bài mới khớp với “{search}” được tự động thêm vào.",
        "New articles that match “{search}” are added.",
    ),
    "follow_no_more": ("Thôi tự thêm", "Add no more"),
    "ask_within": ("Hỏi trong bộ này", "Ask within it"),
    "within": ("Hỏi trong", "Ask within"),
    "whole_library": ("Cả thư viện", "The whole library"),
    "take_off_collection": ("Trong bộ sưu tập “{name}” ✕", "Within “{name}” ✕"),
    "take_off_collection_why": (
        "Chỉ tìm trong bộ sưu tập này. Bấm để hỏi lại trong cả thư viện.",
        "Only this collection was searched. Press to ask again in the whole library.",
    ),
    "take_off_article": ("Trong bài “{name}” ✕", "In “{name}” ✕"),
    "take_off_article_why": (
        "Chỉ bài này được tìm. Bấm để hỏi lại trong cả thư viện.",
        "Only this article was searched. Press to ask again in the whole library.",
    ),
    "no_answer_article": (
        "Bài được hỏi không trả lời câu này. Chỉ bài ấy được tìm.",
        "The article does not answer this. Only it was searched.",
    ),
    "no_answer_within": (
        "Không tìm thấy câu trả lời trong bộ sưu tập “{name}”. Chỉ bộ sưu tập này được tìm: {searched}.",
        "The collection “{name}” does not answer this. Only it was searched: {searched}.",
    ),
    "collection_missing": (
        "Không có bộ sưu tập nào tên “{name}”: có thể nó đã bị xóa hoặc đổi tên. Xem các bộ sưu tập ở mục Thư viện "
        "trên trang.",
        "There is no collection “{name}”: it may have been deleted or renamed. The page's Library section lists them.",
    ),
    "collection_taken": (
        "Đã có bộ sưu tập tên “{name}”. Hãy chọn tên khác.",
        "There is a collection “{name}” already. Choose another name.",
    ),
    "collection_unnamed": ("Hãy đặt tên cho bộ sưu tập.", "Give the collection a name."),
}
