"""Telling the other services how an IKM stands now: always the whole snapshot, under a growing revision."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.registry.actions.listings import LISTED, Standing, relist
from services.registry.domain.fields import SHARED
from services.registry.domain.ikm import ENDED
from services.registry.domain.outcome import COMPLETED
from services.registry.domain.profile import SHARING, chosen_contact, consent_state, holdings
from services.registry.domain.size import all_workers, permenperin_64, workers
from services.registry.models.certificate import Certificate
from services.registry.models.consent import Consent
from services.registry.models.contact import Contact
from services.registry.models.enrolment import Enrolment
from services.registry.models.ikm import Ikm
from services.registry.models.need import Need
from services.registry.models.participation import Participation
from shared.among import among
from shared.clock import WITA
from shared.events.registry import ContactPoint, Detail, Holding, IkmProfileChanged, PastTraining, ProfileNeed
from shared.messaging.outbox import publish

AT_ONCE = 1000
T = TypeVar("T")
Belonging = Contact | Certificate | Consent | Need | Participation | Enrolment
BELONGINGS: Mapping[type[Belonging], InstrumentedAttribute[Any]] = {
    Contact: Ikm.contacts, Certificate: Ikm.certificates, Consent: Ikm.consents, Need: Ikm.needs,
    Participation: Ikm.participations, Enrolment: Ikm.enrolments,
}  # fmt: skip
Reader = Callable[[type[Belonging], Any], Sequence[Any]]
TOLD = (
    "id",
    "profile_revision",
    "merged_into_id",
    "workers_male",
    "workers_female",
    "workers_total",
    "investment",
    "registered_on",
)
"""What snapshots are made of, beside the fields that are shared and what the list copies."""
PLACES = frozenset(place.name for place in fields(IkmProfileChanged))
UNTRACKED = {"synchronize_session": False}
RAISED: Mapping[str, Any] = {"profile_revision": Ikm.profile_revision + 1, "untold": False}


def announce(session: Session, ikm: Ikm) -> None:
    """Announce one IKM as it stands at this point of the transaction."""
    announce_many(session, [ikm.id])


def announce_many(session: Session, ids: Iterable[UUID], *, retold: bool = False) -> None:
    """Announce many IKM, nine queries for every thousand of them; ``retold`` after a return from a copy."""
    for some in portions(ids):
        session.flush()
        raising = update(Ikm).where(among(Ikm.id, some)).values(RAISED)
        rows = _in_order(session.execute(raising.returning(*_columns()), execution_options=UNTRACKED))
        _tell(session, rows, _belongings(session, some), retold=retold)


def announce_new(session: Session, newcomers: Iterable[Ikm]) -> None:
    """Announce IKM that were inserted a moment ago with all that belongs to them: there is nothing to read."""
    for some in portions(newcomers):
        _tell(session, some, lambda table, ikm: vars(ikm).get(BELONGINGS[table].key, ()))


def list_new(session: Session, newcomers: Iterable[Ikm]) -> None:
    """Put IKM that were inserted a moment ago on the register's list, and tell nobody."""
    for some in portions(newcomers):
        relist(session, [(ikm, vars(ikm).get("contacts", ()), vars(ikm).get("needs", ())) for ikm in some])


def next_untold(session: Session) -> list[IkmProfileChanged]:
    """Return what is to be told of some of the IKM that a large list wrote; reading it needs no lock."""
    told = _columns(profile_revision=Ikm.profile_revision + 1)
    rows = session.execute(select(*told).where(Ikm.untold).order_by(Ikm.id).limit(AT_ONCE)).all()
    read = _belongings(session, [ikm.id for ikm in rows])
    return [_snapshot(ikm, read) for ikm in _in_order(rows)]


def tell_untold(session: Session, facts: Sequence[IkmProfileChanged]) -> None:
    """Announce them, but for those that whoever changed them meanwhile has announced already."""
    ids = [fact.ikm_id for fact in facts]
    raising = update(Ikm).where(among(Ikm.id, ids), Ikm.untold).values(RAISED).returning(Ikm.id, Ikm.profile_revision)
    raised = dict(session.execute(raising, execution_options=UNTRACKED).all())
    publish(session, *(fact for fact in facts if raised.get(fact.ikm_id) == fact.revision))


