"""Keep what an owner asks about a programme: its hours, the way there, what it costs, what to bring, whom to ask."""

import sqlalchemy as sa
from alembic import op

revision = "partners_0013"
down_revision = "partners_0012"
branch_labels = None
depends_on = None

NEW = {
    "hours_from": sa.String(5),
    "hours_until": sa.String(5),
    "map_url": sa.String(500),
    "cost": sa.String(200),
    "bring": sa.String(500),
    "contact_name": sa.String(200),
    "contact_phone": sa.String(30),
}


def upgrade() -> None:
    for name, kind in NEW.items():
        op.add_column("offer", sa.Column(name, kind))


def downgrade() -> None:
    for name in reversed(NEW):
        op.drop_column("offer", name)
