"""Tell apart what is told to whom (message) and how it goes (delivery)."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0005"
down_revision = "notifications_0004"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'queued'")
IN_HAND = sa.text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')")
KEPT = (
    "id", "created_at", "template", "recipient_name", "address", "language", "context", "subject", "state", "reason",
    "message_id", "next_attempt_at", "expires_at", "claim", "claimed_at", "sent_at", "last_error", "doubted_at",
    "settled_at", "invitation_id", "ikm_id", "offer_id", "account_id", "institution_id", "correlation_id", "revision",
)  # fmt: skip
MOVED = ("attempts", "refused_in", "refusals")


def upgrade() -> None:
    _create("message")
    _copy("email", "message", KEPT)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("refused_in", sa.Integer(), nullable=True),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_delivery_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("message_id", "number", name=op.f("uq_delivery_message_id_number")),
    )
    for name in ("address", "refused_in"):
        op.create_index(op.f(f"ix_delivery_{name}"), "delivery", [name])
    # What has a Message-ID was tried: one delivery, to where it went, under the id of its message.
    op.execute(
        "INSERT INTO delivery (id, message_id, number, channel, address, state, attempts, began_at, answer, refused_in, refusals) "
        "SELECT id, id, 1, 'email', address, state, attempts, COALESCE(claimed_at, created_at), last_error, refused_in, "
        "refusals FROM email WHERE message_id IS NOT NULL"
    )
    op.drop_table("email")


def _create(name: str, *more: sa.Column) -> None:  # type: ignore[type-arg]
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("ikm_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("message_id", name=op.f(f"uq_{name}_message_id")),
    )
    for column in ("address", "created_at", "ikm_id", "invitation_id", "offer_id"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    op.create_index(f"ix_{name}_state_created_at", name, ["state", "created_at"])
    op.create_index(f"ix_{name}_due", name, ["next_attempt_at"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index(f"ix_{name}_in_hand", name, ["claimed_at"], sqlite_where=IN_HAND, postgresql_where=IN_HAND)


def _copy(source: str, target: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(columns)
    op.execute(f"INSERT INTO {target} ({names}) SELECT {names} FROM {source}")  # noqa: S608 - names of our own


def downgrade() -> None:
    _create(
        "email",
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("refused_in", sa.Integer(), nullable=True),
        sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"),
    )
    _copy("message", "email", KEPT)
    newest = "SELECT {} FROM delivery WHERE delivery.message_id = email.id ORDER BY number DESC LIMIT 1"
    values = ", ".join(f"{name} = COALESCE(({newest.format(name)}), {name})" for name in MOVED)
    op.execute(f"UPDATE email SET {values}")  # noqa: S608 - names of our own
    op.drop_table("delivery")
    op.drop_table("message")
