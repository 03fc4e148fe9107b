"""Note which invitations put their meetings into calendars under ids that other invitations to the offer used too."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0006"
down_revision = "partners_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default stays: what invites without knowing the column, while servers are updated, uses the shared ids too.
    op.add_column("invitation", sa.Column("shared_uids", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("invitation", "shared_uids")
