"""The keyword index: finds Vietnamese however typed, keeps step with the catalogue, and survives its own files."""

import logging
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pytest

from language.normal_form import fold
from vectorstore.encoders.encoder import Fingerprint
from vectorstore.errors import LibraryError
from vectorstore.local.keywords import folder as keyword_folder
from vectorstore.local.keywords import index as lexical
from vectorstore.local.keywords import kept
from vectorstore.local.keywords.index import LexicalIndex
from vectorstore.records import Article, Chunk, Entry
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import FILE, SqliteDatabase
from vectorstore.terms import FIELDS, SLIP, TERMS, question_terms

FINGERPRINT = Fingerprint("fake", 1, "test")
NEWS = {
    "hoi-nghi": "Hội nghị Trung ương bàn về cải cách tiền lương.",
    "dong-bang": "Nông dân đồng bằng chuyển sang trồng lúa chịu mặn.",
    "cau-moi": "Cây cầu mới nối hai bờ sông được thông xe sáng nay.",
    "gia-xang": "Giá xăng giảm lần thứ ba liên tiếp trong tháng.",
}


def put(catalogue: Catalogue, texts: dict[str, str], title: str = "", heading: str = "") -> None:
    entries = [
        Entry(Article(name, text, title=title), [Chunk(0, len(text), heading)], np.ones((1, 1), dtype=np.float32))
        for name, text in texts.items()
    ]
    catalogue.put(entries, FINGERPRINT)


def found(index: LexicalIndex, query: str, k: int = 10) -> list[str]:
    return [passage.article_id for passage in index._catalogue.passages(index.search(query, k))]


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def index_name(catalogue: Catalogue) -> str:
    return keyword_folder.current(catalogue.folder / kept.FOLDER).name


def opened(catalogue: Catalogue) -> LexicalIndex:
    index = LexicalIndex(catalogue)
    index.catch_up()
    return index


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    folder = tmp_path / "library"
    folder.mkdir()
    return Catalogue(SqliteDatabase(folder))


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    put(catalogue, NEWS)
    return catalogue


# -- what is found -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["cải cách tiền lương", "cai cach tien luong", "CẢI CÁCH TIỀN LƯƠNG", "cai cach tiền luong"]
)
def test_finds_with_and_without_accents(filled: Catalogue, typed: str) -> None:
    index = opened(filled)
    assert found(index, typed)[0] == "hoi-nghi"
    assert found(index, unicodedata.normalize("NFD", typed))[0] == "hoi-nghi"


def test_nfd_and_old_tone_placement_lose_nothing(catalogue: Catalogue) -> None:
    put(catalogue, {"a": unicodedata.normalize("NFD", "Thuỷ điện Hoà Bình xả lũ."), "b": "Thủy điện Sơn La tích nước."})
    index = opened(catalogue)
    scores = [
        index.search(form, 5)
        for typed in ("thủy điện Hòa Bình", "thuỷ điện Hoà Bình")
        for form in (typed, unicodedata.normalize("NFD", typed))
    ]
    assert all(score == scores[0] for score in scores)
    assert found(index, "thủy điện Hòa Bình") == ["a", "b"]


@pytest.mark.parametrize(
    ("typed", "exact", "others"),
    [
        ("má", "Má tôi về quê.", ["Ma tôi về quê.", "Mà tôi về quê.", "Mã tôi về quê, mã ma mà mạ."]),
        ("ma", "Ma tôi về quê.", []),
        ("hội nghị trung ương", "Hội nghị trung ương.", ["Hôi nghi trúng ưởng.", "Hoi nghi trung uong hoi nghi."]),
        ("bán", "Họ bán nhà trong làng.", ["Ban bàn bạn bản.", "Bạn ban bàn."]),
        ("đường", "Con đường này dài.", ["Duong duong duong.", "Đương đượng dưỡng."]),
    ],
)
def test_an_exact_match_outranks_a_folded_one(catalogue: Catalogue, typed: str, exact: str, others: list[str]) -> None:
    put(catalogue, {f"khac-{n}": text for n, text in enumerate(others)} | {"dung": exact} | NEWS)
    ranked = found(opened(catalogue), typed)
    assert ranked[0] == "dung"
    assert {f"khac-{n}" for n in range(len(others))} < set(ranked)


