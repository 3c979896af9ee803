"""A model's Markdown in a terminal, as it comes and when it is done; plain text where no terminal reads it."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from app.safe_markdown import safe_markdown
from app.screen import harmless

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.live import Live
    from rich.markdown import Markdown

# Lines of the screen that what is being written leaves free.
_FREE_LINES = 3


class Screen(Protocol):
    """Where an answer is shown while it is written; entered before its first piece."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def show(self, piece: str) -> None: ...
    def finish(self, text: str, *, markdown: bool) -> None:
        """The whole answer, once nothing comes any more."""


def screen(*, markdown: bool, out: TextIO | None = None) -> Screen:
    """What shows an answer on `out`: rendered, if it is Markdown and a terminal reads it."""
    out = out or sys.stdout
    return RenderedScreen(out) if markdown and out.isatty() else PlainScreen(out)


class PlainScreen:
    """The pieces as they come; the whole again only where it differs from them."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._shown = out, ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held back."""

    def show(self, piece: str) -> None:
        self._shown += piece
        print(harmless(piece), end="", flush=True, file=self._out)

    def finish(self, text: str, *, markdown: bool) -> None:
        if self._shown:
            print(file=self._out)
        if self._shown.strip() != text.strip():
            print(("\n" if self._shown else "") + harmless(text), file=self._out)


class RenderedScreen:
    """The last lines of what has come, rendered, in one place; the whole in its place at the end."""

    def __init__(self, out: TextIO) -> None:
        from rich.console import Console

        self._out, self._shown = out, ""
        self._console = Console(file=out, highlight=False)
        self._live: Live | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def show(self, piece: str) -> None:
        from rich.live import Live

        self._shown += piece
        if self._live is None:
            self._live = Live(console=self._console, transient=True, refresh_per_second=8)
            self._live.start()
        self._live.update(_Tail(self._shown))

    def finish(self, text: str, *, markdown: bool) -> None:
        self._close()
        if markdown:
            self._console.print(_rendered(text))
        else:
            print(harmless(text), file=self._out)

    def _close(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


class _Tail:
    """The last lines of a Markdown text that a screen has room for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.segment import Segment

        lines = console.render_lines(_rendered(self._text), options.update(height=None), pad=False)
        for line in lines[-max(1, console.height - _FREE_LINES) :]:
            yield from line
            yield Segment.line()


def _rendered(text: str) -> "Markdown":
    from rich.markdown import Markdown

    return Markdown(safe_markdown(text), hyperlinks=False)
