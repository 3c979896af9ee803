import pytest

from rag.quote.refers import refers_back


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông cho biết công trình xong sớm 40 ngày.",
        "Bà ấy không trả lời.",
        "Họ đã rời bến lúc rạng sáng.",
        "Theo đó, 14 đơn vị thuộc diện sắp xếp.",
        "Tại đây, nước rút chậm nhất.",
        "Dự án này khởi công từ năm 2021.",
        "Nguyên nhân của vụ việc nói trên chưa rõ.",
        "Quyển sách của ông được in lại ba lần.",
        "However, the bridge stayed closed.",
        "It was built in 1998.",
    ],
)
def test_a_sentence_that_leans_on_the_one_before(sentence: str) -> None:
    assert refers_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Lê Văn Thảo cắt băng khánh thành.",
        "Bà Phó chủ tịch Trần Thị Mận chủ trì phiên họp.",
        "Cầu Bến Sỏi dài 420 m.",
        "Tháng này mưa nhiều ở Vân Trạch.",
        "Hơn 300 hộ dân Cồn Én vẫn ngập sâu.",
        "Đường tránh lũ qua Cồn Én được mở từ tuần trước, giúp người dân ba xã ven sông đi lại dễ hơn qua đoạn này.",
        "",
    ],
)
def test_a_sentence_that_stands_alone(sentence: str) -> None:
    assert not refers_back(sentence)
