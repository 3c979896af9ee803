"""The second reading while it lasts: whoever waits hears that it lives, may stop it, and is told what it took."""

import time
from collections.abc import Sequence

import pytest
from langchain_core.messages import BaseMessage

from rag.answer import Usage
from rag.check.citations import Settled
from rag.generate.second_reader import SecondReader
from tests.rag.scripted_model import Line, generator_of, scripted
from vectorstore.records import Passage

TEXT = "Vườn thú Gò Nổi mở lại từ thứ bảy."
RAW = "Khách được vào xem từ cuối tuần [1]."
PASSAGES = [Passage(1, 0.9, "thu", "Vườn thú Gò Nổi", "2024-05-02", "Báo Đồng Bưng", None, 0, len(TEXT), "", TEXT)]


def slow(_: Sequence[BaseMessage]) -> Line:
    time.sleep(1.5)
    return "1: có [1.1]"


def read(reader: SecondReader, *, enough: bool = False) -> tuple[list[str], Settled]:
    """The pieces while it reads, and what is settled."""
    reading, beats = reader.settled(RAW, PASSAGES, lambda: enough), []
    while True:
        try:
            beats.append(next(reading))
        except StopIteration as done:
            return beats, done.value


def test_what_it_finds_is_lifted_and_counted() -> None:
    reader = SecondReader(generator_of(scripted("1: có [1.1]")))
    _, settled = read(reader)
    assert settled.sentences[0].support == "supported"
    assert reader.usage == Usage(100, 10)


@pytest.mark.parametrize(("stops", "support"), [(False, "supported"), (True, "unsupported")])
def test_a_reader_hears_that_it_lives_and_may_stop_it(stops: bool, support: str) -> None:
    began = time.monotonic()
    beats, settled = read(SecondReader(generator_of(scripted(slow))), enough=stops)
    assert settled.sentences[0].support == support
    assert set(beats) == {""}
    assert (time.monotonic() - began < 1.4) is stops


def test_a_reader_that_goes_away_ends_it() -> None:
    reading = SecondReader(generator_of(scripted(slow))).settled(RAW, PASSAGES, lambda: False)
    assert next(reading) == ""
    began = time.monotonic()
    reading.close()
    assert time.monotonic() - began < 1.2
