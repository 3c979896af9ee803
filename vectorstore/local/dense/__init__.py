"""The derived dense index: FAISS, mapped from disk, exact or by a sketch."""
