"""Links lead to addresses of the web alone."""

import pytest

from app.links import web_address
from app.shapes import article_json, listed_json
from vectorstore.records import Article


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//x.test", None])
def test_only_web_addresses_are_linked(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("HTTPS://x.test/a") == "HTTPS://x.test/a"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://x.test/a"])
def test_programs_are_given_no_other_of_what_an_older_version_stored(address: str) -> None:
    article = Article("cau", "Cầu dài 420 m.", url=address)
    given = {shown["url"] for shown in (article_json(article, [], []), listed_json(article, 1))}
    assert given == {address if address.startswith("https:") else None}
