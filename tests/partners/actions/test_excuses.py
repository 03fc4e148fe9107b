"""Why somebody cannot come: a ready choice, own words, or both; one of them there must be."""

import pytest
from sqlalchemy import select

from services.partners.actions.invitations import answer_invitation
from services.partners.domain.answer import given
from services.partners.domain.excuse import EXCUSES, said
from services.partners.models import Nomination
from services.partners.queries.about import About
from services.partners.queries.excuses import Counted, by_topic, count_excuses
from services.partners.queries.nominees import NomineeFilter, list_nominees
from shared.errors import InvalidInput
from tests.partners.factories import announced, confirmed, invitations_of, opened


def no(reason=None, excuse=None):
    return given("declined", reason=reason, excuse=excuse)


def decline(session, offer, *answers):
    for invitation, answer in zip(invitations_of(session, offer), answers, strict=False):
        answer_invitation(session, invitation.id, answer, source="link")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (no(excuse="harvest"), "Sedang panen"),
        (no("Minggu depan saja"), "Minggu depan saja"),
        (no("Anak sakit", "ill"), "Sakit. Anak sakit"),
    ],
)
def test_what_was_chosen_and_what_was_written_is_one_text_for_everybody_told(database, answer, text):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        decline(session, offer, answer)
        assert announced(session, "invitation_answered")[0]["reason"] == text
        assert session.scalars(select(Nomination.reason)).one() == text
        assert invitations_of(session, offer)[0].excuse == answer.excuse


def test_a_no_without_either_is_asked_why(database):
    with database.transaction() as session, pytest.raises(InvalidInput):
        decline(session, confirmed(session, ikm=1), no("..."))


def test_the_same_no_again_changes_nothing_another_reason_does(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        for excuse in ("harvest", "harvest", "far"):
            decline(session, offer, no(excuse=excuse))
        assert len(announced(session, "invitation_answered")) == 2
        assert count_excuses(session) == [Counted("PEMASARAN_DIGITAL", "far", 1)]


def test_a_yes_leaves_no_excuse_behind(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        for answer in (no(excuse="ill"), given("accepted", excuse="ill")):
            decline(session, offer, answer)
        assert invitations_of(session, offer)[0].excuse is None
        assert count_excuses(session) == []


def test_each_count_has_a_list_of_exactly_these_rows(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=5, quota=5)
        decline(session, offer, no(excuse="harvest"), no("Lupa"), no(excuse="harvest"), no("Jauh sekali", "far"))
        other = opened(session, topic="PENGEMASAN")
        counted = count_excuses(session, offer.id)
        assert count_excuses(session, other.id) == []
        assert by_topic(count_excuses(session)) == {"PEMASARAN_DIGITAL": {"harvest": 2, "far": 1, "own_words": 1}}
        for item in counted:
            wanted = NomineeFilter(
                offer_id=offer.id, standing="declined", excuse=item.excuse, about=About(topic=item.topic)
            )
            assert list_nominees(session, wanted, 50, of=None)[1] == item.count


def test_every_excuse_fits_its_column_and_has_words():
    assert all(len(code) <= 20 and said(code, None) for code in EXCUSES)
