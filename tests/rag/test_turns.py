import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.turns import Turns


def test_no_more_at_once_than_there_are_places_and_all_get_their_turn() -> None:
    turns, lock = Turns(2), threading.Lock()
    inside = most = 0

    def work(number: int) -> int:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1
        return number

    with ThreadPoolExecutor(8) as askers:
        assert list(askers.map(lambda number: turns.take(work, number), range(12))) == list(range(12))
    assert most == 2


def test_who_came_first_is_first() -> None:
    turns, begun, open_ = Turns(1), [], threading.Event()
    askers = []
    for number in range(5):
        asker = threading.Thread(target=turns.take, args=(lambda n=number: (open_.wait(10), begun.append(n)),))
        asker.start()
        askers.append(asker)
        time.sleep(0.02)
    open_.set()
    for asker in askers:
        asker.join()
    assert begun == [0, 1, 2, 3, 4]


def test_what_goes_wrong_is_the_askers() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="so"):
        turns.take(lambda: int("so"))
    assert turns.take(lambda given, *, more: given + more, 1, more=2) == 3
