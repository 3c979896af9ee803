"""What comes into a library while a server runs: uploads, runs of ingest, collections that follow a search."""
