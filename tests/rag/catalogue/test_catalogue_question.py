"""Which questions ask for articles, and for which; and which only sound so and ask what articles say."""

from datetime import date

import pytest

from language.detect import language_of
from language.normal_form import fold
from rag.catalogue.catalogue_question import CatalogueQuestion, Names, catalogue_question

TODAY = date(2026, 5, 13)
NAMES = Names(["Báo Mía", "Tin Lúa"], ["Thể thao", "Kinh tế"], ["Lê Nho"])

# question | what it asks | the words that articles must hold | days | outlet | section | author
ARTICLES = """
Tin tức ngày hôm qua | list |  | 2026-05-12..2026-05-12
What was published on 10 May 2026? | list |  | 2026-05-10..2026-05-10
What was reported on 10 May 2026? | list |  | 2026-05-10..2026-05-10
What was in the news on 10 May 2026? | list |  | 2026-05-10..2026-05-10
Tổng hợp giúp em các bài đăng ngày 10/5/2026 với ạ | list |  | 2026-05-10..2026-05-10
Điểm lại giúp mình tin ngày 10-5 | list |  | 2026-05-10..2026-05-10
Cho em xem các bài viết ngày 10-5 nhé | list |  | 2026-05-10..2026-05-10
Which articles were published on 9 May 2026? | list |  | 2026-05-09..2026-05-09
Đã có bao nhiêu bài báo viết về vụ lũ ở Cồn Én? | count | cồn_én lũ
Cho tôi danh sách các bài về Cồn Én | list | cồn_én
Lũ ở Cồn Én: tin mới nhất | newest | cồn_én lũ
Giá mía có tin gì mới? | newest | giá mía
Do you have anything about coconuts? | list | coconuts
Which paper has the most articles? | outlets
Hôm nay có tin gì? | list |  | 2026-05-13..2026-05-13
Hôm nay có tin gì mới? | list |  | 2026-05-13..2026-05-13
Tin hôm nay | list |  | 2026-05-13..2026-05-13
Tin tức hôm nay có gì? | list |  | 2026-05-13..2026-05-13
Hôm qua có tin gì? | list |  | 2026-05-12..2026-05-12
Hôm qua có những tin gì nổi bật? | list |  | 2026-05-12..2026-05-12
Ngày 20-10 có tin gì? | list |  | 2025-10-20..2025-10-20
Tuần này có tin gì? | list |  | 2026-05-11..2026-05-17
Tuần này có tin gì hay không? | list |  | 2026-05-11..2026-05-17
Có gì mới hôm nay? | list |  | 2026-05-13..2026-05-13
Hôm nay có gì hot? | list |  | 2026-05-13..2026-05-13
Điểm tin tuần này | list |  | 2026-05-11..2026-05-17
Điểm tin ngày 9 tháng 5 năm 2026 | list |  | 2026-05-09..2026-05-09
Tin ngày 10/5/2026 | list |  | 2026-05-10..2026-05-10
Báo ngày 10-5 viết gì? | list |  | 2026-05-10..2026-05-10
Ngày 9-5-2026 có tin gì? | list |  | 2026-05-09..2026-05-09
Sáng nay báo đăng gì? | list |  | 2026-05-13..2026-05-13
Ngày 9/5 các báo đưa tin gì? | list |  | 2026-05-09..2026-05-09
Cho tôi xem tin hôm qua | list |  | 2026-05-12..2026-05-12
Tổng hợp tin tuần trước | list |  | 2026-05-04..2026-05-10
Tin trong tháng 5 | list |  | 2026-05-01..2026-05-31
Những bài đăng hôm qua | list |  | 2026-05-12..2026-05-12
Các bài đăng ngày 9-5-2026 | list |  | 2026-05-09..2026-05-09
Hôm qua Báo Mía có tin gì? | list |  | 2026-05-12..2026-05-12 | Báo Mía
Báo Mía hôm nay viết gì? | list |  | 2026-05-13..2026-05-13 | Báo Mía
Hôm nay có tin gì về giá vàng? | list | giá_vàng | 2026-05-13..2026-05-13
Tuần này có tin gì về sạt lở không? | list | sạt_lở | 2026-05-11..2026-05-17
Hôm nay có tin thể thao nào? | list |  | 2026-05-13..2026-05-13 |  | Thể thao
Tin thể thao hôm nay | list |  | 2026-05-13..2026-05-13 |  | Thể thao
Tin mới nhất | newest
Có tin gì mới không? | list
Có gì mới? | list
Gần đây có tin gì về lũ? | list | lũ
Có bao nhiêu bài về sạt lở? | count | sạt_lở
Có mấy bài viết về bão số 3? | count | bão_số số_3
Bao nhiêu bài nhắc đến Cồn Én? | count | cồn_én
Thư viện có bao nhiêu bài về giá mía? | count | giá mía
Trong thư viện có bao nhiêu bài báo? | count
Tổng số bài về Cồn Én là bao nhiêu? | count | cồn_én
Báo Mía có bao nhiêu bài? | count |  |  | Báo Mía
Báo Mía đăng bao nhiêu bài về sạt lở? | count | sạt_lở |  | Báo Mía
Có bao nhiêu bài của Báo Mía về sạt lở? | count | sạt_lở |  | Báo Mía
Hôm qua có bao nhiêu bài? | count |  | 2026-05-12..2026-05-12
Tháng 8 có bao nhiêu bài về sạt lở? | count | sạt_lở | 2025-08-01..2025-08-31
Có mấy bài trong chuyên mục Kinh tế? | count |  |  |  | Kinh tế
Có bao nhiêu bài của tác giả Lê Nho? | count |  |  |  |  | Lê Nho
Lê Nho viết bao nhiêu bài? | count |  |  |  |  | Lê Nho
Những bài nào nói về dừa sáp? | list | dừa sáp
Những bài nào nhắc đến Lê Nho? | list | lê_nho
Bài nào nói về sạt lở ở Cồn Én? | list | sạt_lở cồn_én
Có bài nào về voi không? | list | voi
Liệt kê các bài của Tin Lúa | list |  |  | Tin Lúa
Liệt kê các bài về sạt lở | list | sạt_lở
Kể ra những bài viết về giá vàng | list | giá_vàng
Cho xem các bài của Lê Nho | list |  |  |  |  | Lê Nho
Danh sách bài về Cồn Én | list | cồn_én
Tìm giúp tôi bài về bão | list | bão
Các bài về sạt lở | list | sạt_lở
Tất cả các bài trong mục Thể thao | list |  |  |  | Thể thao
Những báo nào viết về sạt lở ở Cồn Én? | outlets | sạt_lở cồn_én
Báo nào đưa tin về dừa sáp? | outlets | dừa sáp
Có bao nhiêu báo viết về sạt lở? | outlets | sạt_lở
Có những báo nào trong thư viện? | outlets
Thư viện có những báo nào? | outlets
Bài về sạt lở là của báo nào? | outlets | sạt_lở
Bài nào dài nhất? | longest
Bài dài nhất về sạt lở là bài nào? | longest | sạt_lở
Bài ngắn nhất | shortest
Bài nào dài nhất của Báo Mía? | longest |  |  | Báo Mía
Bài mới nhất là bài nào? | newest
Bài mới nhất về giá mía nói gì? | newest | giá mía
Tin mới nhất về giá mía? | newest | giá mía
Mới nhất về bão số 3 | newest | bão_số số_3
Bài gần đây nhất về giá mía Tân Lập? | newest | tân_lập giá mía
Thông tin mới nhất về vụ cháy chợ Bến Lài | newest | cháy_chợ bến_lài
Bài đầu tiên về bão số 3? | oldest | bão_số số_3
Bài cuối cùng về bão số 3 nói gì? | newest | bão_số số_3
Bài cũ nhất là bài nào? | oldest
Bài mới nhất của Báo Mía là gì? | newest |  |  | Báo Mía
Bão số 3 có gì mới? | newest | bão_số số_3
Có gì mới về bão số 3? | newest | bão_số số_3
Bài nào mới nhất? | newest
Cho xem 3 bài mới nhất | newest
Năm tin mới nhất về bão số 3 | newest | bão_số số_3
Báo nào đưa tin đầu tiên về sạt lở? | oldest | sạt_lở
What happened on 9 May 2026? | list |  | 2026-05-09..2026-05-09
What's new today? | list |  | 2026-05-13..2026-05-13
What's the news today? | list |  | 2026-05-13..2026-05-13
News from yesterday | list |  | 2026-05-12..2026-05-12
Today's headlines | list |  | 2026-05-13..2026-05-13
Any news this week? | list |  | 2026-05-11..2026-05-17
How many articles about landslides? | count | landslides
How many articles are there about landslides in Cồn Én? | count | cồn_én landslides
How many articles does Báo Mía have? | count |  |  | Báo Mía
Which articles mention Cồn Én? | list | cồn_én
Show me articles about floods | list | floods
List all articles from Tin Lúa | list |  |  | Tin Lúa
Articles about coconuts | list | coconuts
The latest on landslides | newest | landslides
What is the latest news about sugar cane prices? | newest | sugar cane prices
What's new on the flood? | newest | flood
Latest article about floods | newest | floods
The first article about the storm | oldest | storm
Which newspapers covered the landslide? | outlets | landslide
Which outlets are in the library? | outlets
What is the longest article? | longest
hom nay co tin gi | list |  | 2026-05-13..2026-05-13
tuan nay co tin gi moi | list |  | 2026-05-11..2026-05-17
tin moi nhat ve gia mia | newest | gia mia
co bao nhieu bai ve sat lo | count | sat lo
nhung bai nao noi ve dua sap | list | dua sap
bai nao dai nhat | longest
bao nao viet ve sat lo | outlets | sat lo
bai dau tien ve bao so 3 | oldest | so_3 bao
liet ke cac bai cua tin lua | list |  |  | Tin Lúa
ngay 9-5-2026 co tin gi | list |  | 2026-05-09..2026-05-09
diem tin hom qua | list |  | 2026-05-12..2026-05-12
bai moi nhat la bai nao | newest
Mấy bài viết hôm nay? | count |  | 2026-05-13..2026-05-13
Tháng trước Tin Lúa đăng bao nhiêu bài? | count |  | 2026-04-01..2026-04-30 | Tin Lúa
Xem giúp tôi các bài về giá mía | list | giá mía
Bài nào nhắc đến Cồn Én? | list | cồn_én
Toàn bộ bài của Tin Lúa | list |  |  | Tin Lúa
Bài sớm nhất của Tin Lúa | oldest |  |  | Tin Lúa
Bài gần nhất về giá mía là bài nào? | newest | giá mía
Có cập nhật gì mới về bão số 3? | newest | bão_số số_3
Báo nào viết về giá mía? | outlets | giá mía
Chiều qua có tin gì? | list |  | 2026-05-12..2026-05-12
Thứ hai tuần trước có tin gì? | list |  | 2026-05-04..2026-05-04
Ba ngày qua có tin gì mới? | list |  | 2026-05-10..2026-05-13
What did the papers say yesterday? | list |  | 2026-05-12..2026-05-12
Which articles are about sugar cane? | list | sugar cane
Number of articles about floods | count | floods
News about floods this week | list | floods | 2026-05-11..2026-05-17
Tin hôm nay về giá mía | list | giá mía | 2026-05-13..2026-05-13
""".strip().splitlines()
FACTS = """
Luật đất đai có gì mới?
Điện thoại đời này có gì mới?
Báo giá mới nhất của vật liệu xây dựng?
Báo động số 3 là bao nhiêu mét?
Cô ấy viết bao nhiêu bài hát?
Trang phục nào đẹp nhất?
How many stories does the building have?
Hôm nay giá vàng bao nhiêu?
Hôm nay có mưa không?
Có bao nhiêu người bị thương trong vụ cháy chợ?
Tuần này trời mưa ở đâu?
Hôm qua ai thắng trận chung kết?
Ngày 20-10 là ngày gì?
Ngày 9-5-2026 xã Cồn Én bàn giao mấy ngôi nhà?
Có bao nhiêu bài thi đạt điểm 10?
Cuộc thi có bao nhiêu bài dự thi?
Bài hát mới nhất của Sơn Tùng là gì?
Bài hát nào dài nhất?
Bài tập nào khó nhất?
Bài thuốc nào trị ho?
Bài học nào rút ra từ vụ cháy?
Bao nhiêu tin nhắn được gửi?
Tin đồn về giá vàng là gì?
Tin giả về bão bị xử lý thế nào?
Ai viết bài thơ đó?
Báo đốm xuất hiện ở đâu?
Bão nào mạnh nhất năm nay?
Bão số 3 đổ bộ khi nào?
Báo cáo nào nói về nợ xấu?
Báo cáo mới nhất của WHO nói gì?
Giá vải mới nhất là bao nhiêu?
Giá xăng hôm nay
Giá vàng tuần này thế nào?
Cây cầu nào dài nhất Việt Nam?
Con sông dài nhất là sông nào?
Ai là người đầu tiên lên mặt trăng?
Trận đấu cuối cùng kết thúc với tỷ số nào?
Lần đầu tiên lễ hội tổ chức năm nào?
Phiên bản mới nhất của phần mềm là gì?
Công nghệ mới nhất về pin là gì?
Nghiên cứu mới nhất về ung thư cho thấy gì?
Thông tin cá nhân bị lộ là bao nhiêu?
Báo Mía viết gì về sạt lở?
Báo Mía nói sạt lở làm mấy người bị thương?
Theo Báo Mía, bao nhiêu người bị thương?
Sạt lở ở Cồn Én làm mấy người bị thương?
Có gì trong báo cáo của Bộ Y tế?
Hôm nay có bao nhiêu ca mắc mới?
Tuần này có bao nhiêu người nhập viện?
Ngày 9-5 có bao nhiêu người chết?
Hôm qua có chuyện gì ở chợ Bến Lài?
Chuyện gì xảy ra ở Cồn Én?
Cồn Én có gì đẹp?
Bao nhiêu tờ báo bị đình bản?
Có bao nhiêu nhà báo bị bắt?
Nhà báo nào đoạt giải?
Vì sao báo in giảm doanh thu?
Các trường nào được chọn?
Những xã nào bị ngập?
Tin bão mới nhất: bão đã vào đâu?
Dự báo thời tiết hôm nay thế nào?
Có bao nhiêu bài về đích trước 10 giờ?
Đề thi có bao nhiêu bài toán?
Bài phát biểu của Thủ tướng nói gì?
Bài viết của ông Nam nói gì về giáo dục?
Ông Nam viết bao nhiêu bài thơ?
Giải báo chí trao cho mấy tác phẩm?
Diễn biến mới nhất của bão số 3
What happened in Cồn Én?
What happened to the bridge?
How many people were injured?
How many articles does the new law have?
Who wrote the report?
What is the longest bridge?
What is the latest price of gold?
The first person on the moon
What did the minister say today?
What is the news agency called?
How many reporters were killed?
Is there any rain today?
hom nay gia vang bao nhieu
co bao nhieu nguoi bi thuong
tuan nay troi mua o dau
bao so 3 do bo khi nao
bao nao manh nhat nam nay
bai hat nao dai nhat
hom qua ai thang
gia mia moi nhat la bao nhieu
Báo có xin lỗi ông Nho không?
Tin về giá mía
News about floods
Bài toán nào khó nhất?
Có mấy bài đăng ký dự thi?
""".strip().splitlines()


