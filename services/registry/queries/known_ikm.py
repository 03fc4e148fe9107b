"""What the register knows about who is who, and how each business stands, as an import needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.registry.domain.duplicates import Known
from services.registry.domain.evidence import FIGURES, Traits, traits_of
from services.registry.domain.import_entry import Entry
from services.registry.domain.profile import consent_state
from services.registry.domain.provenance import is_verified
from services.registry.domain.row_changes import State
from services.registry.models.certificate import Certificate
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.import_row import ImportRow

AT_ONCE = 500
VALUES = (
    "name", "owner_name", "owner_sex", "kecamatan_code", "desa_code", "desa", "address", "product", "commodity",
    "branch", "legal_form", "kbli", "kbli_version", "nib", "nik_encrypted", "nik_fingerprint", "licence_year",
    "workers_male", "workers_female", "investment", "capacity", "capacity_unit", "production_value", "remarks",
)  # fmt: skip
CHILDREN = (Ikm.contacts, Ikm.certificates, Ikm.needs, Ikm.participations, Ikm.consents)


def register_mark(session: Session) -> str:
    """Return a text that differs whenever any IKM was added, changed or announced since."""
    counted = session.execute(
        select(func.count(), func.sum(Ikm.revision), func.sum(Ikm.profile_revision)).select_from(Ikm)
    ).one()
    return ":".join(str(number or 0) for number in counted)


def known_businesses(session: Session) -> Known:
    """Return every business that a row could speak of, and the rows that wait for a person."""
    phones, numbers = _phones(session), _numbers(session)
    columns = (
        Ikm.id, Ikm.name, Ikm.owner_name, Ikm.kecamatan_code, Ikm.desa, Ikm.product, Ikm.kbli, Ikm.nib,
        Ikm.nik_fingerprint, *(getattr(Ikm, name) for name in FIGURES),
    )  # fmt: skip
    rows = session.execute(select(*columns).where(Ikm.status != "merged").order_by(Ikm.number))
    known = (_traits(row._mapping, phones.get(row.id, []), numbers.get(row.id, [])) for row in rows)
    waiting = session.execute(select(ImportRow.id, ImportRow.entry).where(ImportRow.waiting))
    return Known(known, (traits_of(str(row.id), Entry.from_json(row.entry)) for row in waiting))


def states_of(session: Session, ids: Iterable[str]) -> dict[str, State]:
    """Return how the businesses that exist among ``ids`` stand."""
    return {str(ikm.id): state_of(ikm) for ikm in with_children(session, map(UUID, ids))}


def with_children(session: Session, ids: Iterable[UUID], *, lock: bool = False) -> Iterator[Ikm]:
    """Yield IKM with all that belongs to them, a constant number of queries for every few hundred."""
    rest = iter(dict.fromkeys(ids))
    while some := list(islice(rest, AT_ONCE)):
        loading = select(Ikm).where(Ikm.id.in_(some)).options(*map(selectinload, CHILDREN))
        yield from session.scalars(loading.order_by(Ikm.id).with_for_update() if lock else loading)


def state_of(ikm: Ikm) -> State:
    """Return how one business stands."""
    owner = next((contact for contact in ikm.contacts if contact.kind == "owner"), None)
    state = State(
        values={name: value for name in VALUES if (value := getattr(ikm, name)) is not None},
        verified=frozenset(name for name in VALUES if is_verified(ikm.provenance, name)),
        closed=ikm.status == "closed",
        needs={need.topic for need in ikm.needs},
        attended={(past.title, past.held_on) for past in ikm.participations},
    )
    if owner:
        state.phone, state.phone_other, state.email = owner.phone, owner.phone_other, owner.email
    for held in ikm.certificates:
        state.held.setdefault(held.kind, []).append((held.state, held.number))
    said = consent_state(ikm.consents, "share_with_partners")
    state.consent = None if said == "unknown" else said
    if is_verified(ikm.provenance, "nik"):
        state.verified |= {"nik_fingerprint"}
    return state


def _traits(ikm: Any, contacts: list[Any], numbers: list[tuple[str, str]]) -> Traits:
    return Traits(
        id=str(ikm["id"]),
        name=ikm["name"],
        owner=ikm["owner_name"],
        kecamatan=ikm["kecamatan_code"],
        desa=ikm["desa"],
        product=ikm["product"],
        kbli=ikm["kbli"],
        nib=ikm["nib"],
        nik=ikm["nik_fingerprint"],
        email=next((contact.email for contact in contacts if contact.email), None),
        candidates=frozenset(number for kind, number in numbers if kind == "NIB" and number != ikm["nib"]),
        phones=frozenset(number for item in contacts for number in (item.phone, item.phone_other) if number),
        permits=frozenset(number for kind, number in numbers if kind != "NIB"),
        figures={name: ikm[name] for name in FIGURES if ikm[name] is not None},
    )


def _phones(session: Session) -> dict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(select(Contact.ikm_id, Contact.phone, Contact.phone_other, Contact.email)):
        found[row.ikm_id].append(row)
    return found


def _numbers(session: Session) -> dict[UUID, list[tuple[str, str]]]:
    found: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    numbered = select(Certificate.ikm_id, Certificate.kind, Certificate.number).where(Certificate.number.is_not(None))
    for ikm_id, kind, number in session.execute(numbered):
        found[ikm_id].append((kind, number or ""))
    return found
