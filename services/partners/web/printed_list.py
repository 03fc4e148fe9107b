"""The list to print for whoever stands at the door without a phone."""

from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.partners.domain.timetable import Slot
from services.partners.models.offer import Offer
from services.partners.queries.offers import get_offer
from services.partners.queries.printed_list import Expected, expected
from services.partners.web.audience import scope
from services.partners.web.papers import as_pdf
from shared.errors import NotFound
from shared.language import use_language
from shared.rights import Right
from shared.vocabulary import kecamatan_name
from shared.web.auth import allow
from shared.web.office import current_settings
from shared.web.transaction import reading
from shared.words import meeting

pages = Blueprint("printed_list", __name__, url_prefix="/penawaran/<uuid:offer_id>/daftar-hadir")
WALK_INS = 4
"""So many empty rows are left for whoever comes uninvited."""


@pages.get("/<uuid:session_id>/cetak")
@allow(Right.NOMINEES_READ, Right.OWN_NOMINEES_READ)
def show(offer_id: UUID, session_id: UUID) -> ResponseReturnValue:
    of = scope(Right.NOMINEES_READ)
    with reading() as session:
        offer = get_offer(session, offer_id, of=of)
        data = _said(offer, _slot(offer, session_id), expected(session, offer_id, of=of))
    return as_pdf("printed_list", data, "daftar-hadir")


def _slot(offer: Offer, session_id: UUID) -> Slot:
    for slot in offer.slots:
        if slot.id == session_id:
            return slot
    raise NotFound


def _said(offer: Offer, slot: Slot, people: list[Expected]) -> dict[str, Any]:
    office = current_settings().office
    with use_language("id"):
        time = meeting(slot.starts_at, slot.ends_at)
    return {
        "office": {
            "head": office.letterhead.splitlines() or [office.name],
            "name": office.name,
            "address": office.address,
        },
        "programme": offer.title,
        "meeting": slot.title,
        "institution": offer.institution.name,
        "time": time,
        "place": slot.place or offer.place or "",
        "people": [_line(each) for each in people],
        "empty_rows": WALK_INS,
    }


def _line(one: Expected) -> dict[str, str]:
    place = kecamatan_name(one.kecamatan_code) or ""
    return {"name": one.person or "", "business": one.ikm_name or "", "kecamatan": place, "sex": one.sex or ""}
