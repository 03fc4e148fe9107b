"""A database of before keeps all it holds as it is brought to the newest schema."""

from typing import Any

from sqlalchemy import inspect

from services.notifications.models import Delivery, Message
from shared.events.partners import NominationsSent, OfferSubmitted
from tests.earlier_schema import upgraded_from_before
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    INSTITUTION,
    a_nominee,
    a_standing,
    an_account,
    an_answer,
    an_invitation,
    an_offer,
)
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_standing import LECTURER, told


def test_a_mail_of_before_knows_the_institution_it_goes_to(any_desk: Desk) -> None:
    offer = an_offer()
    any_desk.hear(an_account(**LECTURER), an_account(), OfferSubmitted(offer=offer))
    any_desk.hear(NominationsSent(offer=offer, nominees=[a_nominee()]), an_answer(an_invitation(offer=offer)))
    upgraded_from_before("notifications", "notifications_0004", any_desk.database)
    assert {(mail.template, mail.institution_id) for mail in any_desk.emails()} == {
        ("offer_submitted", None),
        ("invitation_answered_ikm", None),
        ("nominations_sent", INSTITUTION),
        ("invitation_answered_institution", INSTITUTION),
    }
    any_desk.hear(a_standing(active=False))
    assert told(any_desk) == ["rahmat@kutim.example", "sari@ikm.example"]


def test_every_mail_of_before_becomes_a_message_and_what_was_tried_a_delivery(any_desk: Desk) -> None:
    any_desk.hear(an_invitation(email="sampai@ikm.example"), an_invitation(email="ditolak@ikm.example"))
    with mail_server(unknown={"ditolak@ikm.example"}) as server:
        any_desk.deliver(server.url)
    before = [kept(mail) for mail in any_desk.emails()]
    assert sorted(mail["state"] for mail in before) == ["queued"] * 5 + ["sent"]
    upgraded_from_before("notifications", "notifications_0005", any_desk.database)
    assert [kept(mail) for mail in any_desk.emails()] == before
    invited = any_desk.emails(Message.template == "invitation")
    assert [[kept(one, but="id") for one in mail.deliveries] for mail in invited] == [
        [
            {
                "message_id": mail.id,
                "number": 1,
                "channel": "email",
                "address": mail.address,
                "state": mail.state,
                "attempts": 1,
                "began_at": one.began_at,
                "answer": mail.last_error,
                "refused_in": {"sent": None, "queued": 0}[mail.state],
                "refusals": {"sent": 0, "queued": 1}[mail.state],
            }
            for one in mail.deliveries
        ]
        for mail in invited
    ]
    assert [len(mail.deliveries) for mail in any_desk.emails()].count(1) == 2


def test_mail_that_waits_goes_as_before_once_the_office_has_its_page(any_desk: Desk) -> None:
    any_desk.hear(an_account(), an_invitation())
    before = [kept(mail) for mail in any_desk.emails()]
    upgraded_from_before("notifications", "notifications_0010", any_desk.database)
    upgraded_from_before("notifications", "kernel_0010", any_desk.database)
    assert [kept(mail) for mail in any_desk.emails()] == before
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 1


def kept(row: Message | Delivery, but: str = "") -> dict[str, Any]:
    return {name: getattr(row, name) for name, _ in inspect(type(row)).column_attrs.items() if name != but}
