"""The units that a number can be of, from the table, and the one that stands at a place of a text."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.tables import rows

# Dimensions of which one may be said by the bare number (“ba em” for “3 người”).
COUNTED = frozenset("s month age mark times household person house".split())
TIGHT_NAMES = "km²|km2|km|m²|m2|m³|m3|ha|kg|kw|mw|mm|cm|m|tr|h"


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor`: how many of the dimension's own unit it is (km: 1,000 of m). `end`: where it ends in the text."""

    name: str
    dimension: str
    factor: float
    end: int


@functools.cache
def _units() -> tuple[Mapping[str, tuple[str, float]], re.Pattern[str], re.Pattern[str]]:
    """Each unit's dimension and factor, and the patterns for them without and with a multiplier before them."""
    units: dict[str, tuple[str, float]] = {}
    never: dict[str, str] = {}
    alone: dict[str, str] = {}
    for dimension, factor, names, *others in rows("units"):
        for name in names.split(", "):
            units[name] = dimension, float(factor)
            never[name], alone[name] = ([*others, "", ""])[:2]
    patterns = (_pattern({name: f"{never[name]} {alone[name]}" for name in units}), _pattern(never))
    return units, *patterns


def _pattern(others: Mapping[str, str]) -> re.Pattern[str]:
    options = (
        re.escape(name) + (rf"(?! (?:{'|'.join(words)})(?![^\W_]))" if (words := others[name].split()) else "")
        for name in sorted(others, key=len, reverse=True)
    )
    return re.compile(rf"\s?(?P<unit>{'|'.join(options)})(?![^\W_])")


def unit_at(text: str, at: int, *, multiplied: bool = False) -> Unit | None:
    """The unit that stands right after a number that ends at `at` (lower case). `multiplied`: after “triệu”, “tỷ” …"""
    units, alone, after_multiplier = _units()
    match = (after_multiplier if multiplied else alone).match(text, at)
    return Unit(match["unit"], *units[match["unit"]], match.end()) if match else None


def dimension_of(name: str) -> tuple[str, float]:
    """The dimension and factor of a unit of the table."""
    return _units()[0][name]


def factor_at_end(words: str) -> float:
    """The factor of the unit that ends `words`; 1 where none does."""
    return next((factor for name, (_, factor) in _units()[0].items() if words.endswith(f" {name}")), 1.0)
