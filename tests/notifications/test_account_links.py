"""The mail with a link that sets a password once: its secret is in the mail alone."""

import json
import re
from datetime import timedelta

from services.notifications.channels.rendering import as_read
from shared.account_links import secret_of
from shared.clock import now
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import a_link
from tests.notifications.mail_servers import mail_server

KEY, NEW = "o" * 40, "n" * 40


def sent(desk: Desk, keys: str = KEY) -> str:
    with mail_server() as server:
        desk.deliver(server.url, SINERGI_SECRET_KEY=keys)
    return str(server.mails[0].get_body(["plain"]).get_content()) if server.mails else ""


def test_the_mail_leads_to_the_link_and_its_row_does_not(any_desk: Desk) -> None:
    fact = a_link("invited", key=KEY)
    any_desk.hear(fact, times=2)
    secret = secret_of(KEY, fact.link_id)
    assert f"https://ikm.example/sandi/baru/{secret}" in sent(any_desk)
    (email,) = any_desk.emails()
    assert secret not in json.dumps(email.context) + str(email.last_error) + str(email.subject)


def test_whoever_reads_the_mail_log_reads_no_link(desk: Desk) -> None:
    fact = a_link("forgotten", key=KEY)
    desk.hear(fact)
    read = as_read(desk.email("password_forgotten"), settings_for(desk.database, "", SINERGI_SECRET_KEY=KEY))
    assert read
    assert not re.search(r"/sandi/baru/\w", read.text + read.html)


def test_a_link_made_with_the_key_before_is_written_all_the_same(desk: Desk) -> None:
    fact = a_link("forgotten", key=KEY)
    desk.hear(fact)
    assert secret_of(KEY, fact.link_id) in sent(desk, f"{NEW},{KEY}")


def test_no_mail_goes_once_the_link_has_ended(desk: Desk) -> None:
    desk.hear(a_link("forgotten", key=KEY, ends_at=now() - timedelta(seconds=1)))
    assert sent(desk) == ""
