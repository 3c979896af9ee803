"""Files become articles, articles become chunks in a library. Knows nothing of questions or answers.

>>> from ingest import ingest
>>> from vectorstore import load_encoder, open_library
>>> bridge = "examples/articles/thong-xe-cau-an-thach.txt"
>>> report = ingest([bridge, "nowhere.txt"], open_library("my-library", create=True), load_encoder())
>>> report.added, [rejection.reason for rejection in report.rejected]
(1, ['missing'])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.article import Notice, RejectedError, Rejection
    from ingest.document import Document
    from ingest.pipeline import IngestReport, ingest
    from ingest.single import StoredArticle, store
    from ingest.web import visitor

__all__ = [
    "Document",
    "IngestReport",
    "Notice",
    "RejectedError",
    "Rejection",
    "StoredArticle",
    "ingest",
    "store",
    "visitor",
]

# Loaded at first use: parsers of a dozen formats are behind them.
_MODULES = {
    "Document": "ingest.document",
    "visitor": "ingest.web",
    **dict.fromkeys(("Notice", "RejectedError", "Rejection"), "ingest.article"),
    **dict.fromkeys(("IngestReport", "ingest"), "ingest.pipeline"),
    **dict.fromkeys(("StoredArticle", "store"), "ingest.single"),
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'ingest' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
