"""What a person decides of a row, and what it means for the rows that wait beside it; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select

from services.registry.actions.import_confirmation import confirm
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_undoing import undo
from services.registry.actions.merging import merge
from services.registry.models import Ikm, ImportRow
from services.registry.queries.import_rows import count_waiting, get_row, list_rows, list_waiting
from shared.errors import InvalidInput, RuleBroken
from tests.registry.factories import NIK, registered
from tests.registry.lists import DOUBTFUL, KALBANA, confirmed, csv_of, only_ikm, planned, register_size, rows_of

WATI = "Wati;Wati Sari;Bengalon;081234567891;Jahit;;;RT. 1;"
NAMESAKE = "Wati;Wati;Bengalon;082120455477;Jahit;;;RT. 2;"
NAMESAKE_AGAIN = "Wati;Wati;Bengalon;082120455477;Jahit;;;RT. 3;"
BARE_NAMESAKE = "Wati;;Bengalon;;Jahit;;;RT. 2;"
OTHER_NIK = "6408045708900001"
OTHER_BUSINESS = "Sambal Nora;Nora Ramadhani;Kaliorang;081234567890;Sambal;10779;9120001234567;RT. 1;"


@pytest.fixture
def say(database):
    """Decide one row in a transaction of its own."""

    def do(row, decision, ikm_id=None, seen=None):
        with database.transaction() as session:
            return decide(session, row.id, decision, ikm_id, seen)

    return do


def waiting(database):
    with database.reading() as session:
        return list(session.scalars(select(ImportRow).where(ImportRow.waiting).order_by(ImportRow.created_at)))


def shown(database, row):
    with database.reading() as session:
        return get_row(session, row.id)


def businesses(database):
    with database.reading() as session:
        return {ikm.name: ikm for ikm in session.scalars(select(Ikm))}


def together(*steps):
    def take(step):
        try:
            return step()
        except RuleBroken as refused:
            return refused

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


@pytest.fixture
def namesakes(database, tmp_path):
    """Two waiting rows of two lists that speak of one business the register does not have."""
    confirmed(database, tmp_path, csv_of(WATI))
    confirmed(database, tmp_path, csv_of(NAMESAKE), "a.csv")
    confirmed(database, tmp_path, csv_of(NAMESAKE_AGAIN), "b.csv")
    rows = waiting(database)
    assert len(rows) == 2
    return rows


def test_what_a_decision_makes_certain_is_settled_alike(database, namesakes, say):
    made = say(namesakes[0], "different").ikm_id
    assert waiting(database) == []
    assert register_size(database) == 2
    other = shown(database, namesakes[1])
    assert (other.decision, other.target.id) == ("same", str(made))
    assert "a.csv" in str(other.reasons[0])


def test_undo_of_one_list_takes_back_what_that_list_wrote(database, namesakes, say):
    made = say(namesakes[0], "different").ikm_id
    with database.transaction() as session:
        assert session.get_one(Ikm, made).address == "RT. 3"
        undo(session, namesakes[1].batch_id)
    with database.reading() as session:
        assert session.get_one(Ikm, made).address == "RT. 2"


def test_a_name_alone_stays_for_a_person_who_sees_the_newcomer(database, tmp_path, say):
    confirmed(database, tmp_path, csv_of(WATI))
    first, second = rows_of(database, confirmed(database, tmp_path, csv_of(NAMESAKE, BARE_NAMESAKE)).id)
    made = say(first, "different").ikm_id
    assert [row.id for row in waiting(database)] == [second.id]
    assert shown(database, second).candidates[0].business.id == str(made)


def test_different_is_refused_until_the_newcomer_was_compared(database, tmp_path, say):
    confirmed(database, tmp_path, csv_of(WATI))
    first, second = rows_of(database, confirmed(database, tmp_path, csv_of(NAMESAKE, BARE_NAMESAKE)).id)
    say(first, "different")
    with pytest.raises(RuleBroken, match="Bandingkan dahulu"):
        say(second, "different")
    compared = {UUID(found.business.id) for found in shown(database, second).candidates}
    assert say(second, "different", seen=compared).waiting is False
    assert register_size(database) == 3


def test_two_rows_of_one_new_business_decided_at_once_make_one_ikm(database, namesakes, say):
    done = together(*[lambda row=row: say(row, "different").ikm_id for row in namesakes])
    assert register_size(database) == 2
    assert sum(isinstance(each, RuleBroken) for each in done) == 1


def test_decided_before_the_yes_two_rows_of_one_new_business_make_one_ikm(database, tmp_path, say):
    confirmed(database, tmp_path, csv_of(WATI))
    batch = planned(database, tmp_path, csv_of(NAMESAKE, BARE_NAMESAKE))
    for row in rows_of(database, batch.id):
        say(row, "different")
    with database.transaction() as session:
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 2
    assert [row.name for row in waiting(database)] == ["Wati"]


def test_a_candidate_that_is_gone_is_no_longer_offered(database, tmp_path):
    first = confirmed(database, tmp_path, csv_of(KALBANA))
    row = rows_of(database, confirmed(database, tmp_path, csv_of(DOUBTFUL)).id)[0]
    assert len(shown(database, row).candidates) == 1
    with database.transaction() as session:
        undo(session, first.id)
    assert shown(database, row).candidates == []


def test_an_ikm_that_came_by_a_form_is_offered(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    row = rows_of(database, confirmed(database, tmp_path, csv_of(DOUBTFUL)).id)[0]
    with database.transaction() as session:
        made = registered(session, name="Kalbana", kecamatan_code="64.08.10", product="Keripik Pisang").id
    assert str(made) in [found.business.id for found in shown(database, row).candidates]


def test_of_a_merged_candidate_the_surviving_one_is_offered(database, tmp_path, say):
    batch = confirmed(database, tmp_path, csv_of(KALBANA))
    row = rows_of(database, confirmed(database, tmp_path, csv_of(DOUBTFUL)).id)[0]
    gone = rows_of(database, batch.id)[0].ikm_id
    with database.transaction() as session:
        kept = registered(session, name="Kalbana Jaya").id
        merge(session, kept, gone, "data ganda")
    assert say(row, "same", gone).ikm_id == kept


def test_rows_wait_in_the_order_of_their_lists(database, tmp_path):
    confirmed(database, tmp_path, csv_of(KALBANA))
    lists = [confirmed(database, tmp_path, csv_of(DOUBTFUL.replace("RT. 2", f"RT. {place}"))) for place in range(6)]
    with database.reading() as session:
        rows, _ = list_waiting(session, None, 50, 0)
    assert [row.batch_id for row in rows] == [batch.id for batch in lists]


@pytest.mark.parametrize("search", ["UD. Nōra 24/7 (Jaya)", "nora  jaya", "UD-NORA", "JAYA NORA", "24/7", "24-7"])
def test_a_row_is_found_by_the_name_it_shows(database, tmp_path, search):
    batch = planned(database, tmp_path, csv_of("UD. Nōra 24/7 (Jaya);;Kaliorang;;;;;;", WATI))
    with database.reading() as session:
        rows, total = list_rows(session, batch.id, None, search, 50, 0)
        assert (total, rows[0].number, list_rows(session, batch.id, None, "wati jaya", 50, 0)[1]) == (1, 2, 0)


class TestOneNibOfTwoBusinesses:
    def test_the_second_is_made_with_the_nib_only_noted(self, database, tmp_path, say):
        confirmed(database, tmp_path, csv_of(KALBANA))
        row = rows_of(database, confirmed(database, tmp_path, csv_of(OTHER_BUSINESS)).id)[0]
        assert shown(database, row).nib_holder.name == "Kalbana"
        say(row, "different")
        made = businesses(database)["Sambal Nora"]
        with database.reading() as session:
            held = session.get_one(Ikm, made.id).certificates
            assert (made.nib, held[0].number) == (None, "9120001234567")
            assert "IKM-00001 Kalbana" in held[0].remark

    def test_the_same_list_again_finds_both(self, database, tmp_path, say):
        content = csv_of(KALBANA, OTHER_BUSINESS)
        say(rows_of(database, confirmed(database, tmp_path, content).id)[1], "different")
        again = confirmed(database, tmp_path, content)
        assert (again.counts["same"], again.counts["possible"]) == (2, 0)
        later = csv_of(OTHER_BUSINESS.replace("RT. 1", "RT. 9"))
        assert confirmed(database, tmp_path, later).counts["update"] == 1
        assert businesses(database)["Sambal Nora"].nib is None

    @pytest.mark.parametrize("lists", [1, 2])
    def test_another_nik_beside_it_is_for_a_person(self, database, tmp_path, lists):
        header = "Nama IKM;NIK;Kecamatan;NIB"
        rows = (f"Kalbana;{NIK};Kaliorang;9120001234567", f"Sambal Nora;{OTHER_NIK};Bengalon;9120001234567")
        for content in [rows] if lists == 1 else [[row] for row in rows]:
            batch = confirmed(database, tmp_path, csv_of(*content, header=header))
        assert (batch.status, batch.counts["possible"]) == ("confirmed", 1)
        assert businesses(database)["Kalbana"].nib == "9120001234567"

    def test_a_list_that_names_it_for_a_known_one_of_the_two_is_written(self, database, tmp_path):
        without = "Toko Lain;Nora Ramadhani;Kaliorang;081299988877;Sambal;10779;;RT. 1;"
        confirmed(database, tmp_path, csv_of(KALBANA, without))
        batch = confirmed(database, tmp_path, csv_of(without.replace(";;RT", ";9120001234567;RT")))
        assert (batch.status, batch.counts["possible"]) == ("confirmed", 0)
        both = businesses(database)
        assert (both["Kalbana"].nib, both["Toko Lain"].nib) == ("9120001234567", None)


class TestTheSameRowsAgain:
    def test_what_waits_is_asked_about_once(self, database, tmp_path, say):
        for name in ("a.csv", "b.csv"):
            confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL), name)
        with database.reading() as session:
            rows, total = list_waiting(session, None, 50, 0)
            assert (len(rows), total, count_waiting(session)) == (1, 1, 1)
        say(waiting(database)[0], "different")
        assert waiting(database) == []
        assert register_size(database) == 2

    def test_what_was_decided_is_followed_and_says_so(self, database, tmp_path, say):
        first = confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL), "a.csv")
        made = say(rows_of(database, first.id)[1], "different").ikm_id
        again = confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL), "b.csv")
        row = shown(database, rows_of(database, again.id)[1])
        assert (row.verdict, row.target.id, row.decision) == ("same", str(made), "same")
        assert row.decided_by is not None
        assert waiting(database) == []

    def test_what_was_decided_while_a_plan_waited_is_followed(self, database, tmp_path, say):
        first = confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL.replace("RT. 2", "RT. 1")), "a.csv")
        batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL.replace("RT. 2", "RT. 1")), "b.csv")
        known = rows_of(database, first.id)[0].ikm_id
        say(rows_of(database, first.id)[1], "same", known)
        with database.transaction() as session:
            confirm(session, batch.id, batch.plan_digest, tmp_path)
        assert waiting(database) == []

    def test_a_list_that_was_undone_decides_nothing(self, database, tmp_path, say):
        confirmed(database, tmp_path, csv_of(KALBANA))
        first = confirmed(database, tmp_path, csv_of(DOUBTFUL), "a.csv")
        say(rows_of(database, first.id)[0], "different")
        with database.transaction() as session:
            undo(session, first.id)
        confirmed(database, tmp_path, csv_of(DOUBTFUL), "b.csv")
        assert len(waiting(database)) == 1

    def test_of_two_rows_about_one_business_the_last_has_its_way(self, database, tmp_path):
        content = csv_of(KALBANA, KALBANA.replace("RT. 1", "RT. 9"))
        confirmed(database, tmp_path, content)
        assert businesses(database)["Kalbana"].address == "RT. 9"
        assert confirmed(database, tmp_path, content).counts["update"] == 0
        assert businesses(database)["Kalbana"].address == "RT. 9"

    def test_a_row_decided_on_later_is_not_the_last_of_its_list(self, database, tmp_path, say):
        content = csv_of(KALBANA.replace("RT. 1", ""), DOUBTFUL, KALBANA.replace("RT. 1", "RT. 9"))
        rows = rows_of(database, confirmed(database, tmp_path, content).id)
        say(rows[1], "same", rows[0].ikm_id)
        assert businesses(database)["Kalbana"].address == "RT. 9"
        assert confirmed(database, tmp_path, content).counts["update"] == 0


@pytest.fixture
def doubtful(database, tmp_path):
    """A confirmed import with one row that waits for a decision."""
    batch = confirmed(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    assert row.waiting
    return row


def test_the_same_adds_the_row_to_the_ikm(database, doubtful):
    with database.transaction() as session:
        decide(session, doubtful.id, "same", only_ikm(session).id)
    with database.reading() as session:
        assert only_ikm(session).address == "RT. 2"


def test_different_makes_an_ikm(database, doubtful):
    with database.transaction() as session:
        decide(session, doubtful.id, "different")
    assert register_size(database) == 2


def test_later_leaves_it_on_the_list(database, doubtful):
    with database.transaction() as session:
        assert decide(session, doubtful.id, "later").waiting


def test_only_a_candidate_may_be_chosen(database, doubtful):
    with database.transaction() as session, pytest.raises(InvalidInput):
        decide(session, doubtful.id, "same", doubtful.id)


def test_a_decision_before_the_yes_is_carried_out_with_it(database, tmp_path):
    batch = planned(database, tmp_path, csv_of(KALBANA, DOUBTFUL))
    row = rows_of(database, batch.id)[1]
    with database.transaction() as session:
        decide(session, row.id, "different")
        assert not session.scalars(select(Ikm)).all()
    with database.transaction() as session:
        confirm(session, batch.id, batch.plan_digest, tmp_path)
    assert register_size(database) == 2
