"""Tell wrong guesses of a password from those that are still compared."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0009"
down_revision = "partners_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default stays: what counts without knowing the column, while servers are updated, counts every try as wrong.
    op.add_column("guess", sa.Column("running", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("guess", "running")
