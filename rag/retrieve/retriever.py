"""From a question to the passages that may answer it: dense and keyword search, joined and put in order.

Knows which searches a library offers, not how they work.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

import numpy as np

from language.content import content_terms
from language.detect import LANGUAGE_CHARS, language_of
from language.meaning.abbreviations import learn
from language.normal_form import fold, normalize
from language.tokens import syllables
from rag.question.understand import Question
from rag.retrieve.arrange import arranged, joined
from rag.retrieve.casing import as_typed_normally
from rag.retrieve.crossing import ENGLISH, EnglishWording, english_wording
from rag.retrieve.fusion import FITTED, FusionWeights, Legs, Scores, fused, scaled, sight
from rag.retrieve.rerank import Reranker
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.readable import ReadableLibrary
from vectorstore.records import EVERYTHING, Filters, Passage, embedding_text
from vectorstore.terms import idf


@dataclass(frozen=True, slots=True)
class RetrievalLimits:
    """How deep searches go, and what a named day or outlet adds to a score of 0…1."""

    # How many chunks each search brings; more cost time and moved no figure.
    depth_chunks: int = 50
    # How many chunks the search in the other language brings: the first few hold the names, or none does.
    depth_crossed: int = 20
    # How many passages for each wanted one are looked through for copies and neighbours.
    candidates_a_passage: int = 4
    # How many of them a re-ranker reads: its cost grows with each.
    reread_passages: int = 32
    # What an article gains that was published in, or up to a month after, the days that the question names, or by the
    # outlet that it names: enough to pass its equals, too little to pass a better match.
    named_days_gain: float = 0.1
    named_outlet_gain: float = 0.2
    most_abbreviations: int = 3


RETRIEVAL = RetrievalLimits()
_ABBREVIATION = re.compile(r"\b[A-ZĐƯÂÔƠÊ]{2,10}\b")
REPORTED_WITHIN = timedelta(days=31)


class Retriever:
    """Hybrid retrieval over one library; with a `reranker`, the first passages found are read again by it.

    Raises: EncoderMismatchError when the library was embedded by another encoder, now or before any later question.
    """

    def __init__(self, library: ReadableLibrary, encoder: Encoder, reranker: Reranker | None = None) -> None:
        library.check_encoder(encoder.fingerprint)
        self._library = library
        self.encoder = encoder
        self._reranker = reranker
        # Searching and quoting compare with the same question, one after the other.
        self._encode_query = lru_cache(maxsize=64)(self._encoded)
        self._counting, self._at_work = threading.Lock(), 0
        self._beside = ThreadPoolExecutor(thread_name_prefix="question")  # embeds while keywords are looked for

    def passages(self, question: Question, k: int, filters: Filters = EVERYTHING) -> list[Passage]:
        """Up to `k` passages, best first; scores in 0…1 compare passages of one question only."""
        depth = RETRIEVAL.reread_passages if self._reranker else RETRIEVAL.depth_chunks
        with self._library.moment(), self._counted():
            passages = self.ranked(question, filters, max(depth, 3 * k))
            if self._reranker and passages:
                passages = self._reread(question, passages, self._reranker)
            return self._arranged(question, passages, k)

    def arranged(
        self, question: Question, passages: Sequence[Passage], legs: Legs, k: int, weights: FusionWeights
    ) -> list[Passage]:
        """What `passages` would give with other weights, of what `legs` has given."""
        return self._arranged(question, _ordered(passages, legs, max(RETRIEVAL.depth_chunks, 3 * k), weights), k)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self._at_work += 1
        try:
            yield
        finally:
            with self._counting:
                self._at_work -= 1

    def _encoded(self, text: str) -> Vectors:
        return self.encoder.encode_query_beside(text) if self._at_work > 1 else self.encoder.encode_query(text)

    def _arranged(self, question: Question, passages: Sequence[Passage], k: int) -> list[Passage]:
        raised = sorted((_raised(passage, question) for passage in passages), key=lambda passage: -passage.score)
        return arranged(raised[: RETRIEVAL.candidates_a_passage * k], k, self._text)

    def for_reading(self, passages: Sequence[Passage]) -> list[Passage]:
        """The same text, in which neighbours in one article are one passage."""
        return joined(passages, self._text)

    def ranked(self, question: Question, filters: Filters = EVERYTHING, most: int | None = None) -> list[Passage]:
        """Up to `most` candidates with their fused scores, best first, before copies and shares are looked at."""
        return _ordered(*self.legs(question, filters), most)

    def legs(self, question: Question, filters: Filters = EVERYTHING) -> tuple[list[Passage], Legs]:
        """The candidates, which are the first `depth_chunks` of either search, and what each search says of them."""
        embedding = self._beside.submit(self._encode_query, self._embedded(question))
        keyword = self._library.keyword_search(_wordings(question), RETRIEVAL.depth_chunks, filters)
        vector = embedding.result()
        whose = self.encoder.fingerprint  # the library may have been embedded anew since this was made
        dense = self._library.dense_search(vector, RETRIEVAL.depth_chunks, filters, whose)
        known = {key for key, _ in dense}
        wording = self._english_wording(question)
        crossed = self._library.keyword_search(wording.text, RETRIEVAL.depth_crossed, filters) if wording else []
        besides = dict.fromkeys(key for key, _ in (*keyword, *crossed) if key not in known)
        dense += self._library.similarities(vector, list(besides), whose)
        passages = self._library.passages(dense)
        keys = [passage.key for passage in passages]
        best = self._library.best_sentences(vector, keys, whose)
        scores: dict[int, float | None] = dict(keyword)
        seen = self._sight(question, next((p for p in passages if keyword and p.key == keyword[0][0]), None))
        if wording and keyword:
            looked_at = {key for key, _ in crossed}
            held = self._crossed(wording, [passage for passage in passages if passage.key in looked_at])
            scores |= {key: keyword[0][1] * share / max(seen, FITTED.blind) for key, share in held.items()}
            seen = max(seen, *held.values(), 0.0) if held else seen
        return passages, Legs(
            chunk=_column(passage.score for passage in passages),
            sentence=_column(best.get(key) for key in keys),
            keyword=_column(scores.get(key) for key in keys),
            seen=seen,
        )

    def sentence_cosines(self, question: Question, passages: Sequence[Passage]) -> dict[tuple[str, int, int], float]:
        """The cosine to the question of every sentence of the passages, by (article id, start, end) in its text.

        Embeds nothing but the question, which searching has done. Sentences that the library has not embedded yet are
        left out.
        """
        articles = {key: passage.article_id for passage in passages for key in (passage.key, *passage.joined)}
        vector = self._encode_query(self._embedded(question))
        cosines = self._library.sentence_similarities(vector, list(articles), self.encoder.fingerprint)
        return {(articles[key], start, end): cosine for key, of in cosines.items() for start, end, cosine in of}

    def alike(self, question: Question, texts: Sequence[str]) -> list[float]:
        """The cosine of each text, “title, line end, sentence”, to the question.

        All are embedded, 6,000 characters a second with the bundled encoder: for sentences that the library lacks.
        """
        vector = self._encode_query(self._embedded(question))
        cosines: list[float] = (self.encoder.encode_documents([normalize(text) for text in texts]) @ vector).tolist()
        return cosines

    def abbreviations(self, text: str) -> dict[str, str]:
        """What the library's own text says that the abbreviations in `text` stand for: “HĐND” → “hội đồng nhân dân”."""
        short = dict.fromkeys(_ABBREVIATION.findall(normalize(text))[: RETRIEVAL.most_abbreviations])
        hits = [hit for word in short for hit in self._library.keyword_search(word, RETRIEVAL.depth_chunks)]
        return learn(passage.text for passage in self._library.passages(hits)) if hits else {}

    def _reread(self, question: Question, passages: Sequence[Passage], reranker: Reranker) -> list[Passage]:
        """The same passages with the re-ranker's scores, scaled to 0…1 over them as `fused` scales its searches'.

        Not by a sigmoid: it would call all good passages 1, and the newest would lead them.
        """
        texts = [embedding_text(passage.title, passage.heading, passage.text) for passage in passages]
        scores = scaled(np.array(reranker.scores(self._embedded(question), texts)))
        return [replace(passage, score=float(score)) for passage, score in zip(passages, scores, strict=True)]

    def _embedded(self, question: Question) -> str:
        return as_typed_normally(normalize(question.understood_as), self._library)

    def _sight(self, question: Question, best: Passage | None) -> float:
        content = set(content_terms(question.understood_as))
        terms = [term for term in dict.fromkeys(syllables(question.understood_as)) if fold(term) in content]
        if best is None or not terms:
            return 0.0
        chunks = self._library.coverage().chunks
        counts = self._library.term_counts(terms)
        weights = {fold(term): idf(count, chunks) for term, count in zip(terms, counts, strict=True)}
        return sight(weights, set(syllables(fold(f"{best.title}\n{best.heading}\n{best.text}"))))

    def _english_wording(self, question: Question) -> EnglishWording | None:
        """None where the question is in English itself, or the library holds nothing that is."""
        if question.language != "vi" or not all(self._library.term_counts(ENGLISH)):
            return None
        return english_wording(question.understood_as)

    def _crossed(self, wording: EnglishWording, passages: Sequence[Passage]) -> dict[int, float]:
        """By key, the share of the wording that each English one of `passages` has; those with none are left out."""
        chunks = self._library.coverage().chunks

        def weigh(terms: Sequence[str]) -> list[float]:
            return [idf(count, chunks) for count in self._library.term_counts(terms)]

        held = {
            passage.key: wording.share_in(f"{passage.title}\n{passage.heading}\n{passage.text}", weigh)
            for passage in passages
            if language_of(passage.text[:LANGUAGE_CHARS]) == "en"
        }
        return {key: share for key, share in held.items() if share}

    def _text(self, article_id: str) -> str:
        article = self._library.article(article_id)
        return article.text if article else ""


def _ordered(
    passages: Sequence[Passage], legs: Legs, most: int | None, weights: FusionWeights = FITTED
) -> list[Passage]:
    scores = fused(legs, weights)
    best = np.argsort(-scores, kind="stable")[:most].tolist()
    return [replace(passages[at], score=float(scores[at])) for at in best]


def _column(values: Iterable[float | None]) -> Scores:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _raised(passage: Passage, question: Question) -> Passage:
    """A passage of the days or the outlet that the question names gets ahead of its equals."""
    about, day = question.dates, (passage.published or "")[:10]
    timely = about is not None and about.start.isoformat() <= day <= (about.end + REPORTED_WITHIN).isoformat()
    named = question.outlet is not None and passage.outlet == question.outlet
    gain = RETRIEVAL.named_days_gain * timely + RETRIEVAL.named_outlet_gain * named
    return replace(passage, score=passage.score + gain) if gain else passage


def _wordings(question: Question) -> Mapping[str, float]:
    """The question as typed and as understood, and the other names of what it abbreviates."""
    return {**dict.fromkeys(question.terms, 0.5), question.text: 1.0, question.understood_as: 1.0}
