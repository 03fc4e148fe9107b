"""Rows of one list about one business: products and years are kept, and nothing is dropped without a word."""

from typing import Any

from services.registry.domain.import_entry import Entry
from services.registry.domain.several_rows import Told, read_together


def rows(*said: dict[str, Any]) -> list[Told]:
    made = []
    for number, values in enumerate(said, start=2):
        year = values.pop("year", None)
        made.append(Entry("Sheet1", number, {"name": "Ulin", **values}, year=year))
    return read_together(made)


def of(told: list[Told], name: str) -> list[Any]:
    return [row.entry.get(name) for row in told]


def notes(told: list[Told]) -> list[str]:
    return [" ".join(map(str, row.notes)) for row in told]


def test_one_row_stays_as_it_is() -> None:
    [told] = rows({"product": "Keripik"})
    assert (told.entry.get("product"), told.notes) == ("Keripik", ())


def test_products_are_kept_together_and_what_each_earns_is_added_up() -> None:
    told = rows(
        {"product": "Keripik Ubi", "production_value": 10_000_000},
        {"product": "Sambal", "production_value": 4_000_000},
    )
    assert of(told, "product") == ["Keripik Ubi; Sambal"] * 2
    assert of(told, "production_value") == [14_000_000] * 2
    assert "10000000 + 4000000 = 14000000" in notes(told)[0]
    assert "Keripik Ubi: " in of(told, "remarks")[0]
    assert "Rp4.000.000" in of(told, "remarks")[0]


def test_a_figure_that_each_product_repeats_is_the_business_s_own() -> None:
    told = rows({"product": "Tahu", "production_value": 5}, {"product": "Tempe", "production_value": 5})
    assert of(told, "production_value") == [5, 5]


def test_a_total_in_a_row_without_a_product_is_not_added_to_its_parts() -> None:
    told = rows(
        {"product": "Tahu", "production_value": 5},
        {"product": "Tempe", "production_value": 7},
        {"production_value": 12},
    )
    assert of(told, "production_value") == [5, 7, 12]
    assert "baris 4" in notes(told)[0] or "row 4" in notes(told)[0]


def test_a_slip_or_a_fuller_word_is_no_second_product() -> None:
    told = rows(
        {"product": "Kripik pisang", "production_value": 3}, {"product": "Keripik Pisang Kepok", "production_value": 4}
    )
    assert of(told, "product") == ["Kripik pisang", "Keripik Pisang Kepok"]
    assert of(told, "production_value") == [3, 4]
    assert "Keripik Pisang Kepok" in notes(told)[0]
    assert notes(told)[1] == ""


def test_workers_are_not_added_up_and_the_row_says_which_count() -> None:
    told = rows({"product": "Tahu", "workers_male": 2}, {"product": "Tempe", "workers_male": 3})
    assert of(told, "workers_male") == [2, 3]
    assert "3" in notes(told)[0]
    assert "Tahu: " in of(told, "remarks")[0]


def test_of_several_years_the_newest_counts_wherever_it_stands() -> None:
    told = rows(
        {"year": 2022, "product": "Tahu", "production_value": 9, "workers_male": 2},
        {"year": 2020, "product": "Tahu", "production_value": 5, "investment": 1000},
        {"year": 2021, "product": "Tahu", "production_value": 7},
    )
    assert of(told, "production_value") == [9, None, None]
    assert of(told, "investment") == [None, 1000, None]
    remarks = of(told, "remarks")[0]
    assert "2020: " in remarks
    assert "2021: " in remarks
    assert "2022" in notes(told)[1]
    assert notes(told)[0] == ""


def test_products_of_the_newest_year_are_kept_together_beside_older_years() -> None:
    told = rows(
        {"year": 2021, "product": "Tahu", "production_value": 5},
        {"year": 2022, "product": "Tahu", "production_value": 6},
        {"year": 2022, "product": "Susu Kedelai", "production_value": 2},
    )
    assert of(told, "product") == [None, "Tahu; Susu Kedelai", "Tahu; Susu Kedelai"]
    assert of(told, "production_value") == [None, 8, 8]


def test_products_for_which_the_field_has_no_room_stand_in_the_remarks() -> None:
    told = rows(*({"product": f"{letter * 90} {letter}"} for letter in "abcde"))
    joined = of(told, "product")[0]
    assert len(joined) <= 300
    assert "ddd" not in joined
    assert "ddd" in of(told, "remarks")[0]


def test_an_own_remark_stays_in_front() -> None:
    told = rows(
        {"product": "Tahu", "production_value": 5, "remarks": "lama"}, {"product": "Tempe", "production_value": 7}
    )
    assert of(told, "remarks")[0].startswith("lama; Tahu: ")


def test_rows_that_say_the_same_need_no_note() -> None:
    assert notes(rows({"product": "Tahu", "address": "RT. 1"}, {"product": "Tahu", "address": "RT. 1"})) == ["", ""]


def test_many_rows_of_one_business_are_named_in_short() -> None:
    told = rows(*({"product": f"Produk{letter * 4}"} for letter in "abcdefghijklmnop"))
    assert "…" in notes(told)[0]
