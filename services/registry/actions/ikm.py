"""Taking an IKM into the register, and changing what is written about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce
from services.registry.actions.contacts import put_contact
from services.registry.actions.fields import Entry, entry, field_names, plain, put
from services.registry.actions.nik import sealed
from services.registry.actions.unseen import make_way
from services.registry.domain.cluster import suggestions
from services.registry.domain.ikm import ENDED, check_editable, ikm_number, missing_for_registration, status_of_new
from services.registry.domain.location import desa_code
from services.registry.domain.provenance import FORM, stamp
from services.registry.domain.sentra import belonging
from services.registry.models.counter import Counter
from services.registry.models.ikm import Ikm
from shared.audit import record_many
from shared.clock import today
from shared.crypto import Cipher
from shared.errors import InvalidInput, RuleBroken, StaleForm
from shared.language import msg

Contacts = Mapping[str, Mapping[str, Any]]
NO_CONTACTS: Contacts = MappingProxyType({})
Check = Callable[[Ikm], None]


def register(
    session: Session,
    ikm_id: UUID,
    values: Mapping[str, Any],
    contacts: Contacts = NO_CONTACTS,
    *,
    cipher: Cipher,
    source: str = FORM,
) -> Ikm:
    """Take one business into the register; what says too little stays a draft. The same id again changes nothing."""
    # One at a time: two clicks on one button, or one NIB in two forms, must meet here and not at a constraint.
    Counter.hold(session, "ikm")
    known = session.get(Ikm, ikm_id)
    if known is not None:
        return known
    _refuse_taken_nib(session, values.get("nib"), ikm_id)
    complete = sealed(values, cipher) | desa_code(values, None) | belonging(values)
    (ikm,) = new_many(session, {ikm_id: complete}, source=source)
    session.add(ikm)
    record_many(session, _put_contacts(ikm, contacts, source))
    announce(session, ikm)
    return ikm


def new_many(
    session: Session, newcomers: Mapping[UUID, Mapping[str, Any]], *, source: str, batch_id: UUID | None = None
) -> list[Ikm]:
    """Return new businesses, numbered and in the history, for the caller to insert. NIK must be sealed already."""
    added = [draw(ikm_id, values, source=source, batch_id=batch_id) for ikm_id, values in newcomers.items()]
    give_numbers(session, added)
    record_many(session, [entered(ikm) for ikm in added])
    return added


def draw(ikm_id: UUID, values: Mapping[str, Any], *, source: str, batch_id: UUID | None = None) -> Ikm:
    """Return a new business that has no number yet; making it touches no database."""
    given = {name: value for name, value in values.items() if value is not None}
    guessed = {name: guess for name, guess in suggestions(given).items() if name not in given}
    said = stamp(field_names(given), source, today(), batch_id)
    columns = {"registered_on": today(), **given, **guessed}
    return Ikm(
        id=ikm_id,
        status=status_of_new(columns),
        provenance=said | stamp(guessed, "suggestion", today(), batch_id),
        import_batch_id=batch_id,
        **columns,
    )


def give_numbers(session: Session, newcomers: Sequence[Ikm]) -> None:
    """Give new businesses the next numbers of the register, in their order."""
    if newcomers:
        serials = Counter.take(session, "ikm", len(newcomers))
        for serial, ikm in zip(serials, newcomers, strict=True):
            ikm.number = ikm_number(serial)


def entered(ikm: Ikm) -> Entry:
    """Return what the history says of a business that was just taken in."""
    return entry(ikm.id, "register", {}, plain(ikm, [*ikm.provenance, "status"]), batch_id=ikm.import_batch_id)


def edit(
    session: Session,
    ikm_id: UUID,
    values: Mapping[str, Any],
    contacts: Contacts = NO_CONTACTS,
    *,
    cipher: Cipher,
    check: Check | None = None,
    source: str = FORM,
) -> Ikm:
    """Change fields and contacts of one IKM. ``check`` looks at it once it is locked and may raise."""
    return change(session, ikm_id, sealed(values, cipher), contacts, check=check, source=source)


def change(
    session: Session,
    ikm_id: UUID,
    values: Mapping[str, Any],
    contacts: Contacts = NO_CONTACTS,
    *,
    check: Check | None = None,
    source: str = FORM,
    reason: str | None = None,
) -> Ikm:
    """Change fields and contacts of one IKM, of which a NIK is sealed already; ``reason`` stands in the history."""
    if values.get("nib"):
        # Before the row, like imports: the other way round each could hold what the other waits for.
        Counter.hold(session, "ikm")
    ikm = Ikm.living(session, ikm_id)
    check_editable(ikm.status)
    if check:
        check(ikm)
    _refuse_taken_nib(session, values.get("nib"), ikm_id)
    contact_changes = _put_contacts(ikm, contacts, source)
    complete = {**values, **desa_code(values, ikm.kecamatan_code), **belonging(values)}
    changed = put(ikm, complete, source=source)
    if changed or contact_changes:
        entries = [*([changed] if changed else []), *contact_changes]
        record_many(session, [{**each, "reason": reason} for each in entries])
        announce(session, ikm)
    return ikm


def as_of(revision: int) -> Check:
    """Return the check for a form that was opened with this revision. It raises StaleForm."""

    def check(ikm: Ikm) -> None:
        if ikm.revision != revision:
            raise StaleForm

    return check


def _put_contacts(ikm: Ikm, contacts: Contacts, source: str) -> list[Entry]:
    changes = (put_contact(ikm, kind, values, source=source) for kind, values in contacts.items())
    return [change for change in changes if change]


def nib_taken(session: Session, nib: str | None, ikm_id: UUID) -> Iterator[RuleBroken]:
    """Yield the refusal where another IKM has this NIB."""
    other = Ikm.live_with_nib(session, nib) if nib else None
    if other is not None and other.id != ikm_id:
        yield RuleBroken(msg("{number} {name} already has this NIB.", number=other.number, name=other.name), "nib")


def lacking(session: Session, ikm_id: UUID, values: Mapping[str, Any]) -> Iterator[InvalidInput]:
    """Yield what a registered IKM would lack with these values, each thing beside its field."""
    ikm = session.get(Ikm, ikm_id)
    if ikm is not None and ikm.status not in ("draft", *ENDED):
        for field, said in missing_for_registration({**ikm.data(), **values}).items():
            yield InvalidInput({field: said})


def _refuse_taken_nib(session: Session, nib: str | None, ikm_id: UUID) -> None:
    for refusal in nib_taken(session, nib, ikm_id):
        raise refusal
    make_way(session, [nib])
