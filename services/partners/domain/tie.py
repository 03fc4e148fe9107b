"""Many with the same points: who of them finds a seat, nobody can see; what was not asked yet would tell them apart."""

from dataclasses import dataclass

from shared.language import Message, msg

QUESTIONS: dict[str, Message] = {
    "need": msg("Do you need help with this topic?"),
    "severity": msg("How much does it matter to you?"),
    "cluster": msg("Which cluster does the business belong to?"),
    "mobility": msg("In which kecamatan is the business?"),
    "reachable": msg("Which phone number or email reaches you?"),
    "workers": msg("How many people work there?"),
    "local_material": msg("Does most of the raw material come from this regency?"),
    "supplies_others": msg("Do you supply other IKM?"),
    "in_sentra": msg("Do you belong to a sentra?"),
}
"""What to ask so that a criterion, or an effect on others, can give its points."""


@dataclass(frozen=True)
class Tie:
    """``count`` IKM have ``score`` points, of whom the free seats reach only for ``seats``.

    ``gaps`` is for how many of them each criterion is not recorded, most first.
    """

    score: int
    count: int
    seats: int
    gaps: list[tuple[str, int]]
