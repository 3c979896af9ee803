"""KeyFile at rest: digests alone, in a file for its owner, changed whole."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import KeysError
from app.keys import KeyFile


def test_the_file_holds_no_key_and_is_its_owners(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "new" / "keys.json")
    record, key = keys.add("Tòa soạn", ["read", "ask"])
    kept = keys.path.read_text(encoding="utf-8")
    assert key not in kept
    assert key.rsplit("_", 1)[1] not in kept
    assert json.loads(kept)[0]["name"] == "Tòa soạn"
    assert record.scopes == ("ask", "read")
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_a_key_is_known_until_it_is_revoked_by_whichever_process(tmp_path: Path) -> None:
    keys, other = KeyFile(tmp_path / "keys.json"), KeyFile(tmp_path / "keys.json")
    assert keys.holder("hb_x") is None
    record, key = other.add("An", ["ask"])
    assert keys.holder(key) == record
    for near in (key[:-1], f"{key} ", key.upper(), f"{key}\udc80", ""):
        assert keys.holder(near) is None
    assert other.revoke(record.id)
    assert not other.revoke(record.id)
    assert keys.holder(key) is None


def test_keys_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: KeyFile(tmp_path / "keys.json").add(str(n), ["ask"]), range(16)))
    assert {key.id for key in KeyFile(tmp_path / "keys.json").listed()} == {record.id for record, _ in made}


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]", '[{"id": "x"}]'])
def test_a_damaged_file_is_an_error_not_an_open_door(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content, encoding="utf-8")
    with pytest.raises(KeysError):
        KeyFile(tmp_path / "keys.json").listed()
