"""`hoibao serve`, `hoibao mcp` and `hoibao keys`, as far as they refuse and tell."""

import json
import socket
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import main


def run(*arguments: str, folder: Path) -> int:
    return main([*arguments, "--library", str(folder / "library")])


@pytest.mark.parametrize("command", ["serve", "mcp --http"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_keys_no_other_machine_is_let_in(
    command: str, host: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command.split(), "--host", host, "--language", language, folder=tmp_path) == 2
    said = capsys.readouterr().err
    assert host in said
    assert "hoibao keys add" in said
    assert not (tmp_path / "library" / "catalogue.sqlite").exists()


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_said_with_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run("serve", "--port", str(port), folder=tmp_path) == 2
    assert f"hoibao serve --port {port + 1}" in capsys.readouterr().err


def test_keys_are_made_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("keys", "list", folder=tmp_path) == 0
    assert capsys.readouterr().out == ""
    assert run("keys", "add", "Tòa soạn", "--scopes", "write", "read", "--json", folder=tmp_path) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["name"], made["scopes"]) == ("Tòa soạn", ["read", "write"])
    assert made["key"].startswith(f"hb_{made['id']}_")
    assert run("keys", "list", "--json", folder=tmp_path) == 0
    listed = capsys.readouterr().out
    assert [key["id"] for key in json.loads(listed)] == [made["id"]]
    assert made["key"].rsplit("_", 1)[1] not in listed
    assert run("keys", "revoke", made["id"], folder=tmp_path) == 0
    assert run("keys", "revoke", made["id"], folder=tmp_path) == 2
    assert "hoibao keys list" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("add",), ("add", " "), ("revoke",), ("lend",)])
def test_keys_say_what_they_lack(arguments: tuple[str, ...], tmp_path: Path) -> None:
    try:
        code = run("keys", *arguments, folder=tmp_path)
    except SystemExit as error:
        code = int(str(error.code))
    assert code == 2


def test_a_key_alone_is_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("keys", "add", "An", folder=tmp_path) == 0
    out, err = capsys.readouterr()
    assert out.strip().startswith("hb_")
    assert out.strip() not in err
