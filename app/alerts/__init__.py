"""Alerts: looked for when articles have come in, told on the page, as a feed and by mail."""
