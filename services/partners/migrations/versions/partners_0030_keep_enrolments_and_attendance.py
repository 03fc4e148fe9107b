"""Room for what follows a yes: the enrolment, who was there at each session, and when the list was closed.

Whoever said yes before and has the seat is enrolled from then on.
"""

import secrets
from string import ascii_uppercase, digits
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "partners_0030"
down_revision = "partners_0029"
branch_labels = None
depends_on = None

LETTERS = "".join(sorted({*ascii_uppercase, *digits} - set("01IO")))
ADDED: tuple[sa.Column[Any], ...] = (
    sa.Column("threshold", sa.Integer(), nullable=True),
    sa.Column("list_closed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("list_closed_by", sa.Uuid(), nullable=True),
)


def upgrade() -> None:
    for column in ADDED:
        op.add_column("offer", column)
    _create_enrolment()
    _create_attendance()
    _enrol()


def _create_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("pass_code", sa.String(length=12), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_enrolment_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_enrolment_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_enrolment_nomination_id")),
        sa.UniqueConstraint("pass_code", name=op.f("uq_enrolment_pass_code")),
    )
    op.create_index("ix_enrolment_offer_id_state", "enrolment", ["offer_id", "state"])


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("came_instead", sa.String(length=200), nullable=True),
        sa.Column("relation", sa.String(length=100), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["offer_session.id"], name=op.f("fk_attendance_session_id_offer_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("enrolment_id", "session_id", name=op.f("uq_attendance_enrolment_id")),
    )
    op.create_index("ix_attendance_session_id", "attendance", ["session_id"])


def _enrol() -> None:
    bind = op.get_bind()
    nomination = _table("nomination", ("id", "offer_id"), ("state",))
    invitation = _table("invitation", ("nomination_id",), ("state", "answered_at", "issued_at"))
    told = "state", "walk_in", "pass_code", "began_at", "revision"
    enrolment = _table("enrolment", ("id", "nomination_id", "offer_id"), told)
    began = sa.func.coalesce(invitation.c.answered_at, invitation.c.issued_at)
    seated = (
        sa.select(nomination.c.id, nomination.c.offer_id, sa.func.max(began).label("began_at"))
        .join_from(nomination, invitation, invitation.c.nomination_id == nomination.c.id)
        .where(invitation.c.state.in_(["accepted", "delegated"]), nomination.c.state.in_(["nominated", "accepted"]))
        .group_by(nomination.c.id, nomination.c.offer_id)
    )
    rows = [_row(found) for found in bind.execute(seated)]
    if rows:
        bind.execute(enrolment.insert(), rows)


def _table(name: str, ids: tuple[str, ...], others: tuple[str, ...]) -> sa.TableClause:
    return sa.table(name, *(sa.column(one, sa.Uuid()) for one in ids), *map(sa.column, others))


def _row(found: Any) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "nomination_id": found.id,
        "offer_id": found.offer_id,
        "state": "enrolled",
        "walk_in": False,
        "pass_code": "".join(secrets.choice(LETTERS) for _ in range(8)),
        "began_at": found.began_at,
        "revision": 1,
    }


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("enrolment")
    for column in reversed(ADDED):
        op.drop_column("offer", column.name)
