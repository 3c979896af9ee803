"""From a question to the passages that may answer it: dense and keyword search, joined and put in order.

Knows which searches a library offers, not how they work.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from language.content import content_terms
from language.meaning.abbreviations import learn
from language.normal_form import fold, normalize
from language.tokens import syllables
from rag.question.understand import Question
from rag.retrieve.arrange import arranged
from rag.retrieve.fusion import fused, keyword_weight, scaled, sight
from rag.retrieve.rerank import Reranker
from vectorstore.encoders.encoder import Encoder, Vectors
from vectorstore.library import Library
from vectorstore.records import EVERYTHING, Filters, Hits, Passage, embedding_text
from vectorstore.terms import idf

# How many chunks each search brings; more cost time and moved no figure.
DEPTH = 50
# How many passages for each wanted one are looked through for copies and neighbours.
CANDIDATES = 4
# How many of them a re-ranker reads: its cost grows with each.
REREAD = 32
# What an article gains that was published in, or up to a month after, the days that the question names, or by the
# outlet that it names: enough to pass its equals, too little to pass a better match.
NAMED_DAYS, NAMED_OUTLET = 0.1, 0.2
_ABBREVIATION = re.compile(r"\b[A-ZĐƯÂÔƠÊ]{2,10}\b")
MAX_ABBREVIATIONS = 3
# Sentences whose embeddings are kept: the next question is mostly about the same articles. 0.4 MB.
REMEMBERED = 256
CASED_BY = 20  # passages that show how the words of a question in capitals are written
REPORTED_WITHIN = timedelta(days=31)


class Retriever:
    """Hybrid retrieval over one library; with a `reranker`, the first passages found are read again by it.

    Raises: EncoderMismatchError when the library was embedded by another encoder, now or before any later question.
    """

    def __init__(self, library: Library, encoder: Encoder, reranker: Reranker | None = None) -> None:
        library.check_encoder(encoder.fingerprint)
        self._library = library
        self.encoder = encoder
        self._reranker = reranker
        # Searching and quoting compare with the same question, one after the other.
        self._sentences: dict[str, Vectors] = {}
        self._encode_query = lru_cache(maxsize=64)(encoder.encode_query)
        self._beside = ThreadPoolExecutor(thread_name_prefix="question")  # embeds while keywords are looked for

    def passages(self, question: Question, k: int, filters: Filters = EVERYTHING) -> list[Passage]:
        """Up to `k` passages, best first; scores in 0…1 compare passages of one question only."""
        depth = REREAD if self._reranker else DEPTH
        found = self._library.passages(self.ranked(question, filters)[: max(depth, 3 * k)])
        if self._reranker and found:
            found = self._reread(question, found, self._reranker)
        raised = sorted((_raised(passage, question) for passage in found), key=lambda passage: -passage.score)
        return arranged(raised[: CANDIDATES * k], k, self._text)

    def ranked(self, question: Question, filters: Filters = EVERYTHING) -> Hits:
        """Chunks and fused scores before copies, neighbours and shares are looked at."""
        embedding = self._beside.submit(self._encode_query, self._embedded(question))
        keyword = self._library.keyword_search(_wordings(question), DEPTH, filters)
        vector = embedding.result()
        whose = self.encoder.fingerprint  # the library may have been embedded anew since this was made
        dense = self._library.dense_search(vector, DEPTH, filters, whose)
        known = {key for key, _ in dense}
        dense += self._library.similarities(vector, [key for key, _ in keyword if key not in known], whose)
        return fused(dense, keyword, keyword_weight(self._sight(question, keyword)))

    def alike(self, question: Question, texts: Sequence[str]) -> list[float]:
        """The cosine of each text to the question. About 6,000 characters a second with the bundled encoder."""
        wanted = [normalize(text) for text in texts]
        if len(self._sentences) > REMEMBERED:
            self._sentences = {}
        known = self._sentences  # other threads may begin another
        if new := [text for text in dict.fromkeys(wanted) if text not in known]:
            known.update(zip(new, self.encoder.encode_documents(new), strict=True))
        vector = self._encode_query(self._embedded(question))
        return [float(known[text] @ vector) for text in wanted]

    def abbreviations(self, text: str) -> dict[str, str]:
        """What the library's own text says that the abbreviations in `text` stand for: “HĐND” → “hội đồng nhân dân”."""
        short = dict.fromkeys(_ABBREVIATION.findall(normalize(text))[:MAX_ABBREVIATIONS])
        hits = [hit for word in short for hit in self._library.keyword_search(word, DEPTH)]
        return learn(passage.text for passage in self._library.passages(hits)) if hits else {}

    def _reread(self, question: Question, found: Sequence[Passage], reranker: Reranker) -> list[Passage]:
        """The same passages with the re-ranker's scores, scaled to 0…1 over them as `fused` scales its searches'.

        Not by a sigmoid: it would call all good passages 1, and the newest would lead them.
        """
        texts = [embedding_text(passage.title, passage.heading, passage.text) for passage in found]
        scores = scaled(reranker.scores(self._as_typed_normally(normalize(question.understood_as)), texts))
        return [replace(passage, score=score) for passage, score in zip(found, scores, strict=True)]

    def _embedded(self, question: Question) -> str:
        return self._as_typed_normally(normalize(question.understood_as))

    def _as_typed_normally(self, text: str) -> str:
        """No CAPITALS, which encoders read badly (measured: hit@1 .53 instead of .89): each word as the passages that
        hold the question's words write it most often."""
        if not text.isupper():
            return text
        found = self._library.passages(self._library.keyword_search(text, CASED_BY))
        return _cased(text, [normalize(f"{passage.title}.\n{passage.text}") for passage in found])

    def _sight(self, question: Question, keyword: Hits) -> float:
        content = set(content_terms(question.understood_as))
        terms = [term for term in dict.fromkeys(syllables(question.understood_as)) if fold(term) in content]
        best = self._library.passages(keyword[:1])
        if not best or not terms:
            return 0.0
        chunks = self._library.coverage().chunks
        counts = self._library.term_counts(terms)
        weights = {fold(term): idf(count, chunks) for term, count in zip(terms, counts, strict=True)}
        return sight(weights, set(syllables(fold(f"{best[0].title}\n{best[0].heading}\n{best[0].text}"))))

    def _text(self, article_id: str) -> str:
        article = self._library.article(article_id)
        return article.text if article else ""


