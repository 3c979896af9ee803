"""Which article of the library a record is: by the id it brings, by its place, by its text.

Sees what the library holds and what of this run is not stored yet. Decides; changes nothing in the library.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from ingest.given_id import is_global, scope_of, scoped
from ingest.prepare import PreparedArticle
from vectorstore.records import Article, Known
from vectorstore.writable import WritableLibrary

IdentityVerdict = Literal["added", "updated", "unchanged", "duplicates"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a record turned out to be. `lost`: places where its article stood and that are no more.

    `superseded`: the article that stood in its place and stands nowhere now. `returned`: an update waiting to be
    stored over this very article, which has only moved; `new_id` is what the update goes by then. `replaces`: where
    the article that it updates still stands, if that is another source.
    """

    verdict: IdentityVerdict
    id: str
    lost: tuple[str, ...] = ()
    superseded: str | None = None
    returned: str | None = None
    new_id: str = ""
    replaces: str = ""


class Untold:
    """What this run has found and not told the library yet, by id, text and place.

    `movable`: updates of what stood in a line that may only have moved.
    """

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.texts: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.movable: set[str] = set()

    def add(self, article: Article) -> None:
        """It waits to be stored."""
        self.articles[article.id] = article
        self.texts[article.text_digest] = self.places[article.source] = article.id

    def rename(self, old: str, new: str) -> None:
        """What waited as an update of `old` is an article of its own."""
        self.add(replace(self.articles.pop(old), id=new))
        self.movable.discard(old)

    def clear(self) -> None:
        """It has been told."""
        self.articles.clear()
        self.texts.clear()
        self.places.clear()
        self.movable.clear()


