"""Know a doubtful row again when a later list says the same. Rows of before stay unmarked: they are asked once more."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0007"
down_revision = "registry_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_row", sa.Column("content_hash", sa.String(64), nullable=True))
    op.create_index("ix_import_row_content_hash", "import_row", ["content_hash"])


def downgrade() -> None:
    op.drop_index("ix_import_row_content_hash", "import_row")
    op.drop_column("import_row", "content_hash")
