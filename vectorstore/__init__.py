"""Articles, chunks and the indexes over them. Knows nothing of files to ingest, questions, prompts or users.

>>> from vectorstore import Filters, open_library
>>> library = open_library("my-library", create=True)
>>> library.coverage(Filters(outlet="Báo Đồng Bưng")).articles
0
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vectorstore.encoders.encoder import Encoder
    from vectorstore.encoders.load import load_encoder
    from vectorstore.errors import CollectionError, EncoderError, EncoderMismatchError, LibraryError
    from vectorstore.langchain.store import LibraryVectorStore
    from vectorstore.library import Library
    from vectorstore.records import Article, Chunk, Filters, Passage

__all__ = [
    "Article",
    "Chunk",
    "CollectionError",
    "Encoder",
    "EncoderError",
    "EncoderMismatchError",
    "Filters",
    "Library",
    "LibraryError",
    "LibraryVectorStore",
    "Passage",
    "load_encoder",
    "open_library",
]

# Loaded at first use: who opens a library needs no LangChain.
_MODULES = {
    "Encoder": "vectorstore.encoders.encoder",
    "Library": "vectorstore.library",
    "LibraryVectorStore": "vectorstore.langchain.store",
    "load_encoder": "vectorstore.encoders.load",
    **dict.fromkeys(("Article", "Chunk", "Filters", "Passage"), "vectorstore.records"),
    **dict.fromkeys(("CollectionError", "EncoderError", "EncoderMismatchError", "LibraryError"), "vectorstore.errors"),
}


def open_library(folder: str | Path, *, create: bool = False) -> "Library":
    """The library in a folder; `create`: a new one where there is none. Raises: LibraryError."""
    from vectorstore.local.library import LocalLibrary

    return LocalLibrary(Path(folder), create=create)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'vectorstore' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
