"""JSON in which an object may bear a name more than once, as what was made of XML does: no value is lost.

Python's reader keeps the last, which may be empty. Knows objects, not what their names mean.
"""

import json
from collections import Counter
from typing import Any

_SAYS_NOTHING: tuple[Any, ...] = (None, "", [], {})


def loads(text: str) -> Any:
    """What `text` holds. Raises: as `json.loads` does."""
    return json.loads(text, object_pairs_hook=_of_pairs)


def decoder() -> json.JSONDecoder:
    """The same, for values that stand one after another."""
    return json.JSONDecoder(object_pairs_hook=_of_pairs)


def _of_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A second value that says something else goes by its number, as a table's second column does: “text 2”."""
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    values, times = {}, Counter[str]()
    for name, value in pairs:
        if name not in values or values[name] in _SAYS_NOTHING:
            values[name] = value
        elif value not in _SAYS_NOTHING and value != values[name]:
            times[name] += 1
            values[f"{name} {times[name] + 1}"] = value
    return values
