"""Keep the history append-only: the database itself refuses to alter or drop a change."""

from alembic import op

revision = "kernel_0002"
down_revision = "kernel_0001"
branch_labels = None
depends_on = None

REFUSAL = "the change history is append-only"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_to_alter_history() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON change "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER change_refuses_{verb.lower()} BEFORE {verb} ON change "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER change_is_append_only ON change")
        op.execute("DROP FUNCTION refuse_to_alter_history()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER change_refuses_{verb.lower()}")
