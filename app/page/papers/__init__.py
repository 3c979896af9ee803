"""What is taken away from the page: one sequence of blocks, written as Markdown, plain words or a Word file."""
