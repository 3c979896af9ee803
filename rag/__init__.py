"""A question and a library become a cited answer. Knows nothing of stores, models by name, terminals or pages."""
