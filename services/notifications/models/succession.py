"""Which invitation followed which, as far as the mails that ask for an answer show it."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.notifications.domain.email import ANSWERED
from services.notifications.letters.catalogue import ASKING
from services.notifications.models.contact import living_on_in, remaining_id
from services.notifications.models.email import Email
from services.notifications.models.ending import Ending
from shared.among import among


def was_asked_anew(session: Session, email: Email) -> bool:
    """Tell whether the IKM a mail goes to was asked to the same offer again, by an invitation that lives on."""
    if email.ikm_id is None or email.offer_id is None:
        return False
    asked = select(Email.id).outerjoin(Ending, Ending.subject_id == Email.invitation_id)
    anew = asked.where(
        among(Email.ikm_id, living_on_in(session, remaining_id(session, email.ikm_id))),
        Email.offer_id == email.offer_id,
        Email.template.in_(ASKING),
        Email.invitation_id.is_distinct_from(email.invitation_id),
        or_(Ending.subject_id.is_(None), Ending.reason == ANSWERED),
        _is_newer_than(email),
    )
    return session.scalar(anew.limit(1)) is not None


def _is_newer_than(email: Email) -> ColumnElement[bool]:
    """Facts come in any order: what was heard before may be newer, which its higher revision shows."""
    heard_since = Email.created_at > email.created_at
    revision = email.context.get("revision")
    return or_(heard_since, Email.context["revision"].as_integer() > revision) if revision else heard_since
