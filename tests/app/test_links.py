"""Links lead to addresses of the web alone."""

import pytest

from app.links import web_address


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//x.test", None])
def test_only_web_addresses_are_linked(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("HTTPS://x.test/a") == "HTTPS://x.test/a"
