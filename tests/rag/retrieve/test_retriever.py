"""How a question is embedded where it is alone, and where others are at work."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from rag.question.understand import Question, understand
from rag.retrieve.retriever import Retriever
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import fill
from vectorstore.encoders.encoder import Vectors
from vectorstore.library import Library

WAIT_S = 30


class WatchedEncoder(FakeEncoder):
    """The first question waits in it until another has come."""

    def __init__(self) -> None:
        super().__init__()
        self.alone, self.beside = list[str](), list[str]()
        self.entered, self.may_go_on = threading.Event(), threading.Event()

    def encode_query(self, text: str) -> Vectors:
        self.alone.append(text)
        self.entered.set()
        assert self.may_go_on.wait(WAIT_S)
        return super().encode_query(text)

    def encode_query_beside(self, text: str) -> Vectors:
        self.beside.append(text)
        self.may_go_on.set()
        return super().encode_query(text)


def question(text: str, library: Library) -> Question:
    return understand(text, vocabulary=library, today=date(2024, 2, 1))


def test_who_comes_while_another_is_at_work_spares_the_cores(library: Library) -> None:
    encoder = WatchedEncoder()
    fill(library, encoder)
    retriever = Retriever(library, encoder)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(retriever.passages, question("mía", library), 3)
        assert encoder.entered.wait(WAIT_S)
        assert retriever.passages(question("hộ dân", library), 3)
        assert first.result(WAIT_S)
    assert (encoder.alone, encoder.beside) == (["mía"], ["hộ dân"])
    assert retriever.passages(question("xã nào trồng mía", library), 3)
    assert len(encoder.alone) == 2
