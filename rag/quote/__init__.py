"""Answers without an LLM: sentences of the articles, chosen, joined and led in; or a plain no."""
