"""Texts become embeddings: the bundled encoder, or any sentence-transformers model."""
