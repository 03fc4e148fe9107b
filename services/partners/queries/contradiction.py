"""Why what staff laid down cannot all hold, by the names of IKM and offers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.assignment.refusals import Condition
from services.partners.domain.columns import KECAMATAN_CODES, words
from services.partners.domain.placement import Placement
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer
from shared.among import among
from shared.language import Message, msg
from shared.vocabulary import KECAMATAN

WHAT = {
    "pin": msg("{ikm} always in “{offer}”"),
    "free_seats": msg("the free seats of “{offer}”"),
    "yearly_cap": msg("the programmes in a year of {ikm}"),
    "clash": msg("“{offer}” and “{other}” at the same time"),
}
FLOOR = msg("the least number of seats of {area}")
ALL_SEATS = msg("the free seats of all offers")
PART = msg("{what} in “{offer}”")
PARTS, OF_OFFERS = tuple(kind.value for kind in Kind), ("free_seats", "clash")
TOGETHER = msg("No plan was made. These cannot all hold: {conditions}. Change one of them and try again.")
ALONE = msg("No plan was made. This cannot hold: {conditions}. Change it and try again.")


def cannot_hold(session: Session, placement: Placement, conditions: Iterable[Condition]) -> Message:
    """Return a sentence that names the conditions, none of which can be left out."""
    listed = list(conditions)
    ikm, offers = _names(session, placement, listed)
    told = [_what(session, condition, placement, ikm, offers) for condition in listed]
    return msg((TOGETHER if told[1:] else ALONE).template, conditions="; ".join(map(str, told)))


def _what(
    session: Session, condition: Condition, placement: Placement, ikm: Mapping[UUID, str], offers: Mapping[UUID, str]
) -> Message:
    if condition.code in PARTS:
        return _part(session, placement, condition.subject[0])
    if condition.code == "floor":
        return msg(FLOOR.template, area=KECAMATAN[words(KECAMATAN_CODES)[condition.subject[0]]].name)
    if not condition.subject:
        return ALL_SEATS
    people = [placement.ikm_ids[at] for at in _ikm(condition)]
    of = [placement.offer_ids[at] for at in _offers(condition)]
    names = {"ikm": [ikm[one] for one in people], "offer": [offers[one] for one in of[:1]]}
    names["other"] = [offers[one] for one in of[1:]]
    return msg(WHAT[condition.code].template, **{key: found[0] for key, found in names.items() if found})


def _part(session: Session, placement: Placement, number: int) -> Message:
    """Return what a part of a quota asks, of one desa where it is about that one."""
    offer_id, cell = placement.cells[number]
    offer = session.get_one(Offer, offer_id)
    desa = None
    if cell.desa:
        member = placement.ikm_ids[int(placement.instance.segments[number].members[0])]
        desa = session.get_one(IkmProfile, member).payload["desa"]
    return msg(PART.template, what=cell.segment.said(offer.quota or 0, desa), offer=offer.title)


def _ikm(condition: Condition) -> tuple[int, ...]:
    return condition.subject[:1] if condition.code in ("pin", "yearly_cap") else ()


def _offers(condition: Condition) -> tuple[int, ...]:
    return (
        condition.subject[-1:] if condition.code == "pin" else condition.subject if condition.code in OF_OFFERS else ()
    )


def _names(
    session: Session, placement: Placement, conditions: list[Condition]
) -> tuple[dict[UUID, str], dict[UUID, str]]:
    people = {placement.ikm_ids[at] for condition in conditions for at in _ikm(condition)}
    of = {placement.offer_ids[at] for condition in conditions for at in _offers(condition)}
    ikm = session.execute(select(IkmProfile.ikm_id, IkmProfile.name).where(among(IkmProfile.ikm_id, people)))
    offers = session.execute(select(Offer.id, Offer.title).where(among(Offer.id, of)))
    return {row.ikm_id: row.name for row in ikm}, {row.id: row.title for row in offers}
