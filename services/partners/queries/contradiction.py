"""Why what staff laid down cannot all hold, by the names of IKM and offers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.assignment.refusals import Condition
from services.partners.domain.placement import Placement
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from shared.among import among
from shared.language import Message, msg

WHAT = {
    "pin": msg("{ikm} always in “{offer}”"),
    "free_seats": msg("the free seats of “{offer}”"),
    "yearly_cap": msg("the programmes in a year of {ikm}"),
    "clash": msg("“{offer}” and “{other}” at the same time"),
}
TOGETHER = msg("No plan was made. These cannot all hold: {conditions}. Leave one of the IKM to the plan and try again.")


def cannot_hold(session: Session, placement: Placement, conditions: Iterable[Condition]) -> Message:
    """Return a sentence that names the conditions, none of which can be left out."""
    listed = list(conditions)
    ikm, offers = _names(session, placement, listed)
    told = [_what(condition, placement, ikm, offers) for condition in listed]
    return msg(TOGETHER.template, conditions="; ".join(map(str, told)))


def _what(condition: Condition, placement: Placement, ikm: Mapping[UUID, str], offers: Mapping[UUID, str]) -> Message:
    people = [placement.ikm_ids[at] for at in _ikm(condition)]
    of = [placement.offer_ids[at] for at in _offers(condition)]
    names = {"ikm": [ikm[one] for one in people], "offer": [offers[one] for one in of[:1]]}
    names["other"] = [offers[one] for one in of[1:]]
    return msg(WHAT[condition.code].template, **{key: found[0] for key, found in names.items() if found})


def _ikm(condition: Condition) -> tuple[int, ...]:
    return condition.subject[:1] if condition.code in ("pin", "yearly_cap") else ()


def _offers(condition: Condition) -> tuple[int, ...]:
    return {"pin": condition.subject[1:], "yearly_cap": ()}.get(condition.code, condition.subject)


def _names(
    session: Session, placement: Placement, conditions: list[Condition]
) -> tuple[dict[UUID, str], dict[UUID, str]]:
    people = {placement.ikm_ids[at] for condition in conditions for at in _ikm(condition)}
    of = {placement.offer_ids[at] for condition in conditions for at in _offers(condition)}
    ikm = session.execute(select(IkmProfile.ikm_id, IkmProfile.name).where(among(IkmProfile.ikm_id, people)))
    offers = session.execute(select(Offer.id, Offer.title).where(among(Offer.id, of)))
    return {row.ikm_id: row.name for row in ikm}, {row.id: row.title for row in offers}
