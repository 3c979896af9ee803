"""What a page's title adds to the article's own, and which outlet the page is of. Knows names, not trees."""

import re

from ingest.outlet_names import is_name, is_section, without_rights
from language.normal_form import fold

MAX_NAME_CHARS = 80
# Between a title and the names of section and outlet.
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»~]+|::)\s+|\s*\|\s*")
# How outlets are called; “Báo động lũ” is none.
_OUTLET_WORDS = re.compile(
    r"(?:Báo|Tạp chí|Thời báo|Nhật báo|Tuần báo|Đài|Trang tin|Trang thông tin|Cổng thông tin|Cổng TTĐT|Thông tấn xã)"
    r"(?: (?:điện tử|và Phát thanh))*,? (?P<name>\S.*)|.*\b(?:Times|News|Post|Daily|Herald|Tribune|Gazette)"
)
_MAX_OUTLET_WORDS = 8
_HOST = re.compile(
    r"(?:www\.|m\.)?([\w-]+(?:\.[\w-]+)*)\.(?:com\.vn|net\.vn|org\.vn|gov\.vn|vn|com|net|org)", re.IGNORECASE
)


def parted(page_title: str | None, headline: str | None) -> tuple[str | None, str | None]:
    """The title without what the site adds to it, and what of that names the site.

    Cut only where the headline says so, or where what is added is an outlet's or a name of few words.
    """
    if not page_title:
        return headline, None
    if headline and fold(page_title).startswith(fold(headline)):
        return headline, _site_of(_SEPARATOR.split(page_title[len(headline) :]))
    if headline and fold(page_title).endswith(fold(headline)):
        before = [part for part in _SEPARATOR.split(page_title[: -len(headline)]) if _is_outlet(part)]
        return headline, before[0].strip() if before else None
    page_title = _without_no_site(page_title)
    parts = _SEPARATOR.split(page_title)
    few = len(parts[-1].split()) <= 4 and len(parts[-1]) * 2 < len(parts[0])
    if len(parts) > 1 and (few or _is_outlet(parts[-1])):
        site = _site_of(parts[1:])
        if headline and fold(headline).startswith(fold(parts[0])):
            return headline, site
        cut = page_title.rindex(parts[-2]) + len(parts[-2])
        return page_title[: len(parts[0])] if "|" in page_title else page_title[:cut], site
    return page_title, None


def _site_of(added: list[str]) -> str | None:
    """Which of the parts that a title ends in names the site: an outlet's name, else the last name."""
    names = [part.strip() for part in added if is_name(part) and not is_section(part)]
    named = next((name for name in reversed(names) if _is_outlet(name)), names[-1] if names else None)
    return without_rights(named) or None if named else None


def _is_outlet(part: str) -> bool:
    """Whether it is called as outlets are: “Báo Bến Vàm”, “Bến Vàm News”."""
    match = _OUTLET_WORDS.fullmatch(part.strip())
    few = len(part.split()) <= _MAX_OUTLET_WORDS
    return bool(match and few and (match["name"] is None or match["name"][0].isupper()))


def _without_no_site(page_title: str) -> str:
    *before, last = _SEPARATOR.split(page_title)
    while before and not is_name(last):
        page_title = page_title[: page_title.rindex(last)].rstrip(" -–—|·•»") if last else page_title.rstrip(" -–—|·•»")
        *before, last = _SEPARATOR.split(page_title)
    return page_title


def without_outlet(title: str, outlet: str | None) -> str:
    """“Lũ rút - Báo Sông Hồng” without its end, where that is the outlet."""
    *before, last = _SEPARATOR.split(title)
    if not before or not outlet:
        return title
    known, added = bare(outlet), bare(last)
    return title[: title.rindex(last)].rstrip(" -–—|·•»") if added and (added in known or known in added) else title


def bare(outlet: str) -> str:
    """“Báo điện tử Sông Hồng Online” as “songhong”, to be compared."""
    outlet = _HOST.sub(r"\1", outlet)
    return re.sub(r"\W|\b(?:bao|dien tu|online|trang|tin|thong tin)\b", "", fold(outlet))


def outlet_of(named: str | None, site: str | None) -> str | None:
    """What the page calls its outlet; the end of its title where that writes the same better, or instead of a host."""
    named = without_rights(named[: 4 * MAX_NAME_CHARS]) if named else None
    named = next(filter(_is_outlet, _SEPARATOR.split(named)), named) if named else None
    if named and (len(named) > MAX_NAME_CHARS or named.startswith("http") or not is_name(named) or is_section(named)):
        named = None
    if not named or not site or len(site) > MAX_NAME_CHARS:
        return named or site
    return site if _HOST.fullmatch(named) or (fold(named) != named and named.isascii()) or _same(named, site) else named


def _same(named: str, site: str) -> bool:
    """Whether `site` is `named` with its diacritics."""
    return named.isascii() and not site.isascii() and bare(named) == bare(site)
