"""What Python programs may import, and the examples that say how, run as they stand."""

import doctest
import importlib
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable
from pydantic import Field

from ingest import ingest
from vectorstore import LibraryVectorStore, load_encoder, open_library
from vectorstore.library import Library

ROOT = Path(__file__).parents[1]
QUESTION = "Cầu An Thạch dài bao nhiêu mét?"
NAMES = {
    "ingest": "Document IngestReport Notice RejectedError Rejection StoredArticle ingest store visitor",
    "language": "fold language_of normalize",
    "prompts": "PromptError load",
    "rag": "Answer ArticleTools Assistant GenerationError Generator NewsRetriever Note QuestionError RerankerError "
    "Retriever Sentence Source Step ToolError Turn",
    "vectorstore": "Article Chunk CollectionError Encoder EncoderError EncoderMismatchError Filters Library "
    "LibraryError LibraryVectorStore Passage load_encoder open_library",
}


@pytest.mark.parametrize("package", NAMES)
def test_the_names_of_a_package_stay(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__all__ == sorted(NAMES[package].split())
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError):
        module.nothing_of_the_kind  # noqa: B018 - that is the test
    assert (Path(str(module.__file__)).parent / "py.typed").exists()


def test_importing_the_packages_loads_nothing_heavy() -> None:
    script = (
        "import sys, ingest, language, prompts, rag, vectorstore; "
        "print({'langchain_core', 'numpy', 'faiss', 'tantivy', 'torch', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with some of the examples, as in a checkout."""
    (tmp_path / "examples" / "articles").mkdir(parents=True)
    for name in ("thong-xe-cau-an-thach.txt", "chay-cho-ben-vat.jsonl"):
        (tmp_path / "examples" / "articles" / name).symlink_to(ROOT / "examples" / "articles" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("package", ["ingest", "rag", "vectorstore"])
def test_what_the_docstrings_show_is_so(checkout: Path, package: str) -> None:
    outcome = doctest.testmod(importlib.import_module(package))
    assert outcome.attempted > 2
    assert outcome.failed == 0


@pytest.mark.slow
def test_ten_lines_are_enough(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "ten_lines.py"))
    assert "684,5 m" in capsys.readouterr().out


class CallingModel(GenericFakeChatModel):
    """A model that says what it is told to, tool calls included; `shown` is what it was asked."""

    shown: list[Any] = Field(default_factory=list)

    def bind_tools(self, tools: Any, **kwargs: Any) -> Runnable[Any, AIMessage]:
        return self

    def _generate(self, messages: Any, *given: Any, **named: Any) -> Any:
        self.shown.append(messages)
        return super()._generate(messages, *given, **named)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = open_library(tmp_path_factory.mktemp("examples") / "library", create=True)
    ingest([ROOT / "examples" / "articles" / "thong-xe-cau-an-thach.txt"], library, load_encoder())
    return library


def test_an_agent_of_langgraph_searches_the_library(library: Library) -> None:
    call = {"name": "search_news", "args": {"query": "chiều dài cầu An Thạch"}, "id": "1", "type": "tool_call"}
    model = CallingModel(messages=iter([AIMessage("", tool_calls=[call]), AIMessage("Cầu dài 684,5 m [1].")]))
    example = runpy.run_path(str(ROOT / "examples" / "agent.py"))
    assert example["asked"](model, library, QUESTION) == "Cầu dài 684,5 m [1]."
    told = model.shown[-1][-1].text
    assert "684,5 m" in told
    assert "thong-xe-cau-an-thach" in told


def test_a_chain_shows_a_model_what_the_library_has(library: Library) -> None:
    model = CallingModel(messages=iter([AIMessage("684,5 m [1]")]))
    example = runpy.run_path(str(ROOT / "examples" / "chain.py"))
    assert example["asked"](model, library, QUESTION) == "684,5 m [1]"
    assert "684,5 m" in model.shown[0][0].text
    assert LibraryVectorStore(library, load_encoder()).similarity_search(QUESTION, k=1)


@pytest.mark.slow
@pytest.mark.enable_socket
def test_the_notebook_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        import nbformat
        from nbclient import NotebookClient
    except ImportError:
        pytest.skip("THE NOTEBOOK WAS NOT RUN: pip install nbclient ipykernel")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(ROOT / "examples" / "notebook.ipynb", as_version=4)
    place = {"metadata": {"path": str(checkout)}}
    NotebookClient(notebook, timeout=200, kernel_name="python3", resources=place).execute()
    outputs = [str(output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert "684,5 m" in "".join(outputs)
    assert "True" in outputs[-1]
