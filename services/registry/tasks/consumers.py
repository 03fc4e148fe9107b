"""The facts the registry listens to."""

from sqlalchemy.orm import Session

from services.registry.actions import contacts, enrolments, forgetting, objections, participations, phone_answers
from shared import outgoing_mail
from shared.events.notifications import EmailFailed, EmailTriedAgain, OutgoingMailChanged
from shared.events.partners import (
    AccountChanged,
    AccountForgotten,
    EnrolmentChanged,
    IkmAnswered,
    InvitationAnswered,
    InvitationClosed,
    ObjectionRemembered,
    OfficeChanged,
    SignInEnded,
)
from shared.messaging.consumers import Consumers
from shared.office import keep_copy
from shared.sessions import SignIn, end_sessions, end_sign_in

consumers = Consumers("registry")


@consumers.on(InvitationAnswered)
def keep_answer(session: Session, event: InvitationAnswered) -> None:
    participations.record_answer(session, event)


@consumers.on(InvitationClosed)
def keep_closing(session: Session, event: InvitationClosed) -> None:
    participations.record_closing(session, event)


@consumers.on(EnrolmentChanged)
def keep_enrolment(session: Session, event: EnrolmentChanged) -> None:
    participations.record_enrolment(session, event)
    enrolments.keep(session, event)


@consumers.on(IkmAnswered)
def take_answer(session: Session, event: IkmAnswered) -> None:
    phone_answers.take(session, event)


@consumers.on(EmailFailed)
def flag_contact(session: Session, event: EmailFailed) -> None:
    if event.ikm_id:
        contacts.mark_undeliverable(session, event.ikm_id, event.reason, event.sent_to)


@consumers.on(EmailTriedAgain)
def clear_flag(session: Session, event: EmailTriedAgain) -> None:
    if event.ikm_id:
        contacts.clear_undeliverable(session, event.ikm_id, event.reason, event.sent_to)


@consumers.on(ObjectionRemembered)
def take_up_objection(session: Session, event: ObjectionRemembered) -> None:
    objections.take_up(session, event)


@consumers.on(AccountChanged)
def end_old_sessions(session: Session, event: AccountChanged) -> None:
    end_sessions(session, event.account_id, event.sessions_valid_from)


@consumers.on(AccountForgotten)
def forget_account(session: Session, event: AccountForgotten) -> None:
    forgetting.forget_account(session, event.account_id, event.basis)


@consumers.on(OfficeChanged)
def keep_office(session: Session, event: OfficeChanged) -> None:
    keep_copy(session, event)


@consumers.on(OutgoingMailChanged)
def keep_outgoing_mail(session: Session, event: OutgoingMailChanged) -> None:
    outgoing_mail.keep_copy(session, event)


@consumers.on(SignInEnded)
def end_one_sign_in(session: Session, event: SignInEnded) -> None:
    end_sign_in(session, SignIn(event.sign_in_id, event.began_at))
