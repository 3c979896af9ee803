"""`python -m benchmarks.pages FOLDER`: how much of saved pages is read right, beside texts copied from them by hand.

FOLDER holds `name.html` and `name.txt` in pairs. A page is right where nine tenths of the words of either are in the
other, in order. Prints each page that isn't, and how many are.
"""

import argparse
from difflib import SequenceMatcher
from pathlib import Path

from ingest import readers
from ingest.article import Record
from ingest.document import of_file
from language.normal_form import normalize

RIGHT = 0.9


def agreement(page: Path, expected: Path) -> tuple[float, float]:
    """The shares of the expected words that were read, and of the words read that were expected."""
    found = [item for item in readers.read(of_file(page, page.stem)) if isinstance(item, Record)]
    read = normalize(str(found[0].fields["text"]) if found else "").split()
    wanted = normalize(expected.read_text(encoding="utf-8")).split()
    blocks = SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same / max(len(wanted), 1), same / max(len(read), 1)


def main() -> None:
    """Print what isn't right, and the count of what is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("folder", type=Path)
    pairs = [(page, page.with_suffix(".txt")) for page in sorted(parser.parse_args().folder.rglob("*.html"))]
    pairs = [(page, text) for page, text in pairs if text.exists()]
    right = 0
    for page, text in pairs:
        recall, precision = agreement(page, text)
        right += min(recall, precision) >= RIGHT
        if min(recall, precision) < RIGHT:
            print(f"{page.name}: {recall:.2f} of its words read, {precision:.2f} of what was read are its words")
    print(f"{right} of {len(pairs)} pages are at least {RIGHT:.0%} right")


if __name__ == "__main__":
    main()
