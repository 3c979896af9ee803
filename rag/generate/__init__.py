"""An LLM's part of an answer: prompts in, words out, checked by `rag.check`."""
