"""One value of a sentence, and how well it is of the kind asked for."""

from dataclasses import dataclass

# What fits less is no value of the kind.
LEAST = 0.15


@dataclass(frozen=True, slots=True)
class FittingValue:
    """`sentence[start:end]`, and how well it is of the kind asked for, in 0…1."""

    start: int
    end: int
    fit: float
