"""Keeping the register's own list as it was just announced to everybody else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.registry.domain.profile import chosen_contact
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.listing import Listing
from services.registry.models.need import Need
from shared.among import among
from shared.search import national_digits, search_key

COPIED = ("number", "name", "name_key", "owner_name", "product", "kecamatan_code", "cluster", "branch", "status",
          "import_batch_id")  # fmt: skip


def relist(session: Session, listed: Sequence[tuple[Ikm, Sequence[Contact], Sequence[Need]]]) -> None:
    """Write the lines of these IKM anew, in two statements."""
    old = delete(Listing).where(among(Listing.ikm_id, [ikm.id for ikm, _, _ in listed]))
    session.execute(old, execution_options={"synchronize_session": False})
    if listed:
        session.execute(insert(Listing).execution_options(render_nulls=True), [_line(*each) for each in listed])


def _line(ikm: Ikm, contacts: Sequence[Contact], needs: Sequence[Need]) -> dict[str, Any]:
    reach = chosen_contact(contacts, ikm.owner_name, ikm.name)
    numbers = (national_digits(number) for contact in contacts for number in (contact.phone, contact.phone_other))
    words = (search_key(text) for text in (ikm.name, ikm.owner_name, ikm.product, ikm.number))
    return {name: getattr(ikm, name) for name in COPIED} | {
        "ikm_id": ikm.id,
        "restricted": ikm.restricted,
        "phone": reach.phone,
        "email": reach.email,
        "reachable": reach.reachable,
        "need_topics": f" {' '.join(need.topic for need in needs)} ",
        "search_text": " ".join(text for text in (*words, *numbers) if text),
    }
