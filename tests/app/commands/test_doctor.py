from pathlib import Path

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
