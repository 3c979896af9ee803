"""Answers from more than one source: figures that differ, one event told by many, timelines."""
