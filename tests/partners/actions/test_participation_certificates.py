"""Certificates of participation on both databases: one each, numbered without gaps, revoked with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import enrolments
from services.partners.actions.forgetting import forget
from services.partners.actions.participation_certificates import issue, issue_anew, revoke
from services.partners.domain.answer import Answer
from services.partners.models import Offer
from services.partners.queries.participation_certificates import of_offer
from shared.change import ChangeValue
from shared.clock import WITA, today
from shared.database import Database
from shared.errors import NotFound, RuleBroken
from tests.partners import completions, factories
from tests.partners.completions import OFFICE, certificates, certified, completed, enrolments_of


def several(session: Session, count: int, people: int) -> list[Offer]:
    """Programmes one after the other."""
    first = today() + factories.SOON
    return [completed(session, people, starts_on=first + timedelta(days=7 * number)) for number in range(count)]


def serials(database: Database) -> list[int]:
    with database.reading() as session:
        return [item.serial for item in certificates(session)]


def test_everybody_who_completed_gets_one_and_nobody_else(database: Database) -> None:
    with database.transaction() as session:
        offer = completed(session, 3)
        short = enrolments_of(session, offer)[1]
        enrolments.move(session, [short], "fall_short", "Dua kali tidak hadir")
        printed = issue(session, offer.id, OFFICE)

        assert [(item.serial, item.person_name, item.ikm_name) for item in printed] == [
            (1, "Ibu Sari", "IKM 0"), (2, "Ibu Sari", "IKM 2"),
        ]  # fmt: skip
        assert printed[0].number == f"0001/SKK/{today().year}"
        assert (printed[0].minutes, printed[0].sessions, printed[0].programme) == (360, 1, "Bimtek foto produk")
        facts = factories.announced(session, "participation_certificate_issued")
        assert [(fact["number"], fact["email"]) for fact in facts] == [
            (item.number, "sari@contoh.id") for item in printed
        ]
        assert facts[0]["check_path"] == f"/sertifikat/{printed[0].code}"


def test_asked_for_twice_each_has_one(database: Database) -> None:
    with database.transaction() as session:
        offer = certified(session, 2)
        assert issue(session, offer.id, OFFICE) == []
    assert serials(database) == [1, 2]


def test_whoever_came_instead_is_named(database: Database) -> None:
    with database.transaction() as session:
        offer = completed(session, 1, answer=Answer("delegated", delegate_name="Dewi", delegate_relation="adik"))
        assert issue(session, offer.id, OFFICE)[0].person_name == "Dewi"


def at_once(database: Database, offers: list[Offer]) -> list[BaseException]:
    def click(offer: Offer) -> None:
        with database.transaction() as session:
            issue(session, offer.id, OFFICE)

    with ThreadPoolExecutor(max_workers=8) as pool:
        clicks = [pool.submit(click, offer) for offer in offers]
        return [error for each in clicks if (error := each.exception())]


def test_two_clicks_at_once_issue_one_each(database: Database) -> None:
    with database.transaction() as session:
        offer = completed(session, 5)

    assert at_once(database, [offer] * 4) == []
    assert serials(database) == [1, 2, 3, 4, 5]


def test_programmes_issued_at_once_share_the_numbers_without_a_gap(database: Database) -> None:
    with database.transaction() as session:
        offers = several(session, 4, 3)

    assert at_once(database, offers) == []
    assert serials(database) == list(range(1, 13))


def test_what_is_undone_leaves_no_gap(database: Database) -> None:
    with database.transaction() as session:
        first, second = several(session, 2, 2)
    with database.transaction() as session:
        issue(session, first.id, OFFICE)
        session.rollback()
    with database.transaction() as session:
        issue(session, second.id, OFFICE)
    assert serials(database) == [1, 2]


def test_each_year_begins_anew(database: Database) -> None:
    with database.transaction() as session:
        offers = several(session, 2, 1)
    for offer, day in zip(offers, ("2026-12-31T23:50", "2027-01-01T00:10"), strict=True):
        with time_machine.travel(datetime.fromisoformat(day).replace(tzinfo=WITA)), database.transaction() as session:
            issue(session, offer.id, OFFICE)
    with database.reading() as session:
        assert {item.number for item in certificates(session)} >= {"0001/SKK/2026", "0001/SKK/2027"}


def test_a_certificate_is_revoked_once_and_told_with_its_reason(database: Database) -> None:
    with database.transaction() as session:
        certified(session, 1)
        (certificate,) = certificates(session)
        revoke(session, certificate.id, "Nama keliru")
        with pytest.raises(RuleBroken, match="sudah dicabut"):
            revoke(session, certificate.id, "Lagi")
        (fact,) = factories.announced(session, "participation_certificate_revoked")
    assert (fact["number"], fact["reason"]) == (certificate.number, "Nama keliru")
    assert certificate.revoke_reason == "Nama keliru"


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_it_still_holds(database: Database, reason: str) -> None:
    with database.transaction() as session:
        certified(session, 1)
        (certificate,) = certificates(session)
        with pytest.raises(RuleBroken):
            revoke(session, certificate.id, reason)
        assert certificate.is_genuine


def test_one_that_was_revoked_is_not_issued_by_the_button_for_all_but_anew_alone(database: Database) -> None:
    with database.transaction() as session:
        offer = certified(session, 1)
        (certificate,) = certificates(session)
        with pytest.raises(RuleBroken, match="Cabut dulu"):
            issue_anew(session, certificate.id, OFFICE)
        revoke(session, certificate.id, "Nama keliru")
        assert issue(session, offer.id, OFFICE) == []
        assert issue_anew(session, certificate.id, OFFICE).serial == 2
        with pytest.raises(RuleBroken, match="Cabut dulu"):
            issue_anew(session, certificate.id, OFFICE)


def test_a_certificate_stands_when_its_completion_is_taken_back_and_no_other_follows(database: Database) -> None:
    with database.transaction() as session:
        offer = certified(session, 2)
        enrolments.move(session, enrolments_of(session, offer)[:1], "fall_short", "Salah catat")
        found = of_offer(session, offer.id)
        assert (found.in_doubt, len(found.genuine)) == (1, 2)
        doubtful = next(item.certificate for item in found.standings if item.stands_alone)
        revoke(session, doubtful.id, "Salah catat")
        with pytest.raises(RuleBroken, match="hanya untuk peserta"):
            issue_anew(session, doubtful.id, OFFICE)
        assert of_offer(session, offer.id).in_doubt == 0


def test_names_stay_as_they_were_printed(database: Database) -> None:
    with database.transaction() as session:
        certified(session, 1)
        (certificate,) = certificates(session)
        factories.ikm_changes(session, certificate.enrolment.nomination.ikm_id, name="Nama Baru")
    with database.reading() as session:
        assert certificates(session)[0].ikm_name == "IKM 0"


def test_whoever_has_no_address_is_to_be_printed(database: Database) -> None:
    with database.transaction() as session:
        offer = completed(session, 2)
        ikm_id = enrolments_of(session, offer)[0].nomination.ikm_id
        factories.ikm_changes(session, ikm_id, contact=factories.WITHOUT_EMAIL)
        issue(session, offer.id, OFFICE)
        assert [item.ikm_name for item in of_offer(session, offer.id).to_print] == ["IKM 0"]
        assert [fact["email"] for fact in factories.announced(session, "participation_certificate_issued")] == [
            None, "sari@contoh.id",
        ]  # fmt: skip


def test_the_history_forgets_why_a_certificate_was_revoked(database: Database) -> None:
    with database.transaction() as session:
        certified(session, 1)
        (certificate,) = certificates(session)
        revoke(session, certificate.id, "Nama Siti keliru")
        ikm_id = certificate.enrolment.nomination.ikm_id
    with database.transaction() as session:
        forget(session, "ikm", ikm_id, "surat 12/2026")
    with database.reading() as session:
        assert not [reason for reason in session.scalars(select(ChangeValue.reason)) if reason and "Siti" in reason]


def test_nothing_is_issued_or_revoked_of_what_is_not_there(database: Database) -> None:
    with database.transaction() as session:
        for act in (lambda: issue(session, uuid4(), OFFICE), lambda: revoke(session, uuid4(), "x"),
                    lambda: issue_anew(session, uuid4(), OFFICE)):  # fmt: skip
            with pytest.raises(NotFound):
                act()
        assert issue(session, completions.enrolled(session, 1).id, OFFICE) == []
