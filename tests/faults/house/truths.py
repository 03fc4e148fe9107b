"""What must hold once everything is calm again, whatever broke: each truth returns what speaks against it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from typing import Any

from sqlalchemy import select

from services.notifications.models import Ending, Message, Suppression
from services.partners.domain.invitation import CONFIRMED, HOLDS_A_SEAT
from services.partners.models import IkmProfile, Invitation, Nomination, Offer
from services.partners.models.policy import latest
from services.registry.models.participation import Participation
from shared.clock import now
from shared.history import first_broken_link
from shared.messaging.inbox import PARKED, Inbox
from tests.faults.house.house import GONE, House

ASKING = ("invitation", "invitation_promoted", "invitation_reminder")
CALLING_OFF = ("seat_withdrawn", "offer_cancelled_ikm")
SEATED = ("nominated", "accepted")
ONE_TRANSACTION = timedelta(seconds=1)


def nothing_is_parked_and_every_history_is_whole(house: House) -> Iterable[Any]:
    for service, database in house.databases.items():
        with database.reading() as session:
            yield from ((service, row.name, row.error) for row in session.query(Inbox).filter_by(state=PARKED))
            if broken := first_broken_link(session):
                yield service, broken


def no_offer_has_more_seats_taken_than_it_has(house: House) -> Iterable[Any]:
    for offer, seated in _seated(house).items():
        if len(seated) > (offer.quota or 0):
            yield offer.title, len(seated)


def nobody_sits_in_two_rooms_at_once_or_above_the_cap(house: House) -> Iterable[Any]:
    of_ikm: dict[Any, list[Offer]] = defaultdict(list)
    for offer, seated in _seated(house).items():
        for nomination in seated:
            of_ikm[nomination.ikm_id].append(offer)
    with house.databases["partners"].reading() as session:
        cap = latest(session).yearly_cap
    for ikm_id, offers in of_ikm.items():
        meets = {offer.id: offer.programme() for offer in offers}
        for one, other in combinations(offers, 2):
            if any(mine.overlaps(theirs) for mine in meets[one.id].meetings for theirs in meets[other.id].meetings):
                yield ikm_id, one.title, other.title
        yield from ((ikm_id, year) for year, count in Counter(o.starts_on.year for o in offers).items() if count > cap)


def no_restricted_ikm_has_a_seat(house: House) -> Iterable[Any]:
    with house.databases["partners"].reading() as session:
        seated = select(Nomination.id).join(IkmProfile, IkmProfile.ikm_id == Nomination.ikm_id)
        yield from session.scalars(seated.where(IkmProfile.restricted, Nomination.state.in_(SEATED)))


def every_answer_has_reached_the_register(house: House) -> Iterable[Any]:
    with house.databases["registry"].reading() as session:
        known = {row.invitation_id: row.status for row in session.query(Participation)}
    with house.databases["partners"].reading() as session:
        for invitation in session.query(Invitation):
            over = invitation.state in (*CONFIRMED, "declined", "cancelled", "expired")
            if over and known.get(invitation.id) != invitation.state:
                yield invitation.id, invitation.state, known.get(invitation.id)


def every_invitation_with_an_address_has_its_one_mail(house: House) -> Iterable[Any]:
    mails = _mails_by_invitation(house)
    with house.databases["partners"].reading() as session:
        for invitation in session.query(Invitation).filter_by(channel="email"):
            asked = [mail for mail in mails[invitation.id] if mail.template in ASKING[:2]]
            # What fell free at night is told in the morning.
            late = [mail for mail in asked if mail.state == "sending" or (mail.state == "queued" and is_past(mail))]
            if len(asked) != 1 or (invitation.state in HOLDS_A_SEAT and late):
                yield invitation.id, invitation.state, [mail.state for mail in asked]


def what_is_called_sent_was_taken_once_and_nothing_else_was_taken(house: House) -> Iterable[Any]:
    with house.databases["notifications"].reading() as session:
        mails = {mail.message_id: mail for mail in session.query(Message).filter(Message.message_id.is_not(None))}
    for message_id, mail in mails.items():
        copies = len(house.relay.taken.get(message_id, ()))
        doubt = mail.state == "uncertain" or mail.template not in (*ASKING, *CALLING_OFF, "invitation_answered_ikm")
        if mail.state == "sent" and not (copies == 1 or (doubt and copies)):
            yield mail.template, mail.state, copies
        if mail.state in ("failed", "suppressed", "cancelled") and copies and not doubt:
            yield mail.template, mail.state, copies
    yield from set(house.relay.taken) - set(mails)


def nobody_is_asked_after_being_told_that_it_is_off(house: House) -> Iterable[Any]:
    for invitation_id, mails in _mails_by_invitation(house).items():
        told = [house.relay.taken[mail.message_id][0] for mail in mails if _was_taken(house, mail, CALLING_OFF)]
        asked = [house.relay.taken[mail.message_id][-1] for mail in mails if _was_taken(house, mail, ASKING)]
        if told and asked and max(asked) > min(told):
            yield invitation_id


def no_attempt_to_ask_begins_after_its_end_was_recorded(house: House) -> Iterable[Any]:
    with house.databases["notifications"].reading() as session:
        ends = {ending.subject_id: ending.since for ending in session.query(Ending)}
        asking = session.query(Message).filter(Message.template.in_(ASKING), Message.message_id.is_not(None))
        for mail in asking.filter(Message.state.in_(("sent", "uncertain"))):
            ended = min((ends[key] for key in (mail.invitation_id, mail.offer_id) if key in ends), default=None)
            if ended and mail.claimed_at and mail.claimed_at > ended + ONE_TRANSACTION:
                yield mail.template, mail.claimed_at - ended


def only_addresses_that_do_not_exist_are_blocked(house: House) -> Iterable[Any]:
    with house.databases["notifications"].reading() as session:
        yield from set(session.scalars(select(Suppression.address))) - GONE


TRUTHS = (
    nothing_is_parked_and_every_history_is_whole,
    no_offer_has_more_seats_taken_than_it_has,
    nobody_sits_in_two_rooms_at_once_or_above_the_cap,
    no_restricted_ikm_has_a_seat,
    every_answer_has_reached_the_register,
    every_invitation_with_an_address_has_its_one_mail,
    what_is_called_sent_was_taken_once_and_nothing_else_was_taken,
    nobody_is_asked_after_being_told_that_it_is_off,
    no_attempt_to_ask_begins_after_its_end_was_recorded,
    only_addresses_that_do_not_exist_are_blocked,
)


def is_past(mail: Message) -> bool:
    return mail.next_attempt_at <= now()


def _seated(house: House) -> dict[Offer, list[Nomination]]:
    seated: dict[Offer, list[Nomination]] = defaultdict(list)
    with house.databases["partners"].reading() as session:
        rows = session.query(Nomination, Offer).join(Offer, Offer.id == Nomination.offer_id)
        for nomination, offer in rows.filter(Nomination.state.in_(SEATED), Offer.state != "cancelled"):
            offer.programme()  # reads the sessions while the connection is there
            seated[offer].append(nomination)
    return seated


def _mails_by_invitation(house: House) -> dict[Any, list[Message]]:
    mails: dict[Any, list[Message]] = defaultdict(list)
    with house.databases["notifications"].reading() as session:
        for mail in session.query(Message).filter(Message.invitation_id.is_not(None)):
            mails[mail.invitation_id].append(mail)
    return mails


def _was_taken(house: House, mail: Message, templates: Iterable[str]) -> bool:
    return mail.template in templates and bool(house.relay.taken.get(mail.message_id or ""))
