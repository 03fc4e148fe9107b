"""A selection before it is confirmed: who will be mailed, who must be called, who waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from services.partners.actions.invitations import Confirmed
from services.partners.domain.seats import split
from services.partners.models.nomination import Nomination, engagements
from services.partners.models.offer import Offer
from services.partners.models.policy import latest
from services.partners.queries import ledger
from services.partners.queries.divisions import broken_by
from services.partners.queries.weighing import against
from services.partners.schemas.nomination import MOST_SELECTED
from shared.errors import InvalidInput, RuleBroken
from shared.language import Message, gettext, msg
from shared.states import require_reason
from shared.web.text import typed
from shared.words import number


@dataclass(frozen=True)
class Selection:
    """``chosen`` is best first; ``free`` seats go to the first of them.

    ``left_out`` may not take part as things stand, each with the reason why. ``broken``: what of the division of the
    seats could not be kept any more.
    """

    chosen: Sequence[Nomination]
    free: int
    left_out: Sequence[tuple[Nomination, Message]] = ()
    broken: Sequence[Message] = ()

    @property
    def seated(self) -> Sequence[Nomination]:
        return split(self.chosen, self.free)[0]

    @property
    def waiting(self) -> Sequence[Nomination]:
        return split(self.chosen, self.free)[1]

    @property
    def mailed(self) -> list[Nomination]:
        return [item for item in self.seated if item.profile.mail_address]

    @property
    def called(self) -> list[Nomination]:
        return [item for item in self.seated if not item.profile.mail_address]

    @property
    def untold(self) -> list[Nomination]:
        """Those who wait and whom no mail tells their place in line."""
        return [item for item in self.waiting if not item.profile.mail_address]


def select_from(session: Session, offer: Offer, picked: Sequence[Nomination]) -> Selection:
    """Return a selection without those who may not take part."""
    held = engagements(session, {item.ikm_id for item in picked})
    why = against(offer, picked, held, latest(session).rules())
    chosen, free = [item for item in picked if item.ikm_id not in why], ledger.of_offer(session, offer.id).free
    seated = [item.profile for item in split(chosen, free)[0]]
    return Selection(
        chosen=chosen,
        free=free,
        left_out=[(item, why[item.ikm_id]) for item in picked if item.ikm_id in why],
        broken=broken_by(session, offer, seated, free),
    )


def sent_ids() -> list[UUID]:
    """Return the IKM ticked in the form; raises RuleBroken, and InvalidInput for what is no id."""
    sent = request.form.getlist("id")
    require_size(len(sent))
    try:
        return [UUID(value) for value in sent]
    except ValueError as error:
        raise InvalidInput({"id": [msg("This reference is not one of ours.")]}) from error


def sent_with_reason() -> tuple[list[UUID], str]:
    """Return the nominations ticked, and why; raises with all that is wrong with both."""
    try:
        require_reason(reason := typed("reason"))
    except InvalidInput as lacking:
        raise InvalidInput({**lacking.errors, **_wrong_ids()}) from lacking
    return sent_ids(), reason


def _wrong_ids() -> Mapping[str, Sequence[Message]]:
    try:
        sent_ids()
    except RuleBroken as refusal:
        return {"id": [refusal.message]}
    except InvalidInput as refusal:
        return refusal.errors
    return {}


def require_size(count: int) -> None:
    """Raise RuleBroken where nobody is selected, or more than can be confirmed at once."""
    if not count:
        raise RuleBroken(msg("Nobody was selected. Tick the IKM that shall take part."))
    if count > MOST_SELECTED:
        raise RuleBroken(msg("At most {most} IKM can be selected at once.", most=number(MOST_SELECTED)))


def what_became_of(done: Confirmed) -> str:
    """Return the sentence about a selection that was confirmed."""
    if not (done.seated or done.waiting):
        return gettext("They were nominated already; nobody is invited twice.")
    return gettext(
        "{seated} IKM have a seat now, {waiting} are on the waiting list.", seated=done.seated, waiting=done.waiting
    )
