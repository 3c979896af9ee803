"""Whether a sentence is borne out by the passages that it cites."""
