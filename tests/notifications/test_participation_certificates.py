"""Whoever completed a programme reads where the certificate is, and that it no longer holds, in whatever order."""

from dataclasses import replace

from services.notifications.channels.rendering import render
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_cancellation, a_certificate, a_revocation, an_invitation

INVITATION = an_invitation()
ISSUED, REVOKED = a_certificate(INVITATION), a_revocation(INVITATION)
ISSUED_NAME, REVOKED_NAME = "participation_certificate_issued", "participation_certificate_revoked"


def read(desk: Desk, template: str) -> str:
    letter = render(desk.email(template), settings_for(desk.database, "smtp://127.0.0.1:1"))
    return f"{letter.subject}\n{letter.text}"


def test_the_certificate_comes_with_a_link_to_its_paper(desk: Desk) -> None:
    desk.hear(ISSUED, times=2)
    text = read(desk, ISSUED_NAME)
    assert ISSUED.paper_path in text
    assert "0007/SKK/2026" in text
    assert ISSUED.offer.title in text


def test_without_an_address_nothing_is_written(desk: Desk) -> None:
    desk.hear(replace(ISSUED, email=None), replace(REVOKED, email=None))
    assert desk.emails() == []


def test_the_revocation_says_why_and_takes_the_waiting_certificate_off_the_list(any_desk: Desk) -> None:
    any_desk.hear(ISSUED, REVOKED, times=2)
    assert any_desk.states() == {ISSUED_NAME: ["cancelled"], REVOKED_NAME: ["queued"]}
    assert "Alasan: Nama keliru" in read(any_desk, REVOKED_NAME)


def test_a_certificate_heard_after_it_was_revoked_is_not_sent(any_desk: Desk) -> None:
    any_desk.hear(REVOKED, ISSUED)
    assert any_desk.states() == {ISSUED_NAME: ["cancelled"], REVOKED_NAME: ["queued"]}


def test_a_revocation_is_told_although_the_programme_was_called_off(desk: Desk) -> None:
    desk.hear(a_cancellation(INVITATION), REVOKED)
    assert desk.states()[REVOKED_NAME] == ["queued"]
