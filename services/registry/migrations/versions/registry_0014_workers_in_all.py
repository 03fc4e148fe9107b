"""Keep how many workers there are in all, where nobody told men from women.

A column headed "tenaga kerja" was taken for the men alone: a list that nobody has said yes to is read anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "registry_0014"
down_revision = "registry_0012"
branch_labels = None
depends_on = None

BATCH = sa.table(
    "import_batch",
    sa.column("id", sa.Uuid()),
    sa.column("status", sa.String()),
    sa.column("stored_name", sa.String()),
    sa.column("mapping", sa.JSON()),
    sa.column("revision", sa.Integer()),
)
OF_ALL = frozenset({"tenaga kerja", "jumlah tenaga kerja", "jumlah tk", "jml tk", "tk", "tenaga kerja (orang)"})


def upgrade() -> None:
    op.add_column("ikm", sa.Column("workers_total", sa.Integer(), nullable=True))
    unconfirmed = BATCH.c.status.in_(["uploaded", "planning", "planned"]) & BATCH.c.stored_name.is_not(None)
    for batch in op.get_bind().execute(sa.select(BATCH).where(unconfirmed)).all():
        if mapping := _meant(batch.mapping):
            status = "uploaded" if batch.status == "planned" else batch.status
            anew = {"status": status, "mapping": mapping, "revision": batch.revision + 1}
            op.execute(sa.update(BATCH).where(BATCH.c.id == batch.id).values(anew))


def downgrade() -> None:
    op.drop_column("ikm", "workers_total")


def _meant(mapping: dict[str, str]) -> dict[str, str] | None:
    """Return the mapping with the column of all workers meant as such; None where there is none."""
    taken = [label for label, field in mapping.items() if field == "workers_male" and _is_of_all(label)]
    return {**mapping, **dict.fromkeys(taken, "workers_total")} if taken else None


def _is_of_all(label: str) -> bool:
    return " ".join(label.casefold().split()) in OF_ALL
