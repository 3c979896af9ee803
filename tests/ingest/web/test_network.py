"""No address of this machine or a private network is connected to, however it is written or come to."""

import socket

import httpcore
import pytest

from ingest.article import Rejection
from ingest.web.errors import WebError
from ingest.web.fetch import Policy
from ingest.web.network import CheckedNetwork, is_public
from ingest.web.pages import Web
from ingest.web.web_address import checked
from tests.ingest.web.site import Clock, Resolve, names

PUBLIC, OTHER = "93.184.216.34", "1.1.1.1"
ARTICLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>xin</html>"
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Wire(httpcore.NetworkBackend):
    """Answers every connection with the next of `answers`; remembers where it was to go."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.connected: list[str] = []

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        return httpcore.MockStream([self.answers.pop(0)])


def web(resolve: Resolve, wire: Wire) -> Web:
    clock = Clock()
    network = CheckedNetwork(resolve=resolve, inner=wire, clock=clock)
    return Web(Policy(), network=network, sleep=clock.sleep, clock=clock)


def code_of(address: str, resolve: Resolve, wire: Wire) -> str:
    (entry,) = web(resolve, wire).documents(address)
    assert isinstance(entry, Rejection), entry
    return entry.code


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "192.0.2.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001:0:7f00:1::1",
    ],
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "10.0.0.1",
        "192.168.0.1",
        "[fe80::1]",
        "[fc00::1]",
    ],
)
@pytest.mark.enable_socket
def test_private_hosts_are_refused_however_written(host: str) -> None:
    """By the system's own resolver, which reads all these forms; of none is anything asked."""
    wire = Wire()
    assert code_of(f"http://{host}/", socket.getaddrinfo, wire) in ("private_address", "bad_address")
    assert wire.connected == []


def test_names_that_mean_private_addresses_are_refused() -> None:
    for found in ("127.0.0.1", "10.1.2.3", "::1", f"{PUBLIC} 192.168.1.1", f"fd00::1 {PUBLIC}"):
        wire = Wire()
        assert code_of("http://bao.test/", names(bao_test=[found]), wire) == "private_address"
        assert wire.connected == []


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked() -> None:
    """DNS rebinding: every connection goes to an address of the answer that was checked for it."""
    wire = Wire(NO_ROBOTS, ARTICLE)
    assert code_of("http://bao.test/", names(bao_test=[PUBLIC, "127.0.0.1"]), wire) == "private_address"
    assert wire.connected == [PUBLIC]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://trong.test/",
        "//trong.test/x",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
    ],
)
@pytest.mark.enable_socket
def test_redirects_to_private_addresses_are_refused(target: str) -> None:
    wire = Wire(
        NO_ROBOTS,
        f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode(),
    )
    inner = names(bao_test=[PUBLIC], trong_test=["10.0.0.9"])

    def resolve(host: str, port: int, **more: object) -> list[tuple[object, object, object, str, tuple[str, int]]]:
        return inner(host, port) if host.endswith(".test") else socket.getaddrinfo(host, port, **more)  # type: ignore

    assert code_of("http://bao.test/", resolve, wire) == "private_address"
    assert wire.connected == [PUBLIC, PUBLIC]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://bao.test/", "gopher://bao.test/", "http://a:b@bao.test/"]
)
def test_redirects_to_other_schemes_or_with_passwords_are_refused(target: str) -> None:
    wire = Wire(
        NO_ROBOTS,
        f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode(),
    )
    assert code_of("http://bao.test/", names(bao_test=[PUBLIC]), wire) in ("bad_address", "credentials")
    assert wire.connected == [PUBLIC, PUBLIC]


def test_the_next_address_of_a_name_is_tried() -> None:
    class Half(Wire):
        def connect_tcp(self, host: str, port: int, *more: object, **_: object) -> httpcore.NetworkStream:
            if host == PUBLIC:
                self.connected.append(host)
                raise httpcore.ConnectError("refused")
            return super().connect_tcp(host, port)

    wire = Half(NO_ROBOTS, ARTICLE)
    (found,) = web(names(bao_test=[f"{PUBLIC} {OTHER}"]), wire).documents("http://bao.test/tin")
    assert wire.connected == [PUBLIC, OTHER] * 2
    assert not isinstance(found, Rejection)


def test_a_name_that_is_not_there() -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, object, object, str, tuple[str, int]]]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert code_of("http://khong.test/", resolve, Wire()) == "unknown_host"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://bao.test/",
        "http://",
        "http:///x",
        "http://bao.test:99999/",
        "javascript://x/",
        "http://bao .test/",
    ],
)
def test_what_is_no_web_address(address: str) -> None:
    with pytest.raises(WebError) as error:
        checked(address)
    assert error.value.code == "bad_address"


def test_passwords_are_refused_and_never_shown() -> None:
    (found,) = web(names(), Wire()).documents("https://mai:bi-mat@bao.test/tin")
    assert isinstance(found, Rejection)
    assert found.code == "credentials"
    assert "bi-mat" not in f"{found.source} {found.detail}"
    assert "mai" not in found.source
