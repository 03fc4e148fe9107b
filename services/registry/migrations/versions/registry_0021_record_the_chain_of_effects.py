"""Keep what other businesses have of an IKM; what is not recorded is neither yes nor no.

How many work there is announced from now on: whoever has that recorded is told of once more, by the lane.
"""

import sqlalchemy as sa
from alembic import op

revision = "registry_0021"
down_revision = "registry_0020"
branch_labels = None
depends_on = None

COLUMNS = {"local_material": 3, "supplies_others": 3, "in_sentra": 3, "sentra": 120}
WORKERS = ("workers_male", "workers_female", "workers_total")
IKM = sa.table(
    "ikm",
    sa.column("profile_revision", sa.Integer()),
    sa.column("untold", sa.Boolean()),
    *(sa.column(name, sa.Integer()) for name in WORKERS),
)


def upgrade() -> None:
    for name, length in COLUMNS.items():
        op.add_column("ikm", sa.Column(name, sa.String(length), nullable=True))
    counted = sa.or_(*(IKM.c[name].is_not(None) for name in WORKERS))
    op.execute(sa.update(IKM).where(IKM.c.profile_revision > 0, counted).values(untold=True))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("ikm", name)
