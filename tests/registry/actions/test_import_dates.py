"""Days of a list reach the register as they were meant, or not at all; a withdrawal is never overlooked."""

import io

import pytest
import xlsxwriter
from sqlalchemy import select

from services.registry.actions import import_columns, import_confirmation, imports
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.actions.import_undoing import undo
from services.registry.domain.profile import SHARING, consent_state
from services.registry.models import Ikm
from shared.errors import InvalidInput, StaleForm
from tests.registry.factories import CIPHER
from tests.registry.lists import confirmed, csv_of, planned, received, rows_of

FORM = "Timestamp,Nama usaha,Nama lengkap,Kecamatan,No. WhatsApp aktif,Bersedia data dibagikan kepada lembaga mitra?"
PUKIS = "{},Pukis Etam,Rahma Sari,Sangatta Utara,081299993001,{}"
PROOF = "10/15/2026 8:00:00,Serabi Etam,Dewi Lestari,Bengalon,081299993002,Ya"
YES_IN_MAY = csv_of(PUKIS.format("2026-05-01 09:00:00", "Ya"), header=FORM)
NO_IN_OCTOBER = csv_of(PUKIS.format("10/2/2026 9:12:01", "Tidak"), PROOF, header=FORM)
NO_IN_DOUBT = csv_of(PUKIS.format("10/2/2026 9:12:01", "Tidak"), header=FORM)
NO_WITHOUT_A_DAY = csv_of(PUKIS.format("", "Tidak"), header=FORM)
YES_IN_DOUBT = csv_of(PUKIS.format("10/2/2026 9:12:01", "Ya"), header=FORM)
YES_WITHOUT_A_DAY = csv_of(PUKIS.format("", "Ya"), header=FORM)
YES_IN_A_YEAR = csv_of(PUKIS.format("2027-12-25", "Ya"), header=FORM)


def consent(database):
    with database.reading() as session:
        found = session.scalars(select(Ikm).where(Ikm.name == "Pukis Etam")).one_or_none()
        return found and consent_state(found.consents, SHARING)


def workbook(*sheets):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for place, row in enumerate((FORM, *rows)):
                sheet.write_row(place, 0, row.split(","))
    return content.getvalue()


def taken_back(database, batch):
    with database.transaction() as session:
        undo(session, batch.id)


@pytest.mark.parametrize(
    ("yes", "no"),
    [(YES_IN_MAY, NO_IN_OCTOBER), (YES_IN_MAY, NO_IN_DOUBT), (YES_WITHOUT_A_DAY, NO_IN_OCTOBER)],
    ids=["both dated", "a no in doubt", "an undated yes"],
)
def test_a_withdrawal_counts_in_whatever_order_the_lists_come(database, tmp_path, yes, no):
    confirmed(database, tmp_path, yes)
    withdrawal = confirmed(database, tmp_path, no)
    assert consent(database) == "no"
    taken_back(database, withdrawal)
    assert consent(database) == "yes"
    confirmed(database, tmp_path, no)
    confirmed(database, tmp_path, yes)
    assert consent(database) == "no"


@pytest.mark.parametrize(
    ("no", "yes"),
    [(NO_IN_OCTOBER, YES_IN_DOUBT), (NO_IN_OCTOBER, YES_IN_A_YEAR), (NO_WITHOUT_A_DAY, YES_WITHOUT_A_DAY)],
    ids=["a yes in doubt", "a yes in the future", "neither dated"],
)
def test_no_yes_that_may_be_older_ends_a_withdrawal(database, tmp_path, no, yes):
    first = confirmed(database, tmp_path, no)
    second = confirmed(database, tmp_path, yes)
    assert consent(database) == "no"
    taken_back(database, second)
    assert consent(database) == "no"
    taken_back(database, first)
    assert consent(database) in (None, "unknown")


def test_a_withdrawal_counts_though_another_sheet_of_its_file_writes_days_otherwise(database, tmp_path):
    no = PUKIS.format("10/2/2026 9:12:01", "Tidak"), PROOF.replace("10/15/2026", "10/3/2026")
    file = workbook(no, [PROOF.replace("10/15/2026", "15/10/2026")])
    confirmed(database, tmp_path, YES_IN_MAY)
    confirmed(database, tmp_path, file, "daftar.xlsx")
    assert consent(database) == "no"


def test_the_same_lists_again_change_nothing(database, tmp_path):
    for content in (YES_WITHOUT_A_DAY, YES_IN_MAY, NO_IN_OCTOBER):
        confirmed(database, tmp_path, content)
    for content in (NO_IN_OCTOBER, YES_IN_MAY, YES_WITHOUT_A_DAY):
        assert planned(database, tmp_path, content).counts["update"] == 0


