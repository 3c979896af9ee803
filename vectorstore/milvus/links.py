"""Twins and corrections: `vectorstore.links` over rows. Candidates are found by the bands in articles' rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from vectorstore.catalogue import Entry
from vectorstore.links import CANDIDATES, MAX_DAYS, Kind, Link
from vectorstore.milvus.articles import Articles, day_of, read_articles
from vectorstore.milvus.batch import Batch
from vectorstore.milvus.connection import SEEN_NOW, Connection, Row, quoted, some_of
from vectorstore.milvus.schema import ARTICLE, LINK
from vectorstore.twins import TWINS, shared, shingles

# Articles whose bands are asked for at once: 960.
ASKED = 40


def links_of(connection: Connection, article_id: str) -> list[Link]:
    """The links of an article, corrections first, then by score."""
    name = quoted(article_id)
    rows = connection.query("links", f"article == {name} || other == {name}", LINK)
    best: dict[tuple[Kind, str], float] = {}
    for row in rows:
        other = row["other"] if row["article"] == article_id else row["article"]
        kind: Kind = "twin" if row["kind"] == "twin" else "corrects" if row["article"] == article_id else "corrected_by"
        best[kind, other] = max(row["score"], best.get((kind, other), 0.0))
    found = read_articles(connection, connection.among("articles", "id", {other for _, other in best}, ARTICLE))
    ranked = sorted(
        ((kind, found[other], score) for (kind, other), score in best.items() if other in found),
        key=lambda link: (link[0] == "twin", -link[2], link[1][0]["rank"]),
    )
    return [
        Link(kind, article.id, article.title, article.published, article.outlet, score)
        for kind, (_, article), score in ranked
    ]


def forget_links(batch: Batch, replaced: Sequence[str], removed: Sequence[str]) -> None:
    """Take back what articles' texts linked; of one that is replaced, what others say of it stays."""
    gone = [*replaced, *removed]
    others = [f'{condition} && kind == "twin"' for condition in some_of("other", gone)]
    for condition in (*some_of("article", gone), *others, *some_of("other", removed)):
        batch.delete("links", condition)


def link(article_id: str, other: str, kind: str, score: float) -> Row:
    """The row of a link."""
    return {"id": f"{article_id}\n{other}\n{kind}", "article": article_id, "other": other, "kind": kind, "score": score}


def link_twins(batch: Batch, articles: Articles, entries: Sequence[Entry], removed: Sequence[str]) -> None:
    """Link the articles of a batch to those near their dates that share half of the shorter one's words."""
    compared = [entry for entry in entries if entry.bands and not entry.correction]
    if not compared:
        return
    new = {entry.article.id: entry.article.text for entry in entries}
    rows = {name: row for name in new if (row := articles.get(name)) is not None}
    rows = {**_sharing(batch.connection, compared, {*new, *removed}), **rows}
    known: dict[int, list[str]] = {}
    for name, row in rows.items():
        for band in row["bands"]:
            known.setdefault(band, []).append(name)
    nearest = {entry.article.id: _nearest(entry, rows, known) for entry in compared}
    wanted = {name for names in nearest.values() for name in names} - set(new)
    stored = batch.connection.among("articles", "id", wanted, ARTICLE, SEEN_NOW)
    read = read_articles(batch.connection, stored, SEEN_NOW)
    texts = {name: article.text for name, (_, article) in read.items()}
    texts |= new
    runs = {name: shingles(text) for name, text in texts.items() if any(name in near for near in nearest.values())}
    links = []
    for entry in compared:
        own, name = shingles(entry.article.text) if nearest[entry.article.id] else None, entry.article.id
        for other in nearest[name]:
            score = shared(own, runs[other]) if own is not None and other in runs else 0.0
            if score >= TWINS:
                later, earlier = sorted((name, other), key=lambda each: rows[each]["rank"], reverse=True)
                links.append(link(later, earlier, "twin", round(score, 3)))
    batch.upsert("links", list({each["id"]: each for each in links}.values()))


def _sharing(connection: Connection, entries: Sequence[Entry], without: set[str]) -> dict[str, Row]:
    """Of the stored articles that share a band with any of these, near their dates, what `_nearest` asks for."""
    found: dict[str, Row] = {}
    dated = sorted(entries, key=lambda entry: day_of(entry.article.published))
    for at in range(0, len(dated), ASKED):
        part = dated[at : at + ASKED]
        bands = sorted({band for entry in part for band in entry.bands})
        days = _around(*(day_of(entry.article.published) for entry in (part[0], part[-1])))
        condition = f"array_contains_any(bands, {bands}){days}"
        for page in connection.scan("articles", condition, ("rank", "day", "pending", "bands"), fresh=SEEN_NOW):
            found |= {row["id"]: row for row in page if row["id"] not in without}
    return found


def _around(first_day: str, last_day: str) -> str:
    """The condition on articles that may be near any of these days; "" where one of the two is none."""
    try:
        first = date.fromisoformat(first_day) - timedelta(MAX_DAYS)
        last = date.fromisoformat(last_day) + timedelta(MAX_DAYS)
    except (ValueError, OverflowError):
        return ""
    return f' && (day == "" || (day >= {quoted(first.isoformat())} && day <= {quoted(last.isoformat())}))'


def _nearest(entry: Entry, rows: Mapping[str, Row], known: Mapping[int, list[str]]) -> list[str]:
    """The articles that share most bands with this one, of those that may be its twins."""
    article = entry.article
    common = Counter(name for band in set(entry.bands) for name in known.get(band, ()))
    able = [
        name
        for name in common
        if name != article.id and not rows[name]["pending"] and _near(rows[name], rows[article.id])
    ]
    return sorted(able, key=lambda name: (-common[name], -rows[name]["rank"]))[:CANDIDATES]


def _near(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if not one["day"] or not other["day"]:
        return True
    try:
        apart = date.fromisoformat(one["day"]) - date.fromisoformat(other["day"])
    except ValueError:  # documents of LangChain programs bear what they like
        return False
    return abs(apart.days) <= MAX_DAYS
