"""A mail server that is down or refuses our password is seen on the office's first page within a minute."""

import time_machine
from sqlalchemy import select

from services.partners.models import MailFlow
from shared.clock import now
from shared.settings import Settings
from tests.faults.test_one_service_restored import invite_all
from tests.notifications.mail_servers import mail_server


def shown(office):
    """Return what the first page says of the mail."""
    with office.database("partners").reading() as session:
        return session.scalars(select(MailFlow)).one()


def work_with(office, url):
    variables = {**office.environment, "SINERGI_SMTP_URL": url}
    office.services["notifications"].worker.settings = Settings.from_env("notifications", variables)
    office.work()


def test_a_mail_server_that_is_down_is_seen_until_mail_goes_again(office, post):
    office.change("partners", invite_all, quota=4)
    began = now()
    work_with(office, "smtp://127.0.0.1:1")
    flow = shown(office)
    assert (flow.state, flow.reason) == ("troubled", "unreachable")
    assert (flow.since - began).total_seconds() < 60
    assert post.mails == []
    with time_machine.travel(now().timestamp() + 60):
        work_with(office, post.url)
    assert (shown(office).state, len(post.mails) > 0) == ("working", True)


def test_a_mail_server_that_refuses_our_password_is_seen(office):
    with mail_server(password="right") as server:
        office.change("partners", invite_all, quota=4)
        work_with(office, server.url.replace("smtp://", "smtp://sinergi:wrong@"))
    flow = shown(office)
    assert (flow.state, flow.reason) == ("troubled", "login_refused")
