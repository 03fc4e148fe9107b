from datetime import date
from itertools import permutations

import pytest

from services.partners.actions import ikm_profiles, invitations
from services.partners.domain.answer import Answer
from services.partners.domain.nomination import MERGED
from services.partners.models.nomination import seats_taken
from services.partners.queries import ledger
from shared.errors import RuleBroken
from tests.partners.factories import (
    announced,
    ikm_changes,
    invitations_of,
    invited,
    keep_ikm,
    merged,
    opened,
    profile_changed,
    states,
    suggestions,
)

YES, NO = Answer("accepted"), Answer("declined", reason="Sakit")


def twins(session, select=("Kembar A", "Kembar B"), **values):
    """Two records of one business; those named in ``select`` were selected for the offer."""
    (lost,), (kept,) = keep_ikm(session, name="Kembar A"), keep_ikm(session, name="Kembar B")
    offer = opened(session, **values)
    rows = [row.ikm_id for row in suggestions(session, offer) if row.profile.name in select]
    invitations.confirm_selection(session, offer.id, rows)
    return offer, lost, kept


def test_of_two_live_nominations_one_stays(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session)
        merged(session, lost, kept)
        live = [item for item in invitations_of(session, offer) if item.state == "issued"]
        assert [item.ikm_id for item in live] == [kept]
        assert seats_taken(session, offer.id) == 1


def test_the_seat_freed_by_a_merger_goes_to_the_next_in_line(database):
    with database.transaction() as session:
        keep_ikm(session, name="Berikutnya", needs=[])
        offer, lost, kept = twins(session, select=("Kembar A", "Kembar B", "Berikutnya"))
        merged(session, lost, kept)
        assert states(session, offer)["Berikutnya"] == "accepted"


def test_a_nomination_moves_to_the_ikm_that_stays(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session, select=("Kembar A",))
        merged(session, lost, kept)
        (invitation,) = invitations_of(session, offer)
        assert (invitation.state, invitation.ikm_id) == ("issued", kept)
        assert states(session, offer) == {"Kembar B": "accepted"}


def test_the_one_that_came_further_stays(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session, quota=1)
        seated = invitations_of(session, offer)[0].ikm_id
        waiting = kept if seated == lost else lost
        merged(session, seated, waiting)
        (invitation,) = invitations_of(session, offer)
        assert (invitation.state, invitation.ikm_id) == ("issued", waiting)


@pytest.mark.parametrize("who", ["lost", "kept"])
def test_a_yes_under_either_name_stays(database, who):
    with database.transaction() as session:
        offer, lost, kept = twins(session)
        asked = {item.ikm_id: item.id for item in invitations_of(session, offer)}
        invitations.answer_invitation(session, asked[{"lost": lost, "kept": kept}[who]], YES, source="link")
        merged(session, lost, kept)
        assert {item.ikm_id: item.state for item in invitations_of(session, offer) if item.state != "cancelled"} == {
            kept: "accepted"
        }


def test_whoever_said_no_under_one_name_is_not_invited_under_the_other(database):
    with database.transaction() as session:
        keep_ikm(session, name="Di depan", needs=[])
        offer, lost, kept = twins(session, quota=1, select=("Kembar A",))
        (first,) = invitations_of(session, offer)
        invitations.answer_invitation(session, first.id, NO, source="link")
        for name in ("Di depan", "Kembar B"):
            chosen = [row.ikm_id for row in suggestions(session, offer) if row.profile.name == name]
            invitations.confirm_selection(session, offer.id, chosen)
        merged(session, lost, kept)
        assert states(session, offer) == {"Di depan": "accepted", "Kembar B": "withdrawn"}


@pytest.mark.parametrize("said_no", ["lost", "kept"])
def test_a_yes_by_the_link_of_the_other_name_takes_no_second_seat(database, said_no):
    with database.transaction() as session:
        offer, lost, kept = twins(session)
        asked = {item.ikm_id: item.id for item in invitations_of(session, offer)}
        refused, said_yes = (lost, kept) if said_no == "lost" else (kept, lost)
        invitations.answer_invitation(session, asked[refused], NO, source="link")
        invitations.answer_invitation(session, asked[said_yes], YES, source="link")
        merged(session, lost, kept)
        with pytest.raises(RuleBroken) as refusal:
            invitations.answer_invitation(session, asked[refused], YES, source="link")
        assert refusal.value.message.params["reason"] == MERGED
        assert (seats_taken(session, offer.id), ledger.of_offer(session, offer.id).nominated) == (1, 1)


