import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.assistant import Assistant
from rag.generate.letters import Letters, whole_letters
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.rag.llm_wire import Script, generator
from tests.vectorstore.test_library import SENTENCES, fill
from vectorstore.library import Library

UNITS = st.lists(st.sampled_from(["a", "ế", "\ud83d", "\ude00", "\0", "\ud800", "\udfff", "😀"])).map("".join)


@given(UNITS, st.data())
def test_however_a_text_is_cut_its_letters_are_whole(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    letters = Letters()
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    said = "".join(map(letters.feed, pieces)) + letters.close()
    assert said == whole_letters(text)
    assert said.encode().decode() == said
    assert "\0" not in said


@given(st.text())
def test_whole_letters_stay(text: str) -> None:
    assert whole_letters(text) == text.replace("\0", "\ufffd")


@pytest.mark.parametrize("end", ["\ud83d", "\ud83d\ude00", "\udc00 \0"])
def test_an_answer_of_halves_is_shown_and_kept(library: Library, encoder: FakeEncoder, end: str) -> None:
    fill(library, encoder)
    script = Script([f"{SENTENCES[0]} [1]. ", *end])
    answer = Assistant(library, Retriever(library, encoder), generator(script)).ask(" ".join(SENTENCES[0].split()[:4]))
    assert answer.mode == "llm"
    assert answer.text.encode()
    assert library.conversations.keep("c", {"answer": answer.text}, answer.text, name="c")
