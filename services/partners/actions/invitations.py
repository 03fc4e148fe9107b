"""Invitations: issued with a seat, answered until the deadline, freed when nobody comes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import announcements, enrolments, lines, matches, moves, seats, session_calls
from services.partners.actions.offers import offer_for_work
from services.partners.domain import invitation as rules
from services.partners.domain import nomination as nomination_rules
from services.partners.domain import offer as offer_rules
from services.partners.domain import seats as seat_rules
from services.partners.domain.answer import Answer, needs_seat_again, require_complete
from services.partners.domain.excuse import said
from services.partners.domain.institution import sees_people
from services.partners.models import invitation as invitations
from services.partners.models.base import known
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, last_rank, waiting
from services.partners.models.offer import Offer, locked
from services.partners.queries import links, succession
from shared.audit import record
from shared.clock import now
from shared.context import actor
from shared.database import signing_keys
from shared.errors import NotFound, RuleBroken
from shared.events.partners import InvitationAnswered
from shared.language import DEFAULT, msg, translate
from shared.messaging.outbox import publish
from shared.rights import Right, has

NO_ANSWER = msg("No answer until the deadline.")


@dataclass(frozen=True)
class Confirmed:
    """What became of a selection."""

    seated: int
    waiting: int


def confirm_selection(session: Session, offer_id: UUID, ikm_ids: Collection[UUID]) -> Confirmed:
    """Give seats to those staff selected, best first; the rest goes to the waiting list in the same order.

    Whoever is already nominated stays as is, so that a second click changes nothing.
    """
    offer = offer_for_work(session, offer_id)
    if offer.state != offer_rules.OPEN:
        raise RuleBroken(msg("Seats are given while the offer is open; it is “{state}”.",
                             state=offer_rules.STATES[offer.state]))  # fmt: skip
    if offer.starts_at <= now():
        raise RuleBroken(msg("The programme has begun; nobody can be invited any more."))
    chosen = matches.taken_up(session, offer, ikm_ids)
    fresh = [item for item in chosen if item.state not in nomination_rules.LIVE]
    _require_willing(session, offer, fresh)
    seated, rest = seat_rules.split(fresh, seats.free(session, offer))
    seats.give(session, offer, seated)
    _queue(session, offer, rest)
    return Confirmed(len(seated), len(rest))


def _require_willing(session: Session, offer: Offer, fresh: list[Nomination]) -> None:
    against = matches.objections(session, offer, fresh)
    if against:
        who = (f"{item.profile.name}: {against[item.ikm_id]}" for item in fresh if item.ikm_id in against)
        raise RuleBroken(msg("Nobody was invited yet. These cannot take part: {who}", who=" ".join(who)))


def _queue(session: Session, offer: Offer, rest: Sequence[Nomination]) -> None:
    first = last_rank(session, offer.id) + 1
    moves.move_nominations(session, rest, "queue", nominated_at=None)
    moves.set_ranks(session, rest, first)
    lines.tell_places(session, offer, rest)


def answer_by_link(session: Session, token: str, answer: Answer) -> Invitation:
    """Take the answer of whoever holds the link: the invited, or staff of the office who have it before them.

    It is for the invitation that counts once the offer is locked.
    """
    source = "office" if has(actor().role, [Right.ANSWERS_RECORD]) else "link"
    locked(session, links.named_by(session, token).offer_id)
    return answer_invitation(session, links.invitation_of(session, token).id, answer, source=source)


def answer_invitation(session: Session, invitation_id: UUID, answer: Answer, *, source: str) -> Invitation:
    """Take an answer; the last one before the deadline wins, the same again changes nothing.

    Staff record with ``source`` phone or office what they were told.
    """
    invitation, offer = with_offer_locked(session, invitation_id)
    if answer == _given(invitation):
        return invitation
    says = rules.TO_IKM if source == "link" else rules.TO_STAFF
    require_answerable(session, invitation, offer, says)
    require_complete(answer, says)
    if needs_seat_again(invitation.state, answer):
        _take_seat_again(session, offer, invitation.nomination, says)
    _write(session, invitation, answer, source)
    _announce(session, invitation, offer)
    if answer.kind in rules.CONFIRMED:
        enrolments.begin(session, invitation.nomination)
    if answer.kind == rules.DECLINED and invitation.nomination.state in nomination_rules.LIVE:
        moves.move_nominations(session, [invitation.nomination], "withdraw", reason=said(answer.excuse, answer.reason))
        seats.fill(session, offer)
    return invitation


def require_answerable(session: Session, invitation: Invitation, offer: Offer, says: rules.Sentences) -> None:
    """Raise RuleBroken with a sentence for its reader where no answer is taken any more."""
    rules.require_answerable(
        invitation.state,
        invitation.answer_by,
        now(),
        runs=offer.state in offer_rules.RUNNING,
        awaits_another=succession.awaits_another(session, invitation),
        says=says,
    )


def _take_seat_again(session: Session, offer: Offer, nomination: Nomination, says: rules.Sentences) -> None:
    if against := matches.objections(session, offer, [nomination]).get(nomination.ikm_id):
        raise RuleBroken(msg("The seat cannot be taken again. {reason}", reason=against))
    rules.require_seat(seats.free(session, offer) - len(waiting(session, offer.id)), says)
    moves.move_nominations(session, [nomination], "return")


def cancel_invitation(session: Session, invitation_id: UUID, reason: str, *, by_ikm: bool = False) -> Invitation:
    """Take the seat back and tell the IKM, unless it asked for it itself; the next in line moves up."""
    invitation, offer = with_offer_locked(session, invitation_id)
    seats.take_back(session, offer, [invitation.nomination], reason.strip(), rules.SEAT_WITHDRAWN, by_ikm=by_ikm)
    return invitation


def expire_overdue(session: Session, offer_id: UUID) -> int:
    """Free the seats of those who did not answer in time; return how many."""
    offer = locked(session, offer_id)
    late = invitations.overdue(session, offer_id, now())
    if offer is None or not late:
        return 0
    reason = translate(NO_ANSWER, DEFAULT)
    moves.move_invitations(session, late, "expire")
    moves.move_nominations(session, [item.nomination for item in late], "withdraw", reason=reason)
    publish(session, *announcements.closed(session, late, offer))
    seats.fill(session, offer)
    return len(late)


def mark_undeliverable(session: Session, invitation_id: UUID, *, asks: bool = True) -> None:
    """Put the invitation on the call list: its mail did not arrive. The seat stays held until the deadline.

    Where the mail was to say that the invitation is called off, or that a meeting changed, the office says it by phone.
    """
    invitation, _ = with_offer_locked(session, invitation_id)
    if invitation.notice:
        invitation.channel = rules.BY_PHONE
    elif not asks and invitation.state in rules.CONFIRMED:
        session_calls.let_call(session, [invitation])
    else:
        moves.move_invitations(session, [invitation], "bounce", channel=rules.BY_PHONE)


def mark_mailed_again(session: Session, invitation_id: UUID, *, asks: bool) -> None:
    """Take the invitation off the call list: the mail that ``asks``, or calls off, goes again after all."""
    invitation, _ = with_offer_locked(session, invitation_id)
    if asks and invitation.state == rules.UNDELIVERABLE:
        moves.move_invitations(session, [invitation], "mail_again", channel=rules.BY_MAIL)
    elif not asks and invitation.state in rules.CONFIRMED:
        session_calls.need_not_call(session, invitation)
    elif not asks and invitation.notice and invitation.told_at is None:
        invitation.channel = rules.BY_MAIL


def with_offer_locked(session: Session, invitation_id: UUID) -> tuple[Invitation, Offer]:
    """Return the invitation as it stands once its offer is locked: of 50 answers at once, each sees the one before."""
    offer_id = session.scalar(select(Invitation.offer_id).where(Invitation.id == invitation_id))
    if offer_id is None:
        raise NotFound
    offer = offer_for_work(session, offer_id)
    return invitations.locked(session, invitation_id), offer


def _given(invitation: Invitation) -> Answer | None:
    if invitation.answered_at is None:
        return None
    return Answer(
        invitation.state,
        invitation.reason,
        invitation.delegate_name,
        invitation.delegate_relation,
        invitation.excuse,
    )


def _write(session: Session, invitation: Invitation, answer: Answer, source: str) -> None:
    old = invitation.state
    invitation.state = answer.kind
    invitation.reason, invitation.excuse = answer.reason, answer.excuse
    invitation.delegate_name, invitation.delegate_relation = answer.delegate_name, answer.delegate_relation
    invitation.source, invitation.answered_at = source, now()
    invitation.recorded_by = None if source == "link" else actor().id
    session.flush()
    record(session, noun="invitation", noun_id=invitation.id, action="answer", old={"state": old},
           new={"state": invitation.state, "source": source}, reason=said(answer.excuse, answer.reason))  # fmt: skip


def _announce(session: Session, invitation: Invitation, offer: Offer) -> None:
    profile = invitation.nomination.profile
    publish(
        session,
        InvitationAnswered(
            invitation_id=invitation.id,
            offer=announcements.summary(offer),
            sessions=announcements.session_times(offer),
            ikm_id=profile.ikm_id,
            ikm_name=profile.name,
            recipient_name=profile.contact_name,
            email=profile.mail_address,
            language=profile.language,
            answer=invitation.state,
            reason=said(invitation.excuse, invitation.reason),
            delegate_name=invitation.delegate_name,
            delegate_relation=invitation.delegate_relation,
            source=known(invitation.source),
            to_institution=sees_people(offer.institution.state) and profile.may_be_named,
            answered_at=known(invitation.answered_at),
            revision=invitation.revision,
            answer_path=links.answer_path(signing_keys(session), invitation),
            answer_by=invitation.answer_by,
            made_for=invitation.made_for,
            **announcements.in_calendars(session, offer, [invitation])[invitation.id],
        ),
    )
