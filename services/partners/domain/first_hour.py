"""Steps of an office's first hour that not every office takes."""

from shared.errors import NotFound
from shared.language import Message, msg

MAY_BE_LEFT_OUT: dict[str, Message] = {"colleagues": msg("I work alone")}
"""By the key of the step, what an office says that leaves it out."""


def require_may_be_left_out(key: str) -> None:
    """Raise NotFound for a step that every office takes."""
    if key not in MAY_BE_LEFT_OUT:
        raise NotFound
