"""Things of the register, made with as little as a test needs to say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.actions import ikm as ikm_actions
from services.registry.actions.announcements import announce
from services.registry.actions.contacts import put_contact
from services.registry.models import Ikm
from shared.crypto import Cipher
from shared.events.contract import Event, load
from shared.events.partners import EnrolmentChanged, InvitationAnswered, InvitationClosed, OfferSummary
from shared.messaging.outbox import Outbox

CIPHER = Cipher(["test-only-" + "d" * 40])
NIK = "6408041708900001"
ENOUGH = {"name": "Kalbana", "kecamatan_code": "64.08.10", "cluster": "PISANG"}


def registered(session: Session, **values: Any) -> Ikm:
    """A registered business, unless the values say less."""
    return ikm_actions.register(session, uuid4(), ENOUGH | values, cipher=CIPHER)


def set_contact(session: Session, ikm_id: UUID, kind: str, values: dict[str, Any]) -> None:
    """Record how the owner, or the one who answers for the owner, is reached."""
    ikm = Ikm.locked(session, ikm_id)
    put_contact(ikm, kind, values, source="form")
    announce(session, ikm)


def announced(session: Session, contract: type[Event]) -> list[Any]:
    """What was published of one kind, oldest first."""
    rows = session.scalars(select(Outbox).where(Outbox.name == contract.event_name).order_by(Outbox.id))
    return [load(row.name, row.version, row.payload) for row in rows]


OFFER = OfferSummary(
    offer_id=uuid4(),
    title="Klinik kemasan",
    topic="PENGEMASAN",
    form="PELATIHAN",
    mode="LURING",
    institution_id=uuid4(),
    institution_name="Politeknik",
    institution_email=None,
    starts_on=datetime(2026, 12, 1, tzinfo=UTC).date(),
    ends_on=datetime(2026, 12, 2, tzinfo=UTC).date(),
    place="Sangatta",
    quota=20,
    answer_by=datetime(2026, 11, 28, tzinfo=UTC),
)


def answered(ikm_id: UUID, **values: Any) -> InvitationAnswered:
    """An owner's answer to an invitation."""
    given = {
        "invitation_id": uuid4(),
        "offer": OFFER,
        "sessions": [],
        "ikm_id": ikm_id,
        "ikm_name": "Kalbana",
        "recipient_name": "Nora",
        "email": None,
        "language": "id",
        "answer": "accepted",
        "reason": None,
        "delegate_name": None,
        "delegate_relation": None,
        "source": "link",
        "answered_at": datetime(2026, 11, 22, tzinfo=UTC),
        "revision": 1,
        "answer_path": "/undangan/x",
    }
    return InvitationAnswered(**(given | values))


def closed(
    answer: InvitationAnswered, outcome: str = "cancelled", reason: str | None = "Usaha tutup"
) -> InvitationClosed:
    """The end of the invitation that was answered."""
    return InvitationClosed(
        invitation_id=answer.invitation_id, ikm_id=answer.ikm_id, offer=answer.offer, outcome=outcome, reason=reason
    )


def enrolled(ikm_id: UUID, state: str = "enrolled", **values: Any) -> EnrolmentChanged:
    """How somebody's enrolment in a programme of June 2026 stands; ``values`` may say something else of its offer."""
    offer = {"offer_id": uuid4(), "topic": "SERTIFIKASI_HALAL", "title": "Sehati", "starts_on": date(2026, 6, 1)}
    offer |= {"ends_on": date(2026, 6, 3)}
    said = {name: values.pop(name, value) for name, value in offer.items()}
    given = {
        "enrolment_id": uuid4(),
        "offer": replace(OFFER, **said),
        "made_for": ikm_id,
        "ikm_id": ikm_id,
        "ikm_name": "Kalbana",
        "state": state,
        "reason": None,
        "attended": 0,
        "sessions": 0,
        "minutes": 0,
        "ended_on": None,
        "revision": 1,
    }
    return EnrolmentChanged(**(given | values))
