"""The faults that show by the sentences alone that a claim names, whatever else their article says."""

from collections.abc import Sequence

from language.meaning.reading import Reading
from rag.answer import Reason
from rag.check.faults.bounds import bounded_otherwise
from rag.check.faults.contrasts import told_of_the_other
from rag.check.faults.parts_played import plays_another_part
from rag.check.faults.ranks import ranked_otherwise
from rag.check.faults.replaced import replaced
from rag.check.faults.since import since_otherwise
from rag.check.faults.subjects import said_of_another_subject


def fault_by_lines(claim: Reading, lines: Sequence[Reading]) -> Reason | None:
    """The first of them."""
    return (
        since_otherwise(claim, lines)
        or plays_another_part(claim, lines)
        or said_of_another_subject(claim, lines)
        or replaced(claim, lines)
        or bounded_otherwise(claim, lines)
        or ranked_otherwise(claim, lines)
        or told_of_the_other(claim, lines)
    )
