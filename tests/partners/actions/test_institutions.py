"""Institutions: registered once, corrected by the newest form only, ended with their accounts."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.partners.actions import account_opening, accounts, institutions, offers
from services.partners.models import Account
from shared.change import Change
from shared.database import Database
from shared.errors import RuleBroken, StaleForm
from shared.messaging.outbox import Outbox
from tests.partners import factories

KNOWN = {"name": "Politani", "kind": "PERGURUAN_TINGGI", "contact_name": "Bu Sri", "email": "sri@contoh.id"}


def history(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Change.action).where(Change.noun == "institution").order_by(Change.id)))


def test_a_name_is_taken_once_whatever_the_case(database: Database) -> None:
    with database.transaction() as session:
        institutions.register_institution(session, uuid4(), KNOWN)
        other = institutions.register_institution(session, uuid4(), {**KNOWN, "name": "Unmul"})
    for work in (
        lambda session: institutions.register_institution(session, uuid4(), {**KNOWN, "name": "POLITANI"}),
        lambda session: institutions.change_institution(session, other.id, other.revision, {"name": "politani"}),
    ):
        with pytest.raises(RuleBroken) as refusal, database.transaction() as session:
            work(session)
        assert refusal.value.field == "name"
    with database.transaction() as session:
        changed = institutions.change_institution(session, other.id, other.revision, {"name": "UNMUL"})
        assert changed.name == "UNMUL"


def test_two_clerks_who_add_the_same_institution_at_once_make_one(database: Database) -> None:
    def register(name: str) -> None:
        with database.transaction() as session:
            institutions.register_institution(session, uuid4(), {**KNOWN, "name": name})

    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(register, name) for name in ("Politani", "POLITANI", "politani", "Politani")]
    refused = [error for future in futures if (error := future.exception())]
    assert [(type(error), error.field) for error in refused] == [(RuleBroken, "name")] * 3
    assert history(database) == ["register"]


def test_it_starts_prospective_and_is_activated_by_whoever_verified_the_contact(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), KNOWN)
        assert (made.state, made.contact_verified_at) == ("prospective", None)
        institutions.move_institution(session, made.id, "activate")
        assert made.contact_verified_at is not None
    assert history(database) == ["register", "activate"]


def test_without_a_contact_it_stays_prospective(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), {**KNOWN, "contact_name": None})
    with database.transaction() as session, pytest.raises(RuleBroken):
        institutions.move_institution(session, made.id, "activate")
    assert history(database) == ["register"]


def test_every_change_is_announced_whole(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), KNOWN)
        institutions.move_institution(session, made.id, "activate")
        institutions.change_institution(session, made.id, made.revision, {"email": "baru@contoh.id"})
        for command, reason in (("suspend", "Laporan"), ("resume", None), ("end", "Selesai")):
            institutions.move_institution(session, made.id, command, reason)
    with database.reading() as session:
        told = [row.payload for row in session.scalars(select(Outbox).order_by(Outbox.id))]
    assert [fact["active"] for fact in told] == [False, True, True, False, True, False]
    assert [fact["revision"] for fact in told] == [1, 2, 3, 4, 5, 6]
    assert (told[-1]["name"], told[-1]["email"]) == ("Politani", "baru@contoh.id")


def test_only_what_differs_is_recorded(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), KNOWN)
        institutions.change_institution(session, made.id, made.revision, KNOWN)
        institutions.change_institution(session, made.id, made.revision, {**KNOWN, "phone": "0812"})
    with database.reading() as session:
        change = session.scalars(select(Change).where(Change.action == "change")).one()
    assert (change.old, change.new) == ({"phone": None}, {"phone": "0812"})


def test_a_form_older_than_the_last_change_is_refused(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), KNOWN)
        with pytest.raises(StaleForm):
            institutions.change_institution(session, made.id, made.revision - 1, {"phone": "0812"})


def test_ending_deactivates_its_accounts(database: Database) -> None:
    with database.transaction() as session:
        made = factories.institution(session)
        account_opening.open_institution_account(session, made.id, "Sri", "sri@contoh.id")
        institutions.move_institution(session, made.id, "end", "Selesai.")
        assert session.scalars(select(Account.active)).all() == [False]


@pytest.mark.parametrize("command", [None, "pause", "close"])
def test_a_partnership_with_running_programmes_does_not_end(database: Database, command: str | None) -> None:
    with database.transaction() as session:
        offer = factories.opened(session, title="Kemasan")
        if command:
            getattr(offers, f"{command}_offer")(session, offer.id)
    with pytest.raises(RuleBroken, match="“Kemasan”"), database.transaction() as session:
        institutions.move_institution(session, offer.institution_id, "end", "Selesai.")
    with database.transaction() as session:
        offers.cancel_offer(session, offer.id, "Tidak jadi")
        assert institutions.move_institution(session, offer.institution_id, "end", "Selesai.").state == "ended"


def test_four_clicks_at_once_give_one_account_and_activate_once(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), {**KNOWN, "contact_name": None})

    def click(_: int) -> None:
        with database.transaction() as session:
            institutions.activate_with(session, made.id, "Bu Sri", "sri@contoh.id")
            account_opening.open_institution_account(session, made.id, "Bu Sri", "sri@contoh.id")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(click, range(4)))
    assert history(database) == ["register", "change", "activate"]
    with database.reading() as session:
        assert len(session.scalars(select(Account)).all()) == 1


def test_what_a_contact_has_is_not_replaced_by_whoever_signs_in(database: Database) -> None:
    with database.transaction() as session:
        made = institutions.register_institution(session, uuid4(), KNOWN)
        institutions.activate_with(session, made.id, "Pak Budi", "budi@contoh.id")
        assert (made.contact_name, made.email) == ("Bu Sri", "sri@contoh.id")


def test_a_suspended_institution_is_not_activated_by_an_account(database: Database) -> None:
    with database.transaction() as session:
        made = factories.institution(session, state="suspended")
        with pytest.raises(RuleBroken):
            institutions.activate_with(session, made.id, "Bu Sri", "sri@contoh.id")


def test_no_offer_begins_to_run_while_its_partnership_ends(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.submitted(session)

    def open_it() -> str:
        with database.transaction() as session:
            return offers.open_offer(session, offer.id).state

    def end_it() -> str:
        with database.transaction() as session:
            return institutions.move_institution(session, offer.institution_id, "end", "Selesai.").state

    with ThreadPoolExecutor(2) as threads:
        errors = [future.exception() for future in [threads.submit(open_it), threads.submit(end_it)]]
    assert [type(error) for error in errors if error] == [RuleBroken]


def test_nobody_gets_an_account_at_an_institution_whose_partnership_has_ended(database: Database) -> None:
    with database.transaction() as session:
        made = factories.institution(session)
        account, _ = account_opening.open_institution_account(session, made.id, "Sri", "sri@contoh.id")
        institutions.move_institution(session, made.id, "end", "Selesai.")
        with pytest.raises(RuleBroken):
            account_opening.open_institution_account(session, made.id, "Budi", "budi@contoh.id")
        with pytest.raises(RuleBroken):
            accounts.reactivate_account(session, account.id)
        assert session.scalars(select(Account.active)).all() == [False]


def test_an_account_opened_while_the_partnership_ends_does_not_outlive_it(database: Database) -> None:
    with database.transaction() as session:
        made = factories.institution(session)

    def open_account(number: int) -> None:
        with database.transaction() as session:
            account_opening.open_institution_account(session, made.id, "Sri", f"sri{number}@contoh.id")

    def end_it() -> None:
        with database.transaction() as session:
            institutions.move_institution(session, made.id, "end", "Selesai.")

    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(open_account, 1), threads.submit(end_it), threads.submit(open_account, 2)]
    assert {type(future.exception()) for future in futures} <= {type(None), RuleBroken}
    with database.reading() as session:
        assert not any(session.scalars(select(Account.active)))


def test_a_form_sent_twice_at_the_same_moment_makes_one_institution(database: Database) -> None:
    institution_id = uuid4()

    def send(_: int) -> None:
        with database.transaction() as session:
            institutions.register_institution(session, institution_id, KNOWN)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))
    assert history(database) == ["register"]
