"""An IKM field is written down once."""

import re
from collections import Counter
from pathlib import Path

import pytest

from services.registry.domain.columns import recognise
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import FIELDS, LISTED, OTHER, SHARED, field_called
from services.registry.schemas.ikm_fields import BY_KIND
from shared.language import msg

ROOT = Path(__file__).parents[3]
TABLE, MODEL = "services/registry/domain/fields.py", "services/registry/models/ikm.py"
FIRST_MIGRATION = "services/registry/migrations/versions/registry_0001_create_the_register.py"
WRITTEN_DOWN = {TABLE, MODEL, FIRST_MIGRATION}
PLAIN: dict[str, set[str]] = {
    "commodity": set(),
    "legal_form": set(),
    "licence_year": set(),
    "production_value": {"queries/ikm_page.py", "queries/standings.py"},
    "investment": {
        "domain/rise_rules.py",
        "queries/standings.py",
        "templates/registry/outcomes/rises.html",
        "queries/ikm_page.py",
        "actions/announcements.py",
        "domain/size.py",
        "domain/profile.py",
        "domain/row_figures.py",
    },
    "capacity_unit": set(),
}
"""Fields without a rule of their own; or with one (the size of the business), to where else they are named for it."""
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for folder in ("services", "shared", "local")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".html", ".txt", ".js")
}


@pytest.mark.parametrize(("name", "elsewhere"), PLAIN.items())
def test_a_plain_field_is_named_in_its_row_its_column_and_its_migration_alone(name: str, elsewhere: set[str]) -> None:
    named = re.compile(rf"\b{name}\b")
    files = {path for path, text in SOURCES.items() if named.search(text)}
    assert files == WRITTEN_DOWN | {f"services/registry/{path}" for path in elsewhere}


def test_every_kind_can_come_in() -> None:
    assert set(BY_KIND) == set(Kind) - {Kind.PHONE, Kind.EMAIL}


def test_a_heading_means_one_field() -> None:
    counted = Counter(heading for field in FIELDS for heading in field.headings)
    assert [heading for heading, times in counted.items() if times > 1] == []
    assert {recognise(heading)[0] for field in FIELDS for heading in field.headings} == set(LISTED)


def test_a_field_is_known_by_its_name_its_column_and_what_a_list_calls_it() -> None:
    nik, kecamatan = field_called("nik_fingerprint"), field_called("kecamatan")
    assert (nik and nik.name, kecamatan and kecamatan.name) == ("nik", "kecamatan_code")
    assert field_called("nik_encrypted") is None


def test_each_key_that_is_no_figure_is_weighed_in_a_way_of_its_own() -> None:
    """Figures are weighed alike; a key more of another kind needs its trait, and its weight in the comparison."""
    weighed = {
        "name", "product", "owner_name", "phone", "phone_other", "email", "kecamatan_code", "desa", "address", "nib",
        "nik", "kbli",
    }  # fmt: skip
    assert {field.name for field in FIELDS if field.key and not field.is_figure} == weighed


def test_nothing_that_is_specific_to_a_person_is_shared() -> None:
    assert {field.name for field in FIELDS if field.specific} == {"nik", "investment", "production_value"}
    assert not any(field.specific for field in SHARED)
    with pytest.raises(ValueError, match="loan"):
        Field("loan", Kind.RUPIAH, OTHER, msg("Other"), specific=True, shared=True)


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.CHOICE])
def test_a_row_that_says_too_little_is_refused_at_once(kind: Kind) -> None:
    with pytest.raises(ValueError, match="made_up"):
        Field("made_up", kind, OTHER, msg("Other"))
