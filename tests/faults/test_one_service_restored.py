"""One service goes back to an older copy while the other two live on: none goes its own way from there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import func, select

from services.notifications.actions import flow
from services.notifications.models import Contact, MailFlow
from services.notifications.models import Institution as KnownInstitution
from services.partners.actions import account_opening, institutions, invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Institution, Invitation, Offer
from services.partners.models import MailFlow as ShownFlow
from services.registry.actions import verification
from services.registry.actions.consents import record_consent
from services.registry.models import Ikm
from shared.change import Change
from shared.clock import WITA, now, today
from shared.events.catalogue import SERVICES
from shared.history import first_broken_link
from shared.messaging.cli import service_cli
from tests.faults.office import NAMES
from tests.partners.factories import opened, suggestions


def set_restricted(session, *names, restricted=True):
    for ikm_id in session.scalars(select(Ikm.id).where(Ikm.name.in_(names))).all():
        verification.restrict(session, ikm_id, restricted=restricted, reason="Diminta pemilik")


def withdraw(session, name):
    record_consent(session, session.scalars(select(Ikm.id).where(Ikm.name == name)).one(), "no", "form")


def invite_all(session, **values):
    offer = opened(session, **values)
    invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    return offer.id


def answer(session, kind="accepted", number=0):
    found = session.scalars(select(Invitation).order_by(Invitation.issued_at, Invitation.id)).all()[number]
    return invitations.answer_invitation(session, found.id, Answer(kind, reason="Sakit"), source="office").id


def told_outside(post):
    """Return to whom and what mail went to others than the office's staff."""
    return [(mail["To"], mail["Subject"]) for mail in post.mails if "kantor.example" not in mail["To"]]


def test_a_restriction_after_the_registry_was_put_back_is_heard(office):
    office.copy("registry")
    for _ in range(3):
        office.change("registry", set_restricted, *NAMES[:3])
        office.change("registry", set_restricted, *NAMES[:3], restricted=False)
    office.work()
    office.put_back("registry")
    office.work()
    office.change("registry", set_restricted, *NAMES[:3])
    office.work()
    assert office.restricted() == set(NAMES[:3])
    office.change("partners", invite_all, quota=4)
    assert office.invited() == {NAMES[3]}


def test_an_objection_that_the_registry_forgot_holds_and_comes_back_to_it(office):
    office.copy("registry")
    office.change("registry", set_restricted, *NAMES[:2])
    office.change("registry", withdraw, NAMES[2])
    office.work()
    office.put_back("registry")
    office.work()
    with office.database("registry").reading() as session:
        assert set(session.scalars(select(Ikm.name).where(Ikm.restricted))) == set(NAMES[:2])
    assert office.restricted() == set(NAMES[:2])
    with office.database("notifications").reading() as session:
        held_back = Contact.restricted | (Contact.consent == "no")
        assert set(session.scalars(select(Contact.ikm_name).where(held_back))) == set(NAMES[:3])
    office.change("registry", set_restricted, NAMES[0], restricted=False)
    office.work()
    assert office.restricted() == {NAMES[1]}


def test_partners_put_back_hears_of_restrictions_before_it_seats_anybody(office):
    office.copy("partners")
    office.change("registry", set_restricted, *NAMES[:3])
    office.work()
    office.put_back("partners")
    office.work()
    assert office.restricted() == set(NAMES[:3])
    office.change("partners", invite_all, quota=4)
    assert office.invited() == {NAMES[3]}


def test_partners_put_back_hears_what_its_producers_no_longer_keep(office):
    office.copy("partners")
    office.change("registry", set_restricted, *NAMES[:3])
    office.work()
    with office.database("registry").transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM dispatch")
        session.connection().exec_driver_sql("DELETE FROM outbox")
    office.put_back("partners")
    office.work()
    assert office.restricted() == set(NAMES[:3])


