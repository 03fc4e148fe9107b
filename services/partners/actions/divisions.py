"""How the seats of an offer are divided: staff lay it down for every plan from now on; seats given stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions.offers import offer_for_work
from services.partners.domain.assignment.instance import Kind
from services.partners.domain.division import require_possible
from services.partners.domain.segment import DIVIDED, QuotaSegment, from_json
from services.partners.models.offer import Offer
from shared.audit import record
from shared.clock import today
from shared.database import new_id
from shared.errors import RuleBroken
from shared.language import msg

STEP = "change_division"


def allow_unconfirmed(session: Session, offer_id: UUID, allowed: bool) -> Offer:
    """Let plans also propose IKM about whom something is still to be asked, or no more; the same again says nothing."""
    return _change(session, _offer(session, offer_id), {"takes_unconfirmed": allowed})


def add_segment(session: Session, offer_id: UUID, values: Mapping[str, Any]) -> Offer:
    """Lay down one more part of the quota; the same again is there once."""
    offer = _offer(session, offer_id)
    return _change(session, offer, {"segments": _parts(offer, [*_standing(offer), _part(values)])})


def drop_segment(session: Session, offer_id: UUID, segment_id: UUID) -> Offer:
    """Leave out a part of the quota; what was left out already changes nothing."""
    offer = _offer(session, offer_id)
    left = [one for one in _standing(offer) if one.id != segment_id]
    return _change(session, offer, {"segments": [one.as_json() for one in left]})


def divide(session: Session, offer_id: UUID, segments: Iterable[Mapping[str, Any]], takes_unconfirmed: bool) -> Offer:
    """Put these parts of the quota in the place of those that stood."""
    offer = _offer(session, offer_id)
    parts = _parts(offer, [_part(values) for values in segments])
    return _change(session, offer, {"segments": parts, "takes_unconfirmed": takes_unconfirmed})


def _offer(session: Session, offer_id: UUID) -> Offer:
    offer = offer_for_work(session, offer_id)
    if offer.state not in DIVIDED:
        raise RuleBroken(msg("The seats are divided from handing in until the offer is closed."))
    return offer


def _standing(offer: Offer) -> list[QuotaSegment]:
    return [from_json(row) for row in offer.segments]


def _part(values: Mapping[str, Any]) -> QuotaSegment:
    known = {**values, "kind": Kind(values["kind"]), "kecamatan": tuple(sorted(set(values["kecamatan"])))}
    return QuotaSegment(id=new_id(), **known)


def _parts(offer: Offer, wanted: Sequence[QuotaSegment]) -> list[dict[str, Any]]:
    """Return the parts as they are stored, those that stood under their ids, each once."""
    standing, parts = _standing(offer), list[QuotaSegment]()
    for one in wanted:
        known = next((other for other in standing if other.says_the_same(one)), one)
        if not any(other.says_the_same(known) for other in parts):
            parts.append(known)
    if any(one.until and one.until <= today() for one in parts if one not in standing):
        raise RuleBroken(msg("Choose a day after today."), field="until")
    require_possible([one for one in parts if one.holds(today())], offer.quota or 0)
    return [one.as_json() for one in parts]


def _change(session: Session, offer: Offer, values: Mapping[str, Any]) -> Offer:
    old = {name: getattr(offer, name) for name, value in values.items() if getattr(offer, name) != value}
    if old:
        for name in old:
            setattr(offer, name, values[name])
        new = {name: values[name] for name in old}
        record(session, noun="offer", noun_id=offer.id, action=STEP, old=old, new=new)
    return offer
