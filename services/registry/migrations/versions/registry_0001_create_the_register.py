"""Create the register."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "ikm",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("profile_revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=True),
        sa.Column("owner_key", sa.String(length=200), nullable=True),
        sa.Column("owner_sex", sa.String(length=1), nullable=True),
        sa.Column("kecamatan_code", sa.String(length=8), nullable=True),
        sa.Column("desa_code", sa.String(length=13), nullable=True),
        sa.Column("desa", sa.String(length=120), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("product", sa.String(length=300), nullable=True),
        sa.Column("commodity", sa.String(length=120), nullable=True),
        sa.Column("branch", sa.String(length=40), nullable=True),
        sa.Column("legal_form", sa.String(length=40), nullable=True),
        sa.Column("cluster", sa.String(length=20), nullable=True),
        sa.Column("kbli", sa.String(length=5), nullable=True),
        sa.Column("kbli_version", sa.Integer(), nullable=True),
        sa.Column("nib", sa.String(length=13), nullable=True),
        sa.Column("nik_encrypted", sa.Text(), nullable=True),
        sa.Column("nik_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("licence_year", sa.Integer(), nullable=True),
        sa.Column("workers_male", sa.Integer(), nullable=True),
        sa.Column("workers_female", sa.Integer(), nullable=True),
        sa.Column("investment", sa.BigInteger(), nullable=True),
        sa.Column("capacity", sa.BigInteger(), nullable=True),
        sa.Column("capacity_unit", sa.String(length=40), nullable=True),
        sa.Column("production_value", sa.BigInteger(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_ikm_merged_into")),
        sa.CheckConstraint("owner_sex IN ('L', 'P')", name=op.f("ck_ikm_owner_sex")),
        sa.CheckConstraint(
            "status IN ('draft', 'registered', 'verified', 'inactive', 'merged', 'closed')", name=op.f("ck_ikm_status")
        ),
        sa.CheckConstraint("investment >= 0 AND production_value >= 0", name=op.f("ck_ikm_money")),
        sa.CheckConstraint("workers_male >= 0 AND workers_female >= 0", name=op.f("ck_ikm_workers")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["ikm.id"], name=op.f("fk_ikm_merged_into_id_ikm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ikm")),
    )
    with op.batch_alter_table("ikm", schema=None) as batch_op:
        batch_op.create_index("ix_ikm_import_batch_id", ["import_batch_id"], unique=False)
        batch_op.create_index("ix_ikm_kecamatan_code", ["kecamatan_code"], unique=False)
        batch_op.create_index("ix_ikm_merged_into_id", ["merged_into_id"], unique=False)
        batch_op.create_index("ix_ikm_name_key", ["name_key"], unique=False)
        batch_op.create_index("ix_ikm_nik_fingerprint", ["nik_fingerprint"], unique=False)
        batch_op.create_index("ix_ikm_owner_key", ["owner_key"], unique=False)
        batch_op.create_index(
            "uq_ikm_nib",
            ["nib"],
            unique=True,
            sqlite_where=sa.text("nib IS NOT NULL AND status <> 'merged'"),
            postgresql_where=sa.text("nib IS NOT NULL AND status <> 'merged'"),
        )
        batch_op.create_index("uq_ikm_number", ["number"], unique=True)

    op.create_table(
        "certificate",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state = 'yes' OR number IS NULL", name=op.f("ck_certificate_number_of_yes")),
        sa.CheckConstraint("state IN ('yes', 'no')", name=op.f("ck_certificate_state")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_certificate_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index("ix_certificate_expires_on", ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index(
            "uq_certificate_kind",
            ["ikm_id", "kind"],
            unique=True,
            sqlite_where=sa.text("number IS NULL"),
            postgresql_where=sa.text("number IS NULL"),
        )
        batch_op.create_index(
            "uq_certificate_number",
            ["ikm_id", "kind", "number"],
            unique=True,
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )

    op.create_table(
        "consent",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("purpose IN ('share_with_partners')", name=op.f("ck_consent_purpose")),
        sa.CheckConstraint("state IN ('yes', 'no')", name=op.f("ck_consent_state")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_consent_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_consent_newest", ["ikm_id", "purpose", "recorded_at"], unique=False)

    op.create_table(
        "contact",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_other", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("undeliverable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undeliverable_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('owner', 'proxy')", name=op.f("ck_contact_kind")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_contact_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("ikm_id", "kind", name="uq_contact_kind"),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_email", ["email", "ikm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_contact_phone", ["phone", "ikm_id"], unique=False)
        batch_op.create_index("ix_contact_phone_other", ["phone_other", "ikm_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=True),
        sa.Column("product", sa.String(length=300), nullable=True),
        sa.Column("kecamatan_code", sa.String(length=8), nullable=True),
        sa.Column("cluster", sa.String(length=20), nullable=True),
        sa.Column("branch", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("need_topics", sa.String(length=400), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_listing_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name_key", "ikm_id", name=op.f("pk_listing")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index("ix_listing_kecamatan", ["kecamatan_code", "name_key", "ikm_id"], unique=False)
        batch_op.create_index("ix_listing_number", ["number"], unique=False)
        batch_op.create_index("uq_listing_ikm", ["ikm_id"], unique=True)

    op.create_table(
        "need",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("severity BETWEEN 1 AND 3", name=op.f("ck_need_severity")),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_need_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("ikm_id", "topic", name="uq_need_topic"),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_need_topic", ["topic", "ikm_id"], unique=False)

    op.create_table(
        "participation",
        sa.Column("ikm_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("delegate_name", sa.String(length=200), nullable=True),
        sa.Column("delegate_relation", sa.String(length=100), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("answer_revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('attended', 'invited', 'accepted', 'declined', 'delegated')",
            name=op.f("ck_participation_status"),
        ),
        sa.ForeignKeyConstraint(["ikm_id"], ["ikm.id"], name=op.f("fk_participation_ikm_id_ikm"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index("ix_participation_ikm", ["ikm_id", "held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_participation_import_batch_id"), ["import_batch_id"], unique=False)
        batch_op.create_index("ix_participation_topic", ["topic", "ikm_id"], unique=False)
        batch_op.create_index("uq_participation_invitation", ["invitation_id"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index("uq_participation_invitation")
        batch_op.drop_index("ix_participation_topic")
        batch_op.drop_index(batch_op.f("ix_participation_import_batch_id"))
        batch_op.drop_index("ix_participation_ikm")

    op.drop_table("participation")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index("ix_need_topic")
        batch_op.drop_index(batch_op.f("ix_need_import_batch_id"))

    op.drop_table("need")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index("uq_listing_ikm")
        batch_op.drop_index("ix_listing_number")
        batch_op.drop_index("ix_listing_kecamatan")

    op.drop_table("listing")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_phone_other")
        batch_op.drop_index("ix_contact_phone")
        batch_op.drop_index(batch_op.f("ix_contact_import_batch_id"))
        batch_op.drop_index("ix_contact_email")

    op.drop_table("contact")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_newest")
        batch_op.drop_index(batch_op.f("ix_consent_import_batch_id"))

    op.drop_table("consent")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificate_number",
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_certificate_kind", sqlite_where=sa.text("number IS NULL"), postgresql_where=sa.text("number IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_certificate_import_batch_id"))
        batch_op.drop_index("ix_certificate_expires_on")

    op.drop_table("certificate")
    with op.batch_alter_table("ikm", schema=None) as batch_op:
        batch_op.drop_index("uq_ikm_number")
        batch_op.drop_index(
            "uq_ikm_nib",
            sqlite_where=sa.text("nib IS NOT NULL AND status <> 'merged'"),
            postgresql_where=sa.text("nib IS NOT NULL AND status <> 'merged'"),
        )
        batch_op.drop_index("ix_ikm_owner_key")
        batch_op.drop_index("ix_ikm_nik_fingerprint")
        batch_op.drop_index("ix_ikm_name_key")
        batch_op.drop_index("ix_ikm_merged_into_id")
        batch_op.drop_index("ix_ikm_kecamatan_code")
        batch_op.drop_index("ix_ikm_import_batch_id")

    op.drop_table("ikm")
    op.drop_table("counter")
