"""Give the chain of effects its points where nobody has decided yet how points are given.

A policy that staff made, or by which an offer was matched, stays as it is: a criterion it does not name gives nothing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_0025"
down_revision = "partners_0024"
branch_labels = None
depends_on = None

POLICY = sa.table("policy", sa.column("version", sa.Integer()), sa.column("weights", sa.JSON()))
OFFER = sa.table("offer", sa.column("id", sa.Uuid()))
FROM, POINTS = "cluster", 5


def upgrade() -> None:
    bind = op.get_bind()
    versions = bind.execute(sa.select(POLICY)).all()
    if len(versions) == 1 and bind.scalar(sa.select(sa.func.count()).select_from(OFFER)) == 0:
        only = versions[0]
        if only.weights.get(FROM, 0) >= POINTS:
            _write(only.version, {**only.weights, FROM: only.weights[FROM] - POINTS, "chain": POINTS})


def downgrade() -> None:
    for version, weights in op.get_bind().execute(sa.select(POLICY)).all():
        if "chain" in weights:
            back = weights.pop("chain")
            _write(version, {**weights, FROM: weights.get(FROM, 0) + back})


def _write(version: int, weights: dict[str, Any]) -> None:
    op.execute(sa.update(POLICY).where(POLICY.c.version == version).values(weights=weights))
