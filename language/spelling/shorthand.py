"""Spells out what people shorten as they type: “chết mấy ng”, “tuyển dc bn hs”. A table; one token at a time.

Does not know which of two readings is meant (“dn”, “gd”): those are left as they are.
"""

import functools
import re
from collections.abc import Mapping

from language.normal_form import fold, has_diacritics
from language.tables import rows

# Lower case alone: “HS” and “BV” may be anything. Neither a unit (“96 bn”, “5 k”) nor a part of something (“a.k”).
_TOKEN = re.compile(r"(?<![\w@./&-])(?<!\d )[a-zđì]+(?![\w@/&-]|\.\w)")


@functools.cache
def _spelt_out() -> Mapping[str, str]:
    return dict(rows("shorthand"))


def spell_out(text: str) -> str:
    """`text` (normal form) with shorthand spelt out, with diacritics where the text has some."""
    accented = has_diacritics(text)

    def long(match: re.Match[str]) -> str:
        words = _spelt_out().get(match[0], match[0])
        return words if accented or words == match[0] else fold(words)

    return _TOKEN.sub(long, text)
