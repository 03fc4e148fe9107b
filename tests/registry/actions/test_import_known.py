"""What a large list changes of known IKM is the same as of a small one; only when it is told differs."""

import pytest
from sqlalchemy import select

from services.registry.actions import ikm as ikm_actions
from services.registry.actions import imports
from services.registry.actions.announcements import next_untold, tell_untold
from services.registry.actions.certificates import put_certificate
from services.registry.actions.import_known import work_out, write_known
from services.registry.actions.import_slices import writings_about_known
from services.registry.actions.import_undoing import undo
from services.registry.actions.unseen import Overtaken
from services.registry.models import Certificate, Contact, Ikm, ImportBatch, Listing
from services.registry.tasks.work import work as lane
from shared.change import Change
from shared.events.registry import IkmProfileChanged
from shared.history import verify
from tests.registry.factories import CIPHER, announced
from tests.registry.lists import KALBANA, confirmed, csv_of, do_long_work, planned

HEADER = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Jenis Produk;KBLI;NIB;Alamat;Ket;Halal"
FIRST = f"{KALBANA};"
SECOND = (
    "Kalbana;Nora Ramadhani;Kaliorang;081234567890 / 081345678901;Amplang;10794;9120001234567;RT. 7;;"
    "ID64110000123456789"
)


@pytest.fixture(params=[0, 4000], ids=["large", "small"])
def settings(make_settings, make_url_for, monkeypatch, request):
    monkeypatch.setattr(imports, "LARGE", request.param)
    return make_settings("registry", make_url_for("registry"))


def written(database, folder, settings, row, name):
    batch = confirmed(database, folder, csv_of(row, header=HEADER), name)
    do_long_work(database, settings)
    return batch


def as_it_stands(database):
    with database.reading() as session:
        ikm = session.scalars(select(Ikm)).one()
        contact = session.scalars(select(Contact)).one()
        line = session.scalars(select(Listing)).one()
        told = announced(session, IkmProfileChanged)[-1]
        assert verify(session).broken is None
        assert (told.revision, told.product, ikm.untold) == (ikm.profile_revision, ikm.product, False)
        assert (line.product, contact.phone_other is None) == (ikm.product, "81345678901" not in line.search_text)
        held = session.execute(select(Certificate.kind, Certificate.state).order_by(Certificate.kind)).all()
        return ikm.product, ikm.address, contact.phone_other, [tuple(row) for row in held if row.kind == "HALAL"]


def test_a_list_changes_a_known_business_and_all_that_belongs_to_it(database, settings, tmp_path):
    written(database, tmp_path, settings, FIRST, "a.csv")
    assert as_it_stands(database) == ("Keripik Pisang", "RT. 1", None, [])
    written(database, tmp_path, settings, SECOND, "b.csv")
    assert as_it_stands(database) == ("Amplang", "RT. 7", "+6281345678901", [("HALAL", "yes")])


def test_a_list_that_is_undone_puts_back_all_of_it(database, settings, tmp_path):
    written(database, tmp_path, settings, FIRST, "a.csv")
    batch = written(database, tmp_path, settings, SECOND, "b.csv")
    with database.transaction() as session:
        undo(session, batch.id)
    do_long_work(database, settings)
    assert as_it_stands(database) == ("Keripik Pisang", "RT. 1", None, [])
    with database.reading() as session:
        said = select(Change.action).where(Change.batch_id == batch.id).order_by(Change.id)
        first, *_, last = session.scalars(said).all()
        assert session.get_one(ImportBatch, batch.id).outcome["restored"] == 1
    assert (first, last) == ("edit", "undo_import")


def test_what_a_list_takes_from_a_known_business_is_gone(database, settings, tmp_path):
    written(database, tmp_path, settings, FIRST, "a.csv")
    with database.transaction() as session:
        ikm = session.scalars(select(Ikm)).one()
        put_certificate(ikm, "HALAL", "no", source="form")
    written(database, tmp_path, settings, SECOND, "b.csv")
    assert as_it_stands(database)[-1] == [("HALAL", "yes")]


@pytest.fixture
def waiting(database, tmp_path, monkeypatch, make_settings, make_url_for):
    """A large list that changes one known business, planned."""
    settings = make_settings("registry", make_url_for("registry"))
    confirmed(database, tmp_path, csv_of(FIRST, header=HEADER), "a.csv")
    monkeypatch.setattr(imports, "LARGE", 0)
    return settings, planned(database, tmp_path, csv_of(SECOND, header=HEADER), "b.csv")


def test_what_was_worked_out_of_a_business_that_changed_since_is_not_written(database, waiting):
    _, batch = waiting
    with database.reading() as session:
        [packed] = [work_out(session, batch, some) for some in writings_about_known(session, batch)]
    with database.transaction() as session:
        ikm = session.scalars(select(Ikm)).one()
        ikm_actions.edit(session, ikm.id, {"product": "Tahu"}, cipher=CIPHER)
    with database.transaction() as session, pytest.raises(Overtaken):
        write_known(session, packed)
    with database.reading() as session:
        assert session.scalars(select(Ikm.product)).one() == "Tahu"


def test_working_out_writes_nothing(database, waiting):
    _, batch = waiting
    with database.transaction() as session:
        for some in writings_about_known(session, batch):
            work_out(session, batch, some)
    with database.reading() as session:
        assert session.scalars(select(Ikm.product)).one() == "Keripik Pisang"
        assert session.scalars(select(Certificate).where(Certificate.kind == "HALAL")).all() == []


def test_whoever_changes_it_before_it_is_told_has_told_it(database, waiting, tmp_path, monkeypatch):
    settings, batch = waiting
    with database.transaction() as session:
        confirmed_batch = session.get_one(ImportBatch, batch.id)
        imports.leave_to_lane(session, confirmed_batch, imports.WRITE)
    lane.take_next(database, settings)
    with database.reading() as session:
        facts = next_untold(session)
        assert [fact.product for fact in facts] == ["Amplang"]
        before = len(announced(session, IkmProfileChanged))
    with database.transaction() as session:
        ikm_actions.edit(session, facts[0].ikm_id, {"product": "Tahu"}, cipher=CIPHER)
    with database.transaction() as session:
        tell_untold(session, facts)
    with database.reading() as session:
        told = announced(session, IkmProfileChanged)[before:]
        assert ([fact.product for fact in told], next_untold(session)) == (["Tahu"], [])
