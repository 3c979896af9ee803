"""The forms that a question about articles has."""

from typing import Literal

from rag.answer import Asks

# “day”: a list that only a day, a paper or the like gives bounds.
CatalogueForm = Asks | Literal["day"]
