"""Create the tables of partners, and the first scoring policy."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "partners_0001"
down_revision = None
branch_labels = None
depends_on = None

FIRST_POLICY = {
    "version": 1,
    "weights": {
        "need": 30,
        "cluster": 20,
        "severity": 15,
        "unserved": 15,
        "mobility": 10,
        "momentum": 5,
        "reachable": 5,
    },
    "priority_clusters": ["PISANG", "KAKAO", "PANGAN_OLAHAN"],
    "yearly_cap": 3,
    "lately_days": 365,
    "answer_days": 2,
    "created_at": datetime(2026, 11, 22, tzinfo=UTC),
    "created_by": None,
}


def upgrade() -> None:
    op.create_table(
        "ikm_profile",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("kecamatan_code", sa.String(length=10), nullable=True),
        sa.Column("cluster", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("rematch", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ikm_id", name=op.f("pk_ikm_profile")),
    )
    with op.batch_alter_table("ikm_profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ikm_profile_merged_into"), ["merged_into"], unique=False)
        batch_op.create_index(batch_op.f("ix_ikm_profile_name"), ["name"], unique=False)
        batch_op.create_index(
            "ix_ikm_profile_rematch",
            ["ikm_id"],
            unique=False,
            sqlite_where=sa.text("rematch"),
            postgresql_where=sa.text("rematch"),
        )
        batch_op.create_index("ix_ikm_profile_status_kecamatan_code", ["status", "kecamatan_code"], unique=False)

    op.create_table(
        "institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("service_area", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("contact_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
    )
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_institution_state"), ["state"], unique=False)

    policy = op.create_table(
        "policy",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("priority_clusters", sa.JSON(), nullable=False),
        sa.Column("yearly_cap", sa.Integer(), nullable=False),
        sa.Column("lately_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sessions_valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_account_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("schedule_follows", sa.Boolean(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("eligibility", sa.JSON(), nullable=False),
        sa.Column("selects", sa.Boolean(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_offer_period_ordered")
        ),
        sa.CheckConstraint("quota IS NULL OR quota >= 1", name=op.f("ck_offer_quota_positive")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_offer_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index("ix_offer_state_starts_on", ["state", "starts_on"], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("last_served_on", sa.Date(), nullable=True),
        sa.Column("breakdown", sa.JSON(), nullable=False),
        sa.Column("gate", sa.JSON(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm_profile.ikm_id"], name=op.f("fk_nomination_ikm_id_ikm_profile")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_nomination_offer_id_offer")),
        sa.ForeignKeyConstraint(
            ["policy_version"], ["policy.version"], name=op.f("fk_nomination_policy_version_policy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index("ix_nomination_ikm_id_state", ["ikm_id", "state"], unique=False)
        batch_op.create_index("ix_nomination_offer_id_state_score", ["offer_id", "state", "score"], unique=False)
        batch_op.create_index(
            "uq_nomination_offer_id_ikm_id",
            ["offer_id", "ikm_id"],
            unique=True,
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )

    op.create_table(
        "offer_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_offer_session_times_ordered")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_session_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_session")),
        sa.UniqueConstraint("offer_id", "number", name=op.f("uq_offer_session_offer_id_number")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("promoted", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("delegate_name", sa.String(length=200), nullable=True),
        sa.Column("delegate_relation", sa.String(length=100), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("rematch", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm_profile.ikm_id"], name=op.f("fk_invitation_ikm_id_ikm_profile")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_invitation_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_invitation_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_ikm_id"), ["ikm_id"], unique=False)
        batch_op.create_index("ix_invitation_offer_id_state", ["offer_id", "state"], unique=False)
        batch_op.create_index(
            "ix_invitation_rematch",
            ["ikm_id"],
            unique=False,
            sqlite_where=sa.text("rematch"),
            postgresql_where=sa.text("rematch"),
        )
        batch_op.create_index("ix_invitation_state_answer_by", ["state", "answer_by"], unique=False)
        batch_op.create_index(
            "uq_invitation_live_nomination_id",
            ["nomination_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')"),
            postgresql_where=sa.text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')"),
        )
    op.bulk_insert(policy, [FIRST_POLICY])


def downgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_invitation_live_nomination_id",
            sqlite_where=sa.text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')"),
            postgresql_where=sa.text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')"),
        )
        batch_op.drop_index("ix_invitation_state_answer_by")
        batch_op.drop_index(
            "ix_invitation_rematch", sqlite_where=sa.text("rematch"), postgresql_where=sa.text("rematch")
        )
        batch_op.drop_index("ix_invitation_offer_id_state")
        batch_op.drop_index(batch_op.f("ix_invitation_ikm_id"))

    op.drop_table("invitation")
    op.drop_table("offer_session")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_nomination_offer_id_ikm_id",
            sqlite_where=sa.text("superseded_by IS NULL"),
            postgresql_where=sa.text("superseded_by IS NULL"),
        )
        batch_op.drop_index("ix_nomination_offer_id_state_score")
        batch_op.drop_index("ix_nomination_ikm_id_state")

    op.drop_table("nomination")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_state_starts_on")
        batch_op.drop_index(batch_op.f("ix_offer_institution_id"))

    op.drop_table("offer")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_institution_id"))

    op.drop_table("account")
    op.drop_table("policy")
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institution_state"))

    op.drop_table("institution")
    with op.batch_alter_table("ikm_profile", schema=None) as batch_op:
        batch_op.drop_index("ix_ikm_profile_status_kecamatan_code")
        batch_op.drop_index(
            "ix_ikm_profile_rematch", sqlite_where=sa.text("rematch"), postgresql_where=sa.text("rematch")
        )
        batch_op.drop_index(batch_op.f("ix_ikm_profile_name"))
        batch_op.drop_index(batch_op.f("ix_ikm_profile_merged_into"))

    op.drop_table("ikm_profile")
