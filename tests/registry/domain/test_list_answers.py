"""What a person says of a whole list, on one row."""

import pytest

from services.registry.domain.list_answers import with_answers
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Context, Row

KALIORANG, SANGATTA = {"kecamatan_code": "64.08.10"}, {"kecamatan_code": "64.08.04"}


def entry(desa, context=Context()):  # noqa: B008 - it is frozen
    row = Row("S", 1, {"Nama": "Kalbana", "Desa": desa}, context)
    return read_row(row, {"Nama": "name", "Desa": "desa"}, lambda _: {})


def said(read):
    return read.get("desa"), read.get("desa_code"), [remark.template for remark in read.remarks]


@pytest.mark.parametrize("context", [Context(), Context(desa_words="bukit makmr")])
def test_a_desa_is_looked_for_anew_once_its_kecamatan_is_given(context):
    read = entry("" if context.desa_words else "bukit makmr", context)
    found = with_answers(read, KALIORANG)
    assert said(found) == ("Bukit Makmur", "64.08.10.2006", ["“{text}” was read as desa {name}."])


def test_taken_back_the_desa_is_what_the_list_says():
    read = entry("bukit makmr")
    assert with_answers(with_answers(read, KALIORANG), {}) == read
    assert with_answers(with_answers(read, KALIORANG), SANGATTA) == with_answers(read, SANGATTA)


@pytest.mark.parametrize("desa", ["Desa Antah", "bukit makmr"])
def test_a_desa_of_another_kecamatan_or_none_stays_as_it_is_written(desa):
    found = with_answers(entry(desa), SANGATTA)
    assert said(found) == (desa, None, ["There is no desa “{text}” in this kecamatan."])


def test_a_desa_that_was_found_is_left_alone():
    read = entry("Bukit Makmur")
    assert with_answers(read, KALIORANG) == read
