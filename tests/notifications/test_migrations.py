"""A database of before keeps all it holds as it is brought to the newest schema."""

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
