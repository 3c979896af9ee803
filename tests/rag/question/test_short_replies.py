"""Short replies to the product's own words ask nothing; questions that begin like them do."""

from datetime import date

import pytest

from language.normal_form import fold
from rag.answer import Turn
from rag.question.short_replies import reply_in, reply_words
from rag.question.small_talk import small_talk
from rag.question.understand import understand
from tests.rag.vocabulary import EMPTY

YES = "ok|Ok.|OKE bạn|okkk|vâng|Vâng ạ|dạ vâng|có|đúng rồi|Đúng vậy!|chuẩn luôn|ừ|hiểu rồi|tôi hiểu rồi|được đấy"
NO = "không|Không ạ|không cần đâu|không có gì|thế thôi|thôi được rồi|thôi khỏi|đủ rồi|chưa|sai rồi|không đâu"
REACTION = "haha|hahaha!|hihi|kkk|à ừ|thế à?|vậy à|ra là vậy|ồ hay nhỉ|hay quá|trời ơi|thú vị thật|nhiều thế"
ENGLISH = "yes|yes please|no|nope|I see|oh really?|interesting|that's all|sounds good|great!"
QUESTIONS = (
    "có không?|vàng|cỏ|đúng không?|xong chưa|thật không?|ok còn Cồn Én thì sao?|vâng, Tân Lập trồng gì?|không có bão à|"
    "hay là gì|vì sao|rồi sao nữa|không ai bị thương à?|có ai chết không|Yes We Can là gì?|no-fly zone ở đâu"
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in (("yes", YES), ("no", NO), ("reaction", REACTION)) for text in texts.split("|")],
)
def test_a_short_reply(kind: str, text: str) -> None:
    said = small_talk(text)
    assert said
    assert (said.kind, said.language) == (kind, "vi")
    bare = small_talk(fold(text))
    assert bare
    assert bare.kind == kind


@pytest.mark.parametrize("text", ENGLISH.split("|"))
def test_an_english_reply(text: str) -> None:
    said = small_talk(text)
    assert said
    assert said.language == "en"


@pytest.mark.parametrize("text", QUESTIONS.split("|"))
def test_a_question_is_no_reply(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(
    "text", ["ok, cảm ơn bạn", "vâng cảm ơn bạn", "không, cảm ơn nhé", "no thanks", "great, thanks"]
)
def test_a_reply_leads_up_to_what_else_is_said(text: str) -> None:
    said = small_talk(text)
    assert said
    assert said.kind == "thanks"


def test_what_is_said_in_both_languages_is_in_that_of_the_conversation() -> None:
    assert [reply_in(reply_words("ok"), language) for language in ("vi", "en")] == [
        small_talk("ok", "vi"),
        small_talk("ok", "en"),
    ]
    assert small_talk("ok", "en") != small_talk("ok", "vi")


@pytest.mark.parametrize("reply", ["ok", "không cần đâu", "đúng rồi", "haha", "không"])
def test_no_follow_up_leans_on_a_reply(reply: str) -> None:
    turns = [Turn("Giá mía ở Tân Lập là bao nhiêu?", "Giá mía ở Tân Lập là 900 đồng."), Turn(reply, "")]
    whole = understand("Còn Cồn Én?", vocabulary=EMPTY, history=turns, today=date(2026, 5, 9))
    assert whole.understood_as == "Giá mía ở Cồn Én là bao nhiêu?"
