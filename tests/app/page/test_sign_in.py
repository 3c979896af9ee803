"""Signing in: who owns which conversation, and no trace of it where no provider is named. Real browsers in the last."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from app.page.sign_in import name_of, owner_of, providers
from tests.app.browser import ROOT, chromium, environment, served
from tests.app.oidc import Provider
from tests.app.page.test_main import ARTICLE, PAGE, FakeAssistant, ask, assistant, page, shown
from vectorstore.local.library import LocalLibrary

__all__ = ["assistant", "page"]  # fixtures
AN: dict[str, Any] = {"is_logged_in": True, "iss": "https://login.example.org", "sub": "7", "name": "*An* <b>"}
QUESTION = "Ghe lớn cỡ nào?"


def test_an_owner_is_who_vouches_and_the_name_there() -> None:
    assert owner_of(AN) == "https://login.example.org#7"
    assert owner_of(AN | {"email": "x@example.org"}) == owner_of(AN)
    assert owner_of(AN | {"sub": "8"}) != owner_of(AN) != owner_of(AN | {"iss": "https://other.example.org"})
    for nobody in (
        {},
        {"is_logged_in": False},
        AN | {"is_logged_in": False},
        AN | {"sub": None},
        {"is_logged_in": True},
    ):
        assert owner_of(nobody) == ""


def test_a_name_to_show() -> None:
    assert name_of(AN) == "*An* <b>"
    assert name_of({"sub": "7", "email": "an@example.org"}) == "an@example.org"


def test_providers() -> None:
    about = {"client_id": "x"}
    assert providers({"client_id": "x", "cookie_secret": "y"}) == ["default"]
    assert providers({"cookie_secret": "y", "truong": about, "google": about}) == ["truong", "google"]
    assert providers({"client_id": "x", "google": about}) == ["default", "google"]
    assert providers({}) == ["default"]


def test_without_a_provider_there_is_no_trace(page: AppTest, assistant: FakeAssistant, library: LocalLibrary) -> None:
    html = ask(page.run(), QUESTION)
    assert "Đăng nhập" not in html
    assert "đăng nhập" not in html.replace("không cần đăng nhập: ai mở trang cũng thấy", "")
    assert not [button.key for button in page.button if "sign" in str(button.key)]
    assert len(library.conversations.listed(owner="")) == 1


def test_nothing_is_shown_before_signing_in(page: AppTest, assistant: FakeAssistant) -> None:
    page.user = {"is_logged_in": False}
    html = shown(page.run())
    assert "Mời bạn đăng nhập" in html
    assert str(ARTICLE.outlet) not in html
    assert not page.chat_input
    assert [button.key for button in page.button] == ["sign-in-default"]
    page.button(key="sign-in-default").click().run()
    assert "docs/sign-in.md" in shown(page)  # nothing is set up in this test


def test_a_provider_for_each_of_several(page: AppTest, assistant: FakeAssistant) -> None:
    page.user = {"is_logged_in": False}
    page.secrets = {"auth": {"truong": {"client_id": "x"}, "*google*": {"client_id": "y"}}}
    page.run()
    assert [button.label for button in page.button] == ["Đăng nhập bằng truong", r"Đăng nhập bằng \*google\*"]


def test_somebody_without_a_name_gets_in_nowhere(page: AppTest, assistant: FakeAssistant) -> None:
    page.user = {"is_logged_in": True, "email": "an@example.org"}
    assert "không cho biết bạn là ai" in shown(page.run())
    assert not page.chat_input


def test_conversations_are_their_owners(page: AppTest, assistant: FakeAssistant, library: LocalLibrary) -> None:
    page.user = AN
    html = ask(page.run(), QUESTION)
    assert "Đã đăng nhập: *An* &lt;b&gt;" in html
    (kept,) = library.conversations.listed(owner=owner_of(AN))
    assert not library.conversations.listed(owner="")
    other = AppTest.from_file(PAGE, default_timeout=20)
    other.user = AN | {"sub": "8"}
    other.query_params["conversation"] = kept.id
    html = shown(other.run())
    assert "Không tìm thấy hội thoại này" in html
    assert QUESTION not in html
    assert not [button.key for button in other.button if str(button.key).startswith("open-")]
    assert not other.query_params


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[str]:
    """A page that asks for signing in, over a library of one article."""
    home = tmp_path_factory.mktemp("sign-in")
    article = {"id": "ghe", "title": "Chợ nổi", "text": "Ghe lớn nhất ở chợ nổi Phong Lạch chở được 18 tấn dưa."}
    (home / "bao.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "app.cli", "ingest", "bao.jsonl", "--library", "library"]
    subprocess.run(command, cwd=home, env=environment(PYTHONPATH=str(ROOT)), timeout=120, check=True)
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(provider.secrets(), encoding="utf-8")
    with served(home, HOIBAO_LIBRARY=str(home / "library")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def sign_in(browser: Browser, address: str, provider: Provider, subject: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    provider.next_subject = subject
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("textarea").wait_for()
    return page


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.timeout(300)
def test_two_readers_see_only_their_own(browser: Browser, address: str, provider: Provider) -> None:
    expect.set_options(timeout=30_000)
    an = sign_in(browser, address, provider, "an")
    an.locator("textarea").fill("Ghe lớn nhất ở chợ nổi Phong Lạch chở bao nhiêu tấn dưa?")
    an.locator("textarea").press("Enter")
    expect(an.locator(".hb-answer")).to_contain_text("18 tấn dưa")
    an.wait_for_url("**/?conversation=*")
    expect(an.locator(".st-key-account")).to_contain_text("Bạn <b>an</b>")
    kept = an.url

    binh = sign_in(browser, address, provider, "binh")
    expect(binh.locator(".hb-welcome")).to_be_visible()
    expect(binh.locator(".st-key-conversations")).to_have_count(0)
    binh.goto(kept)
    expect(binh.locator(".hb-notice")).to_contain_text("Không tìm thấy hội thoại này")
    expect(binh.locator(".hb-question")).to_have_count(0)

    an.reload()
    expect(an.locator(".hb-answer")).to_contain_text("18 tấn dưa")
    seen = an.content()
    assert not [token for token in provider.tokens if token in seen]
    an.get_by_role("button", name="Đăng xuất").click()
    expect(an.get_by_role("button", name="Đăng nhập")).to_be_visible()
    an.goto(kept)
    expect(an.get_by_role("button", name="Đăng nhập")).to_be_visible()
    expect(an.locator(".hb-question")).to_have_count(0)
    an.goto(f"{address}/settings")
    expect(an.get_by_role("button", name="Đăng nhập")).to_be_visible()
    for reader in (an, binh):
        reader.context.close()
