"""A vocabulary counted from a few sentences, in the place of a library's keyword index."""

from collections import Counter
from collections.abc import Iterable, Sequence

from language.tokens import syllable_pairs, syllables


class CountedVocabulary:
    def __init__(self, chunks: Iterable[str] = ()) -> None:
        self.counts: Counter[str] = Counter()
        for chunk in chunks:
            tokens = syllables(chunk)
            self.counts.update({*tokens, *syllable_pairs(tokens)})

    def term_counts(self, terms: Sequence[str]) -> list[int]:
        return [self.counts[term] for term in terms]


EMPTY = CountedVocabulary()
NEWS = CountedVocabulary(
    [
        "Hội nghị Trung ương 8 bàn những vấn đề gì về kinh tế - xã hội, cải cách tiền lương.",
        "Nhà máy thủy điện Sông Lam phát điện tổ máy thứ hai vào cuối tháng 7.",
        "Đội bóng Hồng Lĩnh thắng Super Bowl trong trận chung kết, theo iPhone của Tesla.",
        "Vườn quốc gia Vũ Quang thả hai mươi con voọc về rừng.",
        "Ngư dân Thạch Kim trúng đậm cá trích trong tháng 3.",
        "Giá sầu riêng ở Hương Khê tăng gấp đôi trong vòng một tháng.",
    ]
)
