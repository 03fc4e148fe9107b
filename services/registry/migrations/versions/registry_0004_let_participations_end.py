"""Let a participation end: no answer in time, or cancelled."""

from alembic import op

revision = "registry_0004"
down_revision = "registry_0003"
branch_labels = None
depends_on = None

NAME = "ck_participation_status"


def upgrade() -> None:
    _allow("'attended', 'accepted', 'declined', 'delegated', 'expired', 'cancelled'")


def downgrade() -> None:
    op.execute("DELETE FROM participation WHERE status IN ('expired', 'cancelled')")
    _allow("'attended', 'invited', 'accepted', 'declined', 'delegated'")


def _allow(states: str) -> None:
    with op.batch_alter_table("participation") as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(op.f(NAME), f"status IN ({states})")
