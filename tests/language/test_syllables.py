import pytest

from language.normal_form import fold, normalize
from language.syllables import is_syllable, is_syllable_wherever_toned, spellings


@pytest.mark.parametrize(
    "word",
    "nghiêng quốc giặt gì giếng khuỷu hòa thủy thuở quý quyển huỳnh yêu ý ngoằn xoong đuốc ướt iêu khuya uống oan gìn "
    "Nguyễn QUYẾT Đường trong ăn ơi ấy".split(),
)
def test_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "ka cê ngi gha quu bac hoà thuỷ cạch́ zoo wow str fan Bowl tesla ư̂ '' ac".split())
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_spellings_fold_back_and_are_in_normal_form() -> None:
    for folded in ("duong", "hoa", "quy", "a", "nghieng", "thuy"):
        assert len(set(spellings(folded))) == len(spellings(folded)) > 5
        for spelling in spellings(folded):
            assert fold(spelling) == folded
            assert normalize(spelling) == spelling


def test_only_rising_and_heavy_tones_before_a_stop() -> None:
    assert set(spellings("bac")) == {"bác", "bạc", "bắc", "bặc", "bấc", "bậc"}


@pytest.mark.parametrize("word", "hoà hòa toàn tòan thuý thúy khuỷu khủyu việt kạn".split())
def test_a_tone_on_another_letter(word: str) -> None:
    assert is_syllable_wherever_toned(word)


@pytest.mark.parametrize("word", "cễ kàng ngĩ ghà quà́ bàt oòn ýnh ngôc̀".split())
def test_no_syllable_wherever_its_tone_stands(word: str) -> None:
    assert not is_syllable_wherever_toned(word)