@pytest.mark.parametrize("lost", ["declined", "cancelled"])
def test_an_answer_after_partners_was_put_back_reaches_registry_and_mails(office, lost):
    office.change("partners", invite_all, quota=4)
    office.work()
    office.copy("partners")
    if lost == "declined":
        for kind in ("accepted", "declined"):
            office.change("partners", answer, kind)
    else:
        with office.database("partners").reading() as session:
            first = session.scalars(select(Invitation).order_by(Invitation.issued_at, Invitation.id)).first().id
        office.change("partners", invitations.cancel_invitation, first, "Penuh")
    office.work()
    assert list(office.participations().values()) == [lost]
    office.put_back("partners")
    office.work()
    told = len(office.mails("invitation_answered_ikm"))
    invitation_id = office.change("partners", answer, "accepted")
    office.work()
    assert office.participations()[invitation_id] == "accepted"
    assert len(office.mails("invitation_answered_ikm")) == told + 1


def move_all(session, command, reason=None):
    for institution_id in session.scalars(select(Institution.id)).all():
        institutions.move_institution(session, institution_id, command, reason)


def silenced(office):
    """Return whether notifications tells the institution nothing."""
    with office.database("notifications").reading() as session:
        return session.scalars(select(KnownInstitution.active)).all() == [False]


def test_an_institution_suspended_after_the_copy_of_notifications_is_told_nothing(office):
    office.change("partners", invite_all, quota=4)
    office.work()
    office.copy("notifications")
    office.change("partners", move_all, "suspend", "Laporan belum masuk")
    office.work()
    with office.database("partners").transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM dispatch")
        session.connection().exec_driver_sql("DELETE FROM outbox")
    office.put_back("notifications")
    office.work()
    assert silenced(office)


def test_a_suspension_after_partners_was_put_back_is_heard(office):
    office.change("partners", invite_all, quota=4)
    office.copy("partners")
    for command, reason in (("suspend", "Laporan"), ("resume", None), ("suspend", "Laporan"), ("resume", None)):
        office.change("partners", move_all, command, reason)
    office.work()
    office.put_back("partners")
    office.work()
    office.change("partners", move_all, "suspend", "Laporan belum masuk")
    office.work()
    assert silenced(office)


@pytest.fixture
def revived(office):
    """An offer that was open in the copy to which partners was put back after the offer's cancellation was told."""
    office.change("partners", invite_all, quota=1)
    with office.database("partners").reading() as session:
        offer_id = session.scalars(select(Offer.id)).one()
    office.work()
    office.copy("partners")
    office.change("partners", offers.cancel_offer, offer_id, "Narasumber sakit")
    office.work()
    office.put_back("partners")
    office.work()
    return offer_id


def states_of(office, template):
    return [state for _, _, state in office.mails(template)]


def test_whoever_is_invited_to_an_offer_that_partners_has_again_is_asked(office, revived):
    assert len(states_of(office, "invitation")) == 1
    # By day: a seat that falls free at night is told in the morning.
    with time_machine.travel(datetime.combine(today() + timedelta(days=1), time(10), WITA)):
        office.change("partners", offers.change_quota, revived, 2)
        office.work()
    assert states_of(office, "invitation_promoted") == ["sent"]
    assert states_of(office, "invitation_reminder").count("queued") > 0


def test_an_answer_to_an_offer_that_partners_has_again_is_confirmed(office, revived):
    office.change("partners", answer)
    office.work()
    assert states_of(office, "invitation_answered_ikm") == ["sent"]


def test_an_offer_that_is_called_off_a_second_time_is_told_a_second_time(office, revived):
    told = len(office.mails("offer_cancelled"))
    office.change("partners", offers.cancel_offer, revived, "Narasumber tetap sakit")
    office.work()
    assert told > 0
    assert states_of(office, "offer_cancelled") == ["sent"] * told * 2


def test_nothing_is_mailed_again_when_partners_or_registry_is_put_back(office, post):
    office.change("partners", invite_all, quota=4)
    for name in ("partners", "registry"):
        office.copy(name)
    office.work()
    sent = told_outside(post)
    assert len(sent) == 5
    for name in ("partners", "registry"):
        office.put_back(name)
        office.work()
    assert told_outside(post) == sent


def test_mails_that_notifications_may_have_sent_wait_for_a_person(office, post):
    office.copy("notifications")
    office.change("partners", invite_all, quota=4)
    office.work()
    sent = len(post.mails)
    assert {state for template, _, state in office.mails("invitation")} == {"sent"}
    office.put_back("notifications")
    office.work()
    assert len(post.mails) == sent
    assert {state for template, _, state in office.mails("invitation")} == {"uncertain"}
    assert {state for template, _, state in office.mails("invitation_reminder")} == {"queued"}
    office.change("partners", answer)
    office.work()
    assert [state for _, _, state in office.mails("invitation_answered_ikm")] == ["sent"]


