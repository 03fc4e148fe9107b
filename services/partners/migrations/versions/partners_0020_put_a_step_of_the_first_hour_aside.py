"""Steps of the first hour that this office leaves out."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0020"
down_revision = "partners_0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "step_aside",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_step_aside")),
    )


def downgrade() -> None:
    op.drop_table("step_aside")
