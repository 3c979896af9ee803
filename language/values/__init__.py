"""Numbers, amounts, moments and other typed values, read from text."""
