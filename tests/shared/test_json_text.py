"""JSON columns hold the same values whichever library wrote or reads them."""

import json
import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, bindparam, select

from shared.database import Database
from shared.json_text import from_json, to_json

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
VALUES = st.recursive(
    SCALARS | ANY_TEXT, lambda one: st.lists(one) | st.dictionaries(ANY_TEXT | st.integers(), one), max_leaves=10
)


@given(VALUES)
def test_both_libraries_read_what_the_other_wrote(value: Any) -> None:
    meant = json.loads(json.dumps(value))
    assert from_json(to_json(value)) == json.loads(to_json(value)) == from_json(json.dumps(value)) == meant


@pytest.mark.parametrize("value", [{"day": date(2026, 1, 1)}, {"objects": object()}, {1, 2}])
def test_what_is_no_plain_value_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        to_json(value)


def test_a_number_that_is_none_is_read_as_it_stands() -> None:
    assert math.isnan(from_json('{"n": NaN}')["n"])


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "[1,]"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        from_json(text)


@pytest.mark.parametrize("value", [{"kata": "Keripik “Bu Sari”", "angka": [1, 2.5, None, True]}, 2**70])
def test_a_column_of_either_database_holds_it(make_database: Callable[[str], Database], value: Any) -> None:
    with make_database("registry").reading() as session:
        assert session.scalar(select(bindparam("value", value, JSON))) == value
