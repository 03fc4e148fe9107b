"""Say before the yes what becomes of rows, group doubtful ones by reason, and search NIB, email and kecamatan.

A list that waits for its yes is planned again at the yes and looked at once more: its plan said less than plans say now.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared.search import search_key
from shared.vocabulary import KECAMATAN

revision = "registry_0015"
down_revision = "registry_0014"
branch_labels = None
depends_on = None

AT_ONCE = 1000
MARKS = {
    "the same NIB": "nib",
    "the same NIK": "nik",
    "the same permit number": "permit",
    "the same telephone number": "phone",
    "the same email address": "email",
    "the same name": "name",
    "a similar name": "near_name",
    "the same owner": "owner",
    "an owner of the same first name": "near_owner",
    "an owner of a similar name": "near_owner",
    "but another name": "other_name",
    "but another owner": "other_owner",
    "but another NIB": "other_nib",
    "but another NIK": "other_nik",
}
"""What a reason of before says, in the order in which a doubt names it."""
SEVERAL = "several"

ROW = sa.table(
    "import_row",
    sa.column("id", sa.Uuid()),
    sa.column("verdict", sa.String()),
    sa.column("plan", sa.JSON()),
    sa.column("doubt", sa.String()),
)
LISTING = sa.table(
    "listing",
    sa.column("ikm_id", sa.Uuid()),
    sa.column("kecamatan_code", sa.String()),
    sa.column("search_text", sa.Text()),
)
IKM = sa.table("ikm", sa.column("id", sa.Uuid()), sa.column("nib", sa.String()))
CONTACT = sa.table("contact", sa.column("ikm_id", sa.Uuid()), sa.column("email", sa.String()))


def upgrade() -> None:
    for name in ("defaults", "foreseen"):
        op.add_column("import_batch", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("import_row", sa.Column("effects", sa.String(200), nullable=False, server_default=""))
    op.add_column("import_row", sa.Column("doubt", sa.String(120), nullable=True))
    op.execute("UPDATE import_batch SET register_mark = '' WHERE status IN ('planned', 'confirming')")
    _change(ROW, ROW.c.id, "doubt", _doubts())
    _change(LISTING, LISTING.c.ikm_id, "search_text", _searched())


def downgrade() -> None:
    op.drop_column("import_row", "doubt")
    op.drop_column("import_row", "effects")
    for name in ("foreseen", "defaults"):
        op.drop_column("import_batch", name)


def _change(table: sa.TableClause, key: sa.ColumnClause[UUID], column: str, values: Iterator[dict[str, Any]]) -> None:
    changing = sa.update(table).where(key == sa.bindparam("key")).values({column: sa.bindparam("value")})
    rows = list(values)
    for start in range(0, len(rows), AT_ONCE):
        op.get_bind().execute(changing, rows[start : start + AT_ONCE])


def _doubts() -> Iterator[dict[str, Any]]:
    doubtful = sa.select(ROW.c.id, ROW.c.plan).where(ROW.c.verdict == "possible")
    for row in op.get_bind().execute(doubtful):
        said = {_marks(found["reasons"]) for found in row.plan["candidates"]}
        yield {"key": row.id, "value": said.pop() if len(said) == 1 else SEVERAL}


def _marks(reasons: list[dict[str, Any]]) -> str:
    said = {MARKS.get(reason["template"]) for reason in reasons}
    return " ".join(mark for mark in dict.fromkeys(MARKS.values()) if mark in said)


def _searched() -> Iterator[dict[str, Any]]:
    emails: defaultdict[UUID, list[str]] = defaultdict(list)
    for contact in op.get_bind().execute(sa.select(CONTACT).where(CONTACT.c.email.is_not(None))):
        emails[contact.ikm_id].append(contact.email)
    columns = (LISTING.c.ikm_id, LISTING.c.kecamatan_code, LISTING.c.search_text, IKM.c.nib)
    for line in op.get_bind().execute(sa.select(*columns).join(IKM, IKM.c.id == LISTING.c.ikm_id)):
        place = KECAMATAN.get(line.kecamatan_code or "")
        more = map(search_key, (line.nib, place.name if place else None, *emails[line.ikm_id]))
        yield {"key": line.ikm_id, "value": " ".join(filter(None, (line.search_text, *more)))}
