"""A library as a LangChain vector store and embeddings."""
