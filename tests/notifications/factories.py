"""Facts as partners and the registry announce them, with what a test cares about overridden."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from shared.account_links import digest_of, secret_of
from shared.clock import now
from shared.database import new_id
from shared.events.partners import (
    AccountChanged,
    AccountLinkMade,
    InstitutionChanged,
    InvitationAnswered,
    InvitationClosed,
    InvitationIssued,
    Nominee,
    OfferCancelled,
    OfferSummary,
    Participant,
    ParticipationCertificateIssued,
    ParticipationCertificateRevoked,
    SessionAdded,
    SessionCancelled,
    SessionNear,
    SessionRescheduled,
    SessionTime,
    WaitingBegan,
    WaitingEnded,
)
from shared.events.registry import ContactPoint, IkmProfileChanged, OpenOutcome, OutcomesDue

INSTITUTION = UUID("11111111-1111-4111-8111-111111111111")
NOMINATION = UUID("22222222-2222-4222-8222-222222222222")
CERTIFICATE = UUID("33333333-3333-4333-8333-333333333333")


def an_offer(**changes: Any) -> OfferSummary:
    return OfferSummary(
        **{
            "offer_id": new_id(),
            "title": "Kemasan yang menjual",
            "topic": "PENGEMASAN",
            "form": "PELATIHAN",
            "mode": "LURING",
            "institution_id": INSTITUTION,
            "institution_name": "Universitas Mulawarman",
            "institution_email": "kerja.sama@unmul.example",
            "starts_on": date(2027, 1, 12),
            "ends_on": date(2027, 1, 13),
            "place": "Balai Desa Kaliorang",
            "quota": 20,
            "answer_by": now() + timedelta(days=10),
            **changes,
        }
    )


def a_session(**changes: Any) -> SessionTime:
    starts_at = now() + timedelta(days=20)
    return SessionTime(
        **{
            "session_id": new_id(),
            "title": "Hari pertama",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=4),
            "place": None,
            **changes,
        }
    )


def an_invitation(**changes: Any) -> InvitationIssued:
    offer = changes.pop("offer", None) or an_offer()
    return InvitationIssued(
        **{
            "invitation_id": new_id(),
            "offer": offer,
            "sessions": [a_session()],
            "ikm_id": new_id(),
            "ikm_name": "Keripik Pisang Ibu Sari",
            "recipient_name": "Sari Lestari",
            "email": "sari@ikm.example",
            "phone": "+6281234567890",
            "language": "id",
            "answer_path": "/undangan/rahasia-sekali",
            "answer_by": offer.answer_by,
            "promoted": False,
            **changes,
        }
    )


def an_answer(to: InvitationIssued, **changes: Any) -> InvitationAnswered:
    return InvitationAnswered(
        **{
            "invitation_id": to.invitation_id,
            "offer": to.offer,
            "sessions": to.sessions,
            "ikm_id": to.ikm_id,
            "ikm_name": to.ikm_name,
            "recipient_name": to.recipient_name,
            "email": to.email,
            "language": to.language,
            "answer": "accepted",
            "reason": None,
            "delegate_name": None,
            "delegate_relation": None,
            "source": "link",
            "answered_at": now(),
            "revision": 2,
            "answer_path": to.answer_path,
            **changes,
        }
    )


def a_participant(to: InvitationIssued, **changes: Any) -> Participant:
    """The same IKM, which said that it comes."""
    return Participant(
        **{
            "invitation_id": to.invitation_id,
            "ikm_id": to.ikm_id,
            "ikm_name": to.ikm_name,
            "recipient_name": to.recipient_name,
            "email": to.email,
            "language": to.language,
            "revision": 2,
            "answer_path": to.answer_path,
            **changes,
        }
    )


def _news(to: InvitationIssued) -> dict[str, Any]:
    return {
        "offer": replace(to.offer, revision=to.offer.revision + 1),
        "sessions": to.sessions,
        "participants": [a_participant(to)],
        "changed_by": None,
        "by_institution": False,
    }


def a_move(to: InvitationIssued, **changes: Any) -> SessionRescheduled:
    """The first meeting of the same programme, a day later."""
    (was, *others), day = to.sessions, timedelta(days=1)
    moved = replace(was, starts_at=was.starts_at + day, ends_at=was.ends_at + day, sequence=was.sequence + 1)
    known = {"session": moved, "was": was, "reason": "Narasumber sakit", "sessions": [moved, *others]}
    return SessionRescheduled(**_news(to) | known | changes)


def a_cancelled_session(to: InvitationIssued, **changes: Any) -> SessionCancelled:
    first, *others = to.sessions
    known = {"session": replace(first, sequence=1), "reason": "Narasumber sakit", "sessions": others}
    return SessionCancelled(**_news(to) | known | changes)


def an_addition(to: InvitationIssued, **changes: Any) -> SessionAdded:
    added = a_session(title="Hari kedua", starts_at=now() + timedelta(days=30), ends_at=now() + timedelta(days=30.1))
    return SessionAdded(**_news(to) | {"added": [added], "sessions": [*to.sessions, added]} | changes)


def a_near_session(to: InvitationIssued, **changes: Any) -> SessionNear:
    return SessionNear(**{"offer": to.offer, "near": to.sessions, "participants": [a_participant(to)], **changes})


def a_place(to: InvitationIssued, **changes: Any) -> WaitingBegan:
    """The same IKM put on the waiting list of the same offer."""
    return WaitingBegan(
        **{
            "nomination_id": NOMINATION,
            "offer": to.offer,
            "sessions": to.sessions,
            "ikm_id": to.ikm_id,
            "ikm_name": to.ikm_name,
            "recipient_name": to.recipient_name,
            "email": to.email,
            "language": to.language,
            "place": 3,
            "since": now(),
            "answer_path": "/antrean/rahasia-sekali",
            **changes,
        }
    )


def an_end_of_waiting(to: InvitationIssued, **changes: Any) -> WaitingEnded:
    return WaitingEnded(
        **{
            "nomination_id": NOMINATION,
            "offer": to.offer,
            "ikm_id": to.ikm_id,
            "ikm_name": to.ikm_name,
            "recipient_name": to.recipient_name,
            "email": to.email,
            "language": to.language,
            "why": "no_seat",
            "reason": None,
            "ended_at": now(),
            **changes,
        }
    )


def a_certificate(to: InvitationIssued, **changes: Any) -> ParticipationCertificateIssued:
    """The certificate of whoever was invited, and completed the programme."""
    return ParticipationCertificateIssued(
        **_certificate(to), issued_at=now(), paper_path="/sertifikat/unduh/rahasia-sekali", **changes
    )


def a_revocation(to: InvitationIssued, **changes: Any) -> ParticipationCertificateRevoked:
    return ParticipationCertificateRevoked(
        **_certificate(to), **{"reason": "Nama keliru", "revoked_at": now(), **changes}
    )


def _certificate(to: InvitationIssued) -> dict[str, Any]:
    return {
        "certificate_id": CERTIFICATE,
        "number": "0007/SKK/2026",
        "offer": to.offer,
        "ikm_id": to.ikm_id,
        "ikm_name": to.ikm_name,
        "person_name": to.recipient_name,
        "recipient_name": to.recipient_name,
        "email": to.email,
        "language": to.language,
        "check_path": "/sertifikat/7K3MPQ9XWT2A",
    }


def an_end(to: InvitationIssued, **changes: Any) -> InvitationClosed:
    """The end of an invitation that was called off."""
    return InvitationClosed(
        **{
            "invitation_id": to.invitation_id,
            "ikm_id": to.ikm_id,
            "offer": to.offer,
            "outcome": "cancelled",
            "reason": "Narasumber sakit",
            "notice": "offer_cancelled",
            "ikm_name": to.ikm_name,
            "recipient_name": to.recipient_name,
            "email": to.email,
            "language": to.language,
            "delegate_name": None,
            "sessions": to.sessions,
            "revision": 3,
            **changes,
        }
    )


def a_cancellation(*of: InvitationIssued, **changes: Any) -> OfferCancelled:
    """An offer that was called off, with those invited to it."""
    return OfferCancelled(
        **{
            "offer": of[0].offer if of else an_offer(),
            "reason": "Narasumber sakit",
            "invitations": [invitation.invitation_id for invitation in of],
            "ikm": [invitation.ikm_id for invitation in of if invitation.email],
            "calls": len([invitation for invitation in of if not invitation.email]),
            **changes,
        }
    )


def a_nominee(**changes: Any) -> Nominee:
    return Nominee(
        **{
            "nomination_id": new_id(),
            "ikm_name": "Keripik Pisang Ibu Sari",
            "kecamatan": "Kaliorang",
            "product": "Keripik pisang",
            "ikm_id": new_id(),
            **changes,
        }
    )


def an_account(**changes: Any) -> AccountChanged:
    return AccountChanged(
        **{
            "account_id": new_id(),
            "revision": 1,
            "name": "Rahmat Hidayat",
            "email": "rahmat@kutim.example",
            "role": "staff",
            "institution_id": None,
            "language": "id",
            "active": True,
            "sessions_valid_from": now() - timedelta(days=1),
            **changes,
        }
    )


def a_link(purpose: str, *, key: str = "test-only-" + "s" * 40, **changes: Any) -> AccountLinkMade:
    """Return a link that was made with this secret key."""
    link_id = new_id()
    return AccountLinkMade(
        **{
            "link_id": link_id,
            "digest": digest_of(secret_of(key, link_id)),
            "account_id": new_id(),
            "purpose": purpose,
            "name": "Sari",
            "email": "sari@kutim.example",
            "language": "id",
            "ends_at": now() + timedelta(hours=1),
            **changes,
        }
    )


def a_standing(**changes: Any) -> InstitutionChanged:
    return InstitutionChanged(
        **{
            "institution_id": INSTITUTION,
            "revision": 1,
            "name": "Universitas Mulawarman",
            "email": "kerja.sama@unmul.example",
            "active": True,
            **changes,
        }
    )


def a_profile(ikm_id: UUID, revision: int = 1, *, email: str = "sari@ikm.example", **changes: Any) -> IkmProfileChanged:
    return IkmProfileChanged(
        **{
            "ikm_id": ikm_id,
            "revision": revision,
            "name": "Keripik Pisang Ibu Sari",
            "owner_name": "Sari Lestari",
            "owner_sex": "P",
            "status": "verified",
            "restricted": False,
            "merged_into": None,
            "kecamatan_code": "64.08.10",
            "desa": None,
            "product": "Keripik pisang",
            "cluster": "PISANG",
            "kbli": "10794",
            "size_class": "MIKRO",
            "registered_on": date(2024, 5, 1),
            "consent_to_share": "yes",
            "contact": ContactPoint(name="Sari Lestari", email=email),
            **changes,
        }
    )


def a_question(invitation: InvitationIssued, **changes: Any) -> OutcomesDue:
    """What came of the programme that somebody was invited to."""
    open_one = OpenOutcome(outcome_id=new_id(), kind="HALAL", title=invitation.offer.title, ended_on=date(2026, 6, 3))
    return OutcomesDue(
        **{
            "ikm_id": invitation.ikm_id,
            "ikm_name": invitation.ikm_name,
            "recipient_name": invitation.recipient_name,
            "email": invitation.email,
            "language": "id",
            "open": [open_one],
            **changes,
        }
    )
