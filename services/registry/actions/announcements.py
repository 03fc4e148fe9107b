"""Telling the other services how an IKM stands now: always the whole snapshot, under a growing revision."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.registry.actions.listings import relist
from services.registry.domain.fields import SHARED
from services.registry.domain.ikm import ENDED
from services.registry.domain.profile import SHARING, chosen_contact, consent_state, holdings
from services.registry.domain.size import permenperin_64, workers
from services.registry.models.certificate import Certificate
from services.registry.models.consent import Consent
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.need import Need
from services.registry.models.participation import Participation
from shared.among import among
from shared.events.registry import ContactPoint, Detail, Holding, IkmProfileChanged, PastTraining, ProfileNeed
from shared.messaging.outbox import publish

AT_ONCE = 1000
T = TypeVar("T")
Belonging = Contact | Certificate | Consent | Need | Participation
BELONGINGS: Mapping[type[Belonging], InstrumentedAttribute[Any]] = {
    Contact: Ikm.contacts, Certificate: Ikm.certificates, Consent: Ikm.consents, Need: Ikm.needs,
    Participation: Ikm.participations,
}  # fmt: skip
Reader = Callable[[type[Belonging], Ikm], list[Any]]


def announce(session: Session, ikm: Ikm) -> None:
    """Announce one IKM as it stands at this point of the transaction."""
    announce_many(session, [ikm.id])


def announce_many(session: Session, ids: Iterable[UUID], *, retold: bool = False) -> None:
    """Announce many IKM, nine queries for every thousand of them; ``retold`` after a return from a copy."""
    for some in portions(ids):
        session.flush()
        revisions = dict(
            session.execute(
                update(Ikm)
                .where(among(Ikm.id, some))
                .values(profile_revision=Ikm.profile_revision + 1)
                .returning(Ikm.id, Ikm.profile_revision),
                execution_options={"synchronize_session": False},
            ).all()
        )
        rows = session.scalars(select(Ikm).where(among(Ikm.id, some)).order_by(Ikm.number)).all()
        read = _children_of(session, some)
        _tell(session, rows, revisions, read, retold=retold)


def announce_new(session: Session, newcomers: Iterable[Ikm]) -> None:
    """Announce IKM that were inserted a moment ago with all that belongs to them: there is nothing to read."""
    for some in portions(newcomers):
        revisions = {ikm.id: ikm.profile_revision for ikm in some}
        _tell(session, some, revisions, lambda table, ikm: vars(ikm).get(BELONGINGS[table].key, []))


def list_new(session: Session, newcomers: Iterable[Ikm]) -> None:
    """Put IKM that were inserted a moment ago on the register's list, and tell nobody."""
    for some in portions(newcomers):
        relist(session, [(ikm, vars(ikm).get("contacts", []), vars(ikm).get("needs", [])) for ikm in some])


def announce_untold(session: Session) -> int:
    """Announce some of the IKM that came with a large list and that nobody heard of yet; return how many."""
    untold = select(Ikm.id).where(Ikm.profile_revision == 0).order_by(Ikm.id).limit(AT_ONCE // 2)
    ids = session.scalars(untold.with_for_update(skip_locked=True)).all()
    announce_many(session, ids)
    return len(ids)


def _tell(
    session: Session, rows: Sequence[Ikm], revisions: Mapping[UUID, int], read: Reader, *, retold: bool = False
) -> None:
    relist(session, [(ikm, read(Contact, ikm), read(Need, ikm)) for ikm in rows])
    publish(session, *(_snapshot(ikm, revisions[ikm.id], read, retold=retold) for ikm in rows))


def portions(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield different items, so many at a time as one statement takes."""
    rest = iter(dict.fromkeys(items))
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _children_of(session: Session, ids: Sequence[UUID]) -> Reader:
    tables: dict[type[Belonging], dict[UUID, list[Any]]] = {}
    for table in BELONGINGS:
        tables[table] = defaultdict(list)
        rows: Select[Belonging] = select(table)
        for row in session.scalars(rows.where(among(table.ikm_id, ids)).order_by(table.id)):
            tables[table][row.ikm_id].append(row)
    return lambda table, ikm: tables[table].get(ikm.id, [])


def _snapshot(ikm: Ikm, revision: int, read: Reader, *, retold: bool) -> IkmProfileChanged:
    return IkmProfileChanged(
        ikm_id=ikm.id,
        revision=revision,
        status=ikm.status,
        restricted=ikm.restricted,
        merged_into=ikm.merged_into_id,
        size_class=permenperin_64(workers(ikm.workers_male, ikm.workers_female), ikm.investment),
        registered_on=ikm.registered_on,
        consent_to_share=consent_state(read(Consent, ikm), SHARING),
        contact=_contact(ikm, read(Contact, ikm)),
        holdings=[
            Holding(kind=held.kind, state=held.state, expires_on=held.expires_on)
            for held in holdings(read(Certificate, ikm))
        ],
        needs=[ProfileNeed(topic=need.topic, severity=need.severity, since=need.since) for need in read(Need, ikm)],
        trainings=[
            PastTraining(topic=past.topic, title=past.title, held_on=past.held_on)
            for past in read(Participation, ikm)
            if past.status == "attended"
        ],
        retold=retold,
        **_shared(ikm),
    )


def _shared(ikm: Ikm) -> dict[str, Any]:
    known = {field.name: getattr(ikm, field.column) for field in SHARED}
    rest = known.keys() - {place.name for place in fields(IkmProfileChanged)}
    details = [Detail(name=name, value=str(known[name])) for name in sorted(rest) if known[name] is not None]
    return {name: value for name, value in known.items() if name not in rest} | {"details": details}


def _contact(ikm: Ikm, contacts: list[Contact]) -> ContactPoint:
    # Whoever asked for restriction, or is no longer a business of its own, is not reachable through copies.
    hidden = ikm.restricted or ikm.status in ENDED
    reach = chosen_contact([] if hidden else contacts, ikm.owner_name, ikm.name)
    return ContactPoint(name=reach.name, email=reach.email, phone=reach.phone, reachable=reach.reachable)
