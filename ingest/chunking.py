"""The version of what cuts an article's text into chunks and sentences, which the library keeps beside each article."""

from ingest import clean, split, tail
from language import sentences
from vectorstore import sentence_vectors
from vectorstore.code_version import version_of


def chunking_version() -> str:
    """Another name whenever any of these modules is another."""
    return version_of(split, clean, tail, sentences, sentence_vectors)
