"""An IKM and a programme that fit each other, to be varied."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.partners.domain import matching
from services.partners.domain.elsewhere import Seats
from services.partners.domain.matching import Weighed
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Permit, Profile, Training
from services.partners.domain.programme import Engagement, Meeting, Programme
from services.partners.domain.roster import Roster

START = date(2027, 3, 1)
IKM = Profile(
    ikm_id=UUID(int=1),
    status="verified",
    restricted=False,
    registered_on=date(2024, 1, 1),
    kecamatan_code="64.08.10",
    cluster="PISANG",
    kbli="10794",
    size_class="MIKRO",
    has_email=True,
    has_phone=True,
    permits={"PIRT": Permit("yes")},
    needs={"PENGEMASAN": 3},
)
PROGRAMME = Programme(
    offer_id=UUID(int=9),
    title="Klinik kemasan",
    topic="PENGEMASAN",
    mode="LURING",
    starts_on=START,
    ends_on=date(2027, 3, 2),
)


def ikm(**values: Any) -> Profile:
    return replace(IKM, **values)


def programme(**values: Any) -> Programme:
    return replace(PROGRAMME, **values)


def training(held_on: date, topic: str | None = None) -> Training:
    return Training(title="Bimtek lama", topic=topic, held_on=held_on)


def meeting(day: int, from_hour: int, to_hour: int) -> Meeting:
    return Meeting(datetime(2027, 3, day, from_hour, tzinfo=UTC), datetime(2027, 3, day, to_hour, tzinfo=UTC))


def engagement(**values: Any) -> Engagement:
    known = {"offer_id": UUID(int=5), "title": "Bimtek foto", "starts_on": START, "ends_on": START}
    return Engagement(**{**known, **values})


def weighed(
    profiles: Sequence[Profile],
    offer: Programme = PROGRAMME,
    policy: Policy | None = None,
    held: Mapping[UUID, Sequence[Engagement]] | None = None,
) -> Weighed:
    """A roster of these IKM, weighed against an offer; ``held`` are the seats of each."""
    roster = Roster.of(profiles)
    return matching.weigh(roster, Offered.to(roster, Seats.of(roster, held or {}), offer), policy or Policy())


def weighed_one(profile: Profile, offer: Programme, *seats: Engagement, policy: Policy | None = None) -> Weighed:
    """The roster of one IKM that has these seats."""
    return weighed([profile], offer, policy, {profile.ikm_id: seats})
