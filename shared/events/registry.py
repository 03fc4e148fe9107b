"""Facts the registry announces about IKM. None of them carries a NIK or a turnover."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.waiting import Counted


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A number or permit: ``state`` is ``yes``, ``no`` or ``unknown``."""

    kind: str
    state: str
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProfileNeed:
    topic: str
    severity: int
    since: date


@dataclass(frozen=True, kw_only=True)
class PastTraining:
    topic: str | None
    title: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class ContactPoint:
    """How an IKM, or whoever answers for it, is reached. ``reachable`` falls when mail came back."""

    name: str
    email: str | None = None
    phone: str | None = None
    reachable: bool = True
    language: str = "id"


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A field that partners get and that has no place of its own in the snapshot: its name, and its value as text."""

    name: str
    value: str


@event("registry.ikm_forgotten")
class IkmForgotten(Event):
    """The history is to say nothing more of a person: of its IKM, which comes first, and of those merged into it.

    ``basis``: why, naming nobody.
    """

    ikm_ids: list[UUID]
    basis: str


@event("registry.ikm_profile_changed")
class IkmProfileChanged(Event):
    """The whole snapshot partners and notifications work with; the highest revision wins.

    It also says whether the IKM was merged or restricted: a fact of its own might come late and undo what came after.
    ``retold``: the registry was put back from a copy and may have forgotten an objection that a reader remembers.
    ``workers``, and the yes or no of ``local_material``, ``supplies_others`` and ``in_sentra``: None is *not recorded*.
    """

    ikm_id: UUID
    revision: int
    name: str
    owner_name: str | None
    owner_sex: str | None
    status: str
    restricted: bool
    merged_into: UUID | None
    kecamatan_code: str | None
    desa: str | None
    product: str | None
    cluster: str | None
    kbli: str | None
    size_class: str | None
    registered_on: date
    consent_to_share: str
    contact: ContactPoint
    holdings: list[Holding] = field(default_factory=list)
    needs: list[ProfileNeed] = field(default_factory=list)
    trainings: list[PastTraining] = field(default_factory=list)
    retold: bool = False
    details: list[Detail] = field(default_factory=list)
    workers: int | None = None
    local_material: str | None = None
    supplies_others: str | None = None
    in_sentra: str | None = None


@event("registry.outcome_changed")
class OutcomeChanged(Event):
    """How an outcome of one or several programmes stands; the highest revision wins. It carries no number.

    ``state`` is ``planned``, ``achieved``, ``verified``, ``refused``, ``expired``, ``revoked``, or ``dropped``: nobody
    aims at it any more, or it counts with another of the same IKM. ``offers``: first the one that began it, then those
    that share it. ``achieved_on`` is the day of its evidence; it stays where the outcome expires or is revoked.
    """

    outcome_id: UUID
    ikm_id: UUID
    kind: str
    state: str
    offers: list[UUID]
    planned_on: date
    achieved_on: date | None
    verified_on: date | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class OpenOutcome:
    """What nobody has evidence of yet, and the last programme that aimed at it."""

    outcome_id: UUID
    kind: str
    title: str
    ended_on: date


@event("registry.outcomes_due")
class OutcomesDue(Event):
    """Half a year after a programme its open outcomes are asked for, once. ``email`` is where mail reaches the IKM."""

    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    open: list[OpenOutcome]


@event("registry.answer_settled")
class AnswerSettled(Event):
    """What became of an answer heard on the telephone: ``refusal`` is why it was not taken, None where it counts."""

    answer_id: UUID
    refusal: str | None


@event("registry.waiting_counted")
class WaitingCounted(Counted):
    """How much waits in the register for people."""
