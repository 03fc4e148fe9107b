"""Room for whether a single price of the plan is exact; those of before were exact all together or not at all."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0035"
down_revision = "partners_0034"
branch_labels = None
depends_on = None

TABLES = "plan_miss", "plan_offer"


def upgrade() -> None:
    plan = sa.table("plan", sa.column("id"), sa.column("exact"))
    for name in TABLES:
        op.add_column(name, sa.Column("exact", sa.Boolean(), nullable=False, server_default=sa.true()))
        table = sa.table(name, sa.column("plan_id"), sa.column("exact"))
        limits = sa.select(plan.c.id).where(plan.c.exact.is_(False))
        op.execute(table.update().where(table.c.plan_id.in_(limits)).values(exact=False))


def downgrade() -> None:
    for name in TABLES:
        op.drop_column(name, "exact")
