"""Next questions: made from what was found, asked, and kept only where their answer is good."""
