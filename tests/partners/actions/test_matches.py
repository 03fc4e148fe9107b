from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event

from services.partners.actions import ikm_profiles, invitations, matches, nominations, offers
from services.partners.domain.invitation import Answer
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
    sweep,
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


def test_on_opening_each_ikm_gets_a_row_that_explains_itself(database):
    with database.transaction() as session:
        keep_ikm(session, name="Cocok", holdings=[Holding(kind="PIRT", state="yes")])
        keep_ikm(session, name="Belum didata")
        keep_ikm(session, name="Lain", cluster="KAKAO", holdings=[Holding(kind="PIRT", state="yes")])
        offer = opened(session, eligibility=PANGAN)
        assert states(session, offer) == {"Cocok": "suggested", "Belum didata": "to_confirm", "Lain": "not_eligible"}
        (fact,) = announced(session, "matches_suggested")
        assert (fact["suggested"], fact["to_confirm"], fact["not_eligible"]) == (1, 1, 1)
        best = suggestions(session, offer)[0]
        assert best.score == sum(item["points"] for item in best.breakdown)


def test_suggestions_are_made_for_open_offers_only(database):
    with database.transaction() as session:
        offer = submitted(session)
        with pytest.raises(RuleBroken):
            matches.suggest(session, offer.id)


def test_a_changed_profile_changes_its_suggestion(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Berubah")
        offer = opened(session, eligibility=PANGAN)
        fact = profile_changed(ikm_id=ikm_id, revision=2, name="Berubah", holdings=[Holding(kind="PIRT", state="yes")])
        ikm_profiles.keep(session, fact)
    sweep(database)
    with database.transaction() as session:
        assert states(session, offer) == {"Berubah": "suggested"}


def test_a_new_ikm_is_suggested_for_running_offers(database):
    with database.transaction() as session:
        offer = opened(session)
        keep_ikm(session, name="Baru")
    sweep(database)
    with database.transaction() as session:
        assert states(session, offer) == {"Baru": "suggested"}


def test_what_a_person_decided_is_never_touched(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Diputuskan")
        offer = opened(session)
        (row,) = suggestions(session, offer)
        nominations.dismiss_nominations(session, offer.id, [row.id], "Tidak berminat")
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, name="Diputuskan", cluster="KAKAO"))
    sweep(database)
    with database.transaction() as session:
        matches.suggest(session, offer.id)
        assert states(session, offer) == {"Diputuskan": "dismissed"}


def test_a_seat_taken_elsewhere_shows_in_the_suggestions_and_a_freed_one_too(database):
    with database.transaction() as session:
        keep_ikm(session, name="Sibuk")
        first, second = opened(session), opened(session)
        invitations.confirm_selection(session, first.id, [row.id for row in suggestions(session, first)])
    sweep(database)
    with database.transaction() as session:
        assert states(session, second) == {"Sibuk": "not_eligible"}
        (invitation,) = invitations_of(session, first)
        invitations.answer_invitation(session, invitation.id, Answer("declined", reason="Sakit"), source="link")
    sweep(database)
    with database.transaction() as session:
        assert states(session, second) == {"Sibuk": "suggested"}


def test_an_ikm_that_left_the_register_loses_its_suggestions(database):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session, name="Tutup")
        offer = opened(session)
        ikm_profiles.keep(session, profile_changed(ikm_id=ikm_id, revision=2, status="closed"))
    sweep(database)
    with database.transaction() as session:
        assert states(session, offer) == {}


def test_matching_and_confirming_take_as_many_queries_for_200_as_for_5(sqlite_database):
    database = sqlite_database("partners")
    counts = []
    for year, size in ((2030, 5), (2031, 5), (2032, 200)):
        with database.transaction() as session:
            keep_ikm(session, size)
            offer = offers.open_offer(session, submitted(session, quota=size // 2, starts_on=date(year, 3, 1)).id)
        with database.transaction() as session, counted(database) as seen:
            matches.suggest(session, offer.id)
            ids = [row.id for row in suggestions(session, offer)]
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
