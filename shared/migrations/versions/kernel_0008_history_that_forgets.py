"""Bind values in the history by salted commitments and keep them beside it, where they can be erased."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from shared import seals

revision = "kernel_0008"
down_revision = "kernel_0007"
branch_labels = None
depends_on = None

SLICE = 2000
OF_A_LOST_KEY = f"unknown-:{64 * '0'}"
"""Bears the name of no key, as did a seal by one that is not at hand: the next seal vouches for it, as before."""
REFUSAL = "the change history is append-only"
NEW_COLUMNS = ("id", "at", "actor_id", "actor_commitment", "noun", "noun_id", "action", "value_commitment", "batch_id",
               "correlation_id", "previous_hash", "hash", "seal")  # fmt: skip

TYPES: dict[str, Any] = {
    "id": sa.Integer, "at": sa.DateTime(timezone=True), "actor_id": sa.Uuid, "actor_name": sa.String(200),
    "actor_commitment": sa.String(64), "noun": sa.String(40), "noun_id": sa.Uuid, "action": sa.String(40),
    "value_commitment": sa.String(64), "old": sa.JSON, "new": sa.JSON, "reason": sa.Text, "batch_id": sa.Uuid,
    "correlation_id": sa.String(64), "previous_hash": sa.String(64), "hash": sa.String(64), "seal": sa.String(80),
}  # fmt: skip
MAY_BE_NULL = {"actor_id", "reason", "batch_id", "seal"}
OLD = sa.table("change_before", *(sa.column(name, TYPES[name]) for name in (
    "id", "at", "actor_id", "actor_name", "noun", "noun_id", "action", "old", "new", "reason", "batch_id",
    "correlation_id", "previous_hash", "hash", "seal")))  # fmt: skip
CHANGE = sa.table("change", *(sa.column(name, TYPES[name]) for name in NEW_COLUMNS))
VALUE = sa.table("change_value", sa.column("change_id"), sa.column("salt"), sa.column("old", sa.JSON),
                 sa.column("new", sa.JSON), sa.column("reason"))  # fmt: skip
ACTOR = sa.table("change_actor", sa.column("change_id"), sa.column("salt"), sa.column("name"))
HEAD = sa.table("change_head", sa.column("id"), sa.column("last_id"), sa.column("hash"))


class NoKey(Exception):
    """The history is sealed anew, which needs the key."""


def upgrade() -> None:
    connection = op.get_bind()
    _set_the_old_history_apart(connection)
    _create_tables()
    op.add_column("change_head", sa.Column("last_id", sa.Integer(), nullable=False, server_default="0"))
    _carry_over(connection, tuple(context.config.attributes.get("signing_keys", ())))
    op.drop_table("change_before")
    _guard(connection)


def downgrade() -> None:
    raise NotImplementedError("what was erased cannot come back: go back to the copy kept before the update")


def _set_the_old_history_apart(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        op.execute("DROP TRIGGER change_is_append_only ON change")
        op.execute("ALTER TABLE change RENAME CONSTRAINT pk_change TO pk_change_before")
    else:
        op.execute("DROP TRIGGER change_refuses_update")
        op.execute("DROP TRIGGER change_refuses_delete")
    op.drop_index("ix_change_batch_id", table_name="change")
    op.drop_index("ix_change_noun_noun_id_id", table_name="change")
    op.rename_table("change", "change_before")


def _create_tables() -> None:
    number = sa.Column("id", sa.Integer(), autoincrement=False, nullable=False)
    columns = [sa.Column(name, TYPES[name], nullable=name in MAY_BE_NULL) for name in NEW_COLUMNS if name != "id"]
    op.create_table("change", number, *columns, sa.PrimaryKeyConstraint("id", name=op.f("pk_change")))
    op.create_table(
        "change_value",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_change_value")),
    )
    op.create_table(
        "change_actor",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_change_actor")),
    )
    op.create_index("ix_change_batch_id", "change", ["batch_id"])
    op.create_index("ix_change_noun_noun_id_id", "change", ["noun", "noun_id", "id"])


def _carry_over(connection: sa.Connection, keys: Sequence[str]) -> None:
    """Follow the old chain and write each change onto the new one, sealed where it was.

    The first link that does not fit stays one that does not fit, and nothing is sealed from there on.
    """
    last_id, previous, old_previous, whole = 0, "", "", True
    for changes in _slices(connection):
        if not keys:
            raise NoKey("SINERGI_SECRET_KEY is missing: the history is checked and sealed anew with it")
        rows: list[dict[str, Any]] = []
        for change in changes:
            fits = change["seal"] is None or seals.fits(keys, change["hash"], change["seal"]) is not False
            broken = whole and not (fits and change["previous_hash"] == old_previous and change["hash"] == _old(change))
            whole, old_previous = whole and not broken, change["hash"]
            row = _committed(change) | {"previous_hash": _unlike(previous) if broken else previous}
            row["hash"] = previous = _new(row)
            row["seal"] = _seal(keys, change, previous) if whole else None
            rows.append(row)
        last_id = rows[-1]["id"]
        _write(connection, rows)
    _begin_from(connection, last_id, previous, old_previous)


def _slices(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    last_id = 0
    while True:
        some = sa.select(OLD).where(OLD.c.id > last_id).order_by(OLD.c.id).limit(SLICE)
        rows = [dict(row) for row in connection.execute(some).mappings()]
        if not rows:
            return
        yield rows
        last_id = rows[-1]["id"]


def _committed(change: Mapping[str, Any]) -> dict[str, Any]:
    salt, name_salt = secrets.token_hex(16), secrets.token_hex(16)
    return {
        **change,
        "salt": salt,
        "name_salt": name_salt,
        "value_commitment": _commitment(salt, _text([change["old"], change["new"], change["reason"]])),
        "actor_commitment": _commitment(name_salt, change["actor_name"]),
    }


def _text(content: list[Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _commitment(salt: str, text: str) -> str:
    return hmac.digest(salt.encode(), text.encode(), "sha256").hex()


def _seal(keys: Sequence[str], change: Mapping[str, Any], text: str) -> str | None:
    if change["seal"] is None:
        return None
    known = seals.fits(keys, change["hash"], change["seal"]) is not None
    return seals.seal(keys, text) if known else OF_A_LOST_KEY


def _unlike(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(sa.insert(CHANGE), [{name: row[name] for name in NEW_COLUMNS} for row in rows])
    connection.execute(
        sa.insert(VALUE),
        [{"change_id": row["id"], **{name: row[name] for name in ("salt", "old", "new", "reason")}} for row in rows],
    )
    connection.execute(
        sa.insert(ACTOR),
        [{"change_id": row["id"], "salt": row["name_salt"], "name": row["actor_name"]} for row in rows],
    )


def _begin_from(connection: sa.Connection, last_id: int, last_hash: str, old_hash: str) -> None:
    """Let the head be the newest change; where it was another one, the newest were taken away, and that stays so."""
    head = connection.scalar(sa.select(HEAD.c.hash))
    found = last_hash if head == old_hash else head
    connection.execute(sa.update(HEAD).values(last_id=last_id, hash=found))


def _old(change: Mapping[str, Any]) -> str:
    content = [
        change["previous_hash"], _moment(change), str(change["actor_id"]), change["actor_name"], change["noun"],
        str(change["noun_id"]), change["action"], change["old"], change["new"], change["reason"],
        str(change["batch_id"]), change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _new(change: Mapping[str, Any]) -> str:
    content = [
        change["previous_hash"], _moment(change), str(change["actor_id"]), change["actor_commitment"], change["noun"],
        str(change["noun_id"]), change["action"], change["value_commitment"], str(change["batch_id"]),
        change["correlation_id"],
    ]  # fmt: skip
    return hashlib.sha256(_text(content).encode()).hexdigest()


def _moment(change: Mapping[str, Any]) -> str:
    at: datetime = change["at"]
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


def _guard(connection: sa.Connection) -> None:
    """Let the database refuse to alter a change or what lies beside it; only what lies beside may be erased."""
    if connection.dialect.name == "postgresql":
        op.execute("CREATE TRIGGER change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON change "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()")  # fmt: skip
        for table in ("change_value", "change_actor"):
            op.execute(f"CREATE TRIGGER {table}_is_never_altered BEFORE UPDATE OR TRUNCATE ON {table} "
                       "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()")  # fmt: skip
        return
    for table, verbs in (
        ("change", ("UPDATE", "DELETE")),
        ("change_value", ("UPDATE",)),
        ("change_actor", ("UPDATE",)),
    ):
        for verb in verbs:
            op.execute(f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                       f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")  # fmt: skip
