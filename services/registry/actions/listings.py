"""Keeping the register's own list as it was just announced to everybody else."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Row, Table, delete, insert, select
from sqlalchemy.orm import Session

from services.registry.domain.profile import chosen_contact
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.listing import Listing
from services.registry.models.need import Need
from shared.among import among
from shared.search import national_digits, search_key
from shared.vocabulary import KECAMATAN

Standing = Ikm | Row[Any]
"""A new IKM, or of one what is told and listed, as its row stands."""
COPIED = (
    "number", "name", "name_key", "owner_name", "product", "kecamatan_code", "cluster", "branch", "status",
    "restricted", "import_batch_id",
)  # fmt: skip
LISTED = (*COPIED, "nib")
"""What of an IKM a line is made of."""


def relist(session: Session, listed: Sequence[tuple[Standing, Sequence[Contact], Sequence[Need]]]) -> None:
    """Write the lines of these IKM anew."""
    replace_lines(session, [_line(*each) for each in listed])


def replace_lines(session: Session, lines: Sequence[dict[str, Any]]) -> None:
    """Write lines in place of those of the same IKM, in two statements."""
    old = delete(Listing).where(among(Listing.ikm_id, [line["ikm_id"] for line in lines]))
    session.execute(old, execution_options={"synchronize_session": False})
    if lines:
        session.execute(insert(cast(Table, Listing.__table__)), lines)


def changed_lines(session: Session, businesses: Sequence[Ikm]) -> list[dict[str, Any]]:
    """Return the lines of these IKM that are no longer as they stand in the list."""
    standing = select(*Listing.__table__.columns).where(among(Listing.ikm_id, [ikm.id for ikm in businesses]))
    before = {row.ikm_id: dict(row._mapping) for row in session.execute(standing)}
    lines = (_line(ikm, ikm.contacts, ikm.needs) for ikm in businesses)
    return [line for line in lines if line != before.get(line["ikm_id"])]


def _line(ikm: Standing, contacts: Sequence[Contact], needs: Sequence[Need]) -> dict[str, Any]:
    reach = chosen_contact(contacts, ikm.owner_name, ikm.name)
    phones = (national_digits(number) for contact in contacts for number in (contact.phone, contact.phone_other))
    return {name: getattr(ikm, name) for name in COPIED} | {
        "ikm_id": ikm.id,
        "phone": reach.phone,
        "email": reach.email,
        "reachable": reach.reachable,
        "need_topics": f" {' '.join(need.topic for need in needs)} ",
        "search_text": search_text(ikm, *phones, *(search_key(contact.email) for contact in contacts)),
    }


def search_text(ikm: Any, *reached: str) -> str:
    """Return what a search looks through: the words and numbers of a business, and by what it is ``reached``."""
    kecamatan = KECAMATAN.get(ikm.kecamatan_code or "")
    said = (ikm.name, ikm.owner_name, ikm.product, ikm.number, ikm.nib, kecamatan and kecamatan.name)
    return " ".join(filter(None, (*map(search_key, said), *reached)))
