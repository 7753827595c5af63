"""How two values of one field stand to each other."""

from __future__ import annotations

from enum import Enum, auto


class Relation(Enum):
    """How two values of one field stand to each other."""

    BESIDE = auto()
    """Both may be true; neither says anything on the other."""
    OTHER_SCOPE = auto()
    """They are not about the same thing."""
    LOOSER = auto()
    """One is a less exact way to say the other."""
    OPPOSED = auto()
    """Both cannot be true."""
    RIVAL = auto()
    """They name different authors of one deed."""
