"""Prints the licences of everything that is installed with hoibao, extras included; fails where one binds its users.

GPL and AGPL would bind whoever ships or serves what contains them; LGPL and MPL bind changes of their own files alone.
"""

import re
import sys
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement

BINDING = re.compile(r"\b(?:A?GPL)(?:v|-|\b)|(?<!Lesser )General Public License|\bAffero\b|\bSSPL\b", re.IGNORECASE)
FREE = re.compile(r"\b(?:MIT|BSD|Apache|MPL|LGPL|ISC|PSF|Zlib|0BSD|CC0|Unlicense|Mozilla|Lesser)", re.IGNORECASE)


def licence_of(name: str) -> str:
    """As the distribution declares it; of two fields the clearer."""
    about = distribution(name).metadata
    named = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return about.get("License-Expression") or "; ".join(named) or (about.get("License") or "?").split("\n")[0][:80]


def binds(licence: str) -> bool:
    """Whether none of the alternatives is free of it."""
    choices = re.split(r"\bOR\b|;", licence)
    return all(BINDING.search(choice) and not FREE.search(BINDING.sub("", choice)) for choice in choices)


def shipped() -> dict[str, str]:
    """Each distribution that hoibao asks for, directly or not, with any extra, as far as it is installed."""
    found: dict[str, str] = {}
    waiting = [("hoibao", extra) for extra in ("", *(distribution("hoibao").metadata.get_all("Provides-Extra") or ()))]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        try:
            asked = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found[name] = licence_of(name)
        for line in asked:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                plain = re.sub(r"[-_.]+", "-", needed.name).lower()
                more = {(plain, each) for each in ("", *needed.extras)} - seen
                seen |= more
                waiting += more
    return found


def main() -> int:
    """List by licence; 1 where one binds or isn't known."""
    by_licence = defaultdict(list)
    for name, licence in sorted(shipped().items()):
        by_licence[licence].append(name)
    for licence, names in sorted(by_licence.items()):
        print(f"{licence}: {', '.join(names)}")
    bad = [(licence, names) for licence, names in by_licence.items() if binds(licence) or licence == "?"]
    for licence, names in bad:
        print(f"NOT TO BE SHIPPED ({licence}): {', '.join(names)}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