class Identities:
    """`gone` says whether a document, by its source, is no more; `stamp` is the run's."""

    def __init__(self, library: WritableLibrary, stamp: int, gone: Callable[[str], bool]) -> None:
        self._library, self._stamp, self._gone = library, stamp, gone
        self.waiting = Untold()

    def of(self, candidate: PreparedArticle, document: str) -> Identity:
        """What `candidate`, found in `document`, is. The id is the candidate's own, its place's, its text's or new."""
        article, named = candidate.article, candidate.named
        digest, text_digest = article.digest, article.text_digest
        kin = self._library.kin(article.id, text_digest, article.source)
        here = self._here(article.source, digest, kin)
        if named and not is_global(article.id):
            scoped_article = self._in_scope(article, kin)
            named = not self._is_second(scoped_article, kin)
            article = scoped_article if named else article
        if named:
            if (held := self._digest(article.id, kin)) is not None:
                if held == digest:
                    return self._settled("unchanged", article.id, here, article, document)
                settled = self._settled("updated", article.id, here, article, document)
                return replace(settled, replaces=self._replaced(article, kin))
        elif here and self._digest(here.id, kin) == digest:
            return Identity("unchanged", here.id)
        elif here and here.text_digest == text_digest and here.id not in self.waiting.articles:
            return Identity("updated" if here.source == article.source else "duplicates", here.id)
        if waiting := self.waiting.texts.get(text_digest):
            return self._settled("duplicates", waiting, here, article, document)
        if same := next((known for known in kin if known.text_digest == text_digest and self._is_there(known)), None):
            return self._found_again(same, here, article, document)
        if here and not named and here.id not in self.waiting.articles and not self._elsewhere(here, article):
            return Identity("updated", here.id)
        new = article.id if named else self.free(article)
        return self._settled("added", new, here, article, document)

    def free(self, article: Article) -> str:
        """An id that nobody has: two files of one name in different folders are two articles."""
        endings = (article.source, article.text_digest, article.source + article.text_digest)
        names = [article.id, *(f"{article.id}-{sha256(ending.encode()).hexdigest()[:8]}" for ending in endings)]
        return next((name for name in names if self._is_free(name)), f"{article.id}-{article.digest}")

    def _in_scope(self, article: Article, kin: list[Known]) -> Article:
        """The article by the id that it has in the library: its own, unless that is another file's."""
        other = next((known for known in kin if known.id == article.id), None)
        waiting = self.waiting.articles.get(article.id)
        if waiting and scope_of(waiting.source) == scope_of(article.source):
            return article
        if other and not waiting and self._stands_in_scope(other, article):
            return article
        own = scoped(article.id, article.source)
        kin += self._library.kin(own, "", "")
        taken = other or waiting or self._digest(own, kin) is not None
        return replace(article, id=own) if taken else article

    def _stands_in_scope(self, known: Known, article: Article) -> bool:
        """Whether an article stands in this file and, as far as is known by now, in no other."""
        scopes = {
            scope_of(place)
            for place, document, _ in known.sources
            if self.waiting.places.get(place, known.id) == known.id and not self._gone(document)
        }
        return scope_of(article.source) in scopes and len(scopes) == 1

    def _is_second(self, article: Article, kin: Iterable[Known]) -> bool:
        """Whether another article of this file, seen in this run, has brought the same id: rows that were joined.

        One of the same title is a newer version.
        """
        if waiting := self.waiting.articles.get(article.id):
            return waiting.source != article.source and waiting.title != article.title
        known = next((known for known in kin if known.id == article.id and known.digest != article.digest), None)
        if known is None or not any(self._seen_beside(article.source, known.id, *place) for place in known.sources):
            return False
        other = self._library.article(known.id)
        return other is not None and other.title != article.title

    def _seen_beside(self, source: str, known_id: str, place: str, document: str, seen: int) -> bool:
        """Whether this run has found the article at `place`, another one of the same file."""
        now = seen == self._stamp or self.waiting.places.get(place) == known_id
        return now and place != source and scope_of(place) == scope_of(source)

    def _replaced(self, article: Article, kin: Iterable[Known]) -> str:
        """A place in another file where the article that is updated stands, as far as is known, or one of this file in
        which this run has found an article of another title; empty if in none.
        """
        if waiting := self.waiting.articles.get(article.id):
            is_other = scope_of(waiting.source) != scope_of(article.source)
            return waiting.source if is_other or self._is_second(article, kin) else ""
        known = next(known for known in kin if known.id == article.id)
        if self._is_second(article, kin):
            beside = (place for place, *_ in known.sources if place != article.source)
            return next(beside, "")
        scopes = {scope_of(place) for place, _, _ in known.sources}
        others = (place for place, document, _ in known.sources if not self._gone(document))
        return "" if scope_of(article.source) in scopes else next(others, "")

    def _is_free(self, name: str) -> bool:
        return name not in self.waiting.articles and not self._library.kin(name, "", "")

    def _is_there(self, known: Known) -> bool:
        """Whether the article has not been given another text by now, or may get its own back."""
        return known.id not in self.waiting.articles or known.id in self.waiting.movable

    def _here(self, source: str, digest: str, kin: Iterable[Known]) -> Known | None:
        """The article that stood at `source` when the run began; of several, as a feed may have, the same one."""
        places = self.waiting.places
        if source in places:
            return None
        standing = [
            known for known in kin if any(place == source and seen != self._stamp for place, _, seen in known.sources)
        ]
        return next((known for known in standing if known.digest == digest), standing[0] if standing else None)

    def _digest(self, article_id: str, kin: Iterable[Known]) -> str | None:
        if article_id in self.waiting.articles:
            return self.waiting.articles[article_id].digest
        return next((known.digest for known in kin if known.id == article_id), None)

    def _elsewhere(self, known: Known, article: Article) -> bool:
        """Whether the article stands in another place as well, as far as is known by now."""
        places = [place for place, _, _ in known.sources if place != article.source]
        return any(self.waiting.places.get(place, known.id) == known.id for place in places)

    def _found_again(self, same: Known, here: Known | None, article: Article, document: str) -> Identity:
        """A second place of a text, or, where all others are no more, the new one."""
        dead, alive = [], 0
        for place, its_document, seen in same.sources:
            update = self.waiting.articles.get(same.id)
            if self.waiting.places.get(place, same.id) != same.id or (update and update.source == place):
                continue  # something else stands there now
            if seen != self._stamp and place not in self.waiting.places and self._is_dead(its_document, document):
                dead.append(place)
            else:
                alive += 1
        verdict: IdentityVerdict = "duplicates" if alive else "unchanged"
        identity = self._settled(verdict, same.id, here, article, document)
        lost = tuple(place for place in dead if place != article.source) if not alive else ()
        if same.id in self.waiting.articles:
            new_id = self.free(self.waiting.articles[same.id])
            return replace(identity, lost=lost, returned=same.id, new_id=new_id)
        return replace(identity, lost=lost)

    def _is_dead(self, its_document: str, document: str) -> bool:
        """Lines of one file move when others come or go; of other documents, only what is gone has moved."""
        return its_document == document or self._gone(its_document)

    def _settled(
        self, verdict: IdentityVerdict, article_id: str, here: Known | None, article: Article, document: str
    ) -> Identity:
        """Whoever stood here and stands nowhere else has been superseded; lines of a file may only have moved."""
        replaced = here is not None and here.id != article_id and article.source == document
        superseded = here.id if here and replaced and not self._elsewhere(here, article) else None
        return Identity(verdict, article_id, superseded=superseded)