def test_mails_in_the_copy_of_notifications_wait_for_a_person(office, post):
    office.change("partners", invite_all, quota=4)
    office.carry_only()
    office.copy("notifications")
    office.work()
    sent = len(post.mails)
    office.put_back("notifications")
    office.work()
    assert len(post.mails) == sent
    assert {state for template, _, state in office.mails("invitation")} == {"uncertain"}


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)])
def test_put_back_while_the_clock_was_ahead_it_holds_up_no_mail_of_afterwards(office, ahead):
    office.change("partners", invite_all, quota=4)
    office.work()
    office.copy("notifications")
    with time_machine.travel(now() + ahead):
        office.put_back("notifications")
    office.change("partners", answer)
    office.work()
    assert [state for _, _, state in office.mails("invitation_answered_ikm")] == ["sent"]


def troubled(session):
    flow.note_unavailable(session, "unreachable", "no route")


def restless(session):
    for _ in range(3):
        troubled(session)
        flow.note_taken(session)


def first_page(office):
    """Return what the office's first page says of the mail, and what notifications knows of it."""
    with office.database("partners").reading() as session:
        shown = session.scalars(select(ShownFlow)).one()
    with office.database("notifications").reading() as session:
        known = session.scalars(select(MailFlow)).one()
        return (shown.state, shown.reason), (known.state, known.reason)


def test_how_mail_goes_is_shown_after_notifications_was_put_back(office):
    office.copy("notifications")
    office.change("notifications", restless)
    office.work()
    office.put_back("notifications")
    office.change("notifications", troubled)
    office.carry_only()
    shown, known = first_page(office)
    assert (shown, shown[:2]) == (known, ("troubled", "unreachable"))


def test_a_trouble_that_the_copy_of_notifications_does_not_know_is_not_shown_for_good(office):
    office.copy("notifications")
    office.change("notifications", troubled)
    office.carry_only()
    office.put_back("notifications")
    office.work()
    shown, known = first_page(office)
    assert (shown, shown[0]) == (known, "working")


def test_partners_put_back_hears_how_mail_goes(office):
    office.copy("partners")
    office.change("notifications", troubled)
    office.carry_only()
    with office.database("notifications").transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM dispatch")
        session.connection().exec_driver_sql("DELETE FROM outbox")
    office.put_back("partners")
    office.work()
    shown, known = first_page(office)
    assert shown == known


@pytest.mark.parametrize("notice", ["by its consumers", "by command"])
def test_a_return_that_leaves_the_database_where_it_was_is_noticed(office, notice):
    office.copy("registry")
    office.change("registry", set_restricted, *NAMES[:3])
    office.work()
    office.put_back("registry", in_place=True)
    if notice == "by command":
        command = CliRunner().invoke(
            service_cli(lambda: SimpleNamespace(sinergi=office.worker("registry"))), "restored"
        )
        assert command.exit_code == 0
    else:
        office.worker("partners").send("partners", "report_position", "registry")
    office.work()
    with office.database("registry").reading() as session:
        assert set(session.scalars(select(Ikm.name).where(Ikm.restricted))) == set(NAMES[:3])
    office.change("registry", set_restricted, NAMES[3])
    office.work()
    assert office.restricted() == set(NAMES)


def test_two_processes_that_look_at_once_make_good_once(office):
    office.copy("partners")
    office.put_back("partners", start=False)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: office.worker("partners").notice_restoration(), range(4)))
    with office.database("partners").reading() as session:
        assert session.scalar(select(func.count()).where(Change.action == "restored")) == 1


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_put_back_twice_to_one_copy_finds_the_others_again(office, name):
    office.copy(name)
    for restricted in (True, False, True):
        office.change("registry", set_restricted, NAMES[0], restricted=restricted)
        office.change(
            "partners", account_opening.open_office_account, "Nora", f"nora{restricted}@kantor.example", "staff"
        )
        office.work()
        office.put_back(name)
        office.work()
    office.change("registry", set_restricted, NAMES[1])
    office.work()
    assert NAMES[1] in office.restricted()
    for service in SERVICES:
        with office.database(service).reading() as session:
            assert first_broken_link(session) is None
