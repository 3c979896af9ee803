import pytest

from rag.quote.unmet import unmet
from vectorstore.records import Passage

STORM = "Bão số 6 đổ bộ vào Hải Lâm chiều 23-9-2023, làm 9 người bị thương. AS206 là tên chuyến cứu trợ đầu tiên."


def passage(text: str = STORM) -> Passage:
    return Passage(1, 1.0, "bao", "Bão số 6 gây thiệt hại", "2023-09-26", None, None, 0, len(text), "", text)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bão số 7 đổ bộ vào tỉnh nào?", "Bão số 7"),
        ("Bão số 6 làm bao nhiêu người ở Krông Tân bị thương?", "Krông Tân"),
        ("Năm 2021 có bao nhiêu người ở Hải Lâm bị thương vì bão?", "2021"),
    ],
)
def test_what_the_question_names_and_the_passage_lacks(question: str, words: str) -> None:
    assert unmet(question, [passage()]).lower().endswith(words.lower().removeprefix("bão "))


@pytest.mark.parametrize(
    "question",
    [
        "Bão số 6 đổ bộ vào Hải Lâm khi nào?",
        "bao so 6 lam bao nhieu nguoi bi thuong",
        "Người Hải Lâm bị thương bao nhiêu?",
        "Chuyến cứu trợ AS-206 là chuyến thứ mấy?",
        "Năm 2023 có mấy người bị thương?",
    ],
)
def test_nothing_is_missing(question: str) -> None:
    assert unmet(question, [passage()]) == ""


def test_one_of_the_passages_is_enough() -> None:
    other = passage("Bão số 7 suy yếu trên biển, không vào đất liền.")
    assert unmet("Bão số 7 đổ bộ vào tỉnh nào?", [passage(), other]) == ""


def test_a_name_that_looks_like_a_unit_is_none() -> None:
    assert unmet("Bão số 7 Hà Bắc bị gì?", [passage()]).lower() in ("hà bắc", "số 7")
    assert unmet("bão số 7 hà bắc bị gì?", [passage()]) == "số 7"


@pytest.mark.parametrize("question", ["tháng 9", "tháng 9/2023", "ngày 23/9", "ngày 23-9-2023", "ngày 23"])
@pytest.mark.parametrize("date", ["23-9-2023", "23/09/2023", "23.9.2023", "23/9"])
def test_a_date_in_figures_names_its_day_and_month(question: str, date: str) -> None:
    text = f"Tính đến {date}, đê bị vỡ ba đoạn; hồi tháng 5, ngày 7/5 thì đê chưa xây."
    assert unmet(f"Đê vỡ mấy đoạn vào {question}?", [passage(text)]) == ""


@pytest.mark.parametrize("words", ["tháng 10", "ngày 24/9", "ngày 23/10"])
def test_another_day_or_month_is_missing(words: str) -> None:
    text = "Tính đến 23-9-2023, đê bị vỡ ba đoạn; hồi tháng 5 và ngày 7/5/2023 thì đê chưa xây."
    assert unmet(f"Đê vỡ mấy đoạn vào {words}?", [passage(text)]) == words


def test_what_is_measured_is_no_name() -> None:
    text = "Ranh mặn 4 phần nghìn trên sông Tiên đã vào sâu 62 km."
    assert unmet("xâm nhập mặn 62 km ở đâu", [passage(text)]) == ""
