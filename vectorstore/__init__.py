"""Articles, chunks and the indexes over them. Knows nothing of files to ingest, questions, prompts or users."""
