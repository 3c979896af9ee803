"""What columns of tables and keys of JSON are called, and the fields of articles.jsonl that they stand for.

Knows names and dates as programs write them; dates in running text are another matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from ingest.article import Notice, is_iso
from ingest.field_values import as_line, as_text, without_cut
from language.dates.stamps import stamp_of
from language.normal_form import fold, normalize

# The name of articles.jsonl comes first and wins; then, of two columns for one field, the one that stands first here.
# Written without diacritics, spaces or case: “Ngày đăng”, “ngay_dang” and “NgayDang” are one name.
_NAMES = {
    "id": "id articleid mabai mabaibao mabaiviet",
    "title": "title headline tieude tenbai tenbaibao tenbaiviet tit webtitle",
    "text": "text content body noidung articlebody fulltext noidungbai noidungbaiviet toanvan baiviet article story "
    "contenttext contenthtml bodytext bodyhtml htmlcontent textcontent maintext maincontent rawtext contentencoded "
    "noidungchitiet thanbai paragraphs blocks",
    "summary": "summary sapo standfirst description lead lede leadparagraph chapeau excerpt abstract dek tomtat "
    "shortdescription motangan mota trichdan gioithieu teaser loidan doandau trailtext",
    "published": "published publish publishedat publisheddate publishdate datepublished pubdate publishtime ngaydang "
    "publishon publishedon publishedtime publicationdate dateposted posted postedat firstpublished firstpublishedat "
    "releasedate ngayxuatban ngayphathanh ngaydangtin ngaydangbai thoigiandang ngaygiodang ngay date datetime "
    "createdat timestamp thoigian webpublicationdate",
    "outlet": "outlet source bao toabao tenbao nguon nguontin publisher newspaper site sitename publication",
    "url": "url link lienket duongdan permalink articleurl sourceurl weburl diachi",
    "author": "author authors tacgia byline nguoiviet phongvien creator writer",
    "topic": "topic category section chuyenmuc chude theloai danhmuc linhvuc categories sectionname",
}
_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_NAMED_BY = ("name", "title", "label", "display_name", "ten", "rendered", "main", "original")
UNREAD_DATE = "published_as_given"
MAX_DATE_CHARS = 60
# A text that has the beginning of its standfirst near its own needs no second one.
_OPENING_CHARS, _NEAR_CHARS = 60, 1_000

# The zeros of spreadsheets, databases and Unix: a cell that was empty, never a day of publication.
_ZEROS = ("1900-01-01", "1899-12-30", "1970-01-01")
_VIETNAM = timezone(timedelta(hours=7))


def columns(names: Iterable[str]) -> dict[str, str]:
    """Which of the names stands for which field: {field: name}. Names that mean nothing here are left out."""
    return dict(_columns(tuple(names)))


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        field, rank = _RANKS.get(re.sub(r"[\W_]+", "", fold(name)), ("", 0))
        rank = -1 if name == field else rank
        if field and rank < best.get(field, (len(names) + len(_RANKS), ""))[0]:
            best[field] = (rank, name)
    return tuple((field, name) for field, (_, name) in best.items())


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of articles.jsonl; what to know of them; what the file calls them, for messages."""

    fields: dict[str, Any]
    notices: tuple[Notice, ...]
    names: dict[str, str]


def to_fields(named_values: Mapping[str, Any], source: str) -> Fields:
    """The fields of articles.jsonl in a record of any naming; whatever else it holds stays, as metadata.

    A standfirst comes first in the text. A date that can't be read, or that can't be right, is left out and kept as
    given, and a notice says so.
    """
    names = columns(named_values)
    fields_of = {name: field for field, name in names.items()}
    fields = {fields_of.get(name, name): value for name, value in named_values.items()}
    for name in ("outlet", "author", "topic"):
        if name in fields:
            fields[name] = _in_words(fields[name])
    if "title" in fields:
        fields["title"] = _in_words(fields["title"])
    notices = []
    if "text" in fields or "summary" in fields:
        fields["text"], is_cut = whole_text(as_text(fields.get("text")), as_text(fields.pop("summary", None)))
        notices += [Notice(source, "cut_short", names.get("text", "text"))] if is_cut else []
    given = fields.pop("published", None)
    if given in (None, ""):
        return Fields(fields, tuple(notices), names)
    fields["published"] = iso_date(given)
    if not fields["published"]:
        fields |= {UNREAD_DATE: given}
        notices.append(Notice(source, "date_dropped", str(given)[:40]))
    return Fields(fields, tuple(notices), names)


def whole_text(text: Any, summary: Any) -> tuple[Any, bool]:
    """The text with its standfirst, unless it holds that already, and whether the source gives its head alone."""
    is_cut = False
    if isinstance(text, str):
        text, is_cut = without_cut(text)
    if not isinstance(summary, str) or not summary.strip():
        return text, is_cut
    summary, _ = without_cut(summary.strip())
    if not isinstance(text, str) or not text.strip():
        return summary if text in (None, "", [], {}) or isinstance(text, str) else text, is_cut
    opening = normalize(summary).rstrip(".… ")[:_OPENING_CHARS].casefold()
    if opening in normalize(text[: len(summary) + _NEAR_CHARS]).casefold():
        return text, is_cut
    return f"{summary}\n{text}", is_cut


def _in_words(value: Any) -> Any:
    """{"name": "An"} and ["An", {"name": "Bình"}], as news services give them, as “An”, “An, Bình”."""
    if isinstance(value, dict):
        return as_line(next((value[name] for name in _NAMED_BY if value.get(name)), value))
    if not isinstance(value, list):
        return as_line(value)
    words = [_in_words(one) for one in value]
    return ", ".join(words) if all(isinstance(word, str) for word in words) else value


def iso_date(value: object) -> str | None:
    """A field's value as an ISO date, with the time where it has one; None unless it is one full, credible date.

    Read is what `language.dates.stamps` reads, and Unix time (shown as the day in Vietnam). Not credible are years
    before newspapers, days after tomorrow (the day has begun elsewhere) and the zeros that empty cells turn into.
    """
    text = _unix(value) if isinstance(value, int | float) else _nfc(value) if isinstance(value, str) else ""
    if len(text) > MAX_DATE_CHARS:
        return None
    written = text if is_iso(text) else _unix(text) or stamp_of(text) or ""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    return written if is_iso(written) and written[:10] not in _ZEROS and written[:10] <= tomorrow else None


def _nfc(value: str) -> str:
    return unicodedata.normalize("NFC", value[: MAX_DATE_CHARS + 1]).strip()


def _unix(value: str | float) -> str:
    """Seconds or milliseconds since 1970, of ten or thirteen digits: from 2001 on."""
    number = re.fullmatch(r"(\d{10})(\d{3})?(?:\.\d+)?", str(value))
    return datetime.fromtimestamp(int(number[1]), _VIETNAM).isoformat() if number else ""
