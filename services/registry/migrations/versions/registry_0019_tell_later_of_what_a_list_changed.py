"""Note of which IKM the other services have not heard the newest, also where they heard of them before."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0019"
down_revision = "registry_0017"
branch_labels = None
depends_on = None

UNTOLD, NEVER_TOLD = sa.text("untold"), sa.text("profile_revision = 0")
IKM = sa.table("ikm", sa.column("profile_revision", sa.Integer()), sa.column("untold", sa.Boolean()))


def upgrade() -> None:
    op.drop_index("ix_ikm_untold", "ikm")
    op.add_column("ikm", sa.Column("untold", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.update(IKM).where(IKM.c.profile_revision == 0).values(untold=True))
    op.create_index("ix_ikm_untold", "ikm", ["id"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)


def downgrade() -> None:
    op.drop_index("ix_ikm_untold", "ikm")
    op.drop_column("ikm", "untold")
    op.create_index("ix_ikm_untold", "ikm", ["id"], sqlite_where=NEVER_TOLD, postgresql_where=NEVER_TOLD)
