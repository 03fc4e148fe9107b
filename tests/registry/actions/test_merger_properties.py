"""Whatever two or three records know, mergers undone from the last to the first leave each as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services.registry.actions import certificates, consents, needs, participations, verification
from services.registry.domain.ikm import missing_for_registration
from services.registry.models import Ikm
from shared.clock import today
from shared.database import Database
from tests.registry.actions.test_unmerging import how, merged, undone
from tests.registry.factories import answered, registered, set_contact

SIZE = 3
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "kecamatan_code": st.sampled_from([None, "64.08.04", "64.08.10"]),
        "desa": st.sampled_from(["Selangkau", "Sangatta Utara"]),
        "address": st.sampled_from(["Jl Mawar 1", "Jl Melati 2"]),
        "owner_name": st.sampled_from(["Sari", "Nora"]),
        "kbli": st.sampled_from(["10710", "10793"]),
        "kbli_version": st.sampled_from([2020, 2025]),
        "capacity": st.integers(1, 3),
        "capacity_unit": st.sampled_from(["ton", "kg"]),
        "nik": st.sampled_from(["6408041708900001", "6408044708900002"]),
        "workers_male": st.integers(0, 2),
        "remarks": st.just("catatan"),
    },
)
CONTACT = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Sari", "Nora"]),
        "phone": st.sampled_from(["+6281", "+6282"]),
        "phone_other": st.sampled_from(["+6282", "+6283"]),
        "email": st.sampled_from(["a@contoh.id", "b@contoh.id"]),
    },
)
HELD = st.tuples(
    st.sampled_from(["HALAL", "PIRT"]),
    st.sampled_from(["yes", "no"]),
    st.fixed_dictionaries({}, optional={"number": st.sampled_from(["1", "2"]), "remark": st.sampled_from("xy")}),
)
RECORD = st.fixed_dictionaries(
    {
        "fields": FIELDS,
        "has_nib": st.booleans(),
        "verified": st.booleans(),
        "contacts": st.dictionaries(st.sampled_from(["owner", "proxy"]), CONTACT),
        "held": st.lists(HELD, max_size=3),
        "needs": st.dictionaries(st.sampled_from(["EKSPOR", "PENGEMASAN"]), st.integers(1, 3)),
        "said": st.lists(st.sampled_from(["yes", "no"]), max_size=2),
        "past": st.sets(st.sampled_from(["Bimtek", "Magang"])),
        "answers": st.integers(0, 1),
    }
)


@pytest.fixture
def on_sqlite(sqlite_database: Callable[[str], Database]) -> Database:
    return sqlite_database("registry")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(RECORD, min_size=SIZE, max_size=SIZE), clicks=st.lists(st.integers(0, 5), max_size=2))
def test_undone_from_the_last_to_the_first_all_is_as_before(
    on_sqlite: Database, records: list[dict[str, Any]], clicks: list[int]
) -> None:
    with on_sqlite.transaction() as session:
        ikm = [known(session, number, record) for number, record in enumerate(records)]
        session.flush()
        session.expire_all()
        made = []
        for click in clicks:
            living = [each for each in ikm if each.merged_into_id is None]
            pairs = [(kept, gone) for kept in living for gone in living if kept is not gone]
            kept, gone = pairs[click % len(pairs)]
            before = [how(each) for each in ikm]
            made.append((merged(session, kept, gone), before))
        for merge, before in reversed(made):
            refused = "no" in {row.state for each in ikm for row in each.consents}
            undone(session, merge)
            after = [how(each) for each in ikm]
            if not refused:
                assert after == before
        session.rollback()


def known(session: Session, number: int, record: dict[str, Any]) -> Ikm:
    values = record["fields"] | ({"nib": f"912000123456{number}"} if record["has_nib"] else {})
    ikm = registered(session, **values)
    for kind, contact in record["contacts"].items():
        set_contact(session, ikm.id, kind, contact)
    for kind, state, details in record["held"]:
        certificates.record_certificate(session, ikm.id, kind, state, details if state == "yes" else None)
    for topic, severity in record["needs"].items():
        needs.record_need(session, ikm.id, topic, severity)
    for state in record["said"]:
        consents.record_consent(session, ikm.id, state, "phone")
    for title in record["past"]:
        participations.put_participation(ikm, title, today(), source="daftar")
    for _ in range(record["answers"]):
        participations.record_answer(session, answered(ikm.id))
    if record["verified"] and not missing_for_registration(ikm.data()):
        verification.verify(session, ikm.id)
    return ikm
