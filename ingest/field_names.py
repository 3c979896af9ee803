"""What columns of tables and keys of JSON are called, and the fields of articles.jsonl that they stand for.

Knows names alone, also garbled ones, not what stands under them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.encodings import legacy
from ingest.encodings.escapes import unescaped
from ingest.encodings.misread import of_one_reading, reread
from language.normal_form import fold

# The name of articles.jsonl comes first and wins; then, of two columns for one field, the one that stands first here.
# Written without diacritics, spaces or case: “Ngày đăng”, “ngay_dang” and “NgayDang” are one name.
_NAMES = {
    "id": "id articleid mabai mabaibao mabaiviet",
    "title": "title headline tieude tenbai tenbaibao tenbaiviet tit webtitle",
    "text": "text content body noidung articlebody fulltext noidungbai noidungbaiviet toanvan baiviet article story "
    "contenttext contenthtml bodytext bodyhtml htmlcontent textcontent maintext maincontent rawtext contentencoded "
    "noidungchitiet thanbai paragraphs blocks pagecontent contentraw chitiet detail details html plaintext "
    "markdown lexical bodycontent noidungtin noidungbaibao selftext",
    "summary": "summary sapo standfirst description lead lede leadparagraph chapeau excerpt abstract dek tomtat "
    "shortdescription shortdesc motangan mota trichdan gioithieu teaser loidan doandau trailtext desc introtext intro "
    "deck customexcerpt subheadline subtitle subhead chapo introduction trichyeu dannhap modau doanmodau loimodau "
    "loidandau tomluoc phude brief head strapline kicker lededek synopsis shorttext shortcontent",
    "published": "published publish publishedat publisheddate publishdate datepublished pubdate publishtime ngaydang "
    "publishon publishedon publishedtime publicationdate dateposted posted postedat firstpublished firstpublishedat "
    "releasedate ngayxuatban ngayphathanh ngaydangtin ngaydangbai thoigiandang ngaygiodang ngay date datetime "
    "createdat timestamp thoigian webpublicationdate datepublish publishup firstpublicationdate isodate issued "
    "created datecreated createdtime createddate creationdate ngaytao pubdatetime createdutc datepub ngaydangtai "
    "ngayxuatbantin",
    "outlet": "outlet source bao toabao tenbao nguon nguontin publisher newspaper site sitename sourcename publication "
    "hostname sourcedomain domain",
    "url": "url link lienket duongdan permalink articleurl sourceurl weburl diachi href",
    "author": "author authors tacgia byline nguoiviet phongvien creator writer authorname tentacgia createdbyalias",
    "topic": "topic category section chuyenmuc chude theloai danhmuc linhvuc categories sectionname categoryname "
    "tenchuyenmuc",
}
_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
# What stands before or behind a name and says nothing: “post_title”, “Tiêu đề bài viết”, “title_s”, “content_vi”.
_BEFORE = frozenset("post article news item entry story page doc og dc dcterms web field tin bai baiviet meta".split())
_BEHIND = frozenset("baiviet baibao bai tin tintuc vi vn s t txt dt ss str raw full html chitiet text".split())
_ADDED = 1_000
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERED = re.compile(r"[\W_]*\d{1,3}$")


def columns(names: Iterable[str]) -> dict[str, str]:
    """Which of the names stands for which field: {field: name}. Names that mean nothing here are left out."""
    return {field: ranked[0] for field, ranked in ranked_columns(names).items()}


def ranked_columns(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All names that stand for a field, the likeliest first."""
    return dict(_ranked(tuple(names)))


@lru_cache(maxsize=256)
def _ranked(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_field: dict[str, list[tuple[int, int, str]]] = {}
    for at, name in enumerate(names):
        field, rank = _meant(name)
        if field:
            by_field.setdefault(field, []).append((-1 if name == field else rank, at, name))
    return tuple((field, tuple(name for *_, name in sorted(ranked))) for field, ranked in by_field.items())


def parts_of_one(names: Iterable[str]) -> list[str]:
    """Of names for one field those that only a number tells apart from the first, in order: “text_1”, “text_2”."""
    first, *others = names
    stem = _NUMBERED.sub("", first)
    numbered = [first, *(name for name in others if _NUMBERED.sub("", name) == stem)]
    return sorted(numbered, key=lambda name: int("".join(re.findall(r"\d+$", name)) or 0))


@lru_cache(maxsize=4_096)
def _meant(name: str) -> tuple[str, int]:
    """The field for which a name stands, and how likely, 0 the likeliest; ("", 0) for none."""
    for reading in _readings(name):
        for added, form in enumerate(_forms(reading)):
            if form in _RANKS:
                field, rank = _RANKS[form]
                return field, rank + added * _ADDED
    return "", 0


def _readings(name: str) -> Iterator[str]:
    """The name, and what it was before it was garbled."""
    yield name
    if "&" in name or "\\" in name:
        yield unescaped(name)
    if not name.isascii():
        yield legacy.from_tcvn3(name)
        yield legacy.from_vni(name)
        yield reread(of_one_reading([name])[0], spaces_kept="\u00a0" in name)


def _forms(name: str) -> Iterator[str]:
    """The name in one word, then without what says nothing."""
    words = [word for word in re.split(r"[\W_]+", fold(_CAMEL.sub("_", name))) if word]
    yield "".join(words)
    heads = [many for many in (1, 2) if "".join(words[:many]) in _BEFORE and len(words) > many]
    tails = [many for many in (1, 2) if "".join(words[-many:]) in _BEHIND and len(words) > many]
    if words and words[-1].isdecimal() and len(words) > 1:
        tails.append(1)
    yield from ("".join(words[many:]) for many in heads)
    yield from ("".join(words[:-many]) for many in tails)
    yield from ("".join(words[head:-tail]) for head in heads for tail in tails if len(words) > head + tail)
