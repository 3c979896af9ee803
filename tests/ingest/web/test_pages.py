"""Pages, feeds and sitemaps of a site on this machine: politely, within limits, each page once."""

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from ingest import readers
from ingest.article import Notice, Record, Rejection, to_article
from ingest.document import Document
from ingest.pipeline import ingest
from ingest.web import visitor
from ingest.web.fetch import Policy
from ingest.web.pages import Web
from ingest.web.robots import MAX_DELAY_S
from tests.conftest import FakeEncoder
from tests.ingest.test_pipeline import CountingEncoder
from tests.ingest.web.site import Clock, Site, article, serving
from vectorstore.local.library import LocalLibrary

pytestmark = pytest.mark.enable_socket
FEW = 10_000


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Web:
    return Web(Policy(allow_private=True, max_pages=3, max_bytes=FEW), sleep=clock.sleep, clock=clock)


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Tin</title>{f'<link>{link}</link>' if link else ''}</item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin mới</title>{items}</channel></rss>'


def sitemap(*links: str, name: str = "urlset", item: str = "url") -> str:
    inside = "".join(f"<{item}><loc>{link}</loc></{item}>" for link in links)
    return f'<?xml version="1.0"?><{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{name}>'


def sources(web: Web, address: str) -> list[str]:
    return [found.source for found in web.documents(address) if isinstance(found, Document)]


def code_of(web: Web, address: str) -> str:
    (found,) = web.documents(address)
    assert isinstance(found, Rejection), found
    return found.code


def test_a_page(site: Site, web: Web, clock: Clock) -> None:
    address = site.add("/tin/hau-o-sen.html?utm_source=x&trang=2", article("Hàu"))
    (found,) = web.documents(f"{address}#binh-luan")
    assert isinstance(found, Document)
    assert found.source == found.url == f"{site.address}/tin/hau-o-sen.html?trang=2"
    assert (found.name, found.suffix) == ("hau-o-sen.html", ".html")
    assert found.default_id.startswith("127.0.0.1-hau-o-sen-")
    assert found.content() == article("Hàu").encode()
    assert site.asked == ["/robots.txt", "/tin/hau-o-sen.html?utm_source=x&trang=2"]
    assert clock.total == 1.0  # between two requests to one host
    (agent,) = site.agents
    assert agent.partition("/")[0] == "hoibao"


@pytest.mark.parametrize(
    ("path", "type", "body", "suffix"),
    [
        ("/bao-cao", "application/pdf", b"%PDF-1.7", ".pdf"),
        ("/tin.jsonl", "application/octet-stream", b"{}", ".jsonl"),
        ("/tin.jsonl.gz", "application/gzip", gzip.compress(b"{}", mtime=0), ".jsonl.gz"),
        ("/tai-ve", "application/octet-stream", b"%PDF-1.7", ".pdf"),
        ("/tin.txt", "text/plain", b"Xin", ".txt"),
        ("/tin", "text/html", b"<html>", ".html"),
        ("/tin.php", "", b"<!doctype html><html lang=vi>", ".html"),
    ],
)
def test_files_are_told_by_type_ending_and_first_bytes(
    site: Site, web: Web, path: str, type: str, body: bytes, suffix: str
) -> None:
    (found,) = web.documents(site.add(path, body, type))
    assert isinstance(found, Document)
    assert found.suffix == suffix
    assert found.content() == body


def test_what_no_reader_reads(site: Site, web: Web) -> None:
    assert code_of(web, site.add("/anh", b"\x89PNG", "image/png")) == "unsupported"
    assert code_of(web, site.add("/x.html", b"<html>", "video/mp4")) == "unsupported"


@pytest.mark.parametrize(("status", "code"), [(404, "http_status"), (403, "http_status"), (204, "http_status")])
def test_what_is_no_page(site: Site, web: Web, status: int, code: str) -> None:
    assert code_of(web, site.add("/tin", "", status=status)) == code
    assert len(site.read) == 1  # and isn't asked for again


def test_a_busy_server_is_asked_again_a_little_later(site: Site, web: Web, clock: Clock) -> None:
    address = site.add("/tin", article("Hàu"), busy=2, headers={"Retry-After": "20"})
    assert sources(web, address) == [address]
    assert site.read == ["/tin"] * 3
    assert clock.total == 1 + 20 + 20


