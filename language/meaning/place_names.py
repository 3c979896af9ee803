"""Places known by their names alone: provinces, cities, countries. A table; rules for others are `rag/explore`'s."""

import functools
from collections.abc import Mapping

from language.normal_form import normalize
from language.tables import rows

# What the table's other kinds name is no place that news is about: an ocean, a continent.
_ABOUT = frozenset(("province", "city", "country"))


@functools.cache
def known_places() -> Mapping[str, str]:
    """Every way in which a known place is written (normal form), and its usual name."""
    return {written: usual for written, usual, kind in _named() if kind in _ABOUT}


@functools.cache
def countries() -> frozenset[str]:
    """Every way in which a country is written (normal form)."""
    return frozenset(written for written, _, kind in _named() if kind == "country")


@functools.cache
def place_names() -> frozenset[str]:
    """All names of the table, oceans and continents too: none of them is a person's or an organisation's."""
    return frozenset(written for written, _, _ in _named())


@functools.cache
def _named() -> tuple[tuple[str, str, str], ...]:
    named = []
    for kind, cell in rows("places"):
        for place in cell.split("|"):
            names = [normalize(name) for name in place.split("; ")]
            named += [(name, names[0], kind) for name in names]
    return tuple(named)
