"""The catalogue, the one truth of a library, in SQL: a SQLite file or a schema of a PostgreSQL database."""
