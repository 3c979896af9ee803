"""The HTTP API: REST, and the two interfaces of OpenAI that other programs speak."""
