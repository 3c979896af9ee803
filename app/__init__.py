"""The faces of the product. Only here: environment, terminal, browser, and sentences that a user reads."""
