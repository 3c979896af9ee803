"""A reader's own LLM: who may name one, and that nothing of the server's goes to it."""

from dataclasses import replace

import pytest

from app.llm.opening import open_generator
from app.page.own_llm import OPENAI, Fault, OwnLLM, OwnLLMError, Permission, applied, checked, opened_here, permission
from app.settings import Settings
from rag.errors import GenerationError
from tests.app.browser import FakeLLM

SERVERS_KEY, READERS_KEY = "sk-may-chu-0123456789", "sk-nguoi-doc-9876543210"
SERVER = Settings(llm="qwen3", openai_api_key=SERVERS_KEY, openai_base_url="https://llm.example.org/v1")
OTHER = "https://other.example.org/v1"
LISTED = replace(SERVER, own_llm=f"{OTHER}/ https://third.example.org/v1")
HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}


def test_the_servers_key_goes_to_the_servers_address_alone() -> None:
    def key(address: str, typed: str = "") -> str | None:
        return applied(SERVER, checked(SERVER, "any", "m", address, typed)).openai_api_key

    assert key("") == key("https://llm.example.org/v1/") == SERVERS_KEY
    for elsewhere in (
        OTHER,
        "http://llm.example.org/v1",
        "https://llm.example.org:444/v1",
        "https://llm.example.org.evil.test/v1",
        "https://llm.example.org/v1/x",
        "https://LLM.example.org/v2",
        OPENAI,
    ):
        assert key(elsewhere) is None
        assert key(elsewhere, READERS_KEY) == READERS_KEY
    assert key("", READERS_KEY) == READERS_KEY


def test_a_key_is_kept_for_its_own_address_only() -> None:
    before = checked(SERVER, "any", "m", OTHER, READERS_KEY)
    assert checked(SERVER, "any", "khác", OTHER, "", before).key == READERS_KEY
    assert checked(SERVER, "any", "m", "https://third.example.org/v1", "", before).key is None
    assert checked(SERVER, "any", "m", OTHER, "sk-khac", before).key == "sk-khac"


def test_no_key_shows() -> None:
    own = OwnLLM("m", OTHER, READERS_KEY)
    assert READERS_KEY not in f"{own!r} {applied(SERVER, own)!r}"


@pytest.mark.parametrize(
    ("model", "address", "key", "fault"),
    [
        (" ", OTHER, "", "no_model"),
        ("m\u202e", OTHER, "", "no_model"),
        ("m", "ftp://other.example.org", "", "bad_address"),
        ("m", "https://", "", "bad_address"),
        ("m", "https://other.example.org:99999", "", "bad_address"),
        ("m", f"https://ai:{READERS_KEY}@other.example.org", "", "bad_address"),
        ("m", "https://other.example.org/v1?x=1", "", "bad_address"),
        ("m", "http://[::1", "", "bad_address"),
        ("m", OTHER, "khóa", "bad_key"),
        ("m", OTHER, "a b", "bad_key"),
        ("m", OTHER, "a\nX-Other: b", "bad_key"),
        ("m", OTHER, "k" * 501, "bad_key"),
    ],
)
def test_what_cannot_be_used_is_named(model: str, address: str, key: str, fault: Fault) -> None:
    with pytest.raises(OwnLLMError) as raised:
        checked(SERVER, "any", model, address, key)
    assert raised.value.fault == fault
    assert not key or key not in str(raised.value)


def test_listed_addresses_and_no_others_with_a_key_of_ones_own() -> None:
    assert permission(LISTED, here=False) == "listed"
    assert checked(LISTED, "listed", "m", OTHER, READERS_KEY) == OwnLLM("m", OTHER, READERS_KEY)
    for address in ("", "http://169.254.169.254/v1", f"{OTHER}/..", "https://llm.example.org/v1"):
        with pytest.raises(OwnLLMError, match="address_not_listed"):
            checked(LISTED, "listed", "m", address, READERS_KEY)
    with pytest.raises(OwnLLMError, match="no_key"):
        checked(LISTED, "listed", "m", OTHER, "")
    with pytest.raises(OwnLLMError, match="address_not_listed"):
        checked(SERVER, "none", "m", "", READERS_KEY)


@pytest.mark.parametrize(
    ("own_llm", "here", "may"), [("local", True, "any"), ("local", False, "none"), ("no", True, "none")]
)
def test_who_may(own_llm: str, here: bool, may: Permission) -> None:
    assert permission(replace(SERVER, own_llm=own_llm), here=here) == may


def test_opened_here() -> None:
    assert opened_here("127.0.0.1", HERE, signed_in=False)
    assert opened_here("localhost", {"host": "localhost:8501"}, signed_in=False)
    assert opened_here("::1", {"Host": "[::1]:8501"}, signed_in=False)


@pytest.mark.parametrize(
    ("listens_on", "headers", "signed_in"),
    [
        (None, HERE, False),
        ("0.0.0.0", HERE, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", HERE, True),
        ("127.0.0.1", {"Host": "bao.example.org"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1.example.org:8501"}, False),
        ("127.0.0.1", HERE | {"Origin": "https://bao.example.org"}, False),
        ("127.0.0.1", HERE | {"Origin": "null"}, False),
        ("127.0.0.1", HERE | {"X-Forwarded-For": "203.0.113.9"}, False),
        ("127.0.0.1", HERE | {"via": "1.1 proxy"}, False),
    ],
)
def test_opened_elsewhere(listens_on: str | None, headers: dict[str, str], signed_in: bool) -> None:
    assert not opened_here(listens_on, headers, signed_in=signed_in)


@pytest.fixture
def a_full_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the OpenAI client sends along by itself."""
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, f"{SERVERS_KEY}-{name.lower()}")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Server: {SERVERS_KEY}\nAuthorization: Bearer {SERVERS_KEY}")


@pytest.mark.enable_socket
@pytest.mark.parametrize("typed", ["", READERS_KEY])
def test_nothing_of_the_servers_reaches_a_readers_address(a_full_environment: None, typed: str) -> None:
    with FakeLLM(["Được."]) as llm:
        own = checked(SERVER, "any", "m", llm.address, typed)
        generator = open_generator(applied(SERVER, own), own=True)
        assert generator is not None
        generator.ping()
    (heard,) = llm.heard
    assert heard["authorization"] == f"Bearer {typed or 'none'}"
    assert SERVERS_KEY not in str(heard)


@pytest.mark.enable_socket
def test_a_readers_address_leads_nowhere_else() -> None:
    with FakeLLM(["Được."]) as second, FakeLLM([], status=307, to=f"{second.address}/chat/completions") as first:
        own = checked(SERVER, "any", "m", first.address, READERS_KEY)
        generator = open_generator(applied(SERVER, own), own=True)
        assert generator is not None
        with pytest.raises(GenerationError):
            generator.ping()
    assert first.heard
    assert not second.heard
