"""Let no two institutions bear one name, whatever the case; twins there are already get a number behind it."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_0004"
down_revision = "partners_0003"
branch_labels = None
depends_on = None

INSTITUTION = sa.table("institution", sa.column("id", sa.Uuid), sa.column("name"), sa.column("created_at"))
LONGEST = 190


def upgrade() -> None:
    connection = op.get_bind()
    columns = INSTITUTION.c
    rows = connection.execute(sa.select(columns.id, columns.name).order_by(columns.created_at, columns.id)).all()
    for row_id, name in _renamed(rows):
        connection.execute(sa.update(INSTITUTION).where(columns.id == row_id).values(name=name))
    op.create_index("uq_institution_name", "institution", [sa.text("lower(name)")], unique=True)


def downgrade() -> None:
    op.drop_index("uq_institution_name", "institution")


def _renamed(rows: Any) -> Iterator[tuple[Any, str]]:
    """Yield each namesake of an older institution with a name that nobody bears."""
    taken = {name.lower() for _, name in rows}
    seen: set[str] = set()
    for row_id, name in rows:
        if name.lower() in seen:
            name = next(new for n in count(2) if (new := f"{name[:LONGEST]} ({n})").lower() not in taken)
            taken.add(name.lower())
            yield row_id, name
        seen.add(name.lower())
