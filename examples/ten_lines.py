"""A folder of articles, a question, an answer with its sources: `python examples/ten_lines.py`, from the checkout."""

from ingest import ingest
from rag import Assistant, Retriever
from vectorstore import load_encoder, open_library

library, encoder = open_library("my-library", create=True), load_encoder()
ingest(["examples/articles"], library, encoder)
answer = Assistant(library, Retriever(library, encoder)).ask("Cầu An Thạch dài bao nhiêu mét?")
print(answer.text)
for source in answer.sources:
    print(f"[{source.n}] {source.title} ({source.article_id}, {source.start}-{source.end})")
