"""create notifications."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ikm_name", sa.String(length=300), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("ikm_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "email",
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
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("ikm_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("dedupe_key", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_email_dedupe_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_email_message_id")),
    )
    with op.batch_alter_table("email", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_email_created_at"), ["created_at"], unique=False)
        batch_op.create_index(
            "ix_email_due",
            ["next_attempt_at"],
            unique=False,
            sqlite_where=sa.text("state = 'queued'"),
            postgresql_where=sa.text("state = 'queued'"),
        )
        batch_op.create_index(batch_op.f("ix_email_ikm_id"), ["ikm_id"], unique=False)
        batch_op.create_index(
            "ix_email_in_hand",
            ["claimed_at"],
            unique=False,
            sqlite_where=sa.text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')"),
            postgresql_where=sa.text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')"),
        )
        batch_op.create_index(batch_op.f("ix_email_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_email_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index("ix_email_state_created_at", ["state", "created_at"], unique=False)

    op.create_table(
        "ending",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_ending")),
    )
    op.create_table(
        "preference",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("unwanted_since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", "template", name=op.f("pk_preference")),
    )
    op.create_table(
        "recipient",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_recipient")),
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "suppression",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("address", name=op.f("uq_suppression_address")),
    )


def downgrade() -> None:
    op.drop_table("suppression")
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipient_institution_id"))

    op.drop_table("recipient")
    op.drop_table("preference")
    op.drop_table("ending")
    with op.batch_alter_table("email", schema=None) as batch_op:
        batch_op.drop_index("ix_email_state_created_at")
        batch_op.drop_index(batch_op.f("ix_email_offer_id"))
        batch_op.drop_index(batch_op.f("ix_email_invitation_id"))
        batch_op.drop_index(
            "ix_email_in_hand",
            sqlite_where=sa.text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')"),
            postgresql_where=sa.text("claimed_at IS NOT NULL AND state IN ('queued', 'sending')"),
        )
        batch_op.drop_index(batch_op.f("ix_email_ikm_id"))
        batch_op.drop_index(
            "ix_email_due", sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'")
        )
        batch_op.drop_index(batch_op.f("ix_email_created_at"))
        batch_op.drop_index(batch_op.f("ix_email_address"))

    op.drop_table("email")
    op.drop_table("contact")
