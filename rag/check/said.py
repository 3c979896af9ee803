"""What several readings say taken together, in no order."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from language.meaning.reading import Reading
from language.values.values import Value


class Said:
    """The words, meanings and values of several readings."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = tuple(readings)

    @cached_property
    def values(self) -> Sequence[Value]:
        """All numbers, dates and times."""
        return [value for one in self.readings for value, _ in one.values]

    @cached_property
    def syllables(self) -> frozenset[str]:
        """All words, one by one."""
        return frozenset[str]().union(*(one.syllables for one in self.readings))

    @cached_property
    def meanings(self) -> frozenset[str]:
        """All meanings of the tables."""
        return frozenset[str]().union(*(one.meanings for one in self.readings))

    @cached_property
    def plain(self) -> str:
        """All words with single spaces, one at each end."""
        return "".join(one.plain for one in self.readings) or " "

    @cached_property
    def squeezed(self) -> str:
        """The letters alone, without marks."""
        return "\n".join(one.squeezed for one in self.readings)
