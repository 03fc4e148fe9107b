"""A merger that was undone: what it moved goes back, nobody is invited twice, and no place is lost unseen."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, offers, readmissions
from services.partners.domain.answer import Answer
from services.partners.domain.nomination import PARTED
from services.partners.models import Offer
from services.partners.models.base import known
from services.partners.models.nomination import seats_taken
from services.partners.queries.first_page import desk
from services.partners.queries.nominees import NomineeFilter, list_nominees
from shared.clock import start_of_day
from shared.database import Database
from shared.language import translate
from tests.partners.factories import (
    announced,
    ikm_changes,
    invitations_of,
    keep_ikm,
    merged,
    opened,
    states,
    suggestions,
)

YES = Answer("accepted")


def twins(session: Session, *selected: str, **values: int) -> tuple[Offer, UUID, UUID]:
    """Two IKM that are taken for one; those named were selected for the offer."""
    (gone,), (kept,) = keep_ikm(session, name="A"), keep_ikm(session, name="B")
    offer = opened(session, **values)
    rows = [row.ikm_id for row in suggestions(session, offer) if row.profile.name in selected]
    invitations.confirm_selection(session, offer.id, rows)
    return offer, gone, kept


def parted(session: Session, ikm_id: UUID) -> None:
    ikm_changes(session, ikm_id, status="registered", merged_into=None)


def merged_and_parted(session: Session, gone: UUID, kept: UUID) -> None:
    merged(session, gone, kept)
    parted(session, gone)


def holders(session: Session, offer: Offer) -> dict[UUID, str]:
    return {item.ikm_id: item.state for item in invitations_of(session, offer)}


def test_an_invitation_that_was_moved_goes_back(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "issued"}
        assert states(session, offer) == {"A": "accepted", "B": "suggested"}
    with database.transaction() as session:
        ikm_changes(session, kept)
    with database.reading() as session:
        assert states(session, offer) == {"A": "accepted", "B": "suggested"}


def test_an_answer_by_the_link_of_before_goes_back_with_its_invitation(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        invitations.answer_invitation(session, invitations_of(session, offer)[0].id, YES, source="link")
        parted(session, gone)
        assert holders(session, offer) == {gone: "accepted"}


def test_what_is_told_of_an_invitation_names_for_whom_it_was_meant_whichever_has_it(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        [invitation] = invitations_of(session, offer)
        invitations.answer_invitation(session, invitation.id, YES, source="link")
        invitations.cancel_invitation(session, invitation.id, "Batal")
        told = [announced(session, name)[-1] for name in ("invitation_answered", "invitation_closed")]
        assert [(fact["ikm_id"], fact["made_for"]) for fact in told] == [(str(kept), str(gone))] * 2


def test_of_two_invitations_the_one_that_gave_way_stays_closed_and_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "cancelled", kept: "issued"}
        assert states(session, offer) == {"A": "withdrawn", "B": "accepted"}
        [row], _ = list_nominees(session, NomineeFilter(standing="parted", granted=True), 10, of=None)
        assert (row.profile.ikm_id, row.nomination.parted_at is not None) == (gone, True)
        assert row.nomination.reason == translate(PARTED, "id")
        assert desk(session).parted == 1
        assert len(announced(session, "invitation_issued")) == 2


def test_whoever_gets_the_seat_again_waits_for_staff_no_more(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        merged_and_parted(session, gone, kept)
        [row], _ = list_nominees(session, NomineeFilter(standing="parted"), 10, of=None)
        readmissions.readmit_nomination(session, row.nomination.id)
        assert states(session, offer) == {"A": "accepted", "B": "accepted"}
        nominations.withdraw_nomination(session, row.nomination.id, "Pindah.")
        assert desk(session).parted == 0


def test_a_seat_given_after_the_merger_stays_and_the_first_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        keep_ikm(session, name="Di depan", needs=[])
        offer, gone, kept = twins(session, quota=1)
        for name in ("Di depan", "A"):
            chosen = [row.ikm_id for row in suggestions(session, offer) if row.profile.name == name]
            invitations.confirm_selection(session, offer.id, chosen)
        merged(session, gone, kept)
        assert states(session, offer)["B"] == "waiting"
        first = next(item for item in invitations_of(session, offer) if item.nomination.profile.name == "Di depan")
        invitations.cancel_invitation(session, first.id, "Sakit")
        parted(session, gone)
        assert states(session, offer) == {"Di depan": "withdrawn", "A": "withdrawn", "B": "accepted"}
        assert desk(session).parted == 1
        assert seats_taken(session, offer.id) == 1


def test_a_no_of_either_stays_its_own(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        refused = next(item for item in invitations_of(session, offer) if item.ikm_id == gone)
        invitations.answer_invitation(session, refused.id, Answer("declined", reason="Sakit"), source="link")
        merged_and_parted(session, gone, kept)
        assert holders(session, offer) == {gone: "declined", kept: "issued"}
        assert desk(session).parted == 0


def test_a_merger_into_a_third_instead_leaves_the_second_what_is_its_own(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B", quota=1)
        (third,) = keep_ikm(session, name="C")
        seated = invitations_of(session, offer)[0].ikm_id
        waits = kept if seated == gone else gone
        merged(session, seated, waits)
        merged(session, seated, third)
        assert holders(session, offer) == {third: "issued"}
        assert states(session, offer)["B" if waits == kept else "A"] == "withdrawn"
        assert desk(session).parted == 1


def test_the_other_way_round_after_it_was_undone(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged_and_parted(session, gone, kept)
        merged(session, kept, gone)
        assert holders(session, offer) == {gone: "issued"}


def test_a_restricted_ikm_gets_no_seat_back(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        ikm_changes(session, gone, status="registered", merged_into=None, restricted=True)
        assert holders(session, offer) == {gone: "cancelled"}


def to_do(session: Session) -> set[tuple[str, str]]:
    """Return what stands before staff: the offer and whose place in it was lost."""
    rows, total = list_nominees(session, NomineeFilter(standing="parted", granted=True), 10, of=None)
    assert desk(session).parted == total
    return {(row.offer.title, row.profile.name) for row in rows}


def at_the_same_hours(session: Session) -> tuple[tuple[Offer, UUID], tuple[Offer, UUID]]:
    """A has a seat in the first offer, B one in the second."""
    (a,), (b,) = keep_ikm(session, name="A"), keep_ikm(session, name="B")
    one, two = opened(session, title="Satu"), opened(session, title="Dua")
    for offer, ikm_id in ((one, a), (two, b)):
        select_only(session, offer, ikm_id)
    return (one, a), (two, b)


def select_only(session: Session, *chosen: Offer | UUID) -> None:
    offer, *ikm_ids = chosen
    assert isinstance(offer, Offer)
    rows = [row.ikm_id for row in suggestions(session, offer) if row.ikm_id in ikm_ids]
    invitations.confirm_selection(session, offer.id, rows)


def test_a_moved_seat_that_another_at_the_same_hours_excluded_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        (one, a), (two, b) = at_the_same_hours(session)
        invitations.answer_invitation(session, invitations_of(session, two)[0].id, YES, source="link")
        merged(session, a, b)
        assert to_do(session) == set()
        parted(session, a)
        assert (holders(session, one), holders(session, two)) == ({a: "cancelled"}, {b: "accepted"})
        assert to_do(session) == {("Satu", "A")}


def test_a_seat_that_never_moved_but_was_excluded_by_one_that_did_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        (one, a), (two, b) = at_the_same_hours(session)
        merged_and_parted(session, a, b)
        assert (holders(session, one), holders(session, two)) == ({a: "issued"}, {b: "cancelled"})
        assert to_do(session) == {("Dua", "B")}
        [row], _ = list_nominees(session, NomineeFilter(standing="parted"), 10, of=None)
        readmissions.readmit_nomination(session, row.nomination.id)
        assert to_do(session) == set()


def test_what_is_one_again_waits_for_staff_only_once_it_is_two_again(database: Database) -> None:
    with database.transaction() as session:
        (_, a), (_, b) = at_the_same_hours(session)
        merged_and_parted(session, a, b)
        merged(session, a, b)
        assert to_do(session) == set()
        parted(session, a)
        assert to_do(session) == {("Dua", "B")}


def both(*days: date) -> list[dict[str, object]]:
    return [
        {"title": "Sesi", "starts_at": at, "ends_at": at + timedelta(hours=6), "place": None}
        for at in sorted({start_of_day(day) + timedelta(hours=9) for day in days})
    ]


def test_a_seat_excluded_by_two_others_waits_until_both_are_others(database: Database) -> None:
    with database.transaction() as session:
        names = {name: keep_ikm(session, name=name)[0] for name in "ABC"}
        first, second = date(2030, 3, 1), date(2030, 3, 2)
        for name, title, starts_on, ends_on in (
            ("A", "Satu", first, first), ("B", "Dua", second, second), ("C", "Tiga", first, second)
        ):  # fmt: skip
            offer = opened(
                session, title=title, starts_on=starts_on, ends_on=ends_on, sessions=both(starts_on, ends_on)
            )
            select_only(session, offer, names[name])
        merged(session, names["A"], names["B"])
        merged(session, names["C"], names["B"])
        parted(session, names["A"])
        assert to_do(session) == set()
        parted(session, names["C"])
        assert to_do(session) == {("Tiga", "C")}


def test_a_place_in_line_passed_over_because_of_a_seat_of_the_other_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        (c,) = keep_ikm(session, name="C")
        (one, _), (_, b) = at_the_same_hours(session)
        offers.change_quota(session, one.id, 1)
        select_only(session, one, c)
        assert states(session, one)["C"] == "waiting"
        merged(session, c, b)
        invitations.cancel_invitation(session, invitations_of(session, one)[0].id, "Sakit", by_ikm=True)
        parted(session, c)
        assert to_do(session) == {("Satu", "C")}


def test_a_seat_stopped_because_the_other_closed_its_business_is_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        merged(session, gone, kept)
        ikm_changes(session, kept, status="closed")
        assert holders(session, offer) == {kept: "cancelled"}
        parted(session, gone)
        assert to_do(session) == {(offer.title, "A")}


def test_what_was_withdrawn_before_a_merger_is_not_put_before_staff(database: Database) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        (third,) = keep_ikm(session, name="C")
        [lost] = [item for item in invitations_of(session, offer) if item.ikm_id == gone]
        invitations.cancel_invitation(session, lost.id, "Pindah.")
        merged(session, gone, third)
        merged(session, third, kept)
        parted(session, third)
        assert to_do(session) == set()


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        (offers.close_offer, True),
        (offers.pause_offer, True),
        (lambda session, offer_id: offers.cancel_offer(session, offer_id, "Batal"), False),
    ],
)
def test_a_lost_seat_stands_before_staff_until_its_offer_is_over(
    database: Database, change: Callable[[Session, UUID], Offer], stands: bool
) -> None:
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A", "B")
        merged_and_parted(session, gone, kept)
        change(session, offer.id)
        assert desk(session).parted == int(stands)
        last_day = known(offer.ends_on)
    with time_machine.travel(start_of_day(last_day) + timedelta(hours=1)), database.reading() as session:
        assert desk(session).parted == int(stands)
    with time_machine.travel(start_of_day(last_day) + timedelta(hours=25)), database.reading() as session:
        assert desk(session).parted == 0
