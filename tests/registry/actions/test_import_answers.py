"""What a person says of a whole list, so that its rows do not end as drafts; on both databases."""

import pytest
from sqlalchemy import select

from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_series import decide_all_alike
from services.registry.actions.import_undoing import undo
from services.registry.domain.import_entry import Entry
from services.registry.models import Ikm, ImportBatch
from shared.errors import RuleBroken, StaleForm
from tests.registry.factories import registered
from tests.registry.lists import KALBANA, confirmed, csv_of, only_ikm, planned, register_size, rows_of

HEADER = "Nama IKM;Nama Pemilik;No HP;Jenis Produk"
MEUBEL = "Mebel Jati;Nora Ramadhani;081234567890;Lemari"
SAMBAL = "Sambal Nora;Wati Sari;081234567891;Sambal"
KALIORANG = {"kecamatan_code": "64.08.10"}


@pytest.fixture
def answer(database):
    """Say something of a whole list in a transaction of its own."""

    def say(batch, revision=None, **answers):
        with database.transaction() as session:
            return answer_for_all(session, batch.id, answers, revision)

    return say


def yes(database, batch, folder):
    with database.transaction() as session:
        return confirm(session, batch.id, session.get_one(ImportBatch, batch.id).plan_digest, folder)


def test_a_plan_says_how_many_rows_will_be_drafts_and_for_want_of_what(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(MEUBEL, SAMBAL, header=HEADER))
    assert batch.foreseen == {"draft": 2, "no_kecamatan": 2, "no_cluster": 1}


def test_what_is_said_of_all_rows_reaches_the_register_with_who_said_it(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(MEUBEL, SAMBAL, header=HEADER))
    assert answer(batch, **KALIORANG, kbli="31001").foreseen == {}
    assert yes(database, batch, tmp_path).status == "confirmed"
    with database.reading() as session:
        found = {ikm.name: ikm for ikm in session.scalars(select(Ikm))}
        assert {ikm.status for ikm in found.values()} == {"registered"}
        assert (found["Mebel Jati"].kbli, found["Sambal Nora"].kbli) == ("31001", None)
        assert found["Sambal Nora"].cluster == "PANGAN_OLAHAN"
        assert "daftar.csv, untuk semua baris oleh" in found["Mebel Jati"].provenance["kecamatan_code"]["source"]
        assert found["Mebel Jati"].provenance["name"]["source"] == "daftar.csv"


