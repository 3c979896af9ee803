"""Models that bring an ONNX file: as torch runs them, from a folder and from a Hub (here: a server on this machine)."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.tiny_model import export_onnx, save_tiny_model
from vectorstore.encoders.load import load_encoder
from vectorstore.encoders.named_model import SentenceTransformerEncoder
from vectorstore.encoders.onnx import OnnxEncoder

TEXTS = ["nước mặn", "cầu dài mét", "mét", "cầu " * 200]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module", params=["mean", "cls"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = save_tiny_model(tmp_path_factory.mktemp("model"), request.param)
    export_onnx(folder)
    return folder


def test_by_its_onnx_file_a_model_gives_what_torch_gives(model: Path) -> None:
    by_onnx, by_torch = load_encoder(str(model)), SentenceTransformerEncoder(str(model))
    assert isinstance(by_onnx, OnnxEncoder)
    assert by_onnx.fingerprint == by_torch.fingerprint
    assert by_onnx.encode_documents(TEXTS) == pytest.approx(by_torch.encode_documents(TEXTS), abs=1e-5)
    for text in TEXTS:
        assert by_onnx.encode_query(text) == pytest.approx(by_torch.encode_query(text), abs=1e-5)


def test_a_model_that_asks_for_more_is_torchs(model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copytree(model, tmp_path / "st")
    settings = tmp_path / "st" / "1_Pooling" / "config.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "pooling_mode": "max"}))
    assert isinstance(load_encoder(str(tmp_path / "st")), SentenceTransformerEncoder)
    assert "it pools by max" in caplog.text


def test_no_torch_is_loaded_for_it(model: Path) -> None:
    script = (
        "import sys; from vectorstore.encoders.load import load_encoder; "
        f"load_encoder({str(model)!r}).encode_query('cầu'); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


class _Hub(SimpleHTTPRequestHandler):
    """The few answers of the Hub's that a download needs; counts what was sent."""

    folder: Path
    sent: list[str]

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/api/models/org/tiny"):
            files = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
            siblings = [{"rfilename": name} for name in files]
            sizes = {name: (self.folder / name).stat().st_size for name in files}
            tree = [{"type": "file", "path": name, "size": size, "oid": name} for name, size in sizes.items()]
            about = {"id": "org/tiny", "sha": COMMIT, "siblings": siblings}
            content = json.dumps(tree if "/tree/" in path else about).encode()
        else:
            name = path.removeprefix(f"/org/tiny/resolve/{COMMIT}/")
            if not (self.folder / name).is_file():
                self.send_error(404)
                return
            content = (self.folder / name).read_bytes()
            if body:
                self.sent.append(name)
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{len(content)}-{hash(content) & 0xFFFFFF}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hub(model: Path) -> Iterator[tuple[str, list[str]]]:
    sent: list[str] = []
    handler = type("Hub", (_Hub,), {"folder": model, "sent": sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()
    server.server_close()


@pytest.mark.enable_socket
def test_from_the_hub_only_the_onnx_file_is_fetched_and_once(
    model: Path, hub: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, sent = hub
    script = (
        "import sys, json; from vectorstore.encoders.load import load_encoder; e = load_encoder('org/tiny'); "
        "print(json.dumps([type(e).__name__, str(e.fingerprint), e.encode_query('cầu dài').tolist()]))"
    )
    environment = {**os.environ, "HF_ENDPOINT": address, "HF_HOME": str(tmp_path), "HF_HUB_DISABLE_XET": "1"}
    environment.pop("HF_HUB_OFFLINE", None)

    def embedded() -> list[object]:
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout.splitlines()[-1]))

    kind, fingerprint, vector = embedded()
    assert (kind, fingerprint) == ("OnnxEncoder", f"'org/tiny' (16-d, commit {COMMIT[:12]})")
    assert np.allclose(vector, load_encoder(str(model)).encode_query("cầu dài"), atol=1e-5)
    assert "onnx/model.onnx" in sent
    assert not [name for name in sent if name.endswith(".safetensors")]
    first = len(sent)
    assert embedded() == [kind, fingerprint, vector]
    assert len(sent) == first
