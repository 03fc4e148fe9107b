"""A history written before values lay beside the chain is carried over: what was whole stays so, what was not too."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from shared import seals
from shared.audit import record
from shared.change import Change
from shared.database import Database
from shared.history import Verdict, verify
from shared.migrations import upgrade
from tests.conftest import SIGNING_KEY
from tests.earlier_schema import empty_at

BEGAN = datetime(2026, 11, 1, 8, 30, 0, 250000, tzinfo=UTC)
IKM = UUID(int=7)
OLD = sa.table("change", *(sa.column(name, kind) for name, kind in {
    "id": sa.Integer, "at": sa.DateTime(timezone=True), "actor_id": sa.Uuid, "actor_name": sa.String,
    "noun": sa.String, "noun_id": sa.Uuid, "action": sa.String, "old": sa.JSON, "new": sa.JSON, "reason": sa.Text,
    "batch_id": sa.Uuid, "correlation_id": sa.String, "previous_hash": sa.String, "hash": sa.String,
    "seal": sa.String}.items()))  # fmt: skip


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database as it was before the history could forget."""
    with empty_at("registry", "kernel_0005", backend, request) as address:
        yield address


def old_fingerprint(change: dict) -> str:
    content = [
        change["previous_hash"], change["at"].isoformat(), str(change["actor_id"]), change["actor_name"],
        change["noun"], str(change["noun_id"]), change["action"], change["old"], change["new"], change["reason"],
        str(change["batch_id"]), change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def written(url: str, *keys: str | None, spoil: Callable[[list[dict]], object] = len) -> None:
    """Write a history as it was written then, one change for each key that sealed it, spoiled on the way."""
    rows: list[dict] = []
    for number, key in enumerate(keys, start=1):
        row = {
            "id": number, "at": BEGAN + timedelta(minutes=number), "actor_id": None, "actor_name": "Rahma é",
            "noun": "ikm", "noun_id": IKM, "action": "edit", "old": {}, "new": {"phone": f"08{number}", "z": 1, "a": 2},
            "reason": None, "batch_id": None, "correlation_id": "story",
            "previous_hash": rows[-1]["hash"] if rows else "",
        }  # fmt: skip
        row["hash"] = old_fingerprint(row)
        rows.append(row | {"seal": seals.seal([key], row["hash"]) if key else None})
    newest = rows[-1]["hash"]
    spoil(rows)
    database = Database(url)
    with database.transaction() as session:
        if rows:
            session.execute(sa.insert(OLD), rows)
        session.execute(sa.text("UPDATE change_head SET hash = :hash"), {"hash": newest})
    database.dispose()


@pytest.fixture
def opened(url: str) -> Iterator[Database]:
    database = Database(url, signing_keys=[SIGNING_KEY])
    yield database
    database.dispose()


def verdict(database: Database) -> Verdict:
    with database.reading() as session:
        return verify(session)


def test_a_whole_history_stays_whole_and_says_what_it_said(url, opened):
    written(url, None, *(5000 * [SIGNING_KEY]))
    upgrade("registry", url, [SIGNING_KEY])
    found = verdict(opened)
    assert (found.broken, found.unsealed_to, found.foreign, found.erased) == (None, 1, 0, 0)
    with opened.reading() as session:
        change = session.get_one(Change, 4321)
        assert (change.actor_name, change.new["phone"], change.reason) == ("Rahma é", "084321", None)
        assert change.at == BEGAN + timedelta(minutes=4321)
    with opened.transaction() as session:
        record(session, noun="ikm", noun_id=IKM, action="verify")
    assert verdict(opened).broken is None


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (lambda rows: rows[0].update(actor_name="somebody else"), 1),
        (lambda rows: rows[1].update(new={"phone": "09"}), 2),
        (lambda rows: rows[1].update(seal=None), 2),
        (lambda rows: rows[1].update(seal=seals.seal([SIGNING_KEY], "another hash")), 2),
        (lambda rows: rows.pop(1), 3),
        (lambda rows: rows.pop(), 2),
        (lambda rows: rows.clear(), 0),
    ],
)
def test_a_broken_history_stays_broken_where_it_was(url, opened, spoil, broken):
    written(url, *(3 * [SIGNING_KEY]), spoil=spoil)
    upgrade("registry", url, [SIGNING_KEY])
    assert verdict(opened).broken == broken
    with opened.transaction() as session:
        record(session, noun="ikm", noun_id=IKM, action="verify")
    assert verdict(opened).broken is not None


def test_what_a_lost_key_sealed_is_still_said_to_be_of_a_lost_key(url, opened):
    written(url, "l" * 40, "l" * 40, SIGNING_KEY)
    upgrade("registry", url, [SIGNING_KEY])
    assert (verdict(opened).broken, verdict(opened).foreign) == (None, 2)


def test_a_history_is_not_carried_over_without_the_key_and_nothing_changes(url, opened):
    written(url, SIGNING_KEY)
    with pytest.raises(Exception, match="SINERGI_SECRET_KEY is missing"):
        upgrade("registry", url)
    with opened.reading() as session:
        assert session.scalars(sa.select(OLD.c.actor_name)).all() == ["Rahma é"]
    upgrade("registry", url, [SIGNING_KEY])
    assert verdict(opened).broken is None


def test_nothing_of_a_value_is_left_in_the_chain(url, opened):
    written(url, SIGNING_KEY)
    upgrade("registry", url, [SIGNING_KEY])
    with opened.reading() as session:
        names = set(sa.inspect(session.connection()).get_table_names())
        [row] = session.execute(sa.text("SELECT * FROM change")).mappings()
    assert "change_before" not in names
    assert not {"081", "Rahma é"} & set(map(str, row.values()))
    assert old_hash_of_the_first() not in row.values()


def old_hash_of_the_first() -> str:
    return old_fingerprint({
        "at": BEGAN + timedelta(minutes=1), "actor_id": None, "actor_name": "Rahma é", "noun": "ikm", "noun_id": IKM,
        "action": "edit", "old": {}, "new": {"phone": "081", "z": 1, "a": 2}, "reason": None, "batch_id": None,
        "correlation_id": "story", "previous_hash": "",
    })  # fmt: skip
