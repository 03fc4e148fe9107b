"""Room for whether the plan reached every goal; one of before did, wherever its points are proven."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0029"
down_revision = "partners_0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.true()))
    plan = sa.table("plan", sa.column("points"), sa.column("bound"), sa.column("settled"))
    op.execute(plan.update().where(plan.c.points < plan.c.bound).values(settled=False))


def downgrade() -> None:
    op.drop_column("plan", "settled")
