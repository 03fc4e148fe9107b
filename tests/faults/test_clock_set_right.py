"""Whatever a clock that was ahead wrote down for later: set right, nothing waits and nobody is locked out.

Each stored instant is either tried here, or is told to people and waited for by nobody.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select, update

from services.partners.actions import account_links, account_opening, account_passwords, guesses, sign_ins
from services.partners.domain.guessing import Limit, Limits
from services.partners.models import Account, AccountSignIn, Guess
from services.partners.models.base import Base as Partners
from shared.clock import now
from shared.database import UTCDateTime
from shared.errors import WrongLink
from shared.language import msg
from shared.messaging import positions, restoration
from shared.messaging.heartbeat import beat, clock_jumped
from shared.messaging.outbox import Dispatch, Stream, publish
from shared.messaging.relay import _claim, relay
from shared.messaging.restoration import OCCURRED, Recovery
from shared.messaging.schedule import Schedule
from shared.migrations import KERNEL, metadata_of
from shared.sessions import has_ended
from shared.work.asking import ask
from shared.work.claims import take_oldest
from tests.shared.messaging.facts import account_changed

TRIED = {
    "schedule_entry.next_at", "schedule_entry.sent_at", "dispatch.claimed_until", "dispatch.sent_at", "stream.asked_at",
    "heartbeat.at", "restoration.restored_at", "guess.until", "sign_in.began_at", "sign_in.seen_at",
    "account.sessions_valid_from", "session_end.valid_from", "work.claimed_until", "account_link.made_at",
    "account_link.ends_at",
}  # fmt: skip
KEPT_LONGER = {"ended_sign_in.forget_at", "inbox.received_at", "outbox.occurred_at", "work.ended_at"}
"""Only forgotten later: what was heard is not heard again, what ended stays ended."""
TOLD = {
    "account_link.used_at", "change.at", "schedule_entry.failed_at", "schedule_entry.runs_until", "account.created_at",
    "institution.contact_verified_at", "institution.created_at", "invitation.answer_by",
    "invitation.answered_at", "invitation.doubtful_since",
    "invitation.issued_at", "invitation.told_at", "mail_flow.since", "nomination.decided_at",
    "nomination.merged_at", "nomination.nominated_at", "nomination.parted_at", "waiting_count.counted_at",
    "nomination.in_line_since", "line_call.ended_at", "line_call.told_at",
    "question_call.called_at", "question_call.settled_at",
    "attendance.noted_at", "attendance_entry.taken_at", "enrolment.began_at", "enrolment.ended_at",
    "offer.list_closed_at", "evaluation.answered_at",
    "participation_certificate.issued_at", "participation_certificate.revoked_at",
    "offer.answer_by", "offer.closed_at", "offer.created_at", "offer.opened_at",
    "schedule_entry.last_until",
    "offer.submitted_at", "policy.created_at", "offer_session.ends_at", "offer_session.starts_at", "sign_in.ended_at",
    "offer_session.changed_at", "offer_session.near_told_for",
    "plan.made_at", "nomination.suggested_at", "outgoing_mail.tried_at", "work.asked_at",
}  # fmt: skip


def job(database):
    pass


class Job:
    def __init__(self, database):
        self.database, self.schedule = database, Schedule("partners")
        self.schedule.every(seconds=60)(job)

    def write(self):
        with self.database.transaction() as session:
            self.schedule.prepare(session)
        self.schedule.claim_due(self.database, None)

    def check(self):
        assert self.schedule.claim_due(self.database, None) == ["job"]


class Claimed:
    """A fact that a courier took and never sent."""

    sent = ()

    def __init__(self, database):
        self.database = database
        with database.transaction() as session:
            for name in ("registry", "partners", "notifications"):
                session.add(Stream(consumer=name, last_seq=0, confirmed_seq=0))
            publish(session, account_changed())

    def relay(self):
        sent = []
        relay(self.database, "partners", lambda consumer, batch: sent.append(consumer))
        return sent

    def write(self):
        self.relay()
        with self.database.transaction() as session:
            session.execute(update(Dispatch).values(sent_at=None))
            _claim(session, "partners", "registry", 1)

    def check(self):
        assert self.relay()


class Lost(Claimed):
    """A fact that was sent, asked after, and has not arrived."""

    def write(self):
        self.relay()
        with self.database.transaction() as session:
            positions.note_asked(session, "registry")

    def check(self):
        with self.database.transaction() as session:
            assert "registry" in positions.unconfirmed_streams(session)
            assert positions.confirm(session, "registry", 0, []) == 1


class Life:
    def __init__(self, database):
        self.database = database

    def write(self):
        with self.database.transaction() as session:
            beat(session)

    def check(self):
        self.write()
        with self.database.reading() as session:
            assert not clock_jumped(session)


class PutBack(Life):
    def write(self):
        with self.database.transaction() as session:
            restoration.recover(session, "partners", Recovery())

    def check(self):
        with self.database.reading() as session:
            session.info[OCCURRED] = now().isoformat()
            assert not restoration.is_replayed(session)


class Guessed(Life):
    def write(self):
        for _ in range(3):
            with self.database.transaction() as session:
                guesses.count(session, Limits([], [Limit("somebody", 3, 3)]))

    def check(self):
        self.write()
        with time_machine.travel(now() - timedelta(hours=1)), self.database.transaction() as session:
            guesses.forget_old(session)
            assert session.scalars(select(Guess)).all() == []


class SignedIn(Life):
    """Somebody whose sign-ins were all ended, who signed in, and whose password was set anew."""

    def write(self):
        with self.database.transaction() as session:
            values = {"email": "sri@contoh.id", "name": "Sri", "role": "staff", "password": "kalimat yang panjang"}
            self.account_id = account_opening.create_account(session, id=uuid4(), **values).id
        self.early = self.begin()
        with self.database.transaction() as session:
            account_passwords.reset_password(session, self.account_id)

    def begin(self):
        with self.database.transaction() as session:
            account = session.get_one(Account, self.account_id)
            return sign_ins.begin(session, account, "browser", "Firefox, Linux").proof

    def check(self):
        late = self.begin()
        with self.database.reading() as session:
            assert has_ended(session, self.account_id, self.early)
            assert not has_ended(session, self.account_id, late)
        with time_machine.travel(now() + timedelta(hours=12, seconds=1)), self.database.transaction() as session:
            assert has_ended(session, self.account_id, late)
            sign_ins.forget_old(session)
            assert session.get(AccountSignIn, late.id) is None


class Invited(Life):
    """Somebody who was invited by a link."""

    def write(self):
        with self.database.transaction() as session:
            values = {"email": "sri@contoh.id", "name": "Sri", "role": "staff", "password": "kalimat yang panjang"}
            self.account_id = account_opening.create_account(session, id=uuid4(), **values).id
        self.early = self.invite()

    def invite(self):
        with self.database.transaction() as session:
            return account_links.secret(session, account_links.invite(session, self.account_id))

    def check(self):
        with self.database.reading() as session, pytest.raises(WrongLink):
            account_links.account_of(session, self.early)
        late = self.invite()
        with self.database.transaction() as session:
            account_links.use(session, late, "kalimat lain yang panjang")


class Held(Life):
    """Long work whose worker was killed."""

    def write(self):
        with self.database.transaction() as session:
            ask(session, "messages.forget", msg("Please fill this in."))
            take_oldest(session)

    def check(self):
        with self.database.transaction() as session:
            assert take_oldest(session) is not None


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=40)], ids=["2 hours", "40 days"])
@pytest.mark.parametrize("case", [Job, Claimed, Lost, Life, PutBack, Guessed, SignedIn, Invited, Held])
def test_what_a_clock_ahead_wrote_holds_nothing_up_once_it_is_right(make_database, case, ahead):
    moment = now()
    with time_machine.travel(moment + ahead):
        written = case(make_database("partners"))
        written.write()
    with time_machine.travel(moment):
        written.check()


def test_every_stored_instant_is_tried_or_told():
    tables = [*metadata_of(KERNEL).tables.values(), *Partners.metadata.tables.values()]
    stored = {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, UTCDateTime)
    }
    assert stored == TRIED | KEPT_LONGER | TOLD
