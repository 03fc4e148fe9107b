"""The history in words a person reads."""

import pytest

from services.registry.web.history import shown


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on", "2023-06-19", "19 Juni 2023"),
        ("PIRT", [{"state": "yes", "number": "215-28", "expires_on": "2028-12-31"}], "Ya 215-28 (31 Desember 2028)"),
        ("capacity_unit", "L", "L"),
        ("EKSPOR", 3, "mendesak"),
        ("nik", "***", "tercatat, tidak ditampilkan"),
    ],
)
def test_recorded_values_are_worded(field: str, value: object, words: str) -> None:
    assert shown(field, value) == words
