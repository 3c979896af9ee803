"""The language models that settings may name."""
