"""Know which profiles changed since somebody last looked."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0017"
down_revision = "partners_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ikm_profile", sa.Column("changed_in", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_ikm_profile_changed_in", "ikm_profile", ["changed_in"])


def downgrade() -> None:
    op.drop_index("ix_ikm_profile_changed_in", "ikm_profile")
    op.drop_column("ikm_profile", "changed_in")
