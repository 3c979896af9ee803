"""The chat page in the browser. Does not know how answers are made."""
