"""Puts what a follow-up names in place of its counterpart in the question before: a date, a name, a like thing."""

import re
from collections.abc import Sequence
from datetime import date

from language.dates.dates import DateSpan, dates_in
from language.meaning.names import capitalised_runs, persons
from language.tables import pair_weights
from rag.question.question_clauses import ENDS

_WORD = re.compile(r"[^\W_]+")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AT_END = re.compile(r"(?:[-/]| năm |, ?| )((?:19|20)\d\d)$")


def substituted(previous: str, instead: str, today: date) -> str | None:
    """`previous` with its counterpart of `instead` replaced; None where it has none."""
    if dated(instead, today):
        return _with_date(previous, instead, today)
    when = [span.words for span in dates_in(instead, today)]
    what = instead.replace(when[0], "").strip(ENDS) if when else instead
    new = _with_like(previous, what) or _with_name(previous, what)
    return _with_date(new, when[0], today) if new and when else new


def dated(words: str, today: date) -> bool:
    """Whether `words` name a time and nothing else."""
    if _BARE_YEAR.fullmatch(words):
        return True
    left = words
    for span in dates_in(words, today):
        left = left.replace(span.words, " ")
    return left != words and not re.sub(r"\b(?:vào|trong|của|ngày|in|on|during|hồi|cho)\b", "", left).strip(ENDS)


def _with_date(previous: str, instead: str, today: date) -> str:
    instead = re.sub(r"^(?:vào|trong|của|in|on|during|hồi|cho) ", "", instead)
    dates = dates_in(previous, today)
    if not dates:
        english = not re.search(r"[^\x00-\x7f]", previous + instead) and _BARE_YEAR.fullmatch(instead)
        when = f"in {instead}" if english else f"năm {instead}" if _BARE_YEAR.fullmatch(instead) else instead
        return f"{previous.rstrip(ENDS)} {when}?"
    old = dates[-1]
    return previous.replace(old.words, _like_worded(old, instead), 1)


def _like_worded(old: DateSpan, new: str) -> str:
    """A year alone takes the place of the old one; a day or month without a year keeps the old one."""
    if _BARE_YEAR.fullmatch(new):
        return re.sub(_BARE_YEAR, new, old.words) if _BARE_YEAR.search(old.words) else f"{old.words} năm {new}"
    year = _YEAR_AT_END.search(old.words)
    day_or_month = re.search(r"tháng \d|\d[-/]\d|quý ", new) and not _BARE_YEAR.search(new)
    same_kind = year and not old.words.startswith("năm")
    return f"{new}{year[0]}" if year and day_or_month and same_kind and " nay" not in new else new


def _with_like(previous: str, instead: str) -> str | None:
    """By a shared first or last word: “giá dầu” for “giá xăng”, “tỉnh Nghệ An” for “tỉnh Hà Tĩnh”."""
    new, old = _WORD.findall(instead), list(_WORD.finditer(previous))
    if len(new) < 2:
        return None
    lower = [word.lower() for word in new]
    for i, word in enumerate(old):
        if word[0].lower() == lower[0]:
            last = _end_of_run(previous, old, i) or min(i + len(new), len(old)) - 1
            # “Bộ Giáo dục” is nothing like “bộ trưởng”.
            if last > i and old[i + 1][0][0].isupper() >= new[1][0].isupper():
                return _spliced(previous, word.start(), old[_end_of_word(previous, old, last)].end(), instead)
    for i, word in enumerate(old):
        if word[0].lower() == lower[-1] and i >= len(new) - 1:
            return _spliced(previous, old[i - len(new) + 1].start(), word.end(), instead)
    return None


def _end_of_run(previous: str, words: Sequence[re.Match[str]], head: int) -> int | None:
    """The index of the last capitalised word or number right after words[head]; None if there is none."""
    last = head
    for i in range(head + 1, len(words)):
        apart = previous[words[i - 1].end() : words[i].start()]
        if apart != " " or not (words[i][0][0].isupper() or words[i][0].isdigit()):
            break
        last = i
    return last if last > head else None


def _end_of_word(previous: str, words: Sequence[re.Match[str]], last: int) -> int:
    """`last`, or where the word ends that words[last] begins (sầu → riêng)."""
    while last + 1 < len(words) and previous[words[last].end() : words[last + 1].start()] == " ":
        if f"{words[last][0]}_{words[last + 1][0]}".lower() not in pair_weights():
            break
        last += 1
    return last


def _with_name(previous: str, instead: str) -> str | None:
    """A name for a name: a person for a person, else the last name that is no abbreviation where `instead` is none."""
    if not instead[:1].isupper() and not persons(instead):
        return None
    if persons(instead) and (people := persons(previous)):
        return previous.replace(people[-1].full, instead, 1)
    runs = [previous[start:end] for start, end in capitalised_runs(previous)]
    alike = [run for run in runs if run.isupper() == instead.isupper()]
    if not alike:
        return None
    return previous.replace(alike[-1], instead, 1)


def _spliced(text: str, start: int, end: int, instead: str) -> str:
    new = instead if start else instead[:1].upper() + instead[1:]
    return text[:start] + new + text[end:]
