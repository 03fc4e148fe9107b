"""Institutions, offers and IKM for tests: each a function with sensible values and keyword overrides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, invitations, offers
from services.partners.models import IkmProfile, Institution, Invitation, Nomination, Offer
from services.partners.queries.ranking import ranking, shown
from shared.clock import end_of_day, today
from shared.events.contract import load
from shared.events.registry import ContactPoint, IkmProfileChanged, ProfileNeed
from shared.messaging.outbox import Outbox

FOLLOWING = timedelta(days=3)
"""So many days after the first, others that follow it still count towards the same year."""


def _soon() -> timedelta:
    first = today() + timedelta(days=30)
    if (first + FOLLOWING).year > first.year:
        first = date(first.year + 1, 1, 1)
    return first - today()


SOON = _soon()
"""In so many days a programme begins: in thirty, or with the year that would begin meanwhile."""


def profile_changed(**values: Any) -> IkmProfileChanged:
    name = values.get("name", "Keripik Melati")
    known: dict[str, Any] = {
        "ikm_id": uuid4(),
        "revision": 1,
        "name": name,
        "owner_name": "Ibu Sari",
        "owner_sex": "P",
        "status": "registered",
        "restricted": False,
        "merged_into": None,
        "kecamatan_code": "64.08.10",
        "desa": "Bukit Harapan",
        "product": "keripik pisang",
        "cluster": "PISANG",
        "kbli": "10794",
        "size_class": "MIKRO",
        "registered_on": date(2024, 3, 1),
        "consent_to_share": "yes",
        "contact": ContactPoint(name="Ibu Sari", email="sari@contoh.id", phone="+6281234567890"),
        "needs": [ProfileNeed(topic="PEMASARAN_DIGITAL", severity=3, since=date(2026, 1, 1))],
        "workers": 6,
        "local_material": "yes",
        "supplies_others": "yes",
        "in_sentra": "yes",
    }
    return IkmProfileChanged(**{**known, **values})


def keep_ikm(session: Session, count: int = 1, **values: Any) -> list[UUID]:
    """Let the registry announce some IKM; the first is registered first."""
    facts = [
        profile_changed(**{"name": f"IKM {n}", "registered_on": date(2024, 1, 1) + timedelta(days=n), **values})
        for n in range(count)
    ]
    for fact in facts:
        ikm_profiles.keep(session, fact)
    return [fact.ikm_id for fact in facts]


def ikm_changes(session: Session, ikm_id: UUID, **values: Any) -> None:
    """Let the registry announce an IKM anew, otherwise as it was."""
    known = session.get_one(IkmProfile, ikm_id, populate_existing=True)
    said = load(IkmProfileChanged.event_name, IkmProfileChanged.event_version, known.payload)
    before = cast(IkmProfileChanged, said)
    ikm_profiles.keep(session, replace(before, revision=known.revision + 1, **values))


def merged(session: Session, ikm_id: UUID, into_id: UUID) -> None:
    """Let the registry announce that one IKM became another."""
    ikm_changes(session, ikm_id, status="merged", merged_into=into_id)


WITHOUT_EMAIL = ContactPoint(name="Pak Udin", phone="+6281234567890")


def institution(session: Session, **values: Any) -> Institution:
    known = {"id": uuid4(), "name": f"Universitas {uuid4().hex[:6]}", "kind": "PERGURUAN_TINGGI",
             "contact_name": "Pak Budi", "email": "budi@contoh.id", "state": "active"}  # fmt: skip
    made = Institution(**{**known, **values})
    session.add(made)
    session.flush()
    return made


def offer_values(**values: Any) -> dict[str, Any]:
    starts_on = values.get("starts_on", today() + SOON)
    morning = datetime(starts_on.year, starts_on.month, starts_on.day, 1, tzinfo=UTC)
    known = {
        "title": "Bimtek foto produk",
        "summary": "Dua hari belajar memotret dan menjual.",
        "topic": "PEMASARAN_DIGITAL",
        "form": "PELATIHAN",
        "mode": "LURING",
        "place": "Sangatta",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=1),
        "quota": 2,
        "answer_by": end_of_day(starts_on - timedelta(days=10)),
        "sessions": [
            {"title": "Hari pertama", "starts_at": morning, "ends_at": morning + timedelta(hours=6), "place": None}
        ],
    }
    return {**known, **values}


def drafted(session: Session, **values: Any) -> Offer:
    owner = values.pop("institution_id", None) or institution(session).id
    return offers.draft_offer(session, uuid4(), owner, offer_values(**values))


def submitted(session: Session, **values: Any) -> Offer:
    return offers.submit_offer(session, drafted(session, **values).id)


def opened(session: Session, **values: Any) -> Offer:
    """An open offer."""
    return offers.open_offer(session, submitted(session, **values).id)


def suggestions(session: Session, offer: Offer) -> list[Nomination]:
    """What the machine proposes, in the order staff see it; none of it is kept."""
    session.flush()
    ranked = ranking(session, offer)
    return list(shown(session, ranked, ranked.best_first(ranked.considered)))


def confirmed(session: Session, ikm: int = 3, **values: Any) -> Offer:
    """An open offer of 2 seats for which everybody was selected."""
    keep_ikm(session, ikm)
    offer = opened(session, **values)
    invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    return offer


def invited(session: Session, starts_on: date | None = None, **values: Any) -> Invitation:
    """The invitation of an IKM with these values to an offer of its own."""
    (ikm_id,) = keep_ikm(session, **values)
    offer = opened(session, starts_on=starts_on or today() + SOON)
    invitations.confirm_selection(
        session, offer.id, [row.ikm_id for row in suggestions(session, offer) if row.ikm_id == ikm_id]
    )
    return invitations_of(session, offer)[0]


def invitations_of(session: Session, offer: Offer) -> list[Invitation]:
    """The invitations of an offer, first issued first."""
    rows = select(Invitation).where(Invitation.offer_id == offer.id).execution_options(populate_existing=True)
    return sorted(session.scalars(rows), key=lambda item: (item.issued_at, item.nomination.profile.registered_on))


def states(session: Session, offer: Offer) -> dict[str, str]:
    """Name of each IKM to the state of its nomination, or to what the machine thinks where nobody decided."""
    rows = select(Nomination).where(Nomination.offer_id == offer.id).execution_options(populate_existing=True)
    return {row.profile.name: row.state for row in [*suggestions(session, offer), *session.scalars(rows)]}


def announced(session: Session, name: str) -> list[dict[str, Any]]:
    """The payloads of what was published under an event's name, in order."""
    session.flush()
    return list(session.scalars(select(Outbox.payload).where(Outbox.name == f"partners.{name}").order_by(Outbox.id)))