def test_a_server_that_stays_busy_or_asks_for_hours(site: Site, web: Web, clock: Clock) -> None:
    assert code_of(web, site.add("/tin", "", status=503)) == "http_status"
    assert len(site.read) == 3
    assert code_of(web, site.add("/lau", "", status=429, headers={"Retry-After": "7200"})) == "http_status"
    assert site.read[3:] == ["/lau"]
    assert clock.total < 10


def test_a_connection_that_breaks_off(site: Site, web: Web) -> None:
    site.add("/tin", b"")
    site.pages["/tin"].body = None
    assert code_of(web, site.address + "/tin") == "unreachable"
    assert len(site.read) == 3


def test_redirects(site: Site, web: Web) -> None:
    there = site.add("/moi", article("Hàu"))
    site.add("/cu", "", status=302, headers={"Location": "/giua"})
    site.add("/giua", "", status=301, headers={"Location": "moi"})
    site.add("/vong", "", status=302, headers={"Location": "/vong"})
    assert sources(web, site.address + "/cu") == [there]
    assert sources(web, there) == []  # read already
    assert code_of(web, site.address + "/vong") == "too_many_redirects"


def test_size_is_bounded_before_and_after_unpacking(site: Site, web: Web) -> None:
    packed = gzip.compress(b"a" * 50_000_000)
    assert len(packed) > FEW  # 48 kB
    small = gzip.compress(b"a" * (FEW + 1))
    assert code_of(web, site.add("/lon", b"a" * (FEW + 1))) == "too_large"
    assert code_of(web, site.add("/bom", small, headers={"Content-Encoding": "gzip"})) == "too_large"
    assert code_of(web, site.add("/hong", b"khong phai gzip", headers={"Content-Encoding": "gzip"})) == "damaged"
    assert code_of(web, site.add("/la", b"?", headers={"Content-Encoding": "br"})) == "packed_otherwise"
    assert sources(web, site.add("/vua", gzip.compress(b"<html>"), headers={"Content-Encoding": "gzip"}))


def test_a_server_that_drips(site: Site, clock: Clock) -> None:
    """Every step moves the clock: what is sent bit by bit ends with the page's time, not with the server's patience."""

    class Slow(Clock):
        def __call__(self) -> float:
            self.now += 1.0
            return self.now

    slow = Slow()
    web = Web(Policy(allow_private=True, page_s=8), sleep=slow.sleep, clock=slow)
    assert code_of(web, site.add("/tin", b"a" * 3_000_000)) == "timed_out"


def test_robots_are_kept(site: Site, web: Web, clock: Clock) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /kin/\nCrawl-delay: 5\n", "text/plain")
    site.add("/ngo", "", status=302, headers={"Location": "/kin/2"})
    assert code_of(web, site.add("/kin/1", article("Kín"))) == "robots"
    assert code_of(web, site.address + "/ngo") == "robots"
    assert sources(web, site.add("/tin", article("Hàu")))
    assert site.asked == ["/robots.txt", "/ngo", "/tin"]
    assert clock.total == 10


def test_robots_for_us_and_a_delay_without_end(site: Site, web: Web, clock: Clock) -> None:
    rules = "User-agent: *\nDisallow:\n\nUser-agent: hoibao\nDisallow: /rieng\nCrawl-delay: 86400\n"
    site.add("/robots.txt", rules, "text/plain")
    assert code_of(web, site.add("/rieng", article("Riêng"))) == "robots"
    assert sources(web, site.add("/tin", article("Hàu")))
    assert clock.total == MAX_DELAY_S


@pytest.mark.parametrize("status", [500, 429])
def test_a_site_whose_robots_can_not_be_read_is_left_alone(site: Site, web: Web, status: int) -> None:
    site.add("/robots.txt", "", status=status)
    assert code_of(web, site.add("/tin", article("Hàu"))) == "robots_unread"
    assert site.read == []


