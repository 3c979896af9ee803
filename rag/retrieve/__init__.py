"""A question becomes ranked passages. Does not know stores, only the `Library` protocol."""
