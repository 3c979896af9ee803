"""What a number in figures can mean: 1.234,5 and 1,234.5, the groups and decimals of either language."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PossibleAmounts:
    """The amounts that the figure can mean, and the value of its last written digit."""

    amounts: frozenset[float]
    step: float


def read_figure(figure: str, *, english: bool) -> PossibleAmounts:
    """The readings of digits with dots and commas. `english`: “1,234” is no decimal, else “1.234” is none."""
    group, point = (",", ".") if english else (".", ",")
    separators = re.findall(r"[.,]", figure)
    if len(set(separators)) == 2:  # the last is the decimal point
        whole, _, decimals = figure.replace("," if separators[-1] == "." else ".", "").replace(",", ".").partition(".")
        return PossibleAmounts(frozenset((float(f"{whole}.{decimals.replace('.', '')}"),)), 10.0 ** -len(decimals))
    if not separators:
        return PossibleAmounts(frozenset((float(figure),)), _round_step(figure))
    parts = re.split(r"[.,]", figure)
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    joined = "".join(parts)
    amounts: set[float] = set()
    step = _round_step(joined)
    if grouped:
        amounts.add(float(joined))
    if len(parts) == 2 and not (grouped and separators[0] == group):
        amounts.add(float(f"{parts[0]}.{parts[1]}"))
        if not grouped or separators[0] == point:
            step = 10.0 ** -len(parts[1])
    return PossibleAmounts(frozenset(amounts or {float(joined)}), step)


def _round_step(digits: str) -> float:
    """18500 → 100; a number that ends in noughts was rounded there."""
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else 1.0
