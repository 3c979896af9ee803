"""What a model can take, and how much evidence it is therefore shown. Asks no server."""

from dataclasses import dataclass

# Tokens of context where nothing tells: what small models are commonly served with.
UNKNOWN_CONTEXT = 8_192


@dataclass(frozen=True, slots=True)
class Capacity:
    """`context_tokens`: prompt and answer together. `tool_calling`: whether it calls tools, None where unknown."""

    context_tokens: int = UNKNOWN_CONTEXT
    tool_calling: bool | None = None

    @property
    def roomy(self) -> bool:
        """Whether it is one of the models that read long prompts well and keep to their instructions."""
        return self.context_tokens >= _FITTED.roomy_tokens


@dataclass(frozen=True, slots=True)
class Room:
    """The most evidence for one question; `by_sentence`: sentences are numbered, for the model to name."""

    passages: int
    chars: int
    by_sentence: bool


@dataclass(frozen=True, slots=True)
class _RoomLimits:
    """Measured on answers as a strong model writes them, on news held out.

    3,000 characters hold all evidence for .80 of two-article questions, 8,000 for all; 20 passages, or 16,000
    characters, for every list. A small model on two cores reads about 250 characters a second.
    """

    roomy_tokens: int = 16_384
    small: Room = Room(8, 3_000, by_sentence=False)
    fact: Room = Room(20, 16_000, by_sentence=True)
    broad: Room = Room(25, 24_000, by_sentence=True)
    # A token of Qwen's is 2.7 to 3.9 characters of Vietnamese news, 4.7 of English; other models' are shorter.
    chars_per_token: float = 2.5
    share_of_context: float = 1 / 3
    # What an agent may be shown in all its calls: some twelve searches, or ten articles whole.
    gathered_chars: int = 60_000


_FITTED = _RoomLimits()
CHARS_PER_TOKEN = _FITTED.chars_per_token


def gathered_chars(capacity: Capacity) -> int:
    """How many characters of articles an agent may be shown by all its calls together."""
    return min(_FITTED.gathered_chars, int(capacity.context_tokens * CHARS_PER_TOKEN * _FITTED.share_of_context))


def room(capacity: Capacity, *, broad: bool) -> Room:
    """How much evidence `capacity` has room for, where a question is `broad` or asks for one fact."""
    if not capacity.roomy:
        return _FITTED.small
    wanted = _FITTED.broad if broad else _FITTED.fact
    fits = int(capacity.context_tokens * _FITTED.chars_per_token * _FITTED.share_of_context)
    return Room(wanted.passages, min(wanted.chars, fits), wanted.by_sentence)
