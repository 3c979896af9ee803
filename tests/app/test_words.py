"""The table of words: each code once, each in both languages, asking for the same values."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from app.settings import Wanted
from app.words import SECTIONS, TABLE
from rag.errors import LLMProblem, QuestionProblem, RerankerProblem
from vectorstore.errors import CollectionProblem, LibraryProblem, ModelProblem

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / ".env.example"]


def test_no_section_takes_anothers_code() -> None:
    codes = Counter(code for section in SECTIONS for code in section.TABLE)
    assert [code for code, count in codes.items() if count > 1] == []
    assert set(codes) == set(TABLE)


def test_both_languages_ask_for_the_same_values() -> None:
    for code, words in TABLE.items():
        vietnamese, english = (set(re.findall(r"{(\w+)", text)) for text in words)
        assert vietnamese == english, code
        assert all(text.strip() for text in words), code


def _values(kinds: object) -> Iterator[str]:
    """The strings of a `Literal`, or of a union of some."""
    for one in get_args(kinds):
        yield from (one,) if isinstance(one, str) else _values(one)


def test_every_problem_has_words() -> None:
    problems = {
        "wanted": Wanted,
        "llm": LLMProblem,
        "question": QuestionProblem,
        "reranker": RerankerProblem,
        "collection": CollectionProblem,
        "library": LibraryProblem,
        "encoder": ModelProblem,
    }
    codes = [f"{of}_{one}" for of, kinds in problems.items() for one in _values(kinds)]
    assert [code for code in codes if code not in TABLE] == []


def test_no_sentence_sends_anybody_to_an_index_that_does_not_have_us() -> None:
    told = [*TABLE.values(), *((path.read_text(encoding="utf-8"),) for path in DOCUMENTS)]
    assert not [text for texts in told for text in texts if re.search(r"pip install [\"']?hoibao", text)]
