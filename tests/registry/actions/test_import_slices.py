"""A large list arrives in slices: seen as a whole or not at all, whatever happens between two of them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, update

from services.registry.actions import ikm as ikm_actions
from services.registry.actions import import_keeping, import_planning, import_slices, imports
from services.registry.actions.import_answers import answer_for_all
from services.registry.actions.import_confirmation import CHANGED_MEANWHILE, confirm, take_up_left
from services.registry.actions.import_decisions import decide
from services.registry.actions.import_undoing import undo
from services.registry.actions.restoration import tell_all
from services.registry.models import Contact, Ikm, ImportBatch, Listing
from services.registry.queries.figures import ikm_by_kecamatan, register_figures
from services.registry.queries.ikm_list import Filters, ikm_lines
from services.registry.queries.ikm_page import get_ikm, id_of_number
from services.registry.queries.known_ikm import known_businesses, register_mark, states_of
from services.registry.tasks import import_steps
from services.registry.tasks import work as steps
from services.registry.tasks.work import work as lane
from shared.change import Change
from shared.errors import NotFound
from shared.events.registry import IkmProfileChanged
from shared.hiding import HIDDEN_TOO
from shared.history import verify
from shared.work import hand
from shared.work.asking import stop_about
from shared.work.lane import FULL
from shared.work.table import Work
from tests.registry.factories import CIPHER, announced, registered
from tests.registry.lists import KALBANA, confirmed, csv_of, do_long_work, planned, register_size, rows_of

ROWS, SLICE = 30, 8
NIB = "9120001234567"


@pytest.fixture
def settings(make_settings, make_url_for, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 0)
    monkeypatch.setattr(import_slices, "SLICE", SLICE)
    return make_settings("registry", make_url_for("registry"))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


def invented(many: int = ROWS) -> list[str]:
    rows = [f"Usaha {place:05};Nora {place:05};Kaliorang;0812{place:07};;;;RT. {place};" for place in range(many - 1)]
    return [KALBANA, *rows]


@pytest.fixture
def begun(database, settings, folder, monkeypatch):
    """A list of which two slices are written: the process that was at it was asked to end."""
    batch = confirmed(database, folder, csv_of(*invented()))
    interrupt(monkeypatch, slices=2)
    lane.take_next(database, settings)
    monkeypatch.undo()
    monkeypatch.setattr(imports, "LARGE", 0)
    monkeypatch.setattr(import_slices, "SLICE", SLICE)
    hand.ending.clear()
    with database.reading() as session:
        assert unseen(session) == 2 * SLICE
    return batch


def interrupt(monkeypatch, slices: int) -> None:
    left = iter(range(slices))

    def until(*arguments):
        written = import_slices.write_slice(*arguments)
        if next(left) == slices - 1:
            hand.ending.set()
        return written

    monkeypatch.setattr(import_steps, "write_slice", until)


def unseen(session) -> int:
    counted = select(func.count()).select_from(Ikm).where(Ikm.import_batch_id.is_not(None))
    return session.scalar(counted, execution_options=HIDDEN_TOO) or 0


def batch_of(database, batch) -> ImportBatch:
    with database.reading() as session:
        return session.get_one(ImportBatch, batch.id)


def test_what_is_there_so_far_is_in_no_answer_of_the_register(database, begun):
    [first, *_] = rows_of(database, begun.id)
    with database.reading() as session:
        assert (session.get(Ikm, first.ikm_id), register_figures(session).total) == (None, 0)
        assert ikm_lines(session, Filters(), offset=0, size=9) == ([], 0, 0)
        assert ikm_lines(session, Filters(search="kalbana"), offset=0, size=9) == ([], 0, 0)
        assert (ikm_by_kecamatan(session), id_of_number(session, "IKM-00001")) == ({}, None)
        assert (known_businesses(session).records, states_of(session, [str(first.ikm_id)])) == ({}, {})
        assert register_mark(session) == begun.register_mark
        assert session.scalars(select(Contact).join(Ikm, Ikm.id == Contact.ikm_id)).all() == []
        with pytest.raises(NotFound):
            get_ikm(session, first.ikm_id)
    with database.transaction() as session:
        tell_all(session)
        assert announced(session, IkmProfileChanged) == []
        with pytest.raises(NotFound):
            Ikm.locked(session, first.ikm_id)


def test_the_next_process_goes_on_where_the_one_before_was_ended(database, settings, begun):
    do_long_work(database, settings)
    with database.reading() as session:
        numbers = session.scalars(select(Ikm.number).order_by(Ikm.number)).all()
        told = [fact.ikm_id for fact in announced(session, IkmProfileChanged)]
        registered_once = session.scalar(select(func.count()).where(Change.action == "register"))
        assert verify(session).broken is None
        assert session.scalar(select(func.count()).select_from(Listing)) == ROWS
    assert numbers == [f"IKM-{number:05}" for number in range(1, ROWS + 1)]
    assert (len(told), len(set(told)), registered_once) == (ROWS, ROWS, ROWS)
    after = batch_of(database, begun)
    assert (after.status, after.unseen) == ("confirmed", None)


def test_a_list_that_is_stopped_half_way_is_taken_out_again_and_may_be_written_later(database, settings, begun, folder):
    with database.transaction() as session:
        stop_about(session, imports.NOUN, begun.id)
    do_long_work(database, settings)
    with database.reading() as session:
        assert unseen(session) == 0
        assert session.scalars(select(Contact)).all() == []
    stopped = batch_of(database, begun)
    assert (stopped.status, stopped.unseen, stopped.notice["template"]) == (
        "planned",
        None,
        steps.NOT_WRITTEN.template,
    )
    with database.transaction() as session:
        confirm(session, begun.id, begun.plan_digest, folder)
    do_long_work(database, settings)
    assert (batch_of(database, begun).status, register_size(database)) == ("confirmed", ROWS)


def test_whoever_says_yes_again_before_it_is_taken_out_goes_on_with_it(database, settings, begun, folder):
    with database.transaction() as session:
        stop_about(session, imports.NOUN, begun.id)
    lane.take_next(database, settings)
    with database.transaction() as session:
        confirm(session, begun.id, begun.plan_digest, folder)
    do_long_work(database, settings)
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Change.action == "remove")) == 0
    assert (batch_of(database, begun).status, register_size(database)) == ("confirmed", ROWS)


def test_a_form_takes_a_nib_from_what_is_not_seen_yet_and_the_list_is_planned_again(database, settings, begun):
    with database.transaction() as session:
        entered = registered(session, name="Kalbana", nib=NIB)
    do_long_work(database, settings)
    after = batch_of(database, begun)
    assert (after.status, after.unseen, after.notice) == ("planned", None, CHANGED_MEANWHILE.as_json())
    assert (after.counts["update"], register_size(database)) == (1, 1)
    with database.reading() as session:
        assert (unseen(session), session.scalars(select(Ikm.id)).all()) == (0, [entered.id])


def test_a_form_that_was_faster_with_a_nib_than_the_first_slice_is_seen(database, settings, folder):
    batch = confirmed(database, folder, csv_of(*invented()))
    with database.transaction() as session:
        registered(session, name="Lain", nib=NIB)
    do_long_work(database, settings)
    assert (batch_of(database, batch).status, register_size(database)) == ("planned", 1)


def test_what_has_nothing_to_do_with_the_list_does_not_have_it_planned_again(database, settings, begun, monkeypatch):
    monkeypatch.setattr(import_steps, "draw_again", None)
    with database.transaction() as session:
        other = registered(session, name="Batik Wakaroros", owner_name="Sulastri", kecamatan_code="64.08.08")
    with database.transaction() as session:
        ikm_actions.edit(session, other.id, {"name": "Batik Wakaroros Sangatta"}, cipher=CIPHER)
    do_long_work(database, settings)
    assert (batch_of(database, begun).status, register_size(database)) == ("confirmed", ROWS + 1)


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Usaha 00003", "owner_name": "Nora 00003", "kecamatan_code": "64.08.10"},
        {"name": "Lain", "owner_name": "Nora Ramadhani", "kecamatan_code": "64.08.10"},
    ],
)
def test_what_may_be_a_business_of_the_list_has_it_planned_again(database, settings, begun, monkeypatch, values):
    asked = []
    monkeypatch.setattr(
        import_steps, "draw_again", lambda *given: asked.append(given) or import_planning.draw_again(*given)
    )
    with database.transaction() as session:
        registered(session, **values)
    do_long_work(database, settings)
    assert len(asked) == 1


def test_a_change_to_what_the_list_is_about_is_noticed(database, settings, folder, monkeypatch):
    confirmed(database, folder, csv_of(KALBANA))
    do_long_work(database, settings)
    batch = confirmed(database, folder, csv_of(KALBANA.replace("Keripik Pisang", "Amplang"), *invented()[1:]))
    with database.transaction() as session:
        known = session.scalars(select(Ikm)).one()
        ikm_actions.edit(session, known.id, {"product": "Tahu"}, cipher=CIPHER)
    do_long_work(database, settings)
    after = batch_of(database, batch)
    assert (after.status, after.notice) == ("planned", CHANGED_MEANWHILE.as_json())
    assert register_size(database) == 1


def test_a_small_list_that_is_written_between_two_slices_is_seen(database, settings, begun, folder, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 1000)
    assert confirmed(database, folder, csv_of(KALBANA), "kecil.csv").status == "confirmed"
    do_long_work(database, settings)
    assert (batch_of(database, begun).status, register_size(database)) == ("planned", 1)


def test_what_a_plan_of_before_has_left_goes_before_the_new_one_is_written(database, settings, begun, folder):
    with database.transaction() as session:
        registered(session, name="Kalbana", nib=NIB)
    lane.take_next(database, settings)
    replanned = batch_of(database, begun)
    with database.transaction() as session:
        confirm(session, begun.id, replanned.plan_digest, folder)
    do_long_work(database, settings)
    with database.reading() as session:
        assert unseen(session) == ROWS - 1
    assert (batch_of(database, begun).status, register_size(database)) == ("confirmed", ROWS)


def test_what_was_left_unseen_is_taken_up_by_the_clock(database, settings, begun):
    with database.transaction() as session:
        session.get_one(ImportBatch, begun.id).status = "discarded"
    do_long_work(database, settings)
    with database.transaction() as session:
        take_up_left(session)
    do_long_work(database, settings)
    with database.reading() as session:
        assert unseen(session) == 0


def test_rows_about_one_new_business_are_written_as_one(database, settings, folder):
    twice = "Usaha 00002;Nora 00002;Kaliorang;08120000002;Amplang;10794;;RT. 2;"
    batch = confirmed(database, folder, csv_of(*invented(), twice))
    assert batch.counts["update"] == 1
    do_long_work(database, settings)
    with database.reading() as session:
        assert session.scalars(select(Ikm.product).where(Ikm.name == "Usaha 00002")).all() == ["Amplang"]
    assert register_size(database) == ROWS


def test_nobody_ever_sees_a_part_and_no_form_is_refused_meanwhile(database, settings, folder, monkeypatch):
    monkeypatch.setattr(import_slices, "SLICE", 100)
    with database.transaction() as session:
        mine = registered(session, name="Batik Wakaroros", owner_name="Sulastri", kecamatan_code="64.08.08").id
    batch = planned(database, folder, csv_of(*invented(600)))
    with database.transaction() as session:
        confirm(session, batch.id, batch.plan_digest, folder)
    over, seen, waits = threading.Event(), set(), []

    def read() -> None:
        while not over.is_set():
            with database.reading() as session:
                counted = select(func.count()).select_from(Ikm).where(Ikm.import_batch_id.is_not(None))
                lines = select(func.count()).select_from(Listing).where(Listing.import_batch_id.is_not(None))
                seen.add((session.scalar(counted), session.scalar(lines)))

    def enter() -> None:
        while not over.is_set():
            begun_at = time.monotonic()
            with database.transaction() as session:
                registered(session, name="Ulap Doyo Mandiri", kecamatan_code="64.08.08")
            with database.transaction() as session:
                ikm_actions.edit(session, mine, {"remarks": str(len(waits))}, cipher=CIPHER)
            waits.append(time.monotonic() - begun_at)
            time.sleep(0.05)

    with ThreadPoolExecutor(3) as pool:
        others = [pool.submit(read), pool.submit(enter)]
        try:
            do_long_work(database, settings)
        finally:
            over.set()
        for other in others:
            other.result()
    assert batch_of(database, batch).status == "confirmed"
    assert seen <= {(0, 0), (600, 600)}
    assert waits
    assert max(waits) < 30  # seconds; fractions of one where the machine has nothing else to do


def test_a_full_disk_is_told_and_nothing_of_the_list_is_seen(database, settings, begun):
    with full_disk(database):
        lane.take_next(database, settings)
    with database.reading() as session:
        work = session.scalars(select(Work).where(Work.kind == imports.WRITE)).one()
    assert (work.state, work.sentence.template) == ("failed", FULL.template)
    do_long_work(database, settings)
    after = batch_of(database, begun)
    assert (after.status, after.notice, after.unseen) == ("planned", FULL.as_json(), None)
    with database.reading() as session:
        assert unseen(session) == 0


@contextmanager
def full_disk(database):
    """SQLite may grow no more; PostgreSQL says of new IKM what it says when it cannot extend a file."""
    if database.is_sqlite:

        def no_more(connection, *_):
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        event.listen(database.engine, "begin", no_more)
        yield
        event.remove(database.engine, "begin", no_more)
        database.engine.dispose()  # each connection keeps the limit that it was given
        return
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        connection.exec_driver_sql("CREATE TRIGGER full_disk BEFORE INSERT ON ikm EXECUTE FUNCTION no_room()")
    yield
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full_disk ON ikm")


def test_an_undone_list_is_gone_at_once_and_taken_out_in_slices(database, settings, folder, monkeypatch):
    batch = confirmed(database, folder, csv_of(*invented()))
    do_long_work(database, settings)
    with database.transaction() as session:
        kept = session.scalars(select(Ikm).where(Ikm.name == "Kalbana")).one().id
        ikm_actions.edit(session, kept, {"remarks": "dikunjungi"}, cipher=CIPHER)
        undo(session, batch.id)
    lane.take_next(database, settings)
    with database.reading() as session:
        assert session.scalars(select(Ikm.id)).all() == session.scalars(select(Listing.ikm_id)).all() == [kept]
        assert unseen(session) == ROWS - 1
    assert batch_of(database, batch).status == "undone"
    with database.transaction() as session:
        again = registered(session, name="Usaha 00001", kecamatan_code="64.08.10").id
    do_long_work(database, settings)
    with database.reading() as session:
        assert (unseen(session), set(session.scalars(select(Ikm.id)))) == (0, {kept, again})
        assert session.scalars(select(Contact.ikm_id)).all() == [kept]
        closed = [fact.ikm_id for fact in announced(session, IkmProfileChanged) if fact.status == "closed"]
        assert session.scalar(select(func.count()).where(Change.action == "remove")) == ROWS - 1
    assert (len(closed), len(set(closed)), kept in closed) == (ROWS - 1, ROWS - 1, False)
    assert batch_of(database, batch).unseen is None


def test_large_lists_that_stand_on_each_other_are_gone_at_once_and_taken_out_in_slices(database, settings, folder):
    first, second = stacked(database, settings, folder)
    with database.transaction() as session:
        undo(session, first.id, with_later=True)
    lane.take_next(database, settings)
    assert (batch_of(database, first).status, batch_of(database, second).status) == ("undone", "undone")
    assert register_size(database) == 0
    with database.reading() as session:
        assert unseen(session) == ROWS + 1
    assert_nothing_is_left(database, settings)


@pytest.mark.parametrize("cleared", [True, False])
def test_what_a_large_list_left_under_another_goes_with_that_one(database, settings, folder, cleared):
    first, second = stacked(database, settings, folder)
    with database.transaction() as session:
        undo(session, first.id)
    lane.take_next(database, settings)
    assert (len(batch_of(database, first).outcome["kept_new"]), register_size(database)) == (1, 2)
    if cleared:
        do_long_work(database, settings)
    with database.transaction() as session:
        undo(session, second.id)
    do_long_work(database, settings)
    outcome = batch_of(database, first).outcome
    assert (outcome["removed"], outcome["kept_new"]) == (ROWS, [])
    assert_nothing_is_left(database, settings)


def test_what_others_still_stand_on_stays_also_of_a_list_undone_by_a_version_of_before(database, settings, folder):
    first, second = stacked(database, settings, folder)
    with database.transaction() as session:
        visited = session.scalars(select(Ikm).where(Ikm.name == "Usaha 00001")).one().id
        ikm_actions.edit(session, visited, {"remarks": "dikunjungi"}, cipher=CIPHER)
        undo(session, first.id)
    do_long_work(database, settings)
    with database.transaction() as session:
        for table in (Ikm, Listing):
            session.execute(update(table).where(table.name != "Usaha Lain").values(import_batch_id=first.id))
        undo(session, second.id)
    do_long_work(database, settings)
    with database.reading() as session:
        assert session.scalars(select(Ikm.id)).all() == session.scalars(select(Listing.ikm_id)).all() == [visited]
    assert batch_of(database, first).outcome["kept_new"] == [str(visited)]


def stacked(database, settings, folder):
    """Two large lists; the second changes one IKM of the first and adds one."""
    first = confirmed(database, folder, csv_of(*invented()), "a.csv")
    do_long_work(database, settings)
    new = "Usaha Lain;Wati Sari;Bengalon;081234567891;;;;;"
    second = confirmed(database, folder, csv_of(KALBANA.replace("RT. 1", "RT. 9"), new), "b.csv")
    do_long_work(database, settings)
    assert (batch_of(database, second).status, register_size(database)) == ("confirmed", ROWS + 1)
    return first, second


def assert_nothing_is_left(database, settings):
    do_long_work(database, settings)
    with database.reading() as session:
        assert session.scalars(select(Ikm.id), execution_options=HIDDEN_TOO).all() == []
        assert session.scalars(select(Listing.ikm_id), execution_options=HIDDEN_TOO).all() == []
        assert session.scalars(select(ImportBatch.id).where(ImportBatch.unseen.is_not(None))).all() == []
        closed = [fact.ikm_id for fact in announced(session, IkmProfileChanged) if fact.status == "closed"]
        assert session.scalar(select(func.count()).where(Change.action == "remove")) == ROWS + 1
    assert (len(closed), len(set(closed))) == (ROWS + 1, ROWS + 1)


def test_decisions_stay_where_the_keeping_of_another_plan_of_the_same_rows_is_stopped(
    database, settings, folder, monkeypatch
):
    with database.transaction() as session:
        registered(session, name="Mebel Jati", owner_name="Nora Ramadhani", kecamatan_code="64.08.09")
    header = "Nama IKM;Nama Pemilik;No HP;Jenis Produk"
    content = csv_of("Mebel Jati;Nora Ramadhani;081234567890;Lemari", "Tahu;Wati;081234567891;Tahu", header=header)
    batch = planned(database, folder, content)
    with database.transaction() as session:
        decide(session, rows_of(database, batch.id)[0].id, "different")
    with database.transaction() as session:
        answer_for_all(session, batch.id, {"kecamatan_code": "64.08.10"})
    monkeypatch.setattr(import_keeping, "AT_ONCE", 1)
    keep = import_keeping.keep_some

    def keep_and_stop(session, kept, *arguments, **how):
        keep(session, kept, *arguments, **how)
        stop_about(session, imports.NOUN, batch.id)

    monkeypatch.setattr(import_steps, "keep_some", keep_and_stop)
    lane.take_next(database, settings)
    assert batch_of(database, batch).status == "uploaded"
    monkeypatch.setattr(import_steps, "keep_some", keep)
    with database.transaction() as session:
        imports.queue_plan(session, batch.id)
    do_long_work(database, settings)
    assert batch_of(database, batch).status == "planned"
    assert [row.decision for row in rows_of(database, batch.id)] == ["different", None]


def test_what_a_stopped_attempt_had_entered_is_not_counted_as_taken_back(database, settings, begun, folder):
    with database.transaction() as session:
        stop_about(session, imports.NOUN, begun.id)
    do_long_work(database, settings)
    with database.transaction() as session:
        registered(session, name="Kalbana", nib=NIB)
        confirm(session, begun.id, begun.plan_digest, folder)
    do_long_work(database, settings)
    with database.transaction() as session:
        confirm(session, begun.id, batch_of(database, begun).plan_digest, folder)
    do_long_work(database, settings)
    with database.transaction() as session:
        undo(session, begun.id)
    do_long_work(database, settings)
    outcome = batch_of(database, begun).outcome
    assert (outcome["removed"], outcome["restored"], outcome["kept_new"]) == (ROWS - 1, 1, [])


def test_a_clearing_that_is_asked_for_while_one_ends_is_done_by_that_one(database, settings, begun, monkeypatch):
    with database.transaction() as session:
        stop_about(session, imports.NOUN, begun.id)
    lane.take_next(database, settings)
    clear, asked = steps.clear_slices, []

    def clear_and_be_asked(step, *statuses):
        clear(step, *statuses)
        if not asked:
            with database.transaction() as session:
                batch = ImportBatch.locked(session, begun.id)
                batch.unseen = batch.plan_digest
                asked.append(imports.ask_to_clear(session, batch))

    monkeypatch.setattr(steps, "clear_slices", clear_and_be_asked)
    lane.take_next(database, settings)
    assert (asked, batch_of(database, begun).unseen) == ([None], None)