@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "inactive"}])
def test_whoever_said_no_and_left_has_no_seat_by_a_later_yes(database, change):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, NO, source="link")
        ikm_changes(session, invitation.ikm_id, **change)
        with pytest.raises(RuleBroken):
            invitations.answer_invitation(session, invitation.id, YES, source="link")
        assert seats_taken(session, invitation.offer_id) == 0


@pytest.mark.parametrize("profile_first", [True, False])
def test_it_does_not_matter_which_fact_comes_first(database, profile_first):
    with database.transaction() as session:
        (lost,) = keep_ikm(session, name="Kembar A")
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        other = profile_changed(name="Kembar B")
        steps = [lambda: ikm_profiles.keep(session, other), lambda: merged(session, lost, other.ikm_id)]
        for step in steps if profile_first else reversed(steps):
            step()
        assert states(session, offer) == {"Kembar B": "accepted"}


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_nomination_follows_a_chain_of_mergers_to_its_end(database, order):
    with database.transaction() as session:
        (first,) = keep_ikm(session, name="Pertama")
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        last = profile_changed(name="Terakhir")
        second = profile_changed(name="Kedua", status="merged", merged_into=last.ikm_id)
        steps = [
            lambda: merged(session, first, second.ikm_id),
            lambda: ikm_profiles.keep(session, second),
            lambda: ikm_profiles.keep(session, last),
        ]
        for number in order:
            steps[number]()
        assert states(session, offer) == {"Terakhir": "accepted"}


def test_of_two_seats_at_the_same_hours_the_one_with_a_yes_stays(database):
    with database.transaction() as session:
        keep_ikm(session, name="Berikutnya", needs=[])
        first, lost, kept = twins(session, quota=1, select=("Kembar A",))
        second = opened(session, quota=1)
        rows = {row.profile.name: row.ikm_id for row in suggestions(session, second)}
        invitations.confirm_selection(session, second.id, [rows["Kembar B"], rows["Berikutnya"]])
        invitations.answer_invitation(session, invitations_of(session, second)[0].id, YES, source="link")
        merged(session, lost, kept)
        assert states(session, first)["Kembar B"] == "withdrawn"
        assert states(session, second).items() >= {"Kembar B": "accepted", "Berikutnya": "waiting"}.items()
        (told,) = announced(session, "invitation_closed")
        assert (told["notice"], "Bimtek foto produk" in told["reason"]) == ("seat_withdrawn", True)


def test_two_records_have_no_more_programmes_a_year_than_one(database):
    with database.transaction() as session:
        (lost,), (kept,) = keep_ikm(session, name="Kembar A"), keep_ikm(session, name="Kembar B")
        running = [opened(session, starts_on=date(2030, month, 1)) for month in (2, 3, 4, 5)]
        for number, offer in enumerate(running):
            rows = {row.profile.name: row.ikm_id for row in suggestions(session, offer)}
            invitations.confirm_selection(session, offer.id, [rows[f"Kembar {'AB'[number % 2]}"]])
        merged(session, lost, kept)
        assert [states(session, offer).get("Kembar B") for offer in running].count("accepted") == 3


def test_a_seat_does_not_move_to_whoever_asked_not_to_be_processed(database):
    with database.transaction() as session:
        offer, lost, kept = twins(session, select=("Kembar A",))
        ikm_changes(session, kept, restricted=True)
        merged(session, lost, kept)
        assert states(session, offer) == {"Kembar B": "withdrawn"}


def test_a_personal_data_request_stops_everything_at_once(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Rahasia")
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        ikm_changes(session, ikm_id, restricted=True)
        assert [item.state for item in invitations_of(session, offer)] == ["cancelled"]
        assert states(session, offer) == {"Rahasia": "withdrawn"}
        assert announced(session, "invitation_closed")[0]["outcome"] == "cancelled"


def test_a_lifted_restriction_makes_new_suggestions(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Rahasia")
        ikm_changes(session, ikm_id, restricted=True)
        offer = opened(session)
        assert states(session, offer) == {}
        ikm_changes(session, ikm_id, restricted=False)
    with database.transaction() as session:
        assert states(session, offer) == {"Rahasia": "suggested"}


def test_an_ikm_that_closed_gives_its_seat_to_the_next(database):
    with database.transaction() as session:
        (closing,) = keep_ikm(session, name="Tutup")
        keep_ikm(session, name="Berikutnya", needs=[])
        offer = opened(session, quota=1)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
        ikm_changes(session, closing, status="inactive")
        assert states(session, offer) == {"Tutup": "withdrawn", "Berikutnya": "accepted"}
