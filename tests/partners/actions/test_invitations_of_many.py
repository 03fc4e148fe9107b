"""Whatever is merged, parted, given, answered and given again: each has in the end what was sent to it, and no more."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.actions import ikm_profiles, invitations, nominations, readmissions
from services.partners.domain import nomination as rules
from services.partners.domain.answer import Answer
from services.partners.domain.invitation import HOLDS_A_SEAT
from services.partners.models import Invitation, Nomination
from services.partners.models.ikm_profile import remaining_id
from services.partners.models.nomination import seats_taken
from services.partners.queries import links
from shared.crypto import sign
from shared.database import Database, signing_keys
from shared.errors import RuleBroken
from tests.partners.factories import invitations_of, keep_ikm, opened, profile_changed, suggestions

SIZE = 3
CHECKS = [HealthCheck.function_scoped_fixture]
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "part", "part", "give", "give", "yes", "no", "cancel", "dismiss"]),
        st.integers(0, 11),
    ),
    max_size=14,
)


@pytest.fixture
def on_sqlite(sqlite_database: Callable[[str], Database]) -> Database:
    return sqlite_database("partners")


class Office:
    """``sent_to``: by invitation, the IKM that had it when it was sent."""

    def __init__(self, session: Session, quota: int) -> None:
        self.session = session
        self.ikm = keep_ikm(session, SIZE, revision=0)
        # At the same hours: nobody has a seat in both.
        self.offers = [opened(session, quota=quota, title=title) for title in ("Satu", "Dua")]
        self.lives_on_in: dict[UUID, UUID] = {}
        self.revision = 0
        self.sent_to: dict[UUID, UUID] = {}

    def do(self, deed: str, number: int) -> None:
        with suppress(RuleBroken):
            getattr(self, deed)(number)
        self.session.flush()
        self.session.expire_all()
        for item in self.sent():
            self.sent_to.setdefault(item.id, item.ikm_id)

    def sent(self) -> list[Invitation]:
        return [item for offer in self.offers for item in invitations_of(self.session, offer)]

    def merge(self, number: int) -> None:
        living = [one for one in self.ikm if one not in self.lives_on_in]
        pairs = [(gone, kept) for gone in living for kept in living if gone != kept]
        if pairs:
            gone, kept = pairs[number % len(pairs)]
            self.tell(gone, kept)

    def part(self, number: int) -> None:
        gone = [one for one, kept in self.lives_on_in.items() if kept not in self.lives_on_in]
        if gone:
            self.tell(gone[number % len(gone)], None)

    def tell(self, ikm_id: UUID, into: UUID | None) -> None:
        self.lives_on_in.pop(ikm_id, None)
        if into:
            self.lives_on_in[ikm_id] = into
        self.revision += 1
        status = "merged" if into else "registered"
        fact = profile_changed(ikm_id=ikm_id, revision=self.revision, status=status, merged_into=into)
        ikm_profiles.keep(self.session, fact)

    def give(self, number: int) -> None:
        fresh = [row for offer in self.offers for row in suggestions(self.session, offer)]
        standing = [*fresh, *self.nominations(rules.WITHDRAWN, rules.DISMISSED)]
        if standing:
            chosen = standing[number % len(standing)]
            if chosen.state in rules.BY_THE_MACHINE:
                invitations.confirm_selection(self.session, chosen.offer_id, [chosen.ikm_id])
            else:
                readmissions.readmit_nomination(self.session, chosen.id)

    def yes(self, number: int) -> None:
        self.answer(number, Answer("accepted"))

    def no(self, number: int) -> None:
        self.answer(number, Answer("declined", reason="panen"))

    def answer(self, number: int, answer: Answer) -> None:
        sent = self.sent()
        if sent:
            invitations.answer_by_link(self.session, token_of(self.session, sent[number % len(sent)]), answer)

    def cancel(self, number: int) -> None:
        live = [item for item in self.sent() if item.state in HOLDS_A_SEAT]
        if live:
            invitations.cancel_invitation(self.session, live[number % len(live)].id, "Batal")

    def dismiss(self, number: int) -> None:
        line = self.nominations(rules.WAITING)
        if line:
            chosen = line[number % len(line)]
            nominations.dismiss_nominations(self.session, chosen.offer_id, [chosen.ikm_id], "Batal")

    def nominations(self, *states: str) -> list[Nomination]:
        standing = select(Nomination).where(Nomination.superseded_by.is_(None), Nomination.state.in_(states))
        offers = [offer.id for offer in self.offers]
        mine = self.session.scalars(standing.where(Nomination.ikm_id.in_(self.ikm), Nomination.offer_id.in_(offers)))
        return sorted(mine, key=lambda item: (offers.index(item.offer_id), self.ikm.index(item.ikm_id)))


def token_of(session: Session, invitation: Invitation) -> str:
    return sign(signing_keys(session), links.PURPOSE, [invitation.id.hex, invitation.nonce])


@settings(max_examples=20, deadline=None, suppress_health_check=CHECKS)
@given(deeds=DEEDS, quota=st.integers(1, SIZE))
def test_each_has_what_was_sent_to_it(on_sqlite: Database, deeds: list[tuple[str, int]], quota: int) -> None:
    with on_sqlite.transaction() as session:
        office = Office(session, quota)
        for deed, number in deeds:
            office.do(deed, number)
            assert all(seats_taken(session, offer.id) <= quota for offer in office.offers)
            for item in office.sent():
                leads_to = links.invitation_of(session, token_of(session, item))
                mine, theirs = (remaining_id(session, office.sent_to[each.id]) for each in (item, leads_to))
                assert mine == theirs
        while office.lives_on_in:
            office.do("part", 0)
        assert {item.id: item.ikm_id for item in office.sent()} == office.sent_to
        assert {item.id: item.made_for for item in office.sent()} == office.sent_to
        session.rollback()
