"""What is known of Vietnamese and English: normal form, tokens, sentences. Does not know articles or questions."""
