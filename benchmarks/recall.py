"""Whether the evidence is found: labelled questions, chunks of each pipeline's own, figures as of `hoibao eval`."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.commands.evaluate import read_questions
from benchmarks.peers import Peer
from benchmarks.table import TableRow
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.evaluate import Metrics, retrieval_figures, without_diacritics
from rag.retrieve.retriever import Retriever
from vectorstore.encoders.encoder import Encoder
from vectorstore.local.library import LocalLibrary
from vectorstore.records import Passage

DEEP = 10
METRICS = ("recall@2000c", "recall@4000c", "hit@1", "hit@5")


def rows(labelled: Path, place: Path, encoder: Encoder, peers: Sequence[Peer]) -> Iterator[TableRow]:
    """`labelled` holds questions.jsonl, and articles.jsonl or a folder of articles; the peers are empty."""
    questions = [each for each in read_questions(labelled / "questions.jsonl", "en") if each.evidence]
    library = LocalLibrary(place, create=True)
    whole = labelled / "articles.jsonl"
    ingest([whole if whole.exists() else labelled / "articles"], library, encoder)
    assistant = Assistant(library, Retriever(library, encoder))
    articles = [article for article, _ in library.articles()]
    for peer in peers:
        peer.ingest(articles)
    writings: dict[str, Callable[[str], str]] = {"as written": str, "without diacritics": without_diacritics}
    for typed, change in writings.items():

        def figures(search: Callable[[str], Sequence[Passage]], change: Callable[[str], str] = change) -> Metrics:
            return retrieval_figures((each, search(change(each.question))) for each in questions)

        own = figures(lambda question: assistant.search(question, DEEP).passages)
        found = {peer.name: figures(lambda question, peer=peer: peer.search(question, DEEP)) for peer in peers}  # type: ignore[misc]
        for metric in METRICS:
            told = f"{metric}, {len(questions):,} questions {typed}"
            for name, theirs in found.items():
                better = f"{own[metric] - theirs[metric]:+.3f}"
                yield TableRow(told, f"{own[metric]:.3f}", name, f"{theirs[metric]:.3f}", better)
            if not peers:
                yield TableRow(told, f"{own[metric]:.3f}")
