"""What is typed short is read in full, and nothing else is."""

import pytest

from language.normal_form import fold
from language.spelling.shorthand import spell_out
from language.tables import rows


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bản Nậm Pa chết mấy ng", "bản Nậm Pa chết mấy người"),
        ("truong tuyen dc bn hs", "truong tuyen duoc bao nhieu hoc sinh"),
        ("lũ rút ntn", "lũ rút như thế nào"),
        ("cầu Bến Sỏi có sập ko?", "cầu Bến Sỏi có sập không?"),
        ("xã làm j, vì sao", "xã làm gì, vì sao"),
    ],
)
def test_shorthand_is_spelt_out(typed: str, meant: str) -> None:
    assert spell_out(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "HS Bến Sỏi",
        "vốn 96 bn USD",
        "vé 10k",
        "chạy 5 k mỗi sáng",
        "a.k và b/k",
        "bn@nampa.vn",
        "ng-ve.vn",
        "Ng Văn Páo",
        "người ta nói gì",
        "",
    ],
)
def test_what_is_none_stays(typed: str) -> None:
    assert spell_out(typed) == typed


def test_each_row_stands_for_something_longer_that_is_no_shorthand() -> None:
    listed = dict(rows("shorthand"))
    assert len(listed) == len(list(rows("shorthand")))
    for short, long in listed.items():
        assert short not in long.split()
        assert spell_out(f"Nậm Pa {short}") == f"Nậm Pa {long}"
        assert fold(long).replace(" ", "").isalpha()
        assert not set(long.split()) & listed.keys()
