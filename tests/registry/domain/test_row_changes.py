from datetime import date

import pytest

from services.registry.domain.business_state import CHANGE, CONFLICT, FILL, State
from services.registry.domain.import_entry import Entry, Held
from services.registry.domain.row_changes import merge, spoken_of
from shared.clock import start_of_day


def day(number):
    return start_of_day(date(2026, 3, number))


def entry(values=None, **more):
    return Entry("Daftar", 1, values or {}, **more)


def kinds(state, row):
    return {change.field: change.kind for change in merge(state, row)}


def test_gaps_are_filled_and_values_changed():
    state = State({"address": "RT. 1"})
    assert kinds(state, entry({"address": "RT. 9", "product": "Tahu"})) == {"address": "change", "product": "fill"}
    assert state.values == {"address": "RT. 9", "product": "Tahu"}


def test_a_verified_field_is_never_overwritten():
    state = State({"address": "RT. 1"}, verified=frozenset({"address"}))
    assert kinds(state, entry({"address": "RT. 9"})) == {"address": "conflict"}
    assert state.values == {"address": "RT. 1"}


@pytest.mark.parametrize("name", ["name", "kecamatan_code", "nib", "nik_fingerprint"])
def test_what_identifies_a_business_is_filled_but_never_replaced(name):
    assert kinds(State({name: "old"}), entry({name: "something else"})) == {name: "conflict"}
    assert kinds(State(), entry({name: "new"})) == {name: "fill"}


def test_a_fuller_name_of_the_owner_is_taken():
    assert kinds(State({"owner_name": "Siti"}), entry({"owner_name": "Siti Aminah"})) == {"owner_name": "change"}
    assert kinds(State({"owner_name": "Siti Aminah"}), entry({"owner_name": "Siti"})) == {}


def test_a_rounded_amount_changes_nothing_but_an_exact_one_does():
    exact, rough = {"production_value": 228_185_661}, {"production_value": 228_000_000}
    assert kinds(State(dict(exact)), entry(rough)) == {}
    assert kinds(State(dict(rough)), entry(exact)) == {"production_value": "change"}


def test_a_second_number_is_kept_beside_the_first():
    state = State(phone="+6281234567890")
    assert kinds(state, entry(phone="+6285234567890")) == {"phone_other": "fill"}
    assert kinds(state, entry(phone="+6285234567890")) == {}
    assert kinds(state, entry(phone="+6285999999999")) == {"phone_other": "conflict"}


def test_the_email_of_a_verified_business_stays():
    state = State(email="nora@contoh.id", verified=frozenset({"email"}))
    assert kinds(state, entry(email="desa@contoh.id")) == {"email": CONFLICT}
    assert state.email == "nora@contoh.id"
    assert kinds(State(email="nora@contoh.id"), entry(email="desa@contoh.id")) == {"email": CHANGE}


def test_a_no_does_not_take_away_a_known_permit():
    state = State(held={"PIRT": [("yes", "5136408010820-29")]})
    assert kinds(state, entry(held=(Held("PIRT", "no"),))) == {"certificate.PIRT": "conflict"}


def test_a_yes_takes_the_place_of_a_no():
    state = State(held={"NIB": [("no", None)]})
    assert kinds(state, entry(held=(Held("NIB", "yes", "9120001234567"),))) == {"certificate.NIB": "change"}
    assert state.held["NIB"] == [("yes", "9120001234567")]


@pytest.mark.parametrize(
    ("known", "said", "kind"),
    [
        (("no", day(5)), ("yes", None), CONFLICT),
        (("no", day(5)), ("yes", 4), CONFLICT),
        (("no", day(5)), ("yes", 5), CONFLICT),
        (("no", day(5)), ("yes", 6), CHANGE),
        (("no", None), ("yes", 6), CONFLICT),
        (("yes", day(5)), ("no", None), CHANGE),
        (("yes", day(5)), ("no", 5), CHANGE),
        (("yes", day(5)), ("no", 4), CONFLICT),
        (("yes", None), ("no", 4), CHANGE),
        (("yes", None), ("no", None), CHANGE),
        (("yes", None), ("yes", 4), CHANGE),
        (("no", day(5)), ("no", 6), CHANGE),
        ((None, None), ("yes", None), FILL),
        ((None, None), ("no", 4), FILL),
    ],
)
def test_a_withdrawal_ends_only_by_a_later_yes_whose_day_is_known(known, said, kind):
    state = State(consent=known[0], consent_at=known[1])
    row = entry(consent=said[0], answered_on=said[1] and date(2026, 3, said[1]))
    assert kinds(state, row) == {"consent": kind}
    assert state.consent == (known[0] if kind == CONFLICT else said[0])


