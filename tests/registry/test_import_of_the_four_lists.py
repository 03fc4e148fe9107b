"""The office's four lists speak of the same 1,363 businesses: the register must come within one per cent of that."""

from collections import defaultdict
from itertools import combinations

import pytest
from sqlalchemy import func, select

from services.registry.models import Certificate, Consent, Contact, Ikm, ImportRow, Participation
from tests.registry.lists import confirmed, example, register_size

BUSINESSES = 1363
WORKBOOK, SIINAS = "data-ikm-disperindag-2024.xlsx", "siinas-ekspor.csv"
FORM, TRAINEES = "formulir-kebutuhan-2025.csv", "peserta-bimtek-2022-2024.xlsx"

ONE_OF_EACH = ("kecamatan_code", "desa", "nib", "nik_fingerprint", "kbli", "licence_year", "capacity", "workers_male")


@pytest.fixture
def database(sqlite_database):
    return sqlite_database("registry")


def bring_in(database, folder, *names):
    return {name: confirmed(database, folder, example(name), name) for name in names}


def count(database, *conditions, of=ImportRow):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(of).where(*conditions))


@pytest.mark.parametrize(
    "order",
    [(WORKBOOK, SIINAS, FORM, TRAINEES), (SIINAS, FORM, TRAINEES, WORKBOOK), (TRAINEES, WORKBOOK, SIINAS, FORM)],
)
def test_in_any_order_the_register_holds_within_one_per_cent(database, tmp_path, order):
    bring_in(database, tmp_path, *order)
    assert abs(register_size(database) - BUSINESSES) <= BUSINESSES / 100
    assert 0 < count(database, ImportRow.waiting) < 100
    assert disagreements(database) == []


def test_as_many_rows_wait_for_a_person_as_the_readme_says(database, tmp_path):
    bring_in(database, tmp_path, WORKBOOK, SIINAS, FORM, TRAINEES)
    assert (register_size(database), count(database, ImportRow.waiting)) == (1361, 48)


def disagreements(database):
    """Pairs of rows merged into one IKM that say two different things of what a business has one of."""
    rows = defaultdict(list)
    with database.reading() as session:
        for row in session.scalars(select(ImportRow).where(ImportRow.ikm_id.is_not(None))):
            said = row.entry["values"]
            owner = (said.get("owner_name") or "").casefold() or None
            rows[row.ikm_id].append([row.entry.get("phone"), owner] + [said.get(name) for name in ONE_OF_EACH])
    pairs = (pair for merged in rows.values() for pair in combinations(merged, 2))
    return [pair for pair in pairs if any(one and two and one != two for one, two in zip(*pair, strict=True))]


def test_what_the_lists_say_is_in_the_register(database, tmp_path):
    batches = bring_in(database, tmp_path, WORKBOOK, SIINAS, FORM, TRAINEES)
    assert batches[WORKBOOK].total == 1433
    assert batches[WORKBOOK].counts["new"] >= 1350
    assert batches[SIINAS].counts["new"] == 0
    assert count(database, Ikm.nik_encrypted.is_not(None), of=Ikm) > 300
    assert count(database, Contact.email.is_not(None), of=Contact) > 200
    assert count(database, Consent.state == "yes", of=Consent) > 100
    assert count(database, of=Participation) > 500
    assert count(database, Certificate.kind == "PIRT", Certificate.number.is_not(None), of=Certificate) > 150
    assert count(database, Ikm.status == "closed", of=Ikm) >= 30


def test_no_nib_that_lost_its_digits_is_stored(database, tmp_path):
    bring_in(database, tmp_path, SIINAS)
    assert count(database, func.length(Ikm.nib) != 13, of=Ikm) == 0
    assert count(database, Ikm.nib.is_(None), of=Ikm) == 8


def test_two_businesses_of_one_name_owner_and_kecamatan_stay_apart(database, tmp_path):
    bring_in(database, tmp_path, WORKBOOK)
    same = (Ikm.name == "Penjahit Pakaian Wati", Ikm.owner_name == "Wati Wulandari")
    waiting = (ImportRow.name == "Penjahit Pakaian Wati", ImportRow.waiting)
    assert count(database, *same, of=Ikm) + count(database, *waiting) == 2


def test_the_same_list_again_changes_nothing(database, tmp_path):
    bring_in(database, tmp_path, WORKBOOK)
    size = register_size(database)
    again = bring_in(database, tmp_path, WORKBOOK)[WORKBOOK]
    assert (again.counts["new"], again.counts["update"]) == (0, 0)
    assert again.counts["possible"] <= 5
    assert register_size(database) == size
