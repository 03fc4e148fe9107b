"""An invitation's place in an IKM's history: its newest answer, until it ends."""

ENDED = frozenset({"expired", "cancelled"})


def is_news(status: str | None, known_revision: int, revision: int) -> bool:
    """Tell whether an answer is newer than the one known; an invitation that has ended takes none."""
    return status not in ENDED and revision > known_revision