def test_a_feed(site: Site, web: Web) -> None:
    for path in ("/1", "/2"):
        site.add(path, article(path))
    site.add("/muc/con.xml", rss("/1"), "application/rss+xml")
    feed = rss(
        site.address + "/1", "", "../2", f"{site.address}/1?utm_medium=rss", "file:///etc/passwd", "/muc/con.xml"
    )
    found = list(
        Web(Policy(allow_private=True), sleep=Clock().sleep).documents(site.add("/muc/tin.xml", feed, "text/xml"))
    )
    assert [entry.source for entry in found if isinstance(entry, Document)] == [
        site.address + "/1",
        site.address + "/2",
    ]
    assert [entry.code for entry in found if isinstance(entry, Rejection)] == ["bad_address", "not_a_page"]
    assert [(entry.code, entry.detail) for entry in found if isinstance(entry, Notice)] == [
        ("entries_without_link", "1")
    ]
    assert site.read.count("/1") == 1


WHOLE = "<p>Bến Vàm có phà mới.</p>" + "<p>Phà chở được 60 người một chuyến, vé vẫn 4.000 đồng.</p>" * 20
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>Fri, 01 Mar 2024 20:30:00 GMT</pubDate>"
    "<dc:creator>Lê An</dc:creator><category>Giao thông</category><description>Phà mới.</description>{more}</item>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Thời sự - Báo Vàm RSS</title>'
    "<link>https://baovam.example/</link>{}</channel></rss>"
)


def test_what_a_feed_has_whole_is_not_fetched_and_what_it_tells_is_used(site: Site, web: Web) -> None:
    content = f"<content:encoded><![CDATA[{WHOLE}]]></content:encoded>"
    whole = ITEM.format(title="Bến Vàm có phà", link=site.address + "/1", more=content)
    head = ITEM.format(title="Bến Tre", link=site.add("/2", article("Bến Tre có cầu mới")), more="")
    address = site.add("/rss", FEED.format(whole + head), "application/rss+xml")
    documents = [found for found in web.documents(address) if isinstance(found, Document)]
    first, second = (next(found for found in readers.read(each) if isinstance(found, Record)) for each in documents)
    assert site.read == ["/rss", "/2"]
    assert first.source == site.address + "/1"
    assert {name: first.fields[name] for name in ("title", "published", "author", "topic", "outlet")} == {
        "title": "Bến Vàm có phà",
        "published": "2024-03-01T20:30+00:00",
        "author": "Lê An",
        "topic": "Giao thông",
        "outlet": "Báo Vàm",
    }
    assert first.fields["text"].startswith("Bến Vàm có phà mới.\nPhà chở")
    assert {name: second.fields.get(name) for name in ("author", "topic")} == {"author": "Lê An", "topic": "Giao thông"}


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom"])
def test_a_saved_feed_is_its_articles(name: str) -> None:
    feed = FEED.format(ITEM.format(title="Bến Vàm", link="", more="") + ITEM.format(title="Bến Tre", link="", more=""))
    content = feed.encode()
    document = Document(name, name, "a", len(content), lambda: BytesIO(content))
    found = [to_article(each) for each in readers.read(document) if isinstance(each, Record)]
    assert [(each.title, each.text, str(each.published)[:10]) for each in found] == [
        ("Bến Vàm", "Phà mới.", "2024-03-01"),
        ("Bến Tre", "Phà mới.", "2024-03-01"),
    ]


@pytest.mark.parametrize(
    "body", ["", "<a><b/></a>", "<rss", '<!DOCTYPE x [<!ENTITY a "ha">]><rss version="2.0"><channel/></rss>']
)
def test_other_xml_is_rejected(body: str) -> None:
    document = Document("a.xml", "a.xml", "a", len(body), lambda: BytesIO(body.encode()))
    (found,) = readers.read(document)
    assert isinstance(found, Rejection)
    assert found.code == ("no_feed" if body else "empty_file")


def test_an_atom_feed_called_a_page(site: Site, web: Web) -> None:
    there = site.add("/1", article("Một"))
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title>'
        '<entry><title>Một</title><link rel="alternate" href="/1"/><link rel="edit" href="/sua"/></entry></feed>'
    )
    assert sources(web, site.add("/atom", atom)) == [there]


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("<rss", "application/rss+xml"),
        ("", "application/rss+xml"),
        ("<html><p>Xin</p></html>", "application/rss+xml"),
        ("<urlset></urlset>", "text/xml"),
        ("<urlset><url><loc></loc></url>", "text/xml"),
        (
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
            "text/xml",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><link>&a;</link></item></channel></rss>',
            "text/xml",
        ),
    ],
)
def test_damaged_and_dangerous_feeds(site: Site, web: Web, body: str, type: str) -> None:
    assert code_of(web, site.add("/x.xml", body, type)) in ("bad_feed", "unsupported")
    assert site.read == ["/x.xml"]


