"""An invitation's place in an IKM's history: its newest answer, until it ends."""

ENDED = frozenset({"expired", "cancelled"})
LIFT = 1000
"""So far above is an answer only where partners was restored from a copy that knows nothing of the end."""


def is_news(status: str | None, known_revision: int, revision: int) -> bool:
    """Tell whether an answer is newer than the one known; an invitation that has ended takes none from before."""
    return revision > known_revision + (LIFT if status in ENDED else 0)
