"""Certificates of participation of an offer, and how each stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain import participation_certificate as rules
from services.partners.domain.enrolment import COMPLETED
from services.partners.models.participation_certificate import ParticipationCertificate
from services.partners.queries.completed import without_certificate
from shared.errors import NotFound


@dataclass(frozen=True)
class Standing:
    """``replaced``: another was issued in its place."""

    certificate: ParticipationCertificate
    replaced: bool = False

    @property
    def state(self) -> str:
        return rules.GENUINE if self.certificate.is_genuine else rules.REVOKED

    @property
    def stands_alone(self) -> bool:
        """Whether it holds although its programme is, after a correction, not completed."""
        return self.certificate.is_genuine and self.certificate.enrolment.state != COMPLETED

    @property
    def may_be_reissued(self) -> bool:
        revoked = not self.certificate.is_genuine and not self.replaced
        return revoked and self.certificate.enrolment.state == COMPLETED

    @property
    def to_print(self) -> bool:
        """Whether no mail brings it."""
        return self.certificate.is_genuine and not self.certificate.enrolment.nomination.profile.mail_address


@dataclass(frozen=True)
class OfOffer:
    """All certificates of an offer, the newest first, and how many could be issued now."""

    standings: Sequence[Standing]
    ready: int

    @property
    def genuine(self) -> list[ParticipationCertificate]:
        """By number, as they are printed."""
        return [item.certificate for item in reversed(self.standings) if item.certificate.is_genuine]

    @property
    def to_print(self) -> list[ParticipationCertificate]:
        return [item.certificate for item in reversed(self.standings) if item.to_print]

    @property
    def in_doubt(self) -> int:
        return sum(item.stands_alone for item in self.standings)


def of_offer(session: Session, offer_id: UUID) -> OfOffer:
    """Return how certificates of an offer stand."""
    newest_first = ParticipationCertificate.year.desc(), ParticipationCertificate.serial.desc()
    mine = select(ParticipationCertificate).where(ParticipationCertificate.offer_id == offer_id)
    seen: set[UUID] = set()
    standings = []
    for item in session.scalars(mine.order_by(*newest_first)):
        standings.append(Standing(item, replaced=item.enrolment_id in seen))
        seen.add(item.enrolment_id)
    return OfOffer(standings, len(without_certificate(session, offer_id)))


def get_certificate(session: Session, certificate_id: UUID) -> ParticipationCertificate:
    """Return one certificate. Raises NotFound."""
    found = session.get(ParticipationCertificate, certificate_id)
    if found is None:
        raise NotFound
    return found