def test_only_so_many_pages(site: Site, web: Web) -> None:
    links = [site.add(f"/{n}", article(str(n))) for n in range(9)]
    found = list(web.documents(site.add("/feed", rss(*links), "application/rss+xml")))
    assert [entry.source for entry in found[:-1]] == links[:3]
    assert isinstance(found[-1], Notice)
    assert (found[-1].code, found[-1].detail) == ("pages_left_out", "3")
    assert site.read == ["/feed", "/0", "/1", "/2"]


def test_sitemaps_in_sitemaps_packed_or_not(site: Site, web: Web) -> None:
    one, two = site.add("/1", article("Một")), site.add("/2", article("Hai"))
    first = site.add("/a.xml", sitemap(one), "application/xml")
    packed = site.add("/b.xml.gz", gzip.compress(sitemap(two, one).encode()), "application/x-gzip")
    gone = site.address + "/gone.xml"
    index = site.add(
        "/sitemap.xml", sitemap(first, gone, packed, name="sitemapindex", item="sitemap"), "application/xml"
    )
    found = list(web.documents(index))
    assert [entry.source for entry in found] == [one, gone, two]
    assert isinstance(found[1], Rejection)


def test_sitemaps_that_name_each_other(site: Site, web: Web) -> None:
    names = [f"{site.address}/{n}.xml" for n in range(6)]
    for n, inner in enumerate([*names[1:], names[0]]):
        site.add(f"/{n}.xml", sitemap(inner, name="sitemapindex", item="sitemap"), "text/xml")
    codes = [entry.code for entry in web.documents(names[0]) if isinstance(entry, Notice | Rejection)]
    assert codes == ["sitemaps_left_out"]
    assert len(site.read) == 3


def test_a_run_that_is_to_end_fetches_no_more(site: Site) -> None:
    links = [site.add(f"/{n}", article(str(n))) for n in range(9)]
    clock = Clock()
    web = Web(Policy(allow_private=True), lambda: len(site.asked) > 4, sleep=clock.sleep, clock=clock)
    sources(web, site.add("/feed", rss(*links), "application/rss+xml"))
    assert site.read == ["/feed", "/0", "/1", "/2"]


def test_pages_become_articles_and_the_same_page_is_no_work(
    site: Site, library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.web.pace.DELAY_S", 0.0)
    encoder = CountingEncoder()
    meta = '<meta property="article:published_time" content="2024-03-05T07:00:00+07:00">'
    address = site.add("/hau.html", article("Hàu Ô Sen được mùa", meta))
    (report, again) = (ingest([address], library, encoder, visit=visitor(allow_private=True)) for _ in range(2))
    assert (report.added, report.rejected) == (1, ())
    ((found, _),) = library.articles()
    assert (found.title, found.url, found.source) == ("Hàu Ô Sen được mùa", address, address)
    assert (found.published or "").startswith("2024-03-05")
    assert (again.unchanged, again.added, again.updated) == (1, 0, 0)
    embedded = encoder.texts
    site.add("/hau.html", article("Hàu Ô Sen được mùa", meta + "<script>var t=123</script>"))
    third = ingest([address], library, encoder, visit=visitor(allow_private=True))
    assert (third.unchanged, third.updated) == (1, 0)  # other bytes, the same article
    assert encoder.texts == embedded
    site.pages["/hau.html"].status = 500
    gone = ingest([address], library, encoder, visit=visitor(allow_private=True))
    assert [rejection.code for rejection in gone.rejected] == ["http_status"]
    assert gone.articles == 1  # what is not there for a while isn't forgotten


def test_pages_and_files_in_one_run(site: Site, library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    (tmp_path / "lu.txt").write_text("Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày.", encoding="utf-8")
    (report) = ingest([tmp_path, "http://127.0.0.1:9/tin"], library, encoder)
    assert report.added == 1
    assert [rejection.code for rejection in report.rejected] == ["private_address"]