def test_an_answer_is_taken_back_before_the_yes_without_a_trace(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    before, entries = batch.plan_digest, [row.entry for row in rows_of(database, batch.id)]
    answer(batch, **KALIORANG, cluster="KAKAO")
    after = answer(batch, kecamatan_code="", cluster=None)
    assert (after.plan_digest, after.defaults) == (before, {})
    assert [row.entry for row in rows_of(database, batch.id)] == entries


def test_the_same_answer_again_changes_nothing_and_another_on_an_old_plan_is_refused(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    said = answer(batch, batch.revision, **KALIORANG)
    assert answer(batch, batch.revision, **KALIORANG).revision == said.revision
    with pytest.raises(StaleForm):
        answer(batch, batch.revision, cluster="KAKAO")


def test_a_written_list_takes_no_more_answers(database, tmp_path, answer):
    batch = confirmed(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    with pytest.raises(RuleBroken):
        answer(batch, **KALIORANG)


def test_what_a_row_says_or_suggests_is_not_overruled(database, tmp_path, answer):
    header = f"{HEADER};Kecamatan"
    batch = planned(database, tmp_path, csv_of(f"{MEUBEL};Bengalon", f"{SAMBAL};", header=header))
    answer(batch, **KALIORANG, cluster="PISANG")
    yes(database, batch, tmp_path)
    with database.reading() as session:
        found = {ikm.name: (ikm.kecamatan_code, ikm.cluster) for ikm in session.scalars(select(Ikm))}
    assert found == {"Mebel Jati": ("64.08.09", "PISANG"), "Sambal Nora": ("64.08.10", "PANGAN_OLAHAN")}


def test_a_known_business_is_filled_in_only_where_it_lacks_something(database, tmp_path, answer):
    with database.transaction() as session:
        known = {"name": "Mebel Jati", "owner_name": "Nora Ramadhani", "cluster": None, "kbli": "31001"}
        registered(session, **known)
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    answer(batch, **KALIORANG, cluster="KAKAO")
    yes(database, batch, tmp_path)
    with database.reading() as session:
        ikm = only_ikm(session)
        assert (ikm.cluster, ikm.kbli) == (None, "31001")


def test_a_cluster_said_of_all_rows_is_no_evidence_and_a_kecamatan_is(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    answer(batch, **KALIORANG, kbli="31001")
    yes(database, batch, tmp_path)
    again = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER), "lagi.csv")
    assert answer(again, **KALIORANG).counts["same"] == 1
    [row] = rows_of(database, again.id)
    assert Entry.from_json(row.entry).given == ("kecamatan_code",)


def test_undoing_the_import_takes_back_what_was_said_of_all_rows(database, tmp_path, answer):
    with database.transaction() as session:
        registered(session, name="Mebel Jati", owner_name="Nora Ramadhani", kecamatan_code="64.08.10", cluster=None)
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    answer(batch, **KALIORANG, cluster="KAKAO")
    yes(database, batch, tmp_path)
    with database.reading() as session:
        assert (only_ikm(session).status, only_ikm(session).cluster) == ("registered", "KAKAO")
    with database.transaction() as session:
        undo(session, batch.id)
    with database.reading() as session:
        assert (only_ikm(session).status, only_ikm(session).cluster) == ("draft", None)


def test_decisions_made_before_stay_where_they_still_hold(database, tmp_path, answer):
    with database.transaction() as session:
        registered(session, name="Mebel Jati", owner_name="Nora Ramadhani", kecamatan_code="64.08.09")
    batch = planned(database, tmp_path, csv_of(MEUBEL, header=HEADER))
    [row] = rows_of(database, batch.id)
    assert row.verdict == "possible"
    with database.transaction() as session:
        decide(session, row.id, "different")
    answer(batch, **KALIORANG, cluster="KAKAO")
    [row] = rows_of(database, batch.id)
    assert row.decision == "different"
    yes(database, batch, tmp_path)
    with database.reading() as session:
        made = session.scalars(select(Ikm).where(Ikm.kecamatan_code == "64.08.10")).one()
    assert (register_size(database), made.status) == (2, "registered")


def test_a_desa_found_by_the_kecamatan_said_of_all_is_kept_with_its_code(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(f"{MEUBEL};bukit makmr", header=f"{HEADER};Desa"))
    answer(batch, **KALIORANG, kbli="31001")
    yes(database, batch, tmp_path)
    with database.reading() as session:
        ikm = only_ikm(session)
        assert (ikm.desa, ikm.desa_code, ikm.provenance["desa"]["source"]) == (
            "Bukit Makmur",
            "64.08.10.2006",
            "daftar.csv",
        )


LACKING = "Kalbana;;Kaliorang;;;;;RT. 2;"


def foreseen(database, batch):
    with database.reading() as session:
        return session.get_one(ImportBatch, batch.id).foreseen


def of_doubtful(database, batch):
    return [row for row in rows_of(database, batch.id) if row.verdict == "possible"]


def test_a_doubtful_row_decided_to_be_one_of_its_own_is_counted_among_the_drafts(database, tmp_path, answer):
    batch = planned(database, tmp_path, csv_of(KALBANA, LACKING))
    [row] = of_doubtful(database, batch)
    counts = []
    for decision in ("later", "different", "different", "later", "different"):
        with database.transaction() as session:
            decide(session, row.id, decision)
        counts.append(foreseen(database, batch).get("draft", 0))
    assert counts == [0, 1, 1, 0, 1]
    assert of_doubtful(database, batch)[0].effects == " draft no_cluster "
    assert answer(batch, kbli="31001").foreseen == {}


def test_rows_decided_alike_are_counted_too_and_stay_counted_in_the_next_plan(database, tmp_path, answer):
    others = [LACKING.replace("RT. 2", f"RT. {place}") for place in (3, 4)]
    batch = planned(database, tmp_path, csv_of(KALBANA, LACKING, *others))
    sample = of_doubtful(database, batch)[0]
    with database.transaction() as session:
        decide(session, sample.id, "different")
    with database.transaction() as session:
        decide_all_alike(session, sample.id)
    decided = sum(row.decision == "different" for row in of_doubtful(database, batch))
    assert (decided, foreseen(database, batch)["draft"]) == (3, 3)
    assert answer(batch, kecamatan_code="64.08.09").foreseen["draft"] == 3