def read(question: str) -> CatalogueQuestion | None:
    language = language_of(question)
    bare = language == "vi" and fold(question) == question.lower()
    return catalogue_question(question, language, "none" if bare else "full", TODAY, NAMES)


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row.partition(" | ")[0])
def test_a_question_for_articles(row: str) -> None:
    question, *wanted = (part.strip() for part in row.split(" | "))
    asked = read(question)
    assert asked
    days = f"{asked.days.start}..{asked.days.end}" if asked.days else ""
    told = [asked.asks, asked.words, days, asked.outlet or "", asked.topic or "", asked.author or ""]
    assert told == [*wanted, *[""] * (len(told) - len(wanted))]


@pytest.mark.parametrize("question", FACTS)
def test_a_question_for_what_articles_say(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row.partition(" | ")[0])
def test_typed_without_marks(row: str) -> None:
    question, asks, *_ = (part.strip() for part in row.split(" | "))
    asked = catalogue_question(fold(question), "vi", "none", TODAY, NAMES)
    assert asked
    assert asked.asks == asks


@pytest.mark.parametrize("question", FACTS)
def test_a_fact_asked_without_marks(question: str) -> None:
    assert catalogue_question(fold(question), "vi", "none", TODAY, NAMES) is None


def test_long_questions_take_no_time() -> None:
    for question in ("có " * 150, "bài về a " * 60, "tin mới " * 70, "what " * 100, "x" * 5_000):
        read(question)


@pytest.mark.parametrize("quoted", ["“khai tử”", '"khai tử"', "‘khai tử’"])
def test_a_phrase_between_quotation_marks_stands_together(quoted: str) -> None:
    asked = read(f"Có bao nhiêu bài nhắc đến {quoted}?")
    assert asked
    assert (asked.asks, asked.subject, asked.words) == ("count", "khai tử", "khai_tử")