def test_without_accents_every_tone_is_as_good(catalogue: Catalogue) -> None:
    put(catalogue, {"a": "Má tôi.", "b": "Ma tôi.", "c": "Mạ tôi."})
    scores = [score for _, score in opened(catalogue).search("ma", 5)]
    assert len(scores) == 3
    assert max(scores) == min(scores)


def test_a_slip_in_one_accent_still_finds(filled: Catalogue) -> None:
    assert found(opened(filled), "đồng bàng")[0] == "dong-bang"


def test_title_and_heading_are_searched(catalogue: Catalogue) -> None:
    put(catalogue, {"a": "Ông nói như vậy."}, title="Bão số 5 đổ bộ", heading="Thiệt hại")
    put(catalogue, {"b": "Bà nói như vậy."})
    index = opened(catalogue)
    assert found(index, "bão số 5") == found(index, "thiệt hại") == ["a"]


def test_pairs_tell_words_from_loose_syllables(catalogue: Catalogue) -> None:
    put(catalogue, {"roi": "Nhân sự kiện đó, dân kéo đến xem.", "lien": "Sự kiện đó, nhân dân kéo đến xem."})
    assert found(opened(catalogue), "nhân dân") == ["lien", "roi"]


def test_nothing_in_common_finds_nothing(filled: Catalogue) -> None:
    index = opened(filled)
    assert index.search("zzz qqq", 5) == index.search("", 5) == index.search("?!… — “”", 5) == []
    assert index.search("hội nghị", 0) == []


def test_an_empty_library_finds_nothing(catalogue: Catalogue) -> None:
    index = opened(catalogue)
    assert index.search("hội nghị", 5) == []
    assert len(index) == 0
    assert index.fault() is None


@pytest.mark.parametrize(
    "hostile",
    [
        '"hội nghị',
        "hội AND nghị OR NOT (trung",
        "body:hội nghị title:* key:1 record:x",
        "hội^9 nghị~2 +trung -ương [a TO z] {b}",
        "hội\x00nghị \ud800 \u202e trung ương",
        "hội nghị " + "a" * 100_000,
        "trung ương hội nghị " * 5_000,
        "hội nghị 🎉 <script> ' ; DROP TABLE chunks; --",
    ],
)
def test_hostile_questions_are_only_words(filled: Catalogue, hostile: str) -> None:
    assert found(opened(filled), hostile)[0] == "hoi-nghi"


def test_several_wordings_count_as_told(filled: Catalogue) -> None:
    index = opened(filled)
    assert found(index, "giá xăng")[0] == "gia-xang"
    both = index.search({"gia xang": 1.0, "giá xăng": 0.5, "đồng bằng": 0.1}, 5)
    names = [passage.article_id for passage in filled.passages(both)]
    assert names[0] == "gia-xang"
    assert "dong-bang" in names


def test_question_terms_weigh_what_is_written_over_what_is_folded() -> None:
    body, title = FIELDS["body"], FIELDS["title"]
    weights = question_terms("hội nghi")
    assert weights["body", "hội"] == weights["body", "nghi"] == body
    assert weights["body_folded", "hoi"] == pytest.approx(body * SLIP["body"])
    assert weights["body_folded", "nghi"] == pytest.approx(body * TERMS.dropped_marks_weight)
    assert weights["title_folded", "hoi_nghi"] == pytest.approx(title * TERMS.pair_weight * TERMS.dropped_marks_weight)
    bare = question_terms({"hoi nghi": 1.0, "hoi": 0.3})
    assert bare == {
        (field, term): FIELDS[field.removesuffix("_folded")] * size
        for field in ("body_folded", "title_folded")
        for term, size in (("hoi", 1.0), ("nghi", 1.0), ("hoi_nghi", TERMS.pair_weight))
    }


