"""Faults of a library's server, under writers and readers: see `__main__.py`."""
