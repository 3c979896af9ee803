"""Connections to public addresses only, and none beyond its time.

A name is looked up once, every address that it has is checked, and one of those is connected to: what the name says
a moment later doesn't matter, nor how the address was written (decimal, hexadecimal, inside IPv6). TLS goes on asking
for the name. Does not know HTTP.
"""

import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from ingest.web.errors import WebError

# Where networks of IPv6 alone write IPv4 addresses (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address, in digits, lies on the public Internet; one that holds an IPv4 address counts as that."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        held = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if held is not None:
            return is_public(str(held))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class CheckedNetwork(httpcore.NetworkBackend):
    """What httpcore connects through. `deadline`, by `clock`, ends whatever is under way then.

    `resolve` is `socket.getaddrinfo`; `inner` makes the connections, to addresses in digits.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        resolve: Callable[..., Any] = socket.getaddrinfo,
        inner: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_private, self._resolve, self._clock = allow_private, resolve, clock
        self._inner = inner or httpcore.SyncBackend()
        self.deadline = math.inf

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises: WebError when the name has no address or one that is private; httpcore's errors."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self.within(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self.within)
        raise failure

    def within(self, timeout: float | None) -> float:
        """The seconds left for one step. Raises: httpcore.ReadTimeout when there are none."""
        left = self.deadline - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left if timeout is None else min(timeout, left)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            resolved = self._resolve(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise httpcore.ConnectError(error.strerror) from error
            raise WebError("unknown_host", host) from error
        except (OSError, UnicodeError) as error:
            raise WebError("unknown_host", host) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in resolved))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise WebError("private_address", host)
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream none of whose steps goes beyond the deadline: a server may send a byte a second for ever."""

    def __init__(self, stream: httpcore.NetworkStream, within: Callable[[float | None], float]) -> None:
        self._stream, self._within = stream, within

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._within(timeout)), self._within)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
