"""A library in one folder: the SQLite catalogue, and the indexes derived from it."""