def test_term_counts_tell_tones_apart(catalogue: Catalogue) -> None:
    put(catalogue, {"a": "Hội nghị bàn về gạo.", "b": "Hội nghị và hội thảo.", "c": "Hợi là con lợn."}, title="Hội")
    index = opened(catalogue)
    assert index.term_counts(["hội", "hội_nghị", "hợi", "hoi", ""]) == [2, 2, 1, 0, 0]


def test_among_gives_what_the_whole_ranking_gives(catalogue: Catalogue) -> None:
    random = Random(7)
    words = ["giá", "gạo", "xăng", "vàng", "điện", "nước", "tăng", "giảm", "mạnh", "nhẹ", "tuần", "tháng", "quý"]
    put(catalogue, {f"bai-{n}": " ".join(random.choices(words, k=random.randint(3, 30))) for n in range(400)})
    index = opened(catalogue)
    whole = index.search("giá vàng tăng", 400)
    order = [key for key, _ in whole]
    for chosen in (order[-3:], order[-300:], order[::2], order[:5], [*order[-200:], 10**9], [10**9]):
        among = np.array(random.sample(chosen, len(chosen)), dtype=np.int64)
        for k in (1, 10, 400):
            expected = [hit for hit in whole if hit[0] in set(chosen)][:k]
            got = index.search("giá vàng tăng", k, among)
            assert [score for _, score in got] == pytest.approx([score for _, score in expected])
            assert {key for key, _ in got} <= set(chosen)
    assert index.search("giá vàng", 5, np.array([], dtype=np.int64)) == []


@pytest.mark.parametrize("among", [None, [1, 2, 3], list(range(1, 41))])
def test_common_words_are_looked_for_when_telling_ones_give_too_few(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, among: list[int] | None
) -> None:
    put(catalogue, {f"bai-{n}": "Ủy ban xã họp." if n else "Ủy ban xã họp bàn về đê." for n in range(40)})
    index = opened(catalogue)
    keys = None if among is None else np.array(among, dtype=np.int64)
    everything = index.search("ủy ban họp về đê", 40, keys)
    monkeypatch.setattr(lexical, "COMMON_TERMS", lexical.CommonTerms(least_chunks=10))
    assert index.search("ủy ban họp về đê", 40, keys) == everything
    assert [key for key, _ in index.search("ủy ban họp về đê", 1, keys)] == [everything[0][0]]
    assert len(index.search("ủy ban", 5, keys)) == min(5, len(everything))


# -- keeping step with the catalogue -----------------------------------------------------------------------------------


def test_catches_up_with_additions_replacements_and_removals(filled: Catalogue) -> None:
    index = opened(filled)
    name = index_name(filled)
    put(filled, {"moi": "Đội tuyển bơi giành huy chương vàng."})
    assert found(index, "huy chương vàng") == ["moi"]
    put(filled, {"moi": "Đội tuyển chèo thuyền giành huy chương bạc."})
    assert found(index, "bơi") == []
    assert found(index, "chèo thuyền") == ["moi"]
    filled.remove(["moi", "gia-xang"])
    assert found(index, "chèo thuyền") == found(index, "giá xăng") == []
    assert len(index) == len(NEWS) - 1
    index.save()
    assert index.fault() is None
    assert index_name(filled) == name, "it was only ever caught up"


