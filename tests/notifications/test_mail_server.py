"""The mail server an administrator gives: sealed, in force at once, and tried out in plain words."""

import socket
import ssl
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from services.notifications.actions import mail_server, mail_trials
from services.notifications.channels.trial import meaning_of
from services.notifications.domain import mail_server as outcomes
from services.notifications.models import MailServer, MailTrial
from services.notifications.queries.mail_server import last_trial, mail_server_view, open_to_change
from services.notifications.tasks.mail_trials import do_next
from shared.change import ChangeValue
from shared.errors import RuleBroken, StaleForm
from shared.events.partners import OfferSubmitted, OfficeChanged
from shared.settings import UNSET_SENDER, Settings
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import an_account, an_offer
from tests.notifications.mail_servers import mail_server as running

SECRET = "kata-sandi%surel@#1"
GIVEN = {"host": "mail.kutim.example", "port": 587, "security": "starttls", "user": "ikm@kutim.example",
         "password": SECRET, "sender": "ikm@kutim.example", "sender_name": "Disperindag, Kutim"}  # fmt: skip
OLD_KEY, NEW_KEY = "o" * 40, "n" * 40


def settings(desk: Desk, key: str = OLD_KEY, **more: str) -> Settings:
    return settings_for(desk.database, "", SINERGI_SECRET_KEY=key, **more)


def give(desk: Desk, revision: int = 0, **values: Any) -> None:
    with desk.database.transaction() as session:
        mail_server.change_mail_server(session, {**GIVEN, **values}, revision, [OLD_KEY])


def in_force(desk: Desk, key: str = OLD_KEY, **more: str) -> Settings:
    with desk.database.reading() as session:
        return mail_server.in_force(session, settings(desk, key, **more))


def tried(desk: Desk, **more: str) -> MailTrial:
    with desk.database.transaction() as session:
        mail_trials.ask(session, "admin@kutim.example", "id")
    do_next(desk.database, settings(desk, **more))
    with desk.database.reading() as session:
        trial = last_trial(session)
    assert trial
    return trial


def give_running(desk: Desk, url: str, **values: Any) -> None:
    where = urlsplit(url)
    give(desk, **{"host": where.hostname, "port": where.port, "security": "none", "user": "", "password": "", **values})


def test_mail_goes_by_the_server_that_was_given(any_desk: Desk) -> None:
    give(any_desk)
    assert in_force(any_desk).smtp_url == (
        "smtp+starttls://ikm%40kutim.example:kata-sandi%25surel%40%231@mail.kutim.example:587"
    )
    assert in_force(any_desk).mail_from == '"Disperindag, Kutim" <ikm@kutim.example>'


def test_the_password_lies_nowhere_to_be_read(any_desk: Desk) -> None:
    give(any_desk)
    with any_desk.database.reading() as session:
        row = session.scalars(select(MailServer)).one()
        told = [str((value.old, value.new)) for value in session.scalars(select(ChangeValue))]
        shown = str(mail_server_view(session, settings(any_desk)))
    assert SECRET not in row.sealed_password + shown + "".join(told)
    assert len(told) == 1


def test_what_the_installer_fixed_wins(desk: Desk) -> None:
    give(desk)
    fixed = in_force(desk, SINERGI_SMTP_URL="smtps://relay.example", SINERGI_MAIL_FROM="Kantor <a@b.example>")
    assert (fixed.smtp_url, fixed.mail_from) == ("smtps://relay.example", "Kantor <a@b.example>")


def test_mail_without_a_sender_of_its_own_comes_from_the_address_of_the_office(any_desk: Desk) -> None:
    assert in_force(any_desk).mail_from == UNSET_SENDER
    any_desk.hear(OfficeChanged(revision=1, name="Disperindag Kutim", email="ikm@kutim.example"))
    assert in_force(any_desk).mail_from == "Disperindag Kutim <ikm@kutim.example>"
    assert in_force(any_desk, SINERGI_MAIL_FROM="Kantor <a@b.example>").mail_from == "Kantor <a@b.example>"
    give(any_desk, sender="surat@kutim.example", sender_name="")
    assert in_force(any_desk).mail_from == "Disperindag Kutim <surat@kutim.example>"


def test_what_stands_behind_a_fixed_server_is_kept(desk: Desk) -> None:
    give(desk)
    with desk.database.transaction() as session:
        mail_server.take_care(session, settings(desk, SINERGI_SMTP_URL="smtp://relay.example:25"))
        view = mail_server_view(session, settings(desk))
    typed = open_to_change(view, {"host": "", "user": "", "password": "", "sender": "baru@kutim.example"})
    assert typed == {"sender": "baru@kutim.example"}


def test_the_page_learns_from_the_worker_what_is_fixed_without_its_login(desk: Desk) -> None:
    known = settings(desk, SINERGI_SMTP_URL="smtp://user:geheim@relay.example:25")
    with desk.database.transaction() as session:
        assert mail_server.needs_care(session, known)
        mail_server.take_care(session, known)
        assert not mail_server.needs_care(session, known)
        assert mail_server_view(session, settings(desk))["fixed"] == "smtp://relay.example:25"


