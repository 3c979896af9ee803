"""A network between clients and a server that can be cut: a TCP port of this machine before a server's socket."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

BLOCK_BYTES = 1 << 16
T = TypeVar("T")


class Proxy:
    """Passes bytes both ways from its start on, in a thread of its own. `port` is on 127.0.0.1."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._loop = asyncio.new_event_loop()
        self._passing = asyncio.Event()
        self._passing.set()
        self._ends = set[asyncio.StreamWriter]()
        self._connections = set[asyncio.Task[None]]()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._server = self._done(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])

    def stall(self) -> None:
        """Take bytes and pass none on, while every connection stays."""
        self._loop.call_soon_threadsafe(self._passing.clear)

    def resume(self) -> None:
        """Pass on what was held and what comes."""
        self._loop.call_soon_threadsafe(self._passing.set)

    def drop(self) -> None:
        """End every connection, with what is held of it."""
        self._loop.call_soon_threadsafe(self._abort)

    def close(self) -> None:
        """The same, and take no more."""
        self._done(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _done(self, step: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(step, self._loop).result()

    def _abort(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def _ended(self) -> None:
        self._server.close()
        self._abort()
        self._passing.set()  # what was held finds no end to go to
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            upstream, downstream = await asyncio.open_unix_connection(self._socket)
            ends, ways = {writer, downstream}, ((reader, downstream), (upstream, writer))
            passing = {asyncio.create_task(self._pass(*way)) for way in ways}
            self._ends |= ends
            self._connections |= passing
            await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
            self._ends -= ends
            self._connections -= passing
            for way in passing:
                way.cancel()
            downstream.transport.abort()
        writer.transport.abort()

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):  # either end may be gone
            while block := await source.read(BLOCK_BYTES):
                await self._passing.wait()
                target.write(block)
                await target.drain()
