"""Find those who live on in another: mails are no longer given to another IKM, they are asked about where it is."""

from alembic import op

revision = "notifications_0006"
down_revision = "notifications_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_contact_merged_into"), "contact", ["merged_into"])


def downgrade() -> None:
    op.drop_index(op.f("ix_contact_merged_into"), "contact")
