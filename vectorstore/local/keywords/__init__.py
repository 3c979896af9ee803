"""The derived keyword index: BM25 by tantivy."""