def delete_and_tell(session: Session, ids: Iterable[UUID]) -> Iterator[Row[Any]]:
    """Delete IKM that never should have been, announce as closed those that were told of, and yield each as it was."""
    for some in portions(ids):
        session.flush()
        read = _belongings(session, some)
        # What belongs to them goes with them, by the foreign keys.
        closed = _columns(status=literal("closed"), profile_revision=Ikm.profile_revision + 1)
        deleting = delete(Ikm).where(among(Ikm.id, some)).returning(*closed)
        gone = _in_order(session.execute(deleting, execution_options=UNTRACKED))
        publish(session, *(_snapshot(ikm, read) for ikm in gone if ikm.profile_revision > 1))
        yield from gone


def _tell(session: Session, rows: Sequence[Standing], read: Reader, *, retold: bool = False) -> None:
    relist(session, [(ikm, read(Contact, ikm), read(Need, ikm)) for ikm in rows])
    publish(session, *(_snapshot(ikm, read, retold=retold) for ikm in rows))


def portions(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield different items, so many at a time as one statement takes."""
    rest = iter(dict.fromkeys(items))
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _columns(**instead: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    names = dict.fromkeys((*TOLD, *LISTED, *(field.column for field in SHARED)))
    return [instead[name].label(name) if name in instead else getattr(Ikm, name) for name in names]


def _in_order(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=attrgetter("number"))


def _belongings(session: Session, ids: Sequence[UUID], wanted: Iterable[type[Belonging]] = tuple(BELONGINGS)) -> Reader:
    tables: dict[type[Belonging], dict[UUID, list[Row[Any]]]] = {}
    for table in wanted:
        tables[table] = defaultdict(list)
        rows = select(*table.__table__.columns).where(among(table.ikm_id, ids)).order_by(table.id)
        for row in session.execute(rows):
            tables[table][row.ikm_id].append(row)
    return lambda table, ikm: tables[table].get(ikm.id, ())


def _snapshot(ikm: Standing, read: Reader, *, retold: bool = False) -> IkmProfileChanged:
    return IkmProfileChanged(
        ikm_id=ikm.id,
        revision=ikm.profile_revision,
        status=ikm.status,
        restricted=ikm.restricted,
        merged_into=ikm.merged_into_id,
        size_class=permenperin_64(workers(ikm.workers_male, ikm.workers_female, ikm.workers_total), ikm.investment),
        workers=all_workers(ikm.workers_male, ikm.workers_female, ikm.workers_total),
        registered_on=ikm.registered_on,
        consent_to_share=consent_state(read(Consent, ikm), SHARING),
        contact=_contact(ikm, read(Contact, ikm)),
        holdings=[
            Holding(kind=held.kind, state=held.state, expires_on=held.expires_on)
            for held in holdings(read(Certificate, ikm))
        ],
        needs=[ProfileNeed(topic=need.topic, severity=need.severity, since=need.since) for need in read(Need, ikm)],
        trainings=_trainings(read(Participation, ikm), read(Enrolment, ikm)),
        retold=retold,
        **_shared(ikm),
    )


def _trainings(listed: Sequence[Any], enrolments: Sequence[Any]) -> list[PastTraining]:
    """Return what the IKM learnt: what lists say it attended, and the programmes it completed."""
    attended = [(past.topic, past.title, past.held_on) for past in listed if past.status == "attended"]
    completed = [
        (one.topic, one.title, one.ended_on or one.starts_on or one.created_at.astimezone(WITA).date())
        for one in enrolments
        if one.state == COMPLETED
    ]
    return [PastTraining(topic=topic, title=title, held_on=on) for topic, title, on in (*attended, *completed)]


def _shared(ikm: Standing) -> dict[str, Any]:
    known = {field.name: getattr(ikm, field.column) for field in SHARED}
    rest = sorted((name, value) for name, value in known.items() if name not in PLACES and value is not None)
    details = [Detail(name=name, value=str(value)) for name, value in rest]
    return {name: value for name, value in known.items() if name in PLACES} | {"details": details}


def _contact(ikm: Standing, contacts: Sequence[Contact]) -> ContactPoint:
    # Whoever asked for restriction, or is no longer a business of its own, is not reachable through copies.
    hidden = ikm.restricted or ikm.status in ENDED
    reach = chosen_contact([] if hidden else contacts, ikm.owner_name, ikm.name)
    return ContactPoint(name=reach.name, email=reach.email, phone=reach.phone, reachable=reach.reachable)
