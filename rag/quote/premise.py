"""Whether an article says at all what a question takes for granted: “Vì sao ông A từ chức?” where he never resigned."""

import re

from language.meaning.names import capitalised_runs
from language.normal_form import fold, normalize
from rag.question.understand import Question
from rag.quote.plain_words import PlainWords, plain_words
from rag.quote.quotable import ScoredSentence

# These say how, and are no deed.
_ADVERBS = frozenset(
    "càng ngày càng tự cũng vẫn còn đang lại bỗng đột nhiên liên tục mới hay phải được bị từng hồi".split()
) | {"trở thành", "trở nên"}
_WORD = re.compile(r"\w+")
# Of what is named after these, nothing is told: “dịch bùng lên ở Quảng Trị”.
_BESIDE = re.compile(r"(?:ở|tại|của|trong|với|từ|cho|về|đến|tới|tỉnh|huyện|xã|thành phố|tp) $", re.IGNORECASE)


def is_unsaid(question: Question, sentence: ScoredSentence, text: str) -> bool:
    """Whether the first deed that `question` tells of whom it names stands nowhere in the article of `sentence`, whose
    text is `text`, by no word that means the same; False where it names nobody."""
    asked = normalize(question.understood_as)
    runs = capitalised_runs(asked)
    if not runs or _BESIDE.search(asked[: runs[0][0]]):
        return False
    words = plain_words(asked, {})
    rest = f" {' '.join(_WORD.findall(fold(asked[runs[0][1] :])))} "
    told = (word for word in words.words if f" {fold(word.text)} " in rest and word.text not in _ADVERBS)
    deed = next(told, None)
    if deed is None:
        return False
    alone = PlainWords((deed.weighing(1.0),), words.accented, words.english)
    passage = sentence.passage
    return alone.share_in(f"{passage.title}. {passage.heading}. {text}") == 0
