"""Words of the answers that the catalogue gives: lists of articles and how many there are."""

TABLE: dict[str, tuple[str, str]] = {
    # what the articles have in common, in this order, after their number
    "articles_many": ("{count} bài", "{count} articles"),
    "articles_one": ("1 bài", "1 article"),
    "articles_no": ("bài nào", "No article"),
    "of_outlet": (" của {outlet}", " from {outlet}"),
    "of_author": (" của tác giả {author}", " by {author}"),
    "of_topic": (" trong mục {topic}", " in the section {topic}"),
    "of_day": (" đăng ngày {start}", " published on {start}"),
    "of_days": (" đăng từ {start} đến {end}", " published {start} to {end}"),
    "of_subject": (" nhắc đến “{subject}”", " mentioning “{subject}”"),
    # the sentence that leads the list
    "list_some": ("Có {articles}.", "There are {articles}."),
    "list_one": ("Có {articles}.", "There is {articles}."),
    "list_none": ("Không có {articles}.", "{articles} was found."),
    "list_newest": ("Mới nhất trong {articles}: {article}.", "The newest of {articles}: {article}."),
    "list_oldest": ("Sớm nhất trong {articles}: {article}.", "The earliest of {articles}: {article}."),
    "list_longest": ("Dài nhất trong {articles}: {article}.", "The longest of {articles}: {article}."),
    "list_shortest": ("Ngắn nhất trong {articles}: {article}.", "The shortest of {articles}: {article}."),
    "list_only": ("Có {articles}: {article}.", "There is {articles}: {article}."),
    "list_outlets": ("{count} báo có bài{articles}: {outlets}.", "{count} outlets have articles{articles}: {outlets}."),
    "list_outlet": ("Chỉ một báo có bài{articles}: {outlets}.", "One outlet has articles{articles}: {outlets}."),
    "list_no_outlet": (
        "Có {articles}, nhưng không bài nào ghi tên báo.",
        "There are {articles}, but none of them names its outlet.",
    ),
    "outlet_count": ("{outlet} ({count} bài)", "{outlet} ({count})"),
    "other_outlets": ("{count} báo khác", "{count} others"),
    "listed_first": ("Dưới đây là {shown} bài đầu.", "The first {shown} are shown."),
    "nearest_day": ("Ngày gần nhất có bài: {days}.", "The nearest day with articles: {days}."),
    "nearest_days": ("Những ngày gần nhất có bài: {days}.", "The nearest days with articles: {days}."),
    "untitled_article": ("bài không có tiêu đề", "an article without a title"),
    # notes
    "library_ends_days": (
        "Thư viện chỉ có bài đến {end}, nên “{words}” được hiểu là những ngày cuối của thư viện: {start} đến {end}.",
        "The library ends on {end}, so “{words}” is taken for its last days: {start} to {end}.",
    ),
    "library_ends_day": (
        "Thư viện chỉ có bài đến {end}, nên “{words}” được hiểu là ngày cuối có bài: {start}.",
        "The library ends on {end}, so “{words}” is taken for its last day: {start}.",
    ),
    "counted_from_end_days": (
        "Thư viện chỉ có bài đến {until}, nên “{words}” được tính từ ngày đó: {start} đến {end}.",
        "The library ends on {until}, so “{words}” is counted from that day: {start} to {end}.",
    ),
    "counted_from_end_day": (
        "Thư viện chỉ có bài đến {until}, nên “{words}” được tính từ ngày đó: {start}.",
        "The library ends on {until}, so “{words}” is counted from that day: {start}.",
    ),
    "library_until": ("Thư viện chỉ có bài đến {end}.", "The library ends on {end}."),
    "later_figure": (
        "Bài đăng sau, ngày {day}, nêu con số khác: {value} (“{title}”).",
        "A later article, of {day}, gives another figure: {value} (“{title}”).",
    ),
    # the button that asks for a search instead
    "take_off_listing": ("Danh sách bài ✕", "A list of articles ✕"),
    "take_off_listing_why": (
        "Câu hỏi được hiểu là hỏi về danh sách bài. Bấm để tìm câu trả lời trong nội dung các bài.",
        "The question was read as asking for articles. Press to search what the articles say instead.",
    ),
}
