""".jsonl.gz, .csv.gz and the like: the file inside goes through its own reader while it is unpacked."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO

from ingest.article import ReaderOutput, Record
from ingest.document import Document
from ingest.packed import Bounded, allowance


def read(document: Document, read_inner: Callable[[Document], Iterator[ReaderOutput]]) -> Iterator[ReaderOutput]:
    """What `read_inner` finds in the file inside; a record's size is its share of the compressed file."""
    with document.open() as packed:

        def unpacked() -> BinaryIO:
            packed.seek(0)
            return BufferedReader(Bounded(gzip.GzipFile(fileobj=packed), allowance(document.size), document.source))

        done = 0
        for output in read_inner(replace(document, name=document.name[: -len(".gz")], open=unpacked)):
            if isinstance(output, Record):
                done, before = max(done, packed.tell()), done
                output = replace(output, size=done - before)
            yield output
