import importlib.metadata
from pathlib import Path

import pytest

from app.commands import doctor
from app.commands.doctor import examine
from app.settings import Settings
from tests.rag.retrieve.test_rerank import saved_bert
from vectorstore.local.library import LocalLibrary


def test_the_reranker_is_looked_at_where_one_is_set(library: LocalLibrary, tmp_path: Path) -> None:
    def checks(reranker: str | None) -> dict[str, bool]:
        return {check.name: check.ok for check in examine(Settings(library=library.folder, reranker=reranker))}

    assert "reranker" not in checks(None)
    assert checks(saved_bert(tmp_path / "ce"))["reranker"]
    assert not checks(str(tmp_path / "ce" / "vocab.txt"))["reranker"]


def test_a_package_that_is_missing_is_named(library: LocalLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(name: str) -> str:
        if name == "lxml-html-clean":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(doctor, "version", installed)
    (check,) = (check for check in examine(Settings(library=library.folder)) if check.name == "installation")
    assert not check.ok
    assert "lxml-html-clean" in check.detail
    assert "pip install" in check.detail


def test_extras_are_not_asked_for() -> None:
    assert doctor.missing_packages() == []
