import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.tiny_model import save_tiny_model
from vectorstore.encoders.encoder import BUNDLED
from vectorstore.encoders.load import load_encoder


def test_bundled_encoder_gives_unit_vectors_and_prefixes() -> None:
    encoder = load_encoder(BUNDLED)
    documents = encoder.encode_documents(["Cầu Bến Sỏi dài 420 m.", "Giá lúa tăng nhẹ."])
    query = encoder.encode_query("Cầu Bến Sỏi dài bao nhiêu?")
    assert documents.shape == (2, 384)
    assert documents.dtype == query.dtype == np.float32
    assert np.linalg.norm(documents, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert documents[0] @ query > documents[1] @ query
    # e5's `query: ` and `passage: ` prefixes make one text two vectors
    assert float(encoder.encode_query("Giá lúa tăng nhẹ.") @ documents[1]) < 0.999


def test_bundled_encoder_survives_what_c_cannot() -> None:
    encoder = load_encoder(BUNDLED)
    assert encoder.encode_documents(["a\x00b", "lone \ud800 surrogate", ""]).shape == (3, 384)
    assert encoder.encode_documents([]).shape == (0, 384)


def test_bundled_encoder_needs_no_torch() -> None:
    script = (
        "import sys; from vectorstore.encoders.load import load_encoder; "
        "load_encoder().encode_query('a'); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("model"))


def test_any_sentence_transformers_folder(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    documents = encoder.encode_documents(["nước mặn", "cầu dài", "mét"])
    assert documents.shape == (3, 16)
    assert documents.dtype == np.float32
    assert np.linalg.norm(documents, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert encoder.fingerprint.dim == 16
    # the model's own prompts are used: a query is not embedded as a document is
    assert not np.allclose(encoder.encode_query("nước mặn"), documents[0], atol=1e-4)


def test_fingerprint_changes_with_the_weights(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    from safetensors.numpy import load_file, save_file

    copy = tmp_path / "st"
    shutil.copytree(tiny_model, copy)
    first = load_encoder(str(copy)).fingerprint
    assert load_encoder(str(copy)).fingerprint == first
    weights = next(copy.rglob("*.safetensors"))
    save_file({name: array + 0.5 for name, array in load_file(weights).items()}, weights, metadata={"format": "pt"})
    assert load_encoder(str(copy)).fingerprint != first


def test_e5_without_prompts_gets_its_prefixes(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "tiny-e5-model"
    shutil.copytree(tiny_model, copy)
    settings = copy / "config_sentence_transformers.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "prompts": {}}))
    with_prompts, without = load_encoder(str(tiny_model)), load_encoder(str(copy))
    assert np.allclose(with_prompts.encode_query("cầu"), without.encode_query("cầu"), atol=1e-5)
    assert np.allclose(with_prompts.encode_documents(["cầu"]), without.encode_documents(["cầu"]), atol=1e-5)


def test_a_model_that_is_not_there_is_a_clear_error() -> None:
    script = (
        "from vectorstore.encoders.load import load_encoder\n"
        "from vectorstore.errors import EncoderError\n"
        "try: load_encoder('no-such-org/no-such-model')\n"
        "except EncoderError as error: print(error.model, error.problem)"
    )
    offline = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=offline)
    assert done.stdout.split() == ["no-such-org/no-such-model", "hub"]
