"""Several processes on one server, a server that is started again, and ids such as files bear them."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import milvus_server
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry, fill, found
from vectorstore.chunk import Filters
from vectorstore.milvus.library import MilvusLibrary

WRITER = """
import sys
sys.path.insert(0, {root!r})
from tests.conftest import FakeEncoder
from tests.vectorstore.test_library import SENTENCES, entry
from vectorstore.milvus.library import MilvusLibrary
encoder, library = FakeEncoder(), MilvusLibrary({address!r})
for n in range(15):
    library.put([entry(f"{{n}}-{writer}", SENTENCES[:3], encoder, outlet="Báo {writer}")], encoder.fingerprint)
    if n % 5 == 4:
        library.remove([f"{{n}}-{writer}"])
        library.flush()
"""


def test_writers_at_once_lose_nothing(milvus: str) -> None:
    address, root = f"{milvus}/writers", str(Path(__file__).parents[3])
    library = MilvusLibrary(address, create=True)
    scripts = [WRITER.format(root=root, address=address, writer=writer) for writer in "ab"]
    for process in [subprocess.Popen([sys.executable, "-c", script]) for script in scripts]:
        assert process.wait(60) == 0
    assert len(library.ids()) == library.coverage().articles == 2 * 12
    assert library.tallies().outlets == (("Báo a", 12), ("Báo b", 12))
    assert library.faults() == []


def test_a_server_that_is_started_again_has_all_of_it(tmp_path: Path, encoder: FakeEncoder) -> None:
    with milvus_server.serving(tmp_path / "data") as address:
        library = MilvusLibrary(address, create=True)
        fill(library, encoder)
        library.collections.create("Mía")
        library.conversations.keep("c", {"q": 1}, "mía")
    with milvus_server.serving(tmp_path / "data") as address:
        library = MilvusLibrary(address)
        assert [found(library, encoder, sentence)[0] for sentence in SENTENCES] == SENTENCES
        assert [listed.name for listed in library.collections.listed()] == ["Mía"]
        assert library.conversations.turns("c")[0].record == {"q": 1}
        assert library.faults() == []


def test_readers_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with milvus_server.serving(tmp_path / "data") as address:
        conversations = MilvusLibrary(address, create=True).conversations

        def chat(reader: int) -> list[int]:
            return [conversations.keep(f"c{reader}", {"q": n}, "mía") for n in range(20)]

        with ThreadPoolExecutor(8) as pool:
            kept = list(pool.map(chat, range(8)))
    with milvus_server.serving(tmp_path / "data") as address:  # which reads its log
        conversations = MilvusLibrary(address).conversations
        turns = [[turn.key for turn in conversations.turns(f"c{reader}")] for reader in range(8)]
    assert turns == kept


def test_ids_of_any_shape(milvus: str, encoder: FakeEncoder) -> None:
    library = MilvusLibrary(f"{milvus}/shapes", create=True)
    names = ['bài "hay"', "a\\b", "x' || id != '", "dòng\nhai", "%_*", "{x}", "báo/2024/đê.txt", "\U0001f4f0", "\x07"]
    for name in names:
        library.put([entry(name, [f"Tin {name} mía."], encoder, outlet=name)], encoder.fingerprint)
    assert library.ids() == names
    collection = library.collections.create('Mục "một"')
    assert library.collections.add(collection, names) == len(names)
    for name in names:
        assert [article.id for article, _ in library.articles(Filters(outlet=name))] == [name]
        hits = library.keyword_search("mía", 9, Filters(metadata={"id": name}))
        assert {passage.article_id for passage in library.passages(hits)} == {name}
        assert library.sources(name) == [""]
    assert library.listed(Filters(collection=collection), limit=3).total == len(names)
    assert library.remove(names) == len(names)
    assert library.faults() == []


def test_a_list_longer_than_a_page_is_whole(milvus: str, encoder: FakeEncoder) -> None:
    library = MilvusLibrary(f"{milvus}/long", create=True)
    names = {f'tin "{n}"' for n in range(2_300)}
    library.put([entry(name, ["Mía."], encoder) for name in names], encoder.fingerprint)
    assert set(library.ids()) == names
    assert library.listed(words="mia", limit=5, offset=2_297).total == 2_300
    assert len(library.listed(limit=5, offset=2_297).articles) == 3
