"""Let the scoring policy name the kecamatan that are hard to reach."""

import json

import sqlalchemy as sa
from alembic import op

revision = "partners_0002"
down_revision = "partners_0001"
branch_labels = None
depends_on = None

FIRST_LOW_MOBILITY = [
    "64.08.01", "64.08.02", "64.08.03", "64.08.06", "64.08.07", "64.08.08", "64.08.10", "64.08.11", "64.08.15",
    "64.08.16", "64.08.17", "64.08.18",
]  # fmt: skip
"""What every version so far has meant."""


def upgrade() -> None:
    # The default stays: code that does not know the column may still write a version while servers are updated.
    op.add_column(
        "policy", sa.Column("low_mobility", sa.JSON(), nullable=False, server_default=json.dumps(FIRST_LOW_MOBILITY))
    )


def downgrade() -> None:
    op.drop_column("policy", "low_mobility")
