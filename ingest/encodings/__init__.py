"""Bytes and garbled text become the text that was meant, or an error: never stored garbled."""
