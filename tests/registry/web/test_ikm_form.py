"""Where each field stands in the form for an IKM."""

from services.registry.domain.fields import OWN
from services.registry.web.ikm_form import ABREAST, sections


def test_the_form_has_every_field_once_in_the_order_of_the_table() -> None:
    assert [field for section in sections() for row in section.rows for field in row] == list(OWN)


def test_what_is_wide_stands_alone_and_the_rest_in_even_rows() -> None:
    rows = [[field.name for field in row] for section in sections() for row in section.rows]
    assert ["address"] in rows
    assert rows[:3] == [["name"], ["product", "commodity"], ["cluster", "branch", "legal_form"]]
    assert max(map(len, rows)) == ABREAST
