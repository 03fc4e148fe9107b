"""An institution is not told by a mail that waited of IKM that objected meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.notifications.channels.mail import Mail
from services.notifications.models import Message
from shared.clock import now
from shared.database import new_id
from shared.events.contract import Event
from shared.events.partners import NominationsSent
from tests.notifications.conftest import Desk
from tests.notifications.factories import a_nominee, a_profile, an_answer, an_invitation, an_offer
from tests.notifications.mail_servers import Temper, mail_server

OBJECTIONS = [{"restricted": True}, {"consent_to_share": "no"}]
PUTRI, SARI = "Anyaman Putri", "Keripik Sari"
KINDS = ["nominations_sent", "invitation_answered_institution"]


@pytest.fixture
def ikm() -> dict[str, UUID]:
    return {PUTRI: new_id(), SARI: new_id()}


def facts(kind: str, ikm: dict[str, UUID], answer: str = "accepted") -> Sequence[Event]:
    """Return what makes one mail of this kind that names these IKM; they themselves have no address."""
    offer = an_offer()
    if kind == "nominations_sent":
        nominees = [a_nominee(ikm_name=name, ikm_id=ikm_id) for name, ikm_id in ikm.items()]
        return [NominationsSent(offer=offer, nominees=nominees)]
    invited = [an_invitation(offer=offer, ikm_name=name, ikm_id=ikm_id, email=None) for name, ikm_id in ikm.items()]
    return [an_answer(one, answer=answer) for one in invited]


def delivered(desk: Desk) -> list[str]:
    """Return the texts, with their subjects, that arrive when all that waits is tried till nothing is put off."""
    with mail_server() as server:
        for _ in range(3):
            make_due(desk)
            desk.deliver(server.url)
    return texts(server)


def texts(server: Temper) -> list[str]:
    return [f"{mail['Subject']}\n{mail.get_body(('plain',)).get_content()}{mail.get_body(('html',)).get_content()}"
            for mail in server.mails]  # fmt: skip


def make_due(desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.execute(update(Message).values(next_attempt_at=now()))


@pytest.mark.parametrize("objection", OBJECTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_objected_meanwhile_is_left_out(
    any_desk: Desk, ikm: dict[str, UUID], kind: str, objection: Any
) -> None:
    any_desk.hear(*facts(kind, ikm), a_profile(ikm[PUTRI], **objection))
    [text] = delivered(any_desk)
    assert (PUTRI in text, SARI in text) == (False, True)
    assert PUTRI not in repr(any_desk.email(kind).context)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("objection", "reason"), [*zip(OBJECTIONS, ["restricted", "consent_withdrawn"], strict=True)])
def test_a_mail_that_would_name_nobody_rests(
    any_desk: Desk, ikm: dict[str, UUID], kind: str, objection: Any, reason: str
) -> None:
    any_desk.hear(*facts(kind, ikm), *(a_profile(ikm_id, **objection) for ikm_id in ikm.values()))
    assert delivered(any_desk) == []
    assert (any_desk.email(kind).state, any_desk.email(kind).reason) == ("suppressed", reason)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_objected_before_is_never_in_it(desk: Desk, ikm: dict[str, UUID], kind: str) -> None:
    desk.hear(a_profile(ikm[PUTRI], restricted=True), *facts(kind, ikm))
    [text] = delivered(desk)
    assert PUTRI not in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_objection_holds_for_what_was_merged_into_whoever_objects(
    desk: Desk, ikm: dict[str, UUID], kind: str
) -> None:
    remaining = new_id()
    merged, objected = a_profile(ikm[PUTRI], merged_into=remaining), a_profile(remaining, restricted=True)
    desk.hear(*facts(kind, ikm), merged, objected)
    [text] = delivered(desk)
    assert PUTRI not in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_objection_between_taking_a_mail_and_its_attempt_is_heeded(
    desk: Desk, ikm: dict[str, UUID], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hear(*facts(kind, ikm))
    monkeypatch.setattr(Mail, "make_ready", lambda channel: desk.hear(a_profile(ikm[PUTRI], restricted=True)))
    [text] = delivered(desk)
    assert (PUTRI in text, SARI in text) == (False, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_that_does_not_say_whom_it_names_goes_as_it_is(desk: Desk, ikm: dict[str, UUID], kind: str) -> None:
    desk.hear(*facts(kind, ikm))
    with desk.database.transaction() as session:
        for email in session.query(Message):
            place = "nominees" if kind == "nominations_sent" else "items"
            older = [{name: said for name, said in one.items() if name != "ikm_id"} for one in email.context[place]]
            email.context = {**email.context, place: older}
    [text] = delivered(desk)
    assert PUTRI in text
    assert SARI in text


def test_a_nominee_of_an_earlier_version_is_named(desk: Desk, ikm: dict[str, UUID]) -> None:
    [sent] = facts("nominations_sent", ikm)
    assert isinstance(sent, NominationsSent)
    desk.hear(replace(sent, nominees=[replace(one, ikm_id=None) for one in sent.nominees]))
    [text] = delivered(desk)
    assert PUTRI in text