def test_a_later_refusal_is_kept_though_one_is_known(database, tmp_path):
    september, october, between = "2026-09-01", "2026-10-02", "2026-09-15"
    for day, said in ((september, "Tidak"), (october, "Tidak"), (between, "Ya")):
        confirmed(database, tmp_path, csv_of(PUKIS.format(day, said), header=FORM))
    assert consent(database) == "no"


@pytest.mark.parametrize("said", ["tidak.", '"Tidak, terima kasih"'])
def test_a_withdrawal_counts_in_whatever_words(database, tmp_path, said):
    confirmed(database, tmp_path, YES_IN_MAY)
    confirmed(database, tmp_path, csv_of(PUKIS.format("2026-10-02", said), header=FORM))
    assert consent(database) == "no"


@pytest.mark.parametrize(("first", "known"), [("Ya", "yes"), ("", "unknown")])
def test_words_that_are_no_answer_grant_nothing_and_are_said(database, tmp_path, first, known):
    confirmed(database, tmp_path, csv_of(PUKIS.format("2026-05-01", first), header=FORM))
    batch = confirmed(database, tmp_path, csv_of(PUKIS.format("2026-10-02", "Boleh lah"), header=FORM))
    assert consent(database) == known
    (row,) = rows_of(database, batch.id)
    assert "Boleh lah" in str(row.entry["remarks"])


def test_in_one_list_the_newest_word_counts_not_the_last_row(database, tmp_path):
    rows = [PUKIS.format("2026-10-02", "Tidak"), PUKIS.format("2026-05-01", "Ya")]
    confirmed(database, tmp_path, csv_of(*rows, header=FORM))
    assert consent(database) == "no"


TRAINEES = "Nama Peserta;Nama IKM;Kecamatan;No HP;Judul Kegiatan;Tanggal"
TRAINEE = "Siti Aminah;Tahu Siti;Kaliorang;081234567891;Bimtek Merek;{}"


def trained(database):
    with database.reading() as session:
        return [past.held_on.isoformat() for past in session.scalars(select(Ikm)).one().participations]


def test_a_training_whose_day_is_in_doubt_is_not_taken_and_its_row_says_so(database, tmp_path):
    batch = confirmed(database, tmp_path, csv_of(TRAINEE.format("1-2-2023"), header=TRAINEES))
    assert trained(database) == []
    [row] = rows_of(database, batch.id)
    assert any("1-2-2023" in str(remark["params"]) for remark in row.entry["remarks"])


@pytest.mark.parametrize(("order", "day"), [("day", "2023-02-01"), ("month", "2023-01-02")])
def test_a_person_says_the_order_and_it_is_taken(database, tmp_path, order, day):
    batch_id = received(database, tmp_path, csv_of(TRAINEE.format("1-2-2023"), header=TRAINEES))
    with database.transaction() as session, pytest.raises(InvalidInput):
        import_columns.remap(session, batch_id, {}, orders={"Tanggal": ""}, ask=True)
    with database.transaction() as session:
        import_columns.remap(session, batch_id, {}, orders={"Tanggal": order}, ask=True)
    with database.reading() as session:
        plan = draw_up(session, batch_id, tmp_path, CIPHER)
    with database.transaction() as session:
        batch = keep_plan(session, plan)
        import_confirmation.confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert trained(database) == [day]


def test_a_plan_drawn_up_in_another_order_is_not_kept(database, tmp_path):
    batch_id = received(database, tmp_path, csv_of(TRAINEE.format("1-2-2023"), header=TRAINEES))
    with database.reading() as session:
        plan = draw_up(session, batch_id, tmp_path, CIPHER)
    with database.transaction() as session:
        import_columns.remap(session, batch_id, {}, orders={"Tanggal": "day"})
    with database.transaction() as session, pytest.raises(StaleForm):
        keep_plan(session, plan)


def test_a_list_uploaded_before_its_days_were_looked_at_is_read_by_them(database, tmp_path):
    batch_id = received(
        database, tmp_path, csv_of(TRAINEE.format("1-2-2023"), TRAINEE.format("14-2-2023"), header=TRAINEES)
    )
    with database.transaction() as session:
        session.get_one(imports.ImportBatch, batch_id).dates = {}
    with database.reading() as session:
        rows = draw_up(session, batch_id, tmp_path, CIPHER).rows
    assert [row.entry.attended.first.isoformat() for row in rows] == ["2023-02-01", "2023-02-14"]
