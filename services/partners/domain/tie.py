"""Many with the same points: who of them finds a seat, nobody can see; what was not asked yet would tell them apart."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.partners.domain.reason import NOT_ASKED, SENTENCES
from shared.language import Message, msg

QUESTIONS: dict[str, Message] = {
    "need": msg("Do you need help with this topic?"),
    "severity": msg("How much does it matter to you?"),
    "cluster": msg("Which cluster does the business belong to?"),
    "mobility": msg("In which kecamatan is the business?"),
    "reachable": msg("Which phone number or email reaches you?"),
}
"""What to ask so that a criterion can give its points."""


@dataclass(frozen=True)
class Tie:
    """``count`` IKM have ``score`` points, of whom the free seats reach only for ``seats``.

    ``gaps`` is for how many of them each criterion is not recorded, most first.
    """

    score: int
    count: int
    seats: int
    gaps: list[tuple[str, int]]


def gaps(breakdowns: Iterable[Iterable[Mapping[str, Any]]]) -> list[tuple[str, int]]:
    """Return for how many each criterion gave nothing because nobody has asked, most first."""
    found = Counter(part["criterion"] for parts in breakdowns for part in parts if _was_not_asked(part))
    return found.most_common()


def _was_not_asked(part: Mapping[str, Any]) -> bool:
    unasked = NOT_ASKED.get(part["criterion"])
    return unasked is not None and part["message"]["template"] == SENTENCES[unasked].message.template
