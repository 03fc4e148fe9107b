"""A rise is a step up from what was known before; what was only not recorded is none."""

from datetime import date
from typing import Any

import pytest

from services.registry.domain.rise import risen
from services.registry.domain.rise_rules import ASPECTS, BOOKS, IN_FORCE
from services.registry.schemas.rise import AssessmentSchema

REGISTERED = date(2025, 1, 1)
PIRT = {"state": "yes", "number": "2156408010123-31", "issued_on": None}
DATED = PIRT | {"issued_on": "2026-03-01"}


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ({"size": "KECIL"}, {"size": "MENENGAH"}, ["size"]),
        ({"sales": "MIKRO"}, {"sales": "KECIL"}, ["sales"]),
        ({"size": None}, {"size": "MENENGAH"}, []),
        ({"size": "MENENGAH"}, {"size": "KECIL"}, []),
        ({"PIRT": {"state": "no"}}, {"PIRT": PIRT}, ["pirt"]),
        ({}, {"PIRT": PIRT}, []),
        ({}, {"PIRT": DATED}, ["pirt"]),
        ({}, {"PIRT": DATED | {"issued_on": "2024-03-01"}}, []),
        ({}, {"PIRT": PIRT, "aimed": ["PIRT"]}, ["pirt"]),
        ({"PIRT": PIRT}, {"PIRT": PIRT | {"number": "2156408010123-36"}, "aimed": ["PIRT"]}, []),
        ({"PIRT": {"state": "no"}}, {"PIRT": {"state": "yes", "number": None}}, []),
        ({"aspects": {"sdm": 2}}, {"aspects": {"sdm": 3, "produksi": 4}}, ["aspect"]),
        ({"aspects": {"sdm": 3}}, {"aspects": {"sdm": 2}}, []),
    ],
)
def test_only_a_step_up_from_what_was_known_is_a_rise(
    old: dict[str, Any], new: dict[str, Any], rules: list[str]
) -> None:
    assert [one.rule for one in risen(IN_FORCE, old, new, REGISTERED)] == rules


def test_each_version_of_the_rules_says_since_when_it_is_in_force_and_a_rise_names_its_version() -> None:
    assert [book.version for book in BOOKS.values()] == sorted(BOOKS)
    (one,) = risen(BOOKS[1], {"MD": {"state": "no"}}, {"MD": DATED}, REGISTERED)
    assert (one.version, one.evidence, one.on) == (1, "2156408010123-31", date(2026, 3, 1))


def test_the_form_asks_for_every_aspect_of_the_rules() -> None:
    assert ASPECTS.keys() <= AssessmentSchema().fields.keys()
