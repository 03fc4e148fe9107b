"""What the register knows about who is who, and how each business stands, as an import needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from services.registry.domain.business_state import State
from services.registry.domain.duplicates import Known
from services.registry.domain.evidence import Traits, traits_of
from services.registry.domain.fields import COLUMNS, FIGURES
from services.registry.domain.import_entry import Entry
from services.registry.domain.profile import SHARING, newest_consent
from services.registry.domain.provenance import is_verified
from services.registry.domain.silence import says_nothing
from services.registry.models.certificate import Certificate
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.import_batch import ImportBatch
from services.registry.models.import_row import ImportRow
from shared.among import among
from shared.change import Change
from shared.search import search_key

AT_ONCE = 500
CHILDREN = (Ikm.contacts, Ikm.certificates, Ikm.needs, Ikm.participations, Ikm.consents)


def register_mark(session: Session) -> str:
    """Return a text that differs whenever any IKM was added, changed or announced since, or a list written or undone.

    Only an undone list takes IKM away, so no two states of the register have the same numbers. What waits changes with
    a list, or with a decision, which announces an IKM.
    """
    sums = select(func.count(), func.sum(Ikm.revision), func.sum(Ikm.profile_revision)).select_from(Ikm)
    return ":".join([*(str(number or 0) for number in session.execute(sums).one()), *lists_mark(session)])


def lists_mark(session: Session) -> list[str]:
    """Return what the mark says of lists alone: how many were written, how many undone."""
    lists = select(func.count(ImportBatch.confirmed_at), func.count(ImportBatch.undone_at))
    return [str(number) for number in session.execute(lists).one()]


def last_change(session: Session) -> int:
    """Return the id of the newest change in the history."""
    return session.scalar(select(func.max(Change.id))) or 0


def known_businesses(session: Session, near: ColumnElement[bool] | None = None) -> Known:
    """Return every business that a row could speak of (or those ``near`` to something), and what waits.

    A row that waits is known under its content, so that rows which say the same are one.
    """
    wanted = Ikm.status != "merged" if near is None else and_(Ikm.status != "merged", near)
    ids = None if near is None else select(Ikm.id).where(wanted)
    waiting = session.execute(select(ImportRow.id, ImportRow.content_hash, ImportRow.entry).where(ImportRow.waiting))
    return Known(
        _records(session, wanted, ids), (traits_of(waits_as(row), Entry.from_json(row.entry)) for row in waiting)
    )


def traits_of_ikm(session: Session, ids: Iterable[UUID]) -> Iterator[Traits]:
    """Return what tells these IKM from others."""
    wanted = among(Ikm.id, ids)
    return _records(session, wanted, select(Ikm.id).where(wanted))


def _records(session: Session, wanted: ColumnElement[bool], ids: Select[UUID] | None) -> Iterator[Traits]:
    phones, numbers = _phones(session, ids), _numbers(session, ids)
    columns = (
        Ikm.id, Ikm.name, Ikm.owner_name, Ikm.kecamatan_code, Ikm.desa, Ikm.address, Ikm.product, Ikm.kbli, Ikm.nib,
        Ikm.nik_fingerprint, *(getattr(Ikm, name) for name in FIGURES),
    )  # fmt: skip
    rows = session.execute(select(*columns).where(wanted).order_by(Ikm.number))
    return (_traits(row._mapping, phones.get(row.id, []), numbers.get(row.id, [])) for row in rows)


def waits_as(row: Any) -> str:
    """Return the id under which a row that waits is known beside the businesses."""
    return row.content_hash or str(row.id)


def known_near(session: Session, rows: Iterable[Traits], ids: Iterable[UUID] = ()) -> Known:
    """Return the businesses that any of these rows could speak of: those of the same places, numbers or names.

    ``ids``: businesses to look at in any case.
    """
    rows = list(rows)
    phones, emails = {phone for row in rows for phone in row.phones}, {row.email for row in rows if row.email}
    numbers = {number for row in rows for number in row.nibs | row.permits}
    reached = or_(among(Contact.phone, phones), among(Contact.phone_other, phones), among(Contact.email, emails))
    near = or_(
        among(Ikm.id, list(ids)),
        among(Ikm.kecamatan_code, {row.kecamatan for row in rows if row.kecamatan}),
        and_(Ikm.kecamatan_code.is_(None), literal(any(row.kecamatan is None for row in rows))),
        among(Ikm.name_key, {search_key(row.name) for row in rows}),
        among(Ikm.owner_key, {search_key(row.owner) for row in rows if row.owner}),
        among(Ikm.nib, {number for row in rows for number in row.nibs}),
        among(Ikm.nik_fingerprint, {row.nik for row in rows if row.nik}),
        Ikm.id.in_(select(Contact.ikm_id).where(reached)),
        Ikm.id.in_(select(Certificate.ikm_id).where(among(Certificate.number, numbers))),
    )
    return known_businesses(session, near)


def states_of(session: Session, ids: Iterable[str]) -> dict[str, State]:
    """Return how the businesses that exist among ``ids`` stand."""
    return {str(ikm.id): state_of(ikm) for ikm in with_children(session, map(UUID, ids))}


def with_children(session: Session, ids: Iterable[UUID], *, lock: bool = False) -> Iterator[Ikm]:
    """Yield IKM with all that belongs to them, a constant number of queries for every few hundred.

    In the order of their ids: two who lock many in another order would wait for each other.
    """
    rest = iter(sorted(set(ids)))
    while some := list(islice(rest, AT_ONCE)):
        loading = select(Ikm).where(among(Ikm.id, some)).options(*map(selectinload, CHILDREN))
        yield from session.scalars(loading.order_by(Ikm.id).with_for_update() if lock else loading)


def state_of(ikm: Ikm) -> State:
    """Return how one business stands."""
    owner = next((contact for contact in ikm.contacts if contact.kind == "owner"), None)
    state = State(
        values={name: value for name, value in ikm.data().items() if value is not None and _says_something(value)},
        verified=frozenset(name for name in COLUMNS if is_verified(ikm.provenance, name)),
        closed=ikm.status == "closed",
        draft=ikm.status == "draft",
        needs={need.topic for need in ikm.needs},
        attended={(past.title, past.held_on) for past in ikm.participations},
    )
    if owner:
        state.phone, state.phone_other, state.email = owner.phone, owner.phone_other, owner.email
        if ikm.status == "verified" and owner.email:
            state.verified |= {"email"}
    for held in ikm.certificates:
        state.held.setdefault(held.kind, []).append((held.state, held.number))
    if said := newest_consent(ikm.consents, SHARING):
        state.consent = said.state
        # A refusal holds at the latest since it came; a consent may be older than anything said since.
        state.consent_at = said.recorded_at if said.dated or said.state == "no" else None
    if is_verified(ikm.provenance, "nik"):
        state.verified |= {"nik_fingerprint"}
    return state


def _says_something(value: Any) -> bool:
    """What an earlier list brought in where nothing was known gives way to what is known now."""
    return not (isinstance(value, str) and says_nothing(value))


def _traits(ikm: Any, contacts: list[Any], numbers: list[tuple[str, str]]) -> Traits:
    return Traits(
        id=str(ikm["id"]),
        name=ikm["name"],
        owner=ikm["owner_name"],
        kecamatan=ikm["kecamatan_code"],
        desa=ikm["desa"],
        address=ikm["address"],
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


def _phones(session: Session, ids: Select[UUID] | None) -> dict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    wanted = select(Contact.ikm_id, Contact.phone, Contact.phone_other, Contact.email)
    for row in session.execute(wanted if ids is None else wanted.where(Contact.ikm_id.in_(ids))):
        found[row.ikm_id].append(row)
    return found


def _numbers(session: Session, ids: Select[UUID] | None) -> dict[UUID, list[tuple[str, str]]]:
    found: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    numbered = select(Certificate.ikm_id, Certificate.kind, Certificate.number).where(Certificate.number.is_not(None))
    for ikm_id, kind, number in session.execute(
        numbered if ids is None else numbered.where(Certificate.ikm_id.in_(ids))
    ):
        found[ikm_id].append((kind, number or ""))
    return found
