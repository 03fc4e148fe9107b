"""Find the certificates of an IKM without reading all: the unique indexes are partial and serve no look-up."""

from alembic import op

revision = "registry_0005"
down_revision = "registry_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_certificate_ikm", "certificate", ["ikm_id", "kind"])


def downgrade() -> None:
    op.drop_index("ix_certificate_ikm", "certificate")
