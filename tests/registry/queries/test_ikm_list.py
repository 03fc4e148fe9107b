import pytest
from sqlalchemy.orm import Session

from services.registry.actions import contacts, needs, verification
from services.registry.queries.figures import ikm_by_kecamatan, register_figures
from services.registry.queries.ikm_list import Filters, ikm_lines
from tests.registry.factories import registered, set_contact
from tests.statements import statements_of


def names(session: Session, filters: Filters) -> list[str]:
    return [line.name for line in ikm_lines(session, filters, offset=0, size=25)[0]]


def test_a_search_finds_words_in_any_order_accents_and_marks_aside(session: Session) -> None:
    registered(session, name="UD. Nöra Jaya", product="Keripik pisang")
    assert names(session, Filters(search="pisang nora")) == ["UD. Nöra Jaya"]
    assert names(session, Filters(search="nora kakao")) == []


def test_a_phone_is_found_however_it_is_typed(session: Session) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"phone": "+6281234567890"})
    for typed in ("0812-3456", "+62 812 3456", "34567890"):
        assert names(session, Filters(search=typed)) == ["Kalbana"]


@pytest.mark.parametrize("typed", ["24-7", "2024/2025", "2025 2024"])
def test_a_name_in_figures_is_found_as_it_stands(session: Session, typed: str) -> None:
    registered(session, name="Kopi 24-7", product="Panen 2024/2025")
    registered(session)
    assert names(session, Filters(search=typed)) == ["Kopi 24-7"]


@pytest.mark.parametrize("typed", ["9120001234567", "9120-0012-34567", "9120 0012 34567", "34567"])
def test_a_nib_is_found_however_it_is_typed(session: Session, typed: str) -> None:
    registered(session, nib="9120001234567")
    registered(session, name="Makmoer", nib="0220001111111")
    assert names(session, Filters(search=typed)) == ["Kalbana"]
    assert names(session, Filters(search="0220.0011.11111")) == ["Makmoer"]


def test_an_email_address_is_found_whole_and_in_part(session: Session) -> None:
    set_contact(session, registered(session).id, "owner", {"email": "nora.tangguh@contoh.id"})
    registered(session, name="Makmoer")
    for typed in ("nora.tangguh@contoh.id", "NORA.TANGGUH@", "tangguh@contoh"):
        assert names(session, Filters(search=typed)) == ["Kalbana"]


def test_a_kecamatan_is_found_by_its_name(session: Session) -> None:
    registered(session)
    registered(session, name="Makmoer", kecamatan_code="64.08.02")
    assert names(session, Filters(search="kaliorang")) == ["Kalbana"]
    assert names(session, Filters(search="muara wahau makmoer")) == ["Makmoer"]


def test_signs_of_the_search_language_are_plain_text(session: Session) -> None:
    registered(session)
    for signs in ("%", "_", "--", "'", "％"):
        assert names(session, Filters(search=signs)) == []
    assert names(session, Filters(search="100% kalbana_")) == []


def test_merged_and_closed_are_listed_only_when_asked_for(session: Session) -> None:
    verification.close(session, registered(session).id, "tidak produksi")
    assert names(session, Filters()) == []
    assert names(session, Filters(status="closed")) == ["Kalbana"]


def test_filters_narrow_together(session: Session) -> None:
    ikm = registered(session)
    registered(session, name="Makmoer")
    needs.record_need(session, ikm.id, "EKSPOR", 2)
    assert names(session, Filters(need="EKSPOR", cluster="PISANG", kecamatan="64.08.10")) == ["Kalbana"]


def test_an_address_whose_mail_came_back_counts_as_none(session: Session) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"email": "nora@contoh.id"})
    assert names(session, Filters(email=True)) == ["Kalbana"]
    contacts.mark_undeliverable(session, ikm.id, "550")
    assert names(session, Filters(email=False)) == ["Kalbana"]


def test_pages_are_in_order_and_the_total_counts_all(session: Session) -> None:
    for name in ("Ceria", "Abadi", "Berkah"):
        registered(session, name=name)
    lines, total, _ = ikm_lines(session, Filters(), offset=2, size=2)
    assert ([line.name for line in lines], total) == (["Ceria"], 3)


def test_the_total_is_the_same_on_every_page(session: Session) -> None:
    for name in ("Usaha Ceria", "Usaha Abadi", "Usaha Berkah"):
        registered(session, name=name)
    verification.close(session, registered(session, name="Usaha Lama").id, "tidak produksi")
    for search, total, closed in (("", 3, 1), ("usaha", 3, 0), ("abadi", 1, 0), ("tidak ada", 0, 0)):
        for offset in range(5):
            found = ikm_lines(session, Filters(search=search), offset=offset, size=2)
            assert (found.total, found.closed) == (total, closed)
            assert len(found.lines) == max(0, min(2, total - offset))


def test_the_list_asks_as_often_for_many_as_for_none(session: Session) -> None:
    none, full_page, plain = (_queries(session, Filters(search=search)) for search in ("bukan", "usaha", ""))
    for index in range(30):
        registered(session, name=f"Usaha {index}")
    session.flush()
    assert _queries(session, Filters(search="bukan")) == none == 1
    assert _queries(session, Filters()) == plain == 2
    assert _queries(session, Filters(search="usaha")) == full_page + 1 == 2


def test_figures_equal_the_rows(session: Session) -> None:
    registered(session)
    verification.verify(session, registered(session, name="Makmoer").id)
    registered(session, name="Draf", kecamatan_code=None)
    figures = register_figures(session)
    assert (figures.total, figures.verified, figures.with_email, figures.drafts) == (3, 1, 0, 1)
    assert ikm_by_kecamatan(session) == {"64.08.10": 2}


def _queries(session: Session, filters: Filters) -> int:
    with statements_of(session.connection()) as asked:
        ikm_lines(session, filters, offset=0, size=25)
    return len(asked)
