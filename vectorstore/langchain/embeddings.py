"""An encoder behind LangChain's `Embeddings`."""

from langchain_core.embeddings import Embeddings

from vectorstore.encoders.encoder import Encoder


class EncoderEmbeddings(Embeddings):
    """Lists of floats where the encoder gives arrays; otherwise the same."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.encoder.encode_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self.encoder.encode_query(text)]
