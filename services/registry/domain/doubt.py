"""For what kind of reason a row is doubtful, so that rows of one reason can be decided alike."""

from collections.abc import Iterable, Iterator

from services.registry.domain.comparison import Comparison
from shared.language import Message, msg

MARKS: dict[str, Message] = {
    "nib": msg("the same NIB"),
    "nik": msg("the same NIK"),
    "permit": msg("the same permit number"),
    "phone": msg("the same telephone number"),
    "email": msg("the same email address"),
    "name": msg("the same name"),
    "near_name": msg("a similar name"),
    "owner": msg("the same owner"),
    "near_owner": msg("an owner of a similar name"),
    "other_name": msg("but another name"),
    "other_owner": msg("but another owner"),
    "other_nib": msg("but another NIB"),
    "other_nik": msg("but another NIK"),
}
"""Places, products and figures are left out: a person who decides on a telephone decides on all who have it."""
SEVERAL = "several"
OTHER = "other_"
DIFFERENT_REASONS = msg("several businesses, for different reasons")


def doubt_of(seen: Comparison) -> str:
    """Return the kind of reason as words: ``phone other_name other_owner``."""
    said = dict(_marks(seen))
    return " ".join(mark for mark in MARKS if said.get(mark))


def common(doubts: Iterable[str]) -> str:
    """Return the kind of reason that all candidates of a row share, or that they share none."""
    kinds = set(doubts)
    return kinds.pop() if len(kinds) == 1 else SEVERAL


def worded(doubt: str) -> list[Message]:
    """Return a kind of reason as a person reads it."""
    return [MARKS[mark] for mark in doubt.split() if mark in MARKS] or [DIFFERENT_REASONS]


def speaks_against(doubt: str) -> bool:
    """Tell whether a kind of reason also names what tells the two apart."""
    return any(mark.startswith(OTHER) for mark in doubt.split())


def _marks(seen: Comparison) -> Iterator[tuple[str, bool]]:
    yield "nib", bool(seen.nib)
    yield "nik", bool(seen.nik)
    yield "permit", seen.permit
    yield "phone", bool(seen.phone)
    yield "email", bool(seen.email)
    yield "name", seen.name == "same"
    yield "near_name", seen.name == "close"
    yield "owner", seen.owner in ("same", "one word")
    yield "near_owner", seen.owner in ("short", "close")
    yield "other_name", seen.name == "other"
    yield "other_owner", seen.owner == "other"
    yield "other_nib", seen.nib is False
    yield "other_nik", seen.nik is False
