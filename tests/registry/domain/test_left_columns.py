"""A row says which of its values were not taken."""

from services.registry.domain.left_columns import LeftColumns, left_columns

ASKED = {"Perusahan": {"field": "name", "asked": True}, "Hobi": {"field": "", "asked": False}}


def said(left: LeftColumns, **cells: str) -> list[str]:
    return [str(message) for message in left.told(cells)]


def test_a_row_names_the_columns_it_has_values_in_that_were_not_taken() -> None:
    left = left_columns({"Nama": "name", "Hobi": "", "Warna": "", "No": "", "_id": "", "Paraf": ""}, {})
    assert said(left, Nama="Tahu", Hobi="memancing", Warna="-", No="1", _id="3", Paraf="v") == [
        "Kolom yang tidak dipakai: “Hobi”."
    ]
    assert said(left, Nama="Tahu", Hobi="", Warna="") == []


def test_a_column_that_waits_for_a_persons_word_is_named_with_what_it_may_be() -> None:
    left = left_columns({"Perusahan": "", "Hobi": ""}, ASKED)
    assert left.may_hold_name
    assert said(left, Perusahan="Tahu") == [
        "Kolom “Perusahan” belum dipakai: mungkin “Nama usaha”, pastikan dulu di halaman kolom."
    ]


def test_a_column_that_a_person_left_out_is_one_that_was_not_taken() -> None:
    answered = {"Perusahan": {"field": "name", "asked": False}}
    assert said(left_columns({"Perusahan": ""}, answered), Perusahan="Tahu") == [
        "Kolom yang tidak dipakai: “Perusahan”."
    ]


def test_the_sum_of_workers_is_not_said_where_both_numbers_are_taken() -> None:
    workers = {"TK L": "workers_male", "TK P": "workers_female", "Jml TK": ""}
    assert left_columns(workers, {}).unused == ()
    assert left_columns({"Jml TK": ""}, {}).unused == ("Jml TK",)


def test_many_columns_are_said_in_one_remark_that_stays_short() -> None:
    labels = {f"Atribut {number}": "" for number in range(80)}
    [remark] = said(left_columns(labels, {}), **dict.fromkeys(labels, "Ya"))
    assert len(remark) < 400
    assert "(+" in remark