def test_opening_neither_builds_nor_reads_texts(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(filled)
    before = files(filled.folder / kept.FOLDER)
    monkeypatch.setattr(Catalogue, "texts_since", None)
    assert found(opened(filled), "giá xăng") == ["gia-xang"]
    assert files(filled.folder / kept.FOLDER) == before


def test_what_one_writes_the_other_sees(filled: Catalogue) -> None:
    one, two = opened(filled), opened(Catalogue(SqliteDatabase(filled.folder)))
    for n in range(12):
        put(filled, {f"them-{n}": f"Bản tin số {n} về đường sắt."})
        assert f"them-{n}" in found((one, two)[n % 2], "đường sắt", 20)
    assert len(one) == 15
    assert set(found(one, "đường sắt", 20)) == set(found(two, "đường sắt", 20))
    one.save()
    two.save()
    assert len(one) == len(two) == len(opened(filled)) == 16


def test_taking_turns_leaves_no_files_behind(filled: Catalogue) -> None:
    one, two = opened(filled), opened(filled)
    for n in range(12):
        put(filled, {"bai": f"Bản tin số {n} về đường sắt."})
        (one, two)[n % 2].save()
    filled.remove(["gia-xang"])
    one.save()
    segments = {path.name.split(".")[0] for path in files(filled.folder / kept.FOLDER) if path.suffix == ".term"}
    assert len(segments) < 8


def test_catching_up_at_once_adds_nothing_twice(filled: Catalogue) -> None:
    indexes = [opened(Catalogue(SqliteDatabase(filled.folder))) for _ in range(4)]
    for round_number in range(5):
        put(filled, {f"vong-{round_number}-{n}": f"Vòng {round_number}, trận {n}, tỷ số hòa." for n in range(20)})
        threads = [threading.Thread(target=index.catch_up) for index in indexes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [len(index) for index in indexes] == [len(NEWS) + 100] * 4
    assert indexes[0].fault() is None


def test_while_another_holds_the_lock_a_question_waits_once(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEEPING", kept.KeepingLimits(patience_s=0.5, rest_s=2.5))
    index, other = opened(filled), opened(filled)
    assert other._index is not None
    writer = other._index.writer(kept.KEEPING.heap_bytes, 1)
    put(filled, {"moi": "Giá xăng lại tăng."})
    began = time.monotonic()
    for _ in range(6):
        assert found(index, "giá xăng") == ["gia-xang"]
    assert time.monotonic() - began < 2
    del writer
    time.sleep(max(0, began + 4 - time.monotonic()))
    assert set(found(index, "giá xăng")) == {"gia-xang", "moi"}


def test_a_question_does_not_wait_for_much_that_is_new(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEEPING", kept.KeepingLimits(patience_s=0.1))
    index = opened(filled)
    put(filled, {"moi": "Giá xăng lại tăng."})
    given, texts_since = threading.Event(), Catalogue.texts_since

    def slow(catalogue: Catalogue, sequence: int) -> Iterator[tuple[int, str, str, str]]:
        assert given.wait(30)
        yield from texts_since(catalogue, sequence)

    monkeypatch.setattr(Catalogue, "texts_since", slow)
    assert found(index, "giá xăng") == ["gia-xang"]
    assert not given.is_set()
    threading.Timer(0.3, given.set).start()
    index.save()
    assert set(found(index, "giá xăng")) == {"gia-xang", "moi"}


def test_threads_share_one_index(filled: Catalogue) -> None:
    index = opened(filled)
    done = threading.Event()

    def search() -> int:
        count = 0
        while not done.is_set():
            assert found(index, "hội nghị trung ương")[0] == "hoi-nghi"
            count += 1
        return count

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(search) for _ in range(4)]
        for n in range(15):
            put(filled, {f"bai-{n % 4}": f"Bài viết thứ {n} về du lịch biển."})
        index.rebuild()
        done.set()
        assert all(future.result() for future in searches)
    assert len(index) == len(NEWS) + 4


def test_rebuilding_does_not_disturb_another_reader(filled: Catalogue) -> None:
    reader, builder = opened(filled), opened(filled)
    old = index_name(filled)
    assert builder.rebuild() == len(NEWS)
    assert index_name(filled) != old
    assert [path.name for path in (filled.folder / kept.FOLDER).iterdir() if path.is_dir()] == [index_name(filled)]
    assert found(reader, "giá xăng") == ["gia-xang"]
    put(filled, {"moi": "Giá xăng đứng yên."})
    assert set(found(reader, "giá xăng")) == set(found(builder, "giá xăng")) == {"gia-xang", "moi"}


def test_a_build_that_fails_leaves_the_old_index(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(filled)
    before = files(filled.folder / kept.FOLDER)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "texts_since", interrupted)
        with pytest.raises(KeyboardInterrupt):
            index.rebuild()
    assert files(filled.folder / kept.FOLDER) == before
    assert found(index, "giá xăng") == ["gia-xang"]


WRITER = """
import sys
from pathlib import Path
from tests.vectorstore.local.keywords.test_index import put
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.sqlite import FILE, SqliteDatabase
from vectorstore.local.keywords.index import LexicalIndex
catalogue = Catalogue(SqliteDatabase(Path(sys.argv[1])))
index = LexicalIndex(catalogue)
print("ready", flush=True)
for n in range(10_000):
    put(catalogue, {f"bai-{n % 50}": f"Bản tin thứ {n} về mực nước sông."})
    index.save() if n % 7 == 0 else index.catch_up()
"""


@pytest.mark.slow
def test_a_kill_at_any_time_needs_no_rebuild(filled: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    opened(filled)
    name = index_name(filled)
    for delay_s in (0.05, 0.2, 0.35, 0.5):
        command = [sys.executable, "-c", WRITER, str(filled.folder)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(delay_s)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = opened(filled)
        assert len(index) == filled.coverage().chunks
        assert found(index, "giá xăng") == ["gia-xang"]
    assert index_name(filled) == name
    assert caplog.records == []
    assert filled.coverage().chunks > len(NEWS)  # the last was killed after it had written


# -- files that can't be used ------------------------------------------------------------------------------------------


def replace(path: Path, content: bytes) -> None:
    """In a new file: cutting one that is mapped into memory kills whoever reads it, this process too."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(content)
    fresh.replace(path)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    replace(path, content)


def halve(path: Path) -> None:
    replace(path, path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    replace(path, b"")


@pytest.mark.parametrize("harm", [flip, halve, empty, Path.unlink])
def test_a_torn_file_is_noticed_and_the_index_built_again(
    filled: Catalogue, harm: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    index = opened(filled)
    filled.remove(["cau-moi"])
    index.save()
    # Deleted documents are listed in a file of their own while their segment lives.
    kinds = {path.suffix or path.name for path in files(filled.folder / kept.FOLDER)}
    assert {".del", ".term", ".json"} <= kinds
    for kind in sorted(kinds - {".lock"}):
        caplog.clear()
        folder = filled.folder / kept.FOLDER
        torn = next((path for path in files(folder) if (path.suffix or path.name) == kind), None)
        if torn is None:
            continue  # gone with the index that held deletions
        before = index_name(filled)
        harm(torn)
        again = opened(filled)
        assert found(again, "giá xăng") == ["gia-xang"], torn.name
        assert found(again, "cây cầu") == []
        assert index_name(filled) != before or not caplog.records, torn.name
        assert again.fault() is None


def test_fault_names_the_damage(filled: Catalogue) -> None:
    index = opened(filled)
    flip(next((filled.folder / kept.FOLDER).rglob("*.term")))
    harmed = files(filled.folder / kept.FOLDER)
    assert "checksum" in str(LexicalIndex(filled).fault())
    assert files(filled.folder / kept.FOLDER) == harmed
    index.rebuild()
    assert index.fault() is None


@pytest.mark.parametrize("harm", [halve, empty, Path.unlink])
def test_one_too_large_to_be_read_at_each_start(
    filled: Catalogue, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(filled)
    monkeypatch.setattr(keyword_folder, "CHECKED_BYTES", 0)
    harm(next((filled.folder / kept.FOLDER).rglob("*.term")))
    again = opened(filled)
    assert found(again, "giá xăng") == ["gia-xang"]
    assert again.fault() is None


def test_of_a_large_one_only_the_doctor_reads_all(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(filled)
    monkeypatch.setattr(keyword_folder, "CHECKED_BYTES", 0)
    before = index_name(filled)
    lengths = next((filled.folder / kept.FOLDER).rglob("*.fieldnorm"))
    content = lengths.read_bytes()
    replace(lengths, bytes([content[0] ^ 1]) + content[1:])
    again = opened(filled)
    assert index_name(filled) == before
    assert "checksum" in str(again.fault())
    again.rebuild()
    assert again.fault() is None


def test_nothing_is_wrong_with_a_library_that_has_no_index_yet(catalogue: Catalogue) -> None:
    assert LexicalIndex(catalogue).fault() is None
    assert not (catalogue.folder / kept.FOLDER).exists()
    put(catalogue, NEWS)  # by a program that keeps no index, or copied or restored
    assert LexicalIndex(catalogue).fault() is None


def test_a_missing_folder_is_built_without_a_word(filled: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    opened(filled)
    shutil.rmtree(filled.folder / kept.FOLDER)
    assert found(opened(filled), "giá xăng") == ["gia-xang"]
    assert caplog.records == []


@pytest.mark.parametrize(
    "junk", ["", "index-khong-co", "..", "index-/../../..", "/etc", "\x00", "index-" + "x" * 9_999]
)
def test_a_pointer_to_nowhere_is_replaced(filled: Catalogue, junk: str) -> None:
    opened(filled)
    (filled.folder / kept.FOLDER / keyword_folder.POINTER).write_text(junk)
    assert found(opened(filled), "giá xăng") == ["gia-xang"]
    assert (filled.folder / FILE).exists()


def test_an_index_of_another_library_is_built_again(filled: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Catalogue(SqliteDatabase(tmp_path / "other"))
    put(other, {f"khac-{n}": "Giá vàng phá đỉnh." for n in range(len(NEWS))})
    opened(other)
    shutil.copytree(other.folder / kept.FOLDER, filled.folder / kept.FOLDER)
    assert found(opened(filled), "giá xăng") == ["gia-xang"]


def test_an_index_newer_than_the_catalogue_is_built_again(filled: Catalogue, tmp_path: Path) -> None:
    old = tmp_path / "old"
    filled.close()
    shutil.copytree(filled.folder, old)
    put(filled, {"moi": "Giá xăng lại tăng."})
    opened(filled)
    shutil.copytree(filled.folder / kept.FOLDER, old / kept.FOLDER)
    assert found(opened(Catalogue(SqliteDatabase(old))), "giá xăng") == ["gia-xang"]


def test_another_format_is_built_again(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(filled)
    before = index_name(filled)
    monkeypatch.setattr(kept, "FORMAT", kept.FORMAT + 1)
    assert found(opened(filled), "giá xăng") == ["gia-xang"]
    assert index_name(filled) != before


def test_a_read_only_library_is_searched_in_a_private_copy(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(filled)
    folder = filled.folder / kept.FOLDER
    before = files(folder)
    put(filled, {"moi": "Giá xăng lại tăng."})
    for path in (*before, keyword_folder.current(folder), folder):
        path.chmod(0o444 if path.is_file() else 0o555)
    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    index = opened(filled)
    assert set(found(index, "giá xăng")) == {"gia-xang", "moi"}
    assert files(folder) == before
    assert index._path.name == index_name(filled), "it was copied, not built"
    assert all(path.stat().st_mode & 0o200 for path in (index._folder, *index._folder.rglob("*")))


def test_a_read_only_library_is_copied_only_when_it_is_searched(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(filled)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    index = LexicalIndex(filled)
    assert index.fault() is None
    assert index._private is None


def test_another_users_index_in_a_shared_folder_is_copied(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(filled)
    put(filled, {"moi": "Giá xăng lại tăng."})
    before = files(filled.folder / kept.FOLDER)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).suffix != ".lock")
    index = opened(filled)
    assert set(found(index, "giá xăng")) == {"gia-xang", "moi"}
    assert index._path.name == index_name(filled)
    assert files(filled.folder / kept.FOLDER) == before


def test_a_full_disk_leaves_a_sound_index_as_it_is(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    early, before = opened(filled), index_name(filled)
    put(filled, {"moi": "Giá xăng lại tăng."})
    late = LexicalIndex(filled)
    built = Counter[int]()
    texts_since = Catalogue.texts_since

    def counted(catalogue: Catalogue, sequence: int) -> Iterator[tuple[int, str, str, str]]:
        built[sequence] += 1
        return texts_since(catalogue, sequence)

    monkeypatch.setattr(Catalogue, "texts_since", counted)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))  # no file may grow
    try:
        held = [found(index, "giá xăng") for index in (early, late, early, late)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert held == [["gia-xang"]] * 4
    assert ["can't be written" in record.message for record in caplog.records] == [True, True]
    assert index_name(filled) == before
    assert early._private is late._private is None
    late.save()
    assert set(found(late, "giá xăng")) == {"gia-xang", "moi"}
    assert 0 not in built, "nothing was built anew"


def test_who_may_read_the_folder_may_read_the_index(filled: Catalogue) -> None:
    filled.folder.chmod(0o755)
    index = opened(filled)
    (filled.folder / kept.FOLDER).chmod(0o755)
    index.rebuild()
    for text in ("Giá xăng lại tăng.", "Giá xăng lại giảm."):
        modes = {stat.S_IMODE(path.stat().st_mode) & 0o444 for path in (filled.folder / kept.FOLDER).rglob("*")}
        assert modes == {0o444}
        put(filled, {"moi": text})
        index.catch_up()


def test_where_no_folder_can_be_made_a_private_one_serves(filled: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    (filled.folder / kept.FOLDER).write_text("in the way")
    assert found(opened(filled), "giá xăng") == ["gia-xang"]
    assert "temporary folder" in caplog.text


def test_no_room_anywhere_is_said_in_plain_words(filled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyword_folder, "mkdtemp", full)
    with pytest.raises(LibraryError, match="No space left"):
        opened(filled)


def test_what_a_killed_build_has_left_is_cleared_away(filled: Catalogue) -> None:
    folder = filled.folder / kept.FOLDER
    for name, age_s in (("index-old", 2 * keyword_folder.ABANDONED_S), ("index-fresh", 60.0)):
        (folder / name).mkdir(parents=True)
        os.utime(folder / name, (time.time() - age_s,) * 2)
    LexicalIndex(filled).save()
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"index-fresh", index_name(filled)}


def test_a_damaged_catalogue_is_not_mistaken_for_a_torn_index(
    filled: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    index = opened(filled)
    put(filled, {"moi": "Giá xăng lại tăng."})
    filled.database.connection.execute("DROP TABLE deletions")
    logging.getLogger().setLevel(logging.WARNING)
    with pytest.raises(LibraryError) as told:
        index.search("giá xăng", 5)
    assert caplog.records == []
    assert told.value.__traceback__ is not None
    assert index._index is not None
    assert index._index.writer(kept.KEEPING.heap_bytes, 1), "whoever keeps the error keeps no lock"


# -- what the catalogue gives ------------------------------------------------------------------------------------------


def test_texts_since_gives_new_chunks_only(filled: Catalogue) -> None:
    since = filled.last_change().number
    text = "Mở đầu. Diễn biến. Kết."
    chunks = [Chunk(0, 7), Chunk(8, 18, "Chiều nay"), Chunk(19, 23)]
    vectors = np.ones((3, 1), dtype=np.float32)
    filled.put([Entry(Article("dai", text, title="Tin"), chunks, vectors)], FINGERPRINT)
    given = [row[1:] for row in filled.texts_since(since)]
    assert given == [("Tin", "", "Mở đầu."), ("Tin", "Chiều nay", "Diễn biến."), ("Tin", "", "Kết.")]
    assert len(list(filled.texts_since(0))) == len(NEWS) + 3
    assert list(filled.texts_since(filled.last_change().number)) == []
    assert {fold(text) for *_, text in filled.texts_since(0)} >= {fold(text) for text in NEWS.values()}
