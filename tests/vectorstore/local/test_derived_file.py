"""Files that are swapped in: who may read them, what fits into their trailer, and a swap while one is opened."""

import stat
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest

from vectorstore.encoders.encoder import Fingerprint
from vectorstore.local import derived_file
from vectorstore.local.dense.stored_vectors import encoder_name
from vectorstore.local.derived_file import DerivedTrailer
from vectorstore.local.keywords import folder as keyword_folder


def write(path: Path, chunks: int, encoder: str = "fake") -> None:
    index = faiss.index_factory(4, "SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.train(np.ones((1, 4), np.float32))
    index.add(np.ones((chunks, 4), np.float32))
    derived_file.write(path, index, np.arange(chunks), DerivedTrailer("catalogue", encoder, 1, "token", chunks))


@pytest.mark.parametrize("mode", [0o755, 0o700, 0o775])
def test_who_may_read_the_folder_may_read_what_is_swapped_in(tmp_path: Path, mode: int) -> None:
    tmp_path.chmod(mode)
    write(tmp_path / "dense", 3)
    with keyword_folder.replacement(tmp_path) as made:
        pass
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "dense", tmp_path / "current", made)]
    assert modes == [mode & 0o666, mode & 0o666, mode]


@pytest.mark.parametrize("letter", ["m", "ế", "\x01", "𠀀"])
def test_any_encoder_fits_into_the_trailer(tmp_path: Path, letter: str) -> None:
    names = [encoder_name(Fingerprint(letter * length, 384, "commit")) for length in (90, 4_000, 4_001)]
    assert len(set(names)) == 3
    for name in names:
        write(tmp_path / "dense", 3, name)
        assert derived_file.mapped(tmp_path / "dense")[2].encoder == name
    assert encoder_name(Fingerprint("m", 384, "commit")) == "'m' (384-d, commit)"


def test_a_swap_while_one_is_checked_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    write(path, 3)
    load, swaps = derived_file.json.loads, [4]

    def swapping(text: bytes) -> Any:
        loaded = load(text)
        if swaps:
            write(path, swaps.pop())
        return loaded

    monkeypatch.setattr(derived_file.json, "loads", swapping)
    assert derived_file.check(path).chunks == 3
    swaps.append(5)
    assert derived_file.mapped(path)[0].ntotal == 5


def test_a_swap_that_makes_opening_fail_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dense"
    write(path, 3)
    read, swaps = faiss.read_index, [4]

    def swapping(name: str, flags: int) -> Any:
        if swaps:
            write(path, swaps.pop())
            raise RuntimeError("read past its end")
        return read(name, flags)

    monkeypatch.setattr(faiss, "read_index", swapping)
    index, keys, trailer = derived_file.mapped(path)
    assert index.ntotal == len(keys) == trailer.chunks == 4
    path.write_bytes(b"torn" * 1_000)
    with pytest.raises(derived_file.UNUSABLE):
        derived_file.mapped(path)