def test_the_last_word_of_a_list_without_dates_is_a_withdrawal():
    state = State()
    assert [kinds(state, entry(consent=said)) for said in ("yes", "no", "yes")] == [
        {"consent": FILL}, {"consent": CHANGE}, {"consent": CONFLICT},
    ]  # fmt: skip
    assert state.consent == "no"


@pytest.mark.parametrize("known", [("yes", day(5)), ("no", day(5)), ("no", None)])
@pytest.mark.parametrize("said", [5, None])
def test_the_same_word_again_changes_nothing(known, said):
    row = entry(consent=known[0], answered_on=said and date(2026, 3, said))
    assert kinds(State(consent=known[0], consent_at=known[1]), row) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_of_dated_rows_the_newest_counts_wherever_it_stands(order):
    rows = [entry(consent=said, answered_on=date(2026, 3, on)) for said, on in (("no", 1), ("yes", 2), ("no", 3))]
    state = State()
    for place in order:
        merge(state, rows[place], frozenset().union(*map(spoken_of, rows)))
    assert state.consent == "no"


def test_a_closed_business_keeps_its_fields_but_gets_its_history():
    state = State({"address": "RT. 1"}, closed=True)
    assert kinds(state, entry({"address": "RT. 9"}, needs=("PENGEMASAN",))) == {
        "address": "conflict",
        "need.PENGEMASAN": "fill",
    }


def test_what_a_later_row_decides_is_filled_but_not_changed():
    address = entry({"address": "RT. 9"})
    assert kinds(State({"address": "RT. 1"}), address) == {"address": "change"}
    state = State({"address": "RT. 1"})
    assert [change.kind for change in merge(state, address, spoken_of(entry({"address": "RT. 2"})))] == ["conflict"]
    assert [change.kind for change in merge(State(), address, {"address"})] == ["fill"]


def test_a_nib_that_another_business_of_the_owner_has_is_not_taken():
    assert kinds(State(foreign_nib="9120001234567"), entry({"nib": "9120001234567"})) == {"nib": "conflict"}


def test_rows_that_say_the_same_have_one_content_wherever_they_stand():
    one = Entry("Daftar", 1, {"name": "Kalbana", "nik_encrypted": "a", "nik_fingerprint": "f"}, phone="+62812")
    two = Entry("Lain", 9, {"name": "Kalbana", "nik_encrypted": "b", "nik_fingerprint": "f"}, phone="+62812")
    other = Entry("Daftar", 1, {"name": "Kalbana"}, phone="+62812")
    assert one.content_hash == two.content_hash == Entry.from_json(one.as_json()).content_hash
    assert other.content_hash != one.content_hash


def test_what_nobody_wrote_only_fills_in_what_is_not_known():
    assumed = entry({"workers_male": 2, "workers_female": 0}, assumed=("workers_female",))
    assert kinds(State({"workers_male": 2, "workers_female": 3}), assumed) == {}
    assert kinds(State({"workers_male": 2}), assumed) == {"workers_female": FILL}
    assert spoken_of(assumed) == {"workers_male"}


MADE = {"capacity": 50, "capacity_unit": "Kg"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"capacity": 100}, {"capacity": CONFLICT}),
        ({"capacity_unit": "Ton"}, {"capacity_unit": CONFLICT}),
        ({"capacity": 50}, {}),
        ({"capacity_unit": "kg"}, {}),
        ({"capacity": 100, "capacity_unit": "Kg"}, {"capacity": CHANGE}),
        ({"capacity": 2, "capacity_unit": "Ton"}, {"capacity": CHANGE, "capacity_unit": CHANGE}),
    ],
)
def test_a_number_is_not_put_beside_the_unit_of_another(said, kind):
    assert kinds(State(dict(MADE)), entry(said)) == kind


def test_a_unit_is_not_put_behind_a_number_it_was_not_said_with():
    assert kinds(State({"capacity": 50}), entry({"capacity_unit": "Ton"})) == {"capacity_unit": CONFLICT}
    assert kinds(State({"capacity_unit": "Kg"}), entry({"capacity": 9})) == {"capacity": CONFLICT}
    assert kinds(State(), entry({"capacity": 9})) == {"capacity": FILL}


def test_the_desa_of_another_kecamatan_is_not_put_into_this_one():
    state = State({"kecamatan_code": "64.08.10", "desa": "Bumi Etam", "desa_code": "64.08.15.2001"})
    other = entry({"kecamatan_code": "64.08.15", "desa": "Kaubun", "desa_code": "64.08.15.2002", "address": "RT. 1"})
    assert kinds(state, other) == {"kecamatan_code": CONFLICT, "desa": CONFLICT, "address": CONFLICT}


def test_another_kbli_does_not_keep_the_year_of_the_list_before():
    state = State({"kbli": "10794", "kbli_version": 2015})
    merge(state, entry({"kbli": "10799"}))
    assert state.values == {"kbli": "10799", "kbli_version": None}
