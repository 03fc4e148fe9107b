"""Whom the office must call where mail does not reach, to hear an answer or to say how it stands; and whom it asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, contains_eager

from services.partners.domain.line import SCHEDULE
from services.partners.domain.question import Question
from services.partners.models.account import Account
from services.partners.models.base import known
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation
from services.partners.models.line_call import LineCall
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.question_call import QuestionCall
from services.partners.queries.call_keys import (
    ANSWER,
    ASKED,
    LINE,
    NEWS,
    TIMES,
    TOLD,
    UNTAKEN,
    CallFilter,
    keys_of,
    of_nominations,
)
from shared.among import among
from shared.errors import NotFound


@dataclass(frozen=True)
class Call:
    """About an invitation, about a wait (``line``), or about what came of a question.

    ``teller`` is the person of the office who called, by name.
    """

    offer: Offer
    teller: str | None
    invitation: Invitation | None = None
    line: LineCall | None = None
    question: QuestionCall | None = None

    @property
    def subject(self) -> Invitation | LineCall | QuestionCall:
        """What it is about."""
        return self.question or self.news

    @property
    def news(self) -> Invitation | LineCall:
        """What there is to hear or to tell."""
        return self.invitation or known(self.line)

    @property
    def profile(self) -> IkmProfile:
        return self.question.profile if self.question else self.news.nomination.profile

    @property
    def kind(self) -> str:
        if self.question:
            return UNTAKEN if self.question.refusal else ASKED
        if self.invitation and self.invitation.notice is None:
            return ANSWER
        if self.news.told_at:
            return TOLD
        return NEWS if self.invitation else TIMES if known(self.line).why == SCHEDULE else LINE

    @property
    def asked(self) -> Question:
        """What was asked."""
        return known(Question.called(known(self.question).question))

    @property
    def is_open_whether_mail_arrived(self) -> bool:
        return self.invitation is not None and self.invitation.doubtful_since is not None


def list_calls(session: Session, wanted: CallFilter, size: int, offset: int = 0) -> tuple[list[Call], int]:
    """Return one page of calls, those that cannot wait first, those told the latest first; and how many in all."""
    keys = keys_of(wanted)
    order = keys.c.told_at.desc(), keys.c.urgency, keys.c.until, keys.c.kecamatan, keys.c.name, keys.c.id
    found = session.execute(select(keys.c.id, keys.c.about).order_by(*order).limit(size).offset(offset)).all()
    calls = {call.subject.id: call for call in _load(session, found)}
    return [calls[row.id] for row in found], count_calls(session, wanted)


def count_calls(session: Session, wanted: CallFilter) -> int:
    """Return how many calls the list narrowed like this has."""
    return session.scalar(counting_calls(wanted)) or 0


def counting_calls(wanted: CallFilter) -> Select[int]:
    """Return the statement that counts them, alone or beside others."""
    return select(func.count()).select_from(keys_of(wanted))


def get_call(session: Session, invitation_id: UUID) -> Call:
    """Return one invitation with its offer, whether or not anybody must be called about it."""
    row = session.execute(_invitations().where(Invitation.id == invitation_id)).one_or_none()
    if row is None:
        raise NotFound
    return Call(row[1], row[2], invitation=row[0])


def get_line_call(session: Session, call_id: UUID) -> Call:
    """Return one call about a wait."""
    row = session.execute(_lines().where(LineCall.id == call_id)).one_or_none()
    if row is None:
        raise NotFound
    return Call(row[1], row[2], line=row[0])


def offers_with_calls(session: Session, kind: str | None = None) -> Sequence[tuple[UUID, str]]:
    """Return (id, title) of the offers that have somebody on the call list."""
    keys = keys_of(CallFilter(kind=kind))
    rows = session.execute(select(Offer.id, Offer.title).where(Offer.id.in_(select(keys.c.offer_id))))
    return sorted(((row.id, row.title) for row in rows), key=lambda row: row[1])


def _load(session: Session, keys: Sequence[Row[UUID, str]]) -> Iterator[Call]:
    for about, (rows, table, name) in _ROWS.items():
        if ids := [row.id for row in keys if row.about == about]:
            for subject, offer, teller in session.execute(rows().where(among(table.id, ids))):
                yield Call(offer, teller, **{name: subject})


def _invitations() -> Select[Invitation, Offer, str | None]:
    return (
        of_nominations(select(Invitation, Offer, Account.name).join(Invitation.nomination))
        .outerjoin(Account, Account.id == Invitation.told_by)
        .options(contains_eager(Invitation.nomination).contains_eager(Nomination.profile))
    )


def _lines() -> Select[LineCall, Offer, str | None]:
    return (
        of_nominations(select(LineCall, Offer, Account.name).join(LineCall.nomination))
        .outerjoin(Account, Account.id == LineCall.told_by)
        .options(contains_eager(LineCall.nomination).contains_eager(Nomination.profile))
    )


def _questions() -> Select[QuestionCall, Offer, str | None]:
    return (
        select(QuestionCall, Offer, Account.name)
        .join(QuestionCall.profile)
        .join(Offer, Offer.id == QuestionCall.offer_id)
        .outerjoin(Account, Account.id == QuestionCall.called_by)
        .options(contains_eager(QuestionCall.profile))
    )


_ROWS: Mapping[str, tuple[Callable[[], Select[*tuple[Any, ...]]], Any, str]] = {
    Invitation.__tablename__: (_invitations, Invitation, "invitation"),
    LineCall.__tablename__: (_lines, LineCall, "line"),
    QuestionCall.__tablename__: (_questions, QuestionCall, "question"),
}
