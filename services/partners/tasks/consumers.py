"""The facts partners listens to."""

from sqlalchemy.orm import Session

from services.partners.actions import (
    calls,
    forgetting,
    ikm_outcomes,
    ikm_profiles,
    invitations,
    mail_flow,
    matches,
    question_calls,
    waiting_counts,
)
from shared import outgoing_mail
from shared.events.notifications import (
    EmailArrived,
    EmailDoubtful,
    EmailFailed,
    EmailTriedAgain,
    MailFlowChanged,
    OutgoingMailChanged,
)
from shared.events.notifications import WaitingCounted as MailWaitingCounted
from shared.events.partners import OfferOpened
from shared.events.registry import AnswerSettled, IkmForgotten, IkmProfileChanged, OutcomeChanged
from shared.events.registry import WaitingCounted as RegisterWaitingCounted
from shared.events.waiting import Counted
from shared.messaging.consumers import Consumers

consumers = Consumers("partners")


@consumers.on(IkmProfileChanged)
def keep_profile(session: Session, event: IkmProfileChanged) -> None:
    ikm_profiles.keep(session, event)


@consumers.on(IkmForgotten)
def forget_ikm(session: Session, event: IkmForgotten) -> None:
    forgetting.forget_ikm(session, event)


@consumers.on(AnswerSettled)
def settle_answer(session: Session, event: AnswerSettled) -> None:
    question_calls.settle_answer(session, event)


@consumers.on(OutcomeChanged)
def keep_outcome(session: Session, event: OutcomeChanged) -> None:
    ikm_outcomes.keep(session, event)


@consumers.on(OfferOpened)
def announce_matches(session: Session, event: OfferOpened) -> None:
    matches.announce(session, event.offer.offer_id)


@consumers.on(EmailFailed)
def put_on_call_list(session: Session, event: EmailFailed) -> None:
    if event.invitation_id:
        invitations.mark_undeliverable(session, event.invitation_id, asks=event.asks)


@consumers.on(EmailTriedAgain)
def take_off_call_list(session: Session, event: EmailTriedAgain) -> None:
    if event.invitation_id:
        invitations.mark_mailed_again(session, event.invitation_id, asks=event.asks)


@consumers.on(EmailDoubtful)
def call_to_be_sure(session: Session, event: EmailDoubtful) -> None:
    calls.note_doubt(session, event.invitation_id, asks=event.asks)


@consumers.on(EmailArrived)
def need_not_call(session: Session, event: EmailArrived) -> None:
    calls.settle_doubt(session, event.invitation_id, asks=event.asks)


@consumers.on(MailFlowChanged)
def keep_mail_flow(session: Session, event: MailFlowChanged) -> None:
    mail_flow.keep(session, event)


@consumers.on(OutgoingMailChanged)
def keep_outgoing_mail(session: Session, event: OutgoingMailChanged) -> None:
    outgoing_mail.keep_copy(session, event)


@consumers.on(RegisterWaitingCounted)
@consumers.on(MailWaitingCounted)
def keep_waiting_count(session: Session, event: Counted) -> None:
    waiting_counts.keep(session, event)
