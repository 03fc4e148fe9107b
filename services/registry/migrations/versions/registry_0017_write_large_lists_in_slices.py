"""Let a large list be written in slices that nobody sees before all of it is there."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0017"
down_revision = "registry_0016"
branch_labels = None
depends_on = None

UNSEEN = sa.text("unseen IS NOT NULL")
UNTOLD = sa.text("profile_revision = 0")
IKM = sa.table("ikm", *(sa.column(name, sa.Uuid()) for name in ("id", "import_batch_id")))
LISTING = sa.table("listing", *(sa.column(name, sa.Uuid()) for name in ("ikm_id", "import_batch_id")))


def upgrade() -> None:
    op.add_column("import_batch", sa.Column("unseen", sa.String(length=64), nullable=True))
    op.add_column("import_batch", sa.Column("known_to", sa.BigInteger(), nullable=True))
    op.create_index("ix_import_batch_unseen", "import_batch", ["id"], sqlite_where=UNSEEN, postgresql_where=UNSEEN)
    op.create_index("ix_ikm_untold", "ikm", ["id"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.add_column("listing", sa.Column("import_batch_id", sa.Uuid(), nullable=True))
    made_by = sa.select(IKM.c.import_batch_id).where(IKM.c.id == LISTING.c.ikm_id).scalar_subquery()
    op.execute(sa.update(LISTING).values(import_batch_id=made_by))


def downgrade() -> None:
    op.drop_column("listing", "import_batch_id")
    op.drop_index("ix_ikm_untold", "ikm")
    op.drop_index("ix_import_batch_unseen", "import_batch")
    op.drop_column("import_batch", "known_to")
    op.drop_column("import_batch", "unseen")