def _raised(passage: Passage, question: Question) -> Passage:
    """A passage of the days or the outlet that the question names gets ahead of its equals."""
    about, day = question.dates, (passage.published or "")[:10]
    timely = about is not None and about.start.isoformat() <= day <= (about.end + REPORTED_WITHIN).isoformat()
    named = question.outlet is not None and passage.outlet == question.outlet
    return replace(passage, score=passage.score + NAMED_DAYS * timely + NAMED_OUTLET * named)


def _wordings(question: Question) -> Mapping[str, float]:
    """The question as typed and as understood, and the other names of what it abbreviates."""
    return {**dict.fromkeys(question.terms, 0.5), question.text: 1.0, question.understood_as: 1.0}


def _cased(text: str, written: Sequence[str]) -> str:
    """`text` in the case that these texts use, after the same word where they have it; a clause's first word tells
    nothing."""
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for clause in (clause.split() for one in written for clause in re.split(r"[^\w\s]+|\n", one)):
        for before, word in pairwise(clause):
            for known in ((before.lower(), word.lower()), (word.lower(),)):
                forms.setdefault(known, Counter())[word] += 1
    cased: list[str] = []
    before = ""
    for part in re.split(r"(\w+)", text.lower()):
        found = forms.get((before, part)) or forms.get((part,))
        cased.append(found.most_common(1)[0][0] if found else part)
        before = part if part.strip() else before
    joined = "".join(cased)
    return joined[:1].upper() + joined[1:]
