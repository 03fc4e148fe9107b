"""Certificates of participation: printed once for whoever completed a programme, revoked with a reason."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import history
from services.partners.actions.certificate_news import tell_issued, tell_revoked
from services.partners.domain import attendance
from services.partners.domain import participation_certificate as rules
from services.partners.domain.timetable import days_of
from services.partners.models.attendance import marks_of
from services.partners.models.certificate_year import CertificateYear
from services.partners.models.enrolment import Enrolment
from services.partners.models.offer import Offer, locked
from services.partners.models.participation_certificate import ParticipationCertificate, of_enrolments
from services.partners.queries.completed import Named, named, without_certificate
from shared.clock import now, today
from shared.context import actor
from shared.errors import NotFound

Certificates = Sequence[ParticipationCertificate]


def issue(session: Session, offer_id: UUID, office: str) -> Certificates:
    """Print one for each who completed the programme and never had one; asked for twice, each has one."""
    offer = _held(session, offer_id)
    return _print(session, offer, without_certificate(session, offer_id), office)


def issue_anew(session: Session, certificate_id: UUID, office: str) -> ParticipationCertificate:
    """Print another, under a number of its own, in place of one that was revoked."""
    before = _known(session, certificate_id)
    offer = _held(session, before.offer_id)
    for_whom = named(session, before.enrolment_id)
    if not for_whom:
        raise NotFound
    genuine = any(item.is_genuine for item in of_enrolments(session, [before.enrolment_id]))
    rules.require_reissuable(has_genuine=genuine, state=for_whom[0][0].state)
    return _print(session, offer, for_whom, office)[0]


def revoke(session: Session, certificate_id: UUID, reason: str) -> ParticipationCertificate:
    """Take one back: from now on its page says so, and why."""
    offer = _held(session, _known(session, certificate_id).offer_id)
    certificate = session.get_one(ParticipationCertificate, certificate_id, populate_existing=True)
    rules.require_revocable(genuine=certificate.is_genuine, reason=reason)
    certificate.revoked_at, certificate.revoked_by, certificate.revoke_reason = now(), actor().id, reason
    session.flush()
    _record(session, "revoke", [certificate], rules.GENUINE, rules.REVOKED, reason)
    tell_revoked(session, offer, certificate)
    return certificate


def _print(session: Session, offer: Offer, people: Sequence[Named], office: str) -> Certificates:
    if not people:
        return []
    year = today().year
    serials = CertificateYear.take(session, year, len(people))
    marks = marks_of(session, [enrolment.id for enrolment, _ in people])
    printed = [
        _certificate(offer, enrolment, person, marks[enrolment.id], year=year, serial=serial, office_name=office)
        for (enrolment, person), serial in zip(people, serials, strict=True)
    ]
    session.add_all(printed)
    session.flush()
    _record(session, "issue", printed, None, rules.GENUINE)
    tell_issued(session, offer, printed)
    return printed


def _certificate(
    offer: Offer, enrolment: Enrolment, person: str, marks: Mapping[UUID, str], **given: int | str
) -> ParticipationCertificate:
    slots = offer.slots
    standing = attendance.standing(marks, frozenset(slot.id for slot in slots), offer.threshold)
    began_on, ended_on = days_of(slots) if slots else (offer.starts_on, offer.ends_on)
    return ParticipationCertificate(
        enrolment=enrolment,
        offer_id=offer.id,
        person_name=person,
        ikm_name=enrolment.nomination.profile.name,
        programme=offer.title,
        institution_name=offer.institution.name,
        began_on=began_on,
        ended_on=ended_on,
        minutes=attendance.minutes_of(slots),
        attended=standing.attended,
        sessions=standing.count,
        issued_at=now(),
        issued_by=actor().id,
        **given,
    )


def _held(session: Session, offer_id: UUID) -> Offer:
    offer = locked(session, offer_id)
    if offer is None:
        raise NotFound
    return offer


def _known(session: Session, certificate_id: UUID) -> ParticipationCertificate:
    found = session.get(ParticipationCertificate, certificate_id)
    if found is None:
        raise NotFound
    return found


def _record(
    session: Session, action: str, changed: Certificates, old: str | None, new: str, reason: str | None = None
) -> None:
    history.state_changes(
        session, "participation_certificate", action, [(item.id, old, new) for item in changed], reason
    )
