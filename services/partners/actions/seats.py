"""Giving seats: to those selected, and to the next in line when one is freed. The caller holds the offer's lock."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from services.partners.actions import announcements, history, lines, losses, matches, moves
from services.partners.domain import invitation as invitation_rules
from services.partners.domain import line as line_rules
from services.partners.domain import seats
from services.partners.domain.institution import sees_people
from services.partners.models import invitation as invitations
from services.partners.models.base import known
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, seats_taken, waiting
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from services.partners.queries import links, succession
from shared.clock import now, today
from shared.context import SYSTEM, actor
from shared.database import new_id, signing_keys
from shared.events.partners import InvitationIssued, NominationsSent
from shared.language import DEFAULT, translate
from shared.messaging.outbox import publish


def free(session: Session, offer: Offer) -> int:
    """Return how many seats may still be given."""
    return seats.free(offer.quota or 0, seats_taken(session, offer.id))


def fill(session: Session, offer: Offer) -> None:
    """Let the next in line move up while seats are free, the offer is open and has not begun; close the line's gaps."""
    line = waiting(session, offer.id)
    if line and seats.may_promote(offer.state, started=offer.starts_at <= now()):
        line = _promote(session, offer, line)
    moves.set_ranks(session, line, first=1)


def _promote(session: Session, offer: Offer, line: Sequence[Nomination]) -> Sequence[Nomination]:
    open_seats = free(session, offer)
    if not open_seats:
        return line
    against = matches.objections(session, offer, line)
    promoted, passed = seats.next_in_line(line, open_seats, barred=[item for item in line if item.ikm_id in against])
    give(session, offer, promoted, promoted=True)
    losses.remember(session, {offer.id: offer}, passed)
    for item in passed:
        moves.move_nominations(session, [item], "withdraw", reason=translate(against[item.ikm_id], DEFAULT), rank=None)
    lines.end(session, offer, passed, line_rules.TAKEN_OUT)
    return [item for item in line if item not in (*promoted, *passed)]


def give(session: Session, offer: Offer, chosen: Sequence[Nomination], *, promoted: bool = False) -> None:
    """Give a seat to each: the institution is asked where it selects, else the IKM is invited at once."""
    if not chosen:
        return
    if offer.selects:
        moves.move_nominations(session, chosen, "nominate", nominated_at=now(), rank=None)
        nominees = [announcements.nominee(item) for item in chosen]
        publish(
            session,
            NominationsSent(
                offer=announcements.summary(offer),
                nominees=nominees,
                to_institution=sees_people(offer.institution.state),
                promoted=promoted,
            ),
        )
    else:
        moves.move_nominations(session, chosen, "nominate", "accept", nominated_at=now(), rank=None)
        invite(session, offer, chosen, promoted=promoted)


def invite(session: Session, offer: Offer, chosen: Sequence[Nomination], *, promoted: bool = False) -> None:
    """Ask each IKM whether it comes; whoever has no address stands on the call list."""
    rules = latest(session).rules()
    answer_by = invitation_rules.deadline(known(offer.answer_by), offer.starts_at, today(), rules.answer_days)
    issued = [_invitation(offer, item, promoted, answer_by) for item in chosen]
    session.add_all(issued)
    session.flush()
    lines.forget(session, chosen)
    outdate_former(session, offer, issued)
    history.state_changes(session, "invitation", "issue", [(item.id, None, item.state) for item in issued])
    summary, times = announcements.summary(offer), announcements.session_times(offer)
    publish(
        session,
        *(
            InvitationIssued(
                invitation_id=item.id,
                offer=summary,
                sessions=times,
                ikm_id=item.ikm_id,
                ikm_name=nomination.profile.name,
                recipient_name=nomination.profile.contact_name,
                email=nomination.profile.mail_address,
                phone=nomination.profile.phone,
                language=nomination.profile.language,
                answer_path=links.answer_path(signing_keys(session), item),
                answer_by=item.answer_by,
                promoted=promoted,
                revision=item.revision,
                by_system=actor() == SYSTEM,
            )
            for item, nomination in zip(issued, chosen, strict=True)
        ),
    )


def outdate_former(session: Session, offer: Offer, newer: Sequence[Invitation]) -> None:
    """Let the revisions of these follow those of earlier ones, so that their end also ends those in calendars."""
    former = succession.former_of(session, offer.id, newer)
    for item in newer:
        highest = max((other.revision for other in former[item.id]), default=0)
        if item.revision <= highest:
            invitations.set_revision(session, item, highest + 1)


def take_back(
    session: Session,
    offer: Offer,
    nominations: Sequence[Nomination],
    reason: str,
    notice: str | None,
    *,
    by_ikm: bool = False,
) -> None:
    """Withdraw nominations with their invitations, and let the next in line move up."""
    call_off(session, offer, nominations, reason, None if by_ikm else notice, by_ikm=by_ikm)
    fill(session, offer)


def call_off(
    session: Session,
    offer: Offer,
    nominations: Sequence[Nomination],
    reason: str | None,
    notice: str | None,
    *,
    by_ikm: bool = False,
) -> Sequence[Invitation]:
    """Withdraw nominations and return their invitations, cancelled; what is over is nothing to be told of any more.

    Each invited IKM is told the ``notice`` by mail, or stands on the call list to be told; one that asked for it itself
    (``by_ikm``) gets it confirmed where mail reaches it.
    """
    stopped = invitations.live(session, [item.id for item in nominations])
    told = None if offer.is_over(today()) else notice
    by_mail = [item for item in stopped if item.mail_address]
    by_phone = [item for item in stopped if not item.mail_address]
    moves.move_invitations(session, by_mail, "cancel", reason, notice=told, doubtful_since=None)
    moves.move_invitations(
        session, by_phone, "cancel", reason, notice=told, channel=invitation_rules.BY_PHONE, doubtful_since=None
    )
    moves.move_nominations(session, nominations, "withdraw", reason=reason, rank=None)
    lines.end(session, offer, nominations, line_rules.AFTER_NOTICE.get(notice), reason)
    publish(session, *announcements.closed(session, stopped, offer, asked_by_ikm=by_ikm))
    return stopped


def _invitation(offer: Offer, nomination: Nomination, promoted: bool, answer_by: datetime) -> Invitation:
    return Invitation(
        id=new_id(),
        nomination_id=nomination.id,
        nomination=nomination,
        offer_id=offer.id,
        ikm_id=nomination.ikm_id,
        state=invitation_rules.ISSUED,
        channel=invitation_rules.BY_MAIL if nomination.profile.mail_address else invitation_rules.BY_PHONE,
        nonce=secrets.token_urlsafe(16),
        promoted=promoted,
        issued_at=now(),
        answer_by=answer_by,
    )
