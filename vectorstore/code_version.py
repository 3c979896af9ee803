"""Names the version of the code that decides something, so that what an older one has made can be told from today's.

Nobody has to remember to raise a number: the name changes with the modules' text, and with their numbers as they stand.
"""

import hashlib
import inspect
from dataclasses import is_dataclass
from types import ModuleType


def _is_number(value: object) -> bool:
    """Whether it is one, or a record of a module's numbers."""
    return isinstance(value, int | float) or (is_dataclass(value) and not isinstance(value, type))


def version_of(*modules: ModuleType) -> str:
    """Sixteen hexadecimal digits, the same on every machine that runs the same code."""
    digest = hashlib.sha256()
    for module in modules:
        try:
            digest.update(inspect.getsource(module).encode())
        except OSError:  # shipped without its source
            digest.update(module.__name__.encode())
        numbers = {name: value for name, value in vars(module).items() if _is_number(value)}
        digest.update(repr(sorted(numbers.items())).encode())
    return digest.hexdigest()[:16]
