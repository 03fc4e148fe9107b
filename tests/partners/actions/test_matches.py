from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from services.partners.actions import ikm_profiles, invitations, matches, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.domain.nomination import BY_THE_MACHINE
from services.partners.models import Nomination
from services.partners.models.nomination import of_ikm
from services.partners.queries import roster
from shared.errors import RuleBroken
from shared.events.registry import Holding
from tests.partners.factories import (
    announced,
    invitations_of,
    keep_ikm,
    opened,
    profile_changed,
    states,
    submitted,
    suggestions,
)

PANGAN = {"clusters": ["PISANG"], "kbli_prefixes": [], "kecamatan": ["64.08.10"], "size_classes": [],
          "required_certificates": ["PIRT"]}  # fmt: skip


@contextmanager
def counted(database):
    """Count the statements inside, without the lines of the history and the outbox, which SQLite adds one by one."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("INSERT INTO change ", "INSERT INTO outbox ")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def kept(database):
    with database.reading() as session:
        return [(row.profile.name, row.state) for row in session.scalars(select(Nomination))]


def test_each_ikm_explains_itself_and_nothing_of_it_is_kept(database):
    with database.transaction() as session:
        keep_ikm(session, name="Cocok", holdings=[Holding(kind="PIRT", state="yes")])
        keep_ikm(session, name="Belum didata")
        keep_ikm(session, name="Lain", cluster="KAKAO", holdings=[Holding(kind="PIRT", state="yes")])
        offer = opened(session, eligibility=PANGAN)
        assert states(session, offer) == {"Cocok": "suggested", "Belum didata": "to_confirm", "Lain": "not_eligible"}
        best = suggestions(session, offer)[0]
        assert best.score == sum(item["points"] for item in best.breakdown)
    assert kept(database) == []


def test_staff_are_told_how_many_fit_an_offer_that_was_opened(database):
    with database.transaction() as session:
        keep_ikm(session, 2, holdings=[Holding(kind="PIRT", state="yes")])
        keep_ikm(session, name="Belum didata")
        offer = opened(session, eligibility=PANGAN)
        matches.announce(session, offer.id)
        (fact,) = announced(session, "matches_suggested")
        assert (fact["suggested"], fact["to_confirm"], fact["not_eligible"]) == (2, 1, 0)


def test_a_changed_profile_changes_its_suggestion_at_the_next_look(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Berubah")
        offer = opened(session, eligibility=PANGAN)
    with database.reading() as session:
        assert states(session, offer) == {"Berubah": "to_confirm"}
    with database.transaction() as session:
        fact = profile_changed(ikm_id=ikm_id, revision=2, name="Berubah", holdings=[Holding(kind="PIRT", state="yes")])
        ikm_profiles.keep(session, fact)
        keep_ikm(session, name="Baru")
    with database.reading() as session:
        assert states(session, offer) == {"Berubah": "suggested", "Baru": "to_confirm"}


def test_what_a_person_decided_keeps_what_was_said_at_that_moment(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Diputuskan")
        offer = opened(session)
        (row,) = suggestions(session, offer)
        nominations.dismiss_nominations(session, offer.id, [ikm_id], "Tidak berminat")
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, name="Diputuskan", cluster="KAKAO"))
    with database.reading() as session:
        assert states(session, offer) == {"Diputuskan": "dismissed"}
        found = of_ikm(session, offer.id, ikm_id)
        assert (found.score, found.breakdown, found.policy_version) == (row.score, row.breakdown, 1)


def test_what_is_kept_is_in_no_state_of_the_machine_whatever_is_decided(database):
    with database.transaction() as session:
        chosen = keep_ikm(session, 4)
        (out,) = keep_ikm(session, name="Lain")
        offer = opened(session)
        invitations.confirm_selection(session, offer.id, chosen)
        nominations.dismiss_nominations(session, offer.id, [out], "Tidak berminat")
    assert len(kept(database)) == 5
    assert not {state for _, state in kept(database)} & BY_THE_MACHINE


def test_whoever_may_not_take_part_is_refused_and_leaves_no_trace(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, cluster="KAKAO")
        offer = opened(session, eligibility=PANGAN)
    with pytest.raises(RuleBroken), database.transaction() as session:
        invitations.confirm_selection(session, offer.id, [ikm_id])
    assert kept(database) == []


def test_a_seat_taken_elsewhere_shows_in_the_suggestions_and_a_freed_one_too(database):
    with database.transaction() as session:
        keep_ikm(session, name="Sibuk")
        first, second = opened(session), opened(session)
        invitations.confirm_selection(session, first.id, [row.ikm_id for row in suggestions(session, first)])
    with database.transaction() as session:
        assert states(session, second) == {"Sibuk": "not_eligible"}
        (invitation,) = invitations_of(session, first)
        invitations.answer_invitation(session, invitation.id, Answer("declined", reason="Sakit"), source="link")
    with database.reading() as session:
        assert states(session, second) == {"Sibuk": "suggested"}


def test_an_ikm_that_left_the_register_is_suggested_no_more(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Tutup")
        offer = opened(session)
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, status="closed"))
    with database.reading() as session:
        assert states(session, offer) == {}


def test_matching_and_confirming_take_as_many_queries_for_200_as_for_5(sqlite_database):
    database = sqlite_database("partners")
    counts = []
    for year, size in ((2030, 5), (2031, 5), (2032, 200)):
        with database.transaction() as session:
            keep_ikm(session, size)
            offer = offers.open_offer(session, submitted(session, quota=size // 2, starts_on=date(year, 3, 1)).id)
        with database.reading() as session:
            roster.current(session)
        with database.transaction() as session, counted(database) as seen:
            ids = [row.ikm_id for row in suggestions(session, offer)]
            invitations.confirm_selection(session, offer.id, ids)
        counts.append(len(seen))
    assert counts[1] == counts[2]


def test_profiles_are_kept_in_whatever_order_they_come(database):
    ikm_id = uuid4()
    with database.transaction() as session:
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=3, name="Baru"))
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, name="Lama"))
        offer = opened(session)
        assert states(session, offer) == {"Baru": "suggested"}
