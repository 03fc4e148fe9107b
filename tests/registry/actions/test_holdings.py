"""What hangs on an IKM: contacts, certificates, needs, consents."""

import pytest
from sqlalchemy.orm import Session

from services.registry.actions import certificates, consents, contacts, needs
from services.registry.models import Ikm
from shared.events.registry import IkmProfileChanged
from tests.registry.factories import announced, registered, set_contact


def held(ikm: Ikm) -> list[tuple[str, str, str | None]]:
    return [(row.kind, row.state, row.number) for row in ikm.certificates]


def test_a_number_completes_the_certificate_that_had_none(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "PIRT", "yes")
    certificates.record_certificate(session, ikm.id, "PIRT", "yes", {"number": "215-28"})
    certificates.record_certificate(session, ikm.id, "PIRT", "yes", {"number": "216-29"})
    assert held(ikm) == [("PIRT", "yes", "215-28"), ("PIRT", "yes", "216-29")]


def test_no_replaces_yes_and_unknown_forgets_both(session: Session) -> None:
    ikm = registered(session)
    certificates.record_certificate(session, ikm.id, "HALAL", "yes", {"number": "ID1"})
    certificates.record_certificate(session, ikm.id, "HALAL", "no")
    assert held(ikm) == [("HALAL", "no", None)]
    certificates.record_certificate(session, ikm.id, "HALAL", "unknown")
    assert held(ikm) == []


def test_without_a_number_no_becomes_yes_and_yes_becomes_no(session: Session) -> None:
    ikm = registered(session)
    for state in ("no", "yes", "no"):
        certificates.record_certificate(session, ikm.id, "HALAL", state, {"remark": "kata pemilik"})
        session.flush()
        assert held(ikm) == [("HALAL", state, None)]
    assert ikm.certificates[0].remark is None


def test_the_same_holding_again_is_no_news(session: Session) -> None:
    ikm = registered(session)
    for _ in range(2):
        certificates.record_certificate(session, ikm.id, "HALAL", "no")
    assert len(announced(session, IkmProfileChanged)) == 2


def test_a_need_is_known_once_a_topic_and_can_be_dropped(session: Session) -> None:
    ikm = registered(session)
    needs.record_need(session, ikm.id, "EKSPOR", 1)
    needs.record_need(session, ikm.id, "EKSPOR", 3)
    assert [(need.topic, need.severity) for need in ikm.needs] == [("EKSPOR", 3)]
    needs.drop_need(session, ikm.id, "EKSPOR")
    assert announced(session, IkmProfileChanged)[-1].needs == []


def test_consent_can_be_withdrawn_and_both_records_stay(session: Session) -> None:
    ikm = registered(session)
    consents.record_consent(session, ikm.id, "yes", "form")
    consents.record_consent(session, ikm.id, "no", "phone")
    assert announced(session, IkmProfileChanged)[-1].consent_to_share == "no"
    assert len(ikm.consents) == 2


def test_mail_that_came_back_flags_the_contact_until_the_address_changes(session: Session) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"email": "salah@contoh.id"})
    contacts.mark_undeliverable(session, ikm.id, "550 no such user")
    assert not announced(session, IkmProfileChanged)[-1].contact.reachable
    set_contact(session, ikm.id, "owner", {"email": "benar@contoh.id"})
    assert announced(session, IkmProfileChanged)[-1].contact.reachable


@pytest.mark.parametrize("reason", ["unwritable", "too_late"])
def test_mail_that_never_left_says_nothing_of_the_address(session: Session, reason: str) -> None:
    ikm = registered(session)
    set_contact(session, ikm.id, "owner", {"email": "benar@contoh.id"})
    contacts.mark_undeliverable(session, ikm.id, reason)
    assert announced(session, IkmProfileChanged)[-1].contact.reachable
    assert ikm.contacts[0].undeliverable_since is None
