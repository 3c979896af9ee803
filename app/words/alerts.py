"""Words of alerts: on the page, in feeds and letters, on the command line."""

TABLE: dict[str, tuple[str, str]] = {
    # on the page
    "following": ("Đang theo dõi", "Following"),
    "follow": ("Theo dõi", "Follow"),
    "follow_why": (
        "Báo cho bạn khi có bài mới trả lời câu hỏi này",
        "Tells you when a new article answers this question",
    ),
    "following_why": (
        "Bạn được báo khi có bài mới; muốn thôi, mở “Mục theo dõi” ở trang đầu",
        "You are told of new articles; to end it, open “What you follow” on the first page",
    ),
    "follow_subject_why": ("Báo cho bạn khi có bài mới nhắc đến", "Tells you when a new article mentions it"),
    "follow_not": (
        "Trang này để hỏi, tìm và đọc. Theo dõi chủ đề, ghim trích dẫn và thêm bài là việc của người biên tập.",
        "This page is for asking, searching and reading. Following topics, pinning quotes and adding articles is for "
        "editors.",
    ),
    "follow_new": ("Theo dõi một chủ đề, tên gọi hoặc câu hỏi", "Follow a topic, a name or a question"),
    "follow_hint": ("Ví dụ: giá lúa; hoặc một câu hỏi, có dấu hỏi ở cuối", "For example, rice prices; or a question"),
    "follow_by_mail": ("Gửi thư mỗi ngày tới {mail} khi có tin mới", "Write to {mail} daily when there is news"),
    "followed_now": (
        "Đã theo dõi “{words}”. Bài mới sẽ hiện ở trang đầu.",
        "Following “{words}”. New articles will show on the first page.",
    ),
    "following_manage": ("Mục theo dõi", "What you follow"),
    "following_what": (
        "Mỗi khi thư viện có thêm bài nói đến điều bạn theo dõi, trang đầu sẽ báo cho bạn.",
        "Whenever an article about it is added to the library, the first page tells you.",
    ),
    "following_feed": (
        "Muốn biết tin mới mà không phải mở trang này: sao chép địa chỉ dưới mỗi mục và thêm vào một ứng dụng đọc tin "
        "RSS, chẳng hạn Thunderbird. Ứng dụng sẽ tự tải tin và báo cho bạn. Ai có địa chỉ đều đọc được các tin ấy.",
        "To get the news without opening this page, copy the address under each item and add it to a feed reader "
        "(RSS), such as Thunderbird, which then fetches what is new by itself and tells you. Whoever has the address "
        "can read this news.",
    ),
    "following_no_feed": (
        "Cũng có thể nhận tin mới ngay trong một ứng dụng đọc tin RSS, chẳng hạn Thunderbird, mà không phải mở trang "
        "này. Ở đây tính năng ấy chưa bật; hãy nhờ người quản trị trang chạy hoibao serve, hoặc đặt HOIBAO_API_URL.",
        "News can also come to a feed reader (RSS), such as Thunderbird, without this page being opened. That is not "
        "switched on here: ask whoever runs this page to start hoibao serve, or to set HOIBAO_API_URL.",
    ),
    "following_shared": (
        "Trang này không cần đăng nhập: các mục theo dõi là chung cho mọi người mở trang.",
        "Nobody signs in here: what is followed is shared by whoever opens the page.",
    ),
    "following_nothing": (
        "Chưa có bài mới nào cho các mục đang theo dõi.",
        "No new articles yet for what you follow.",
    ),
    "follow_end": ("Thôi theo dõi “{words}”", "Stop following “{words}”"),
    "follow_count": ("{words} · {count} bài mới", "{words} · {count} new"),
    # feeds and letters
    "feed_title": ("Hỏi Báo: {words}", "Hỏi Báo: {words}"),
    "feed_no_outlet": ("không rõ báo", "unknown outlet"),
    "mail_subject": (
        "Hỏi Báo: {count} bài mới về điều bạn theo dõi",
        "Hỏi Báo: {count} new articles on what you follow",
    ),
    "mail_end": (
        "Thư này được gửi tự động vì bạn theo dõi các mục trên. Muốn thôi, hãy bỏ mục theo dõi trên trang, hoặc bằng "
        "lệnh hoibao alerts remove.",
        "This was sent automatically because you follow the above. To end it, stop following on the page, or by "
        "hoibao alerts remove.",
    ),
    # the command
    "cli_alerts": (
        "theo dõi chủ đề, tên gọi, câu hỏi; xem có bài mới nào và gửi thư",
        "follow topics, names and questions; see what came in, and have it mailed",
    ),
    "arg_alerts_doing": (
        "add: theo dõi; list: liệt kê; remove: bỏ một mục; run: tìm bài mới và gửi thư trong ngày, dùng cho cron",
        "add: follow; list: all that is followed; remove: end one; run: look what came in and send the day's mail, "
        "for cron",
    ),
    "arg_alerts_subject": (
        "add: chủ đề, tên gọi, hoặc câu hỏi có dấu hỏi ở cuối; remove: mã của mục theo dõi",
        "add: a topic, a name, or a question that ends with its mark; remove: the alert's id",
    ),
    "arg_alerts_mail": (
        "địa chỉ nhận thư, mỗi ngày nhiều nhất một lá; cần HOIBAO_SMTP",
        "an address to write to, at most once a day; needs HOIBAO_SMTP",
    ),
    "alerts_epilog": (
        """ví dụ:
  hoibao alerts add "giá lúa"                            theo dõi một chủ đề
  hoibao alerts add "Cầu An Thạch khi nào thông xe?"     theo dõi một câu hỏi
  hoibao alerts run                                      tìm bài mới; bằng cron: 0 6 * * * hoibao alerts run
""",
        """examples:
  hoibao alerts add "rice prices"                        follow a topic
  hoibao alerts add "When does the bridge open?"         follow a question
  hoibao alerts run                                      see what came in; by cron: 0 6 * * * hoibao alerts run
""",
    ),
    "alert_added": (
        "Đã theo dõi “{words}”. Bài thêm vào từ bây giờ sẽ được báo: hoibao alerts run",
        "Following “{words}”. Articles that come in from now on are told of: hoibao alerts run",
    ),
    "alert_removed": ("Đã thôi theo dõi.", "No longer followed."),
    "alert_missing": (
        "Không có mục theo dõi nào mang mã '{id}'. Xem các mã: hoibao alerts list{option}",
        "There is no alert '{id}'. See the ids: hoibao alerts list{option}",
    ),
    "alert_unnamed": (
        'Hãy ghi điều cần theo dõi, ví dụ: hoibao alerts add "giá lúa"',
        'Name what to follow, such as: hoibao alerts add "rice prices"',
    ),
    "alert_no_address": ("{address} không phải là một địa chỉ thư.", "{address} is not a mail address."),
    "alerts_too_many": (
        "Đã theo dõi {most} mục, nhiều nhất có thể. Hãy bỏ bớt một mục.",
        "You follow {most} already, which is the most. End one of them first.",
    ),
    "alerts_none": ("Chưa theo dõi gì.", "Nothing is followed yet."),
    "alerts_nothing_new": ("Không có gì mới.", "Nothing new."),
    "alerts_mailed": ("Đã gửi thư tới {count} địa chỉ.", "{count} addresses were written to."),
}
