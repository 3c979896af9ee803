"""What of the acknowledged is there after a fault, and what is there by half."""

from collections import Counter
from dataclasses import dataclass

from benchmarks.failover.clients import ARTICLES, Journal, batch_named
from vectorstore.library import Library

KINDS = ("articles", "collections", "conversations", "feedback")
EVERY = 1_000_000


@dataclass(frozen=True)
class Account:
    """Batches by kind; `half` of any kind."""

    tried: dict[str, int]
    acknowledged: dict[str, int]
    lost: dict[str, list[str]]
    half: list[str]

    def __str__(self) -> str:
        kinds = (f"{kind} {self.tried[kind]} / {self.acknowledged[kind]} / {len(self.lost[kind])}" for kind in KINDS)
        return f"tried / acknowledged / lost: {', '.join(kinds)}; half there: {len(self.half)}"

    @property
    def losses(self) -> int:
        """Acknowledged batches of any kind that are not there."""
        return sum(map(len, self.lost.values()))


def account_of(library: Library, journal: Journal) -> Account:
    """The library, held against what its clients noted."""
    articles = Counter(batch_named(article_id) for article_id in library.ids())
    collections = {each.name: each.articles for each in library.collections.listed()}
    turns = {each.id: each.turns for each in library.conversations.listed(limit=EVERY)}
    rated = {turn.reason for _, turn in library.conversations.rated()}
    there = {
        "articles": set(articles),
        "collections": {name for name, size in collections.items() if size},
        "conversations": set(turns),
        "feedback": rated,
    }
    half = [batch for batch, size in articles.items() if size != ARTICLES]
    half += [name for name, size in collections.items() if size not in (0, ARTICLES)]  # an empty one was only made
    half += [name for name, size in turns.items() if size != 1]
    return Account(
        {kind: len(journal.tried[kind]) for kind in KINDS},
        {kind: len(journal.acknowledged[kind]) for kind in KINDS},
        {kind: sorted(journal.acknowledged[kind] - there[kind]) for kind in KINDS},
        half,
    )
