"""A question and a library become a cited answer. Knows nothing of stores, models by name, terminals or pages.

>>> from ingest import ingest
>>> from rag import Assistant, Retriever
>>> from vectorstore import load_encoder, open_library
>>> library, encoder = open_library("my-library", create=True), load_encoder()
>>> report = ingest(["examples/articles/thong-xe-cau-an-thach.txt"], library, encoder)
>>> answer = Assistant(library, Retriever(library, encoder)).ask("Cầu An Thạch dài bao nhiêu mét?")
>>> answer.sources[0].quote[:15]
'Cầu dài 684,5 m'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answer import Answer, Note, Sentence, Source, Step, Turn
    from rag.assistant import Assistant
    from rag.errors import GenerationError, QuestionError, RerankerError, ToolError
    from rag.generate.generator import Generator
    from rag.retrieve.langchain_retriever import NewsRetriever
    from rag.retrieve.retriever import Retriever
    from rag.tools import ArticleTools

__all__ = [
    "Answer",
    "ArticleTools",
    "Assistant",
    "GenerationError",
    "Generator",
    "NewsRetriever",
    "Note",
    "QuestionError",
    "RerankerError",
    "Retriever",
    "Sentence",
    "Source",
    "Step",
    "ToolError",
    "Turn",
]

# Loaded at first use: who asks one question needs no LangChain.
_MODULES = {
    "Assistant": "rag.assistant",
    "ArticleTools": "rag.tools",
    "Generator": "rag.generate.generator",
    "NewsRetriever": "rag.retrieve.langchain_retriever",
    "Retriever": "rag.retrieve.retriever",
    **dict.fromkeys(("Answer", "Note", "Sentence", "Source", "Step", "Turn"), "rag.answer"),
    **dict.fromkeys(("GenerationError", "QuestionError", "RerankerError", "ToolError"), "rag.errors"),
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
