"""A document that is read line by line, as UTF-8 whatever it was written in. Knows lines, not formats."""

import re
from io import BytesIO
from typing import BinaryIO

from ingest.document import Document
from ingest.encodings.decode import as_written

STRAY = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, decoded with "surrogateescape"
_LONE_CR = re.compile("\r(?!\n)")
_HEAD_BYTES = 65_536


def utf8(document: Document) -> BinaryIO:
    """The document in UTF-8, lines ended by LF: a stream where only stray bytes differ, else made of it all."""
    with document.open() as stream:
        head = stream.read(_HEAD_BYTES).decode("utf-8", "surrogateescape")
    stray = len(STRAY.findall(head))
    lone = len(_LONE_CR.findall(head))
    lines_end = not lone or lone < head.count("\n")
    if lines_end and stray <= sum(not char.isascii() for char in head) // 2:
        return document.open()
    try:
        return BytesIO(as_written(document.content()).encode())
    except UnicodeDecodeError:
        return document.open()
