"""TLS asks for the name although an address in digits is connected to."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.article import Rejection
from ingest.document import Document
from ingest.web.fetch import Policy
from ingest.web.network import CheckedNetwork
from ingest.web.pages import Web
from tests.ingest.web.site import Clock, article, serving


def certificate(name: str, file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption())
    )


@pytest.mark.parametrize(("name", "code"), [("tin.example", None), ("khac.example", "unreachable")])
def test_the_certificate_is_the_names(
    tmp_path: Path, socket_enabled: Any, monkeypatch: pytest.MonkeyPatch, name: str, code: str | None
) -> None:
    certificate(name, tmp_path / "site.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "site.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "site.pem")
    asked: list[str | None] = []
    tls.sni_callback = lambda connection, server_name, context: asked.append(server_name)
    with serving(tls) as site:
        site.add("/bai.html", article("Lũ rút chậm ở Cồn Én"))
        port, clock = int(site.address.rpartition(":")[2]), Clock()

        def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
            return [(None, None, None, "", ("127.0.0.1", port))]

        network = CheckedNetwork(allow_private=True, resolve=resolve, clock=clock)
        web = Web(Policy(allow_private=True), network=network, sleep=clock.sleep, clock=clock)
        (found,) = web.documents(f"https://tin.example:{port}/bai.html")
    assert set(asked) == {"tin.example"}
    assert isinstance(found, Document) if code is None else isinstance(found, Rejection) and found.code == code
