"""One page of a PDF as a picture, with a quote marked, drawn in a process of its own: whoever made the PDF is unknown.

Like a reader's, the process has so much time and memory and no more; what it draws has so many pixels. Knows no
library.
"""

import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.budget import Budget

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What one picture may cost: somebody waits for it, and it goes to a browser."""

    cpu_s: float = 10.0
    wait_s: float = 20.0
    memory_mb: int = 1_500
    longest_px: int = 1_600
    most_scale: float = 3.0
    jpeg_quality: int = 80


PICTURE = PictureLimits()
_START = "import sys; sys.path[:] = {path!r}; from ingest.page_picture import work; work()"
_MARK = (255, 236, 130)


def page_picture(content: bytes, page: int, quote: str = "") -> bytes | None:
    """Page number `page`, counted from 1, of a PDF as a JPEG; None where it can't be drawn within the limits.

    `quote` is marked where its words stand so on that page.
    """
    task = pickle.dumps((content, page, quote))
    command = [sys.executable, "-c", _START.format(path=sys.path)]
    try:
        drawn = subprocess.run(  # noqa: S603 - this program's own
            command,
            input=task,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PICTURE.wait_s,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return None
    return drawn.stdout if drawn.returncode == 0 and drawn.stdout else None


def work() -> None:
    """The life of such a process: a PDF from stdin, a picture to stdout."""
    channel, sys.stdout = sys.stdout.buffer, sys.stderr
    content, page, quote = pickle.load(sys.stdin.buffer)  # noqa: S301 - its parent's
    Budget(PICTURE.cpu_s, cpu_s_per_mb=0, memory_mb=PICTURE.memory_mb).limit_process(0)
    channel.write(_drawn(content, page, quote))
    channel.flush()


def _drawn(content: bytes, number: int, quote: str) -> bytes:
    """Raises: what pypdfium2 does for a file or a page that it can't open."""
    from pypdfium2 import PdfDocument

    page = PdfDocument(content)[number - 1]
    longest = max(page.get_size())
    scale = min(PICTURE.most_scale, PICTURE.longest_px / max(longest, 1.0))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    if quote and not page.get_rotation():
        _mark(picture, page, scale, quote)
    written = BytesIO()
    picture.save(written, "JPEG", quality=PICTURE.jpeg_quality)
    return written.getvalue()


def _mark(picture: "Image", page: "PdfPage", scale: float, quote: str) -> None:
    """Let the paper shine where the quote stands, as a felt pen does."""
    from PIL import ImageChops, ImageDraw
    from PIL.Image import new

    left, _, _, top = page.get_bbox()
    pen = new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(pen)
    for box in _boxes(page, quote):
        draw.rectangle(
            [
                ((box[0] - left) * scale, (top - box[3]) * scale),
                ((box[2] - left) * scale, (top - box[1]) * scale),
            ],
            fill=_MARK,
        )
    picture.paste(ImageChops.multiply(picture, pen))


def _boxes(page: "PdfPage", quote: str) -> Iterator[tuple[float, float, float, float]]:
    """Where the quote's letters stand, a box a line; none where they aren't on the page in this order."""
    text = page.get_textpage()
    letters = [(at, char) for at, char in enumerate(text.get_text_range()) for char in _letters(char)]
    wanted = _letters(quote)
    start = "".join(char for _, char in letters).find(wanted)
    if start < 0 or not wanted:
        return
    first, last = letters[start][0], letters[start + len(wanted) - 1][0]
    for at in range(text.count_rects(first, last - first + 1)):
        yield text.get_rect(at)


def _letters(text: str) -> str:
    """Without marks, which may stand before or after their letters, and with ligatures taken apart."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())
