"""What is known of Vietnamese and English: normal form, tokens, sentences. Does not know articles or questions."""

from language.detect import language_of
from language.normal_form import fold, normalize

__all__ = ["fold", "language_of", "normalize"]
