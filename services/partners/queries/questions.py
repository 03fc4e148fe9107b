"""Whom to call with a question for an offer: those of whom the gate does not know enough, best first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain import offer as offer_rules
from services.partners.domain import question as rules
from services.partners.domain.nomination import TO_CONFIRM
from services.partners.domain.question import Question
from services.partners.domain.ranking import Ranking
from services.partners.domain.roster import Rows
from services.partners.models import ikm_profile, question_call
from services.partners.models.account import Account
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from services.partners.models.question_call import QuestionCall
from services.partners.queries.ranking import ranking
from shared.errors import NotFound

Noted = Mapping[str, QuestionCall]


@dataclass(frozen=True)
class ToAsk:
    """``call`` is what was noted of this question so far, ``rest`` how many more there are behind it."""

    profile: IkmProfile
    question: Question
    rest: int
    call: QuestionCall | None


@dataclass(frozen=True)
class Questions:
    """``total``: how many IKM there are to call. ``elsewhere``: how many more lack what no owner can say."""

    page: Sequence[ToAsk]
    total: int
    elsewhere: int


@dataclass(frozen=True)
class Asked:
    """One question to one IKM, whether or not it is still open; ``caller`` is whoever noted something of it last."""

    offer: Offer
    profile: IkmProfile
    question: Question
    call: QuestionCall | None
    caller: str | None

    @property
    def ikm_id(self) -> UUID:
        return self.profile.ikm_id

    @property
    def tries(self) -> int:
        return self.call.tries if self.call else 0


def to_ask(session: Session, offer: Offer, kecamatan: str | None, size: int, offset: int = 0) -> Questions:
    """Return one page of those to call, best first, whoever was not reached behind all others."""
    if offer.state not in offer_rules.FOLLOWED or offer.opened_at is None:
        return Questions([], 0, 0)
    ranked = ranking(session, offer)
    unsure = ranked.narrowed(ranked.group(TO_CONFIRM), kecamatan, None)
    askable = unsure[rules.can_be_asked(ranked.weighed)[unsure]]
    noted = _noted(session, offer.id)
    rows = _in_order(ranked, askable, noted, question_call.under_way(session))
    return Questions(
        _shown(session, ranked, rows[offset : offset + size], noted), len(rows), len(unsure) - len(askable)
    )


def get_asked(session: Session, offer_id: UUID, ikm_id: UUID, key: str) -> Asked:
    """Return a question to an IKM with what was noted of it. Raises NotFound."""
    offer, profile = session.get(Offer, offer_id), session.get(IkmProfile, ikm_id)
    question = Question.called(key)
    if offer is None or profile is None or question is None:
        raise NotFound
    call = question_call.known(session, offer_id, ikm_id, key)
    by = session.get(Account, call.called_by) if call and call.called_by else None
    return Asked(offer, profile, question, call, by.name if by else None)


def offers_to_ask_for(session: Session) -> Sequence[tuple[UUID, str]]:
    """Return (id, title) of the offers whose suggestions may hang on a question."""
    running = select(Offer.id, Offer.title).where(Offer.state.in_(offer_rules.FOLLOWED), Offer.opened_at.is_not(None))
    return [(row.id, row.title) for row in session.execute(running.order_by(Offer.title, Offer.id))]


def _noted(session: Session, offer_id: UUID) -> Mapping[UUID, Noted]:
    found: dict[UUID, dict[str, QuestionCall]] = defaultdict(dict)
    for call in question_call.concerning(session, offer_id):
        found[call.ikm_id][call.question] = call
    return found


def _in_order(ranked: Ranking, rows: Rows, noted: Mapping[UUID, Noted], under_way: set[UUID]) -> Rows:
    """Return the rows still to call, those who were not reached last.

    Whoever has an answer on its way is left out: what it brings may decide without another question.
    """
    out, later = [], []
    for ikm_id in {*noted, *under_way} & ranked.roster.rows.keys():
        row = ranked.roster.rows[ikm_id]
        left = _left(ranked, row, noted.get(ikm_id, {}))
        if ikm_id in under_way or not left:
            out.append(row)
        elif _was_not_reached(left[0], noted[ikm_id]):
            later.append(row)
    again = np.isin(rows, later)
    return np.concatenate((rows[~again & ~np.isin(rows, out)], rows[again]))


def _left(ranked: Ranking, row: int, noted: Noted) -> list[Question]:
    asked = rules.questions(ranked.weighed, row)
    return [item for item in asked if item.key not in noted or noted[item.key].is_still_to_ask]


def _was_not_reached(question: Question, noted: Noted) -> bool:
    return question.key in noted and noted[question.key].answer == rules.NOT_REACHED


def _shown(session: Session, ranked: Ranking, rows: Rows, noted: Mapping[UUID, Noted]) -> list[ToAsk]:
    profiles = ikm_profile.known(session, ranked.ids(rows))
    found = []
    for row, ikm_id in zip(rows.tolist(), ranked.ids(rows), strict=True):
        if ikm_id in profiles:
            theirs = noted.get(ikm_id, {})
            first, *rest = _left(ranked, row, theirs)
            found.append(ToAsk(profiles[ikm_id], first, len(rest), theirs.get(first.key)))
    return found
