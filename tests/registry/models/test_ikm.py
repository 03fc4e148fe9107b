"""The table of IKM beside the list of its fields."""

from sqlalchemy import String, Text

from services.registry.domain.fields import COLUMNS, OWN
from services.registry.models import Ikm

REGISTERS_OWN = {
    "id", "created_at", "updated_at", "number", "revision", "profile_revision", "name_key", "owner_key", "status",
    "status_reason", "merged_into_id", "restricted", "registered_on", "verified_at", "provenance", "import_batch_id",
    "untold",
}  # fmt: skip
"""How the register keeps a business, not what it knows of it."""


def test_every_column_is_that_of_a_field_or_the_registers_own() -> None:
    assert set(Ikm.__table__.columns.keys()) == set(COLUMNS) | REGISTERS_OWN


def test_a_text_is_as_long_in_the_table_as_its_field_may_be() -> None:
    lengths = {field.name: Ikm.__table__.columns[field.column].type for field in OWN if field.most}
    kept = {name: kind.length for name, kind in lengths.items() if isinstance(kind, String) and kind.length}
    assert kept == {field.name: field.most for field in OWN if field.name in kept}
    assert all(isinstance(kind, Text) for name, kind in lengths.items() if name not in kept)
