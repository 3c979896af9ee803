"""The HTTP clients that language models are asked by: they follow nobody elsewhere, and read no answer without end.

A redirect would take the key along, or the articles; a line that never ends would fill the memory of a page that has
long stopped waiting.
"""

from collections.abc import Iterator

import httpx2

# Far more than an answer, its reasoning and all that stands around each of their tokens.
MAX_ANSWER_BYTES = 64_000_000
# The headers that a request needs; what else the client would send stays here.
_TOLD = {"host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent"}


class _BoundedStream(httpx2.SyncByteStream):
    """The bytes of one answer, so many at most."""

    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        left = MAX_ANSWER_BYTES
        for piece in self._stream:
            left -= len(piece)
            if left < 0:
                raise httpx2.ReadError(f"an answer of more than {MAX_ANSWER_BYTES} bytes")
            yield piece

    def close(self) -> None:
        self._stream.close()


class BoundedTransport(httpx2.BaseTransport):
    """`inner`, except that no answer is longer than MAX_ANSWER_BYTES."""

    def __init__(self, inner: httpx2.BaseTransport | None = None) -> None:
        self._inner = inner or httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _BoundedStream(response.stream)
        return response

    def close(self) -> None:
        self._inner.close()


def bounded_client() -> httpx2.Client:
    """For an address of this server's settings."""
    return httpx2.Client(transport=BoundedTransport(), follow_redirects=False)


def discreet_client(key: str) -> httpx2.Client:
    """For an address of a reader's: it tells nothing of this server, whose environment may name an organization, a
    project or another key, which the OpenAI client would send along.
    """

    def only_ours(request: httpx2.Request) -> None:
        for name in request.headers.keys() - _TOLD:
            del request.headers[name]
        request.headers["Authorization"] = f"Bearer {key}"

    return httpx2.Client(transport=BoundedTransport(), event_hooks={"request": [only_ours]}, follow_redirects=False)
