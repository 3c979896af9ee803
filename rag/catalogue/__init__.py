"""Questions that the catalogue answers: which articles there are, of which days and papers, and how many."""
