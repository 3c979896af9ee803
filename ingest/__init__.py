"""Files become articles, articles become chunks in a library. Knows nothing of questions or answers."""