def test_a_new_secret_key_seals_the_password_anew_before_the_old_one_goes(any_desk: Desk) -> None:
    give(any_desk)
    with any_desk.database.transaction() as session:
        both = settings(any_desk, f"{NEW_KEY},{OLD_KEY}")
        assert mail_server.needs_care(session, both)
        mail_server.take_care(session, both)
        assert not mail_server.needs_care(session, both)
    assert "kata-sandi" in in_force(any_desk, NEW_KEY).smtp_url


def test_an_empty_password_keeps_the_one_that_is_sealed(desk: Desk) -> None:
    give(desk)
    give(desk, revision=1, password="", sender_name="Kantor")
    assert "kata-sandi" in in_force(desk).smtp_url


@pytest.mark.parametrize("change", [{"host": "mail.evil.example"}, {"user": "other@kutim.example"}])
def test_the_sealed_password_is_never_shown_to_another_server(desk: Desk, change: dict[str, str]) -> None:
    give(desk)
    with pytest.raises(RuleBroken, match="Ketik juga kata sandi"):
        give(desk, revision=1, password="", **change)
    assert "@mail.kutim.example" in in_force(desk).smtp_url


def test_whoever_was_slower_changes_nothing_and_the_same_twice_is_one_change(desk: Desk) -> None:
    give(desk)
    give(desk, password="")
    with pytest.raises(StaleForm):
        give(desk, host="mail2.kutim.example")
    with desk.database.reading() as session:
        assert session.scalars(select(MailServer.revision)).one() == 1


def test_waiting_mail_goes_by_the_server_that_was_given(desk: Desk) -> None:
    desk.hear(an_account(), OfferSubmitted(offer=an_offer()))
    with running() as server:
        give_running(desk, server.url)
        desk.deliver("")
    assert server.mails[0]["From"] == '"Disperindag, Kutim" <ikm@kutim.example>'


def test_a_trial_that_arrives_says_so(any_desk: Desk) -> None:
    with running() as server:
        give_running(any_desk, server.url)
        assert tried(any_desk).outcome == outcomes.SENT
    assert server.mails[0]["To"].addresses[0].addr_spec == "admin@kutim.example"


@pytest.mark.parametrize(
    ("temper", "outcome", "words"),
    [
        ({"to_recipient": "550 5.1.1 No such user"}, outcomes.RECIPIENT, "No such user"),
        ({"to_sender": "553 5.7.1 Not yours"}, outcomes.SENDER, "Not yours"),
        ({"to_body": "554 5.7.1 Spam"}, outcomes.CONTENT, "Spam"),
        ({"to_recipient": "450 4.2.1 Later"}, outcomes.LATER, "Later"),
        ({"lose": "after the body"}, outcomes.UNSURE, ""),
    ],
)
def test_a_trial_says_what_the_server_refused(desk: Desk, temper: dict[str, str], outcome: str, words: str) -> None:
    with running(**temper) as server:
        give_running(desk, server.url)
        trial = tried(desk)
    assert (trial.outcome, words in trial.detail) == (outcome, True)


def test_a_wrong_password_is_named(desk: Desk) -> None:
    with running(password="right") as server:
        give_running(desk, server.url, user="ikm", password="wrong-one")
        trial = tried(desk)
    assert trial.outcome == outcomes.PASSWORD
    assert "wrong-one" not in trial.detail


def test_a_login_where_there_is_none_is_named(desk: Desk) -> None:
    with running() as server:
        give_running(desk, server.url, user="ikm", password="geheim")
        assert tried(desk).outcome == outcomes.NO_LOGIN


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encryption_that_the_server_does_not_speak_is_named(desk: Desk, security: str) -> None:
    with running() as server:
        give_running(desk, server.url, security=security)
        assert tried(desk).outcome == outcomes.ENCRYPTION


def test_a_port_at_which_nobody_answers_is_named(desk: Desk) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    give_running(desk, f"smtp://127.0.0.1:{port}")
    assert tried(desk).outcome == outcomes.NOT_REACHED


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (socket.gaierror(-2, "Name or service not known"), outcomes.NAME_NOT_FOUND),
        (TimeoutError("timed out"), outcomes.SILENT),
        (ssl.SSLCertVerificationError("Hostname mismatch"), outcomes.CERTIFICATE),
        (RuntimeError("what is this"), outcomes.UNUSABLE),
    ],
)
def test_what_keeps_a_line_from_coming_about_is_named(error: Exception, outcome: str) -> None:
    assert meaning_of(error) == outcome


def test_where_all_mail_is_kept_back_the_trial_says_so(desk: Desk) -> None:
    assert tried(desk, SINERGI_MAIL_MODE="test").outcome == outcomes.HELD


def test_a_second_click_asks_for_no_second_trial(any_desk: Desk) -> None:
    for _ in range(2):
        with any_desk.database.transaction() as session:
            mail_trials.ask(session, "admin@kutim.example", "id")
    with any_desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MailTrial)) == 1


def test_a_trial_is_done_once(desk: Desk) -> None:
    with running() as server:
        give_running(desk, server.url)
        tried(desk)
        do_next(desk.database, settings(desk))
    assert len(server.bodies) == 1
