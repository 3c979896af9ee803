"""What was meant by words typed without diacritics, by Telex keys, or misspelt."""
