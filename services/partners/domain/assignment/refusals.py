"""Why no plan is made: numbers that mean nothing, or conditions that cannot hold together."""

from dataclasses import dataclass


class Unsolvable(ValueError):
    """No plan was made, and nothing of one is left behind."""


class BadInstance(Unsolvable):
    """The numbers are no problem that could be solved. ``code`` says which rule they break, ``where`` the positions."""

    def __init__(self, code: str, where: tuple[int, ...] = ()) -> None:
        super().__init__(f"{code}{list(where[:10]) if where else ''}")
        self.code, self.where = code, where


class Unproven(RuntimeError):
    """The verifier does not find what the solver said: a fault of this program or of its solver, and no plan."""


@dataclass(frozen=True, order=True)
class Condition:
    """One condition of a contradiction.

    ``code`` and ``subject``: ``pin`` (IKM, offer) · ``free_seats`` (offer, or () for all of them) · ``yearly_cap``
    (IKM) · ``clash`` (offer, offer) · ``at_most``, ``at_least``, ``reserved`` (number of the segment as it was handed
    in) · ``floor`` (area).
    """

    code: str
    subject: tuple[int, ...]


class Contradiction(Unsolvable):
    """The conditions cannot all hold. Leave any one of ``conditions`` out and the others of them can."""

    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        super().__init__(", ".join(f"{one.code}{list(one.subject)}" for one in conditions))
        self.conditions = conditions
