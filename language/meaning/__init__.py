"""Words, names, abbreviations and synonyms: what a sentence says, as far as tables and rules can tell."""
