"""What a database of before holds counts on and is told on as it is brought to the newest schema."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, column, delete, insert, inspect, select, table, text
from sqlalchemy.orm import Session

from services.partners.actions import (
    account_links,
    account_opening,
    announcements,
    divisions,
    institutions,
    invitations,
    lines,
    nominations,
    offers,
)
from services.partners.actions.evaluations import evaluate
from services.partners.actions.first_hour import put_step_aside
from services.partners.actions.office import change_office
from services.partners.actions.participation_certificates import issue
from services.partners.actions.policies import change_policy
from services.partners.actions.recognition import find, recognise
from services.partners.domain.answer import Answer
from services.partners.domain.chain import EFFECTS
from services.partners.domain.columns import NOT_RECORDED, YES_NO_CODES
from services.partners.domain.policy import FIRST_WEIGHTS
from services.partners.models import (
    Enrolment,
    Guess,
    IkmProfile,
    Institution,
    LineCall,
    Nomination,
    Offer,
    Plan,
    PlanMiss,
    PlanOffer,
    PlanSeat,
    QuestionCall,
    plan_floor,
)
from services.partners.models.plan import newest
from services.partners.models.plan_wish import every
from services.partners.models.policy import latest
from services.partners.models.step_aside import all_aside
from services.partners.queries import roster
from services.partners.queries.first_page import desk
from services.partners.queries.review import ReviewFilter, list_suggestions, review_of
from shared.clock import today
from shared.database import Database
from shared.events.contract import load
from shared.messaging.outbox import Outbox
from tests.conftest import MakeDatabase
from tests.earlier_schema import upgraded_from_before
from tests.partners import completions, evaluations, factories
from tests.partners.actions.test_plan_acceptance import drawn

OLD = text("INSERT INTO guess (who, tries, until) VALUES ('somebody', 10, '2026-11-27 10:00:00+00:00')")


def test_every_institution_of_before_is_announced_once_as_it_stands(database: Database) -> None:
    with database.transaction() as session:
        factories.institution(session)
        suspended = factories.institution(session, email=None)
        institutions.move_institution(session, suspended.id, "suspend", "Laporan belum masuk")
        session.execute(delete(Outbox))
    upgraded_from_before("partners", "partners_0008", database)
    with database.reading() as session:
        told = [load(row.name, row.version, row.payload) for row in session.scalars(select(Outbox))]
        standing = session.scalars(select(Institution).order_by(Institution.id)).all()
        assert told == [institutions.snapshot(institution) for institution in standing]
        assert [fact.active for fact in told].count(False) == 1


def test_guesses_counted_before_all_were_wrong(make_database: MakeDatabase) -> None:
    database = make_database("partners")

    def counted(connection: Connection) -> None:
        connection.execute(OLD)

    upgraded_from_before("partners", "partners_0009", database, counted)
    with database.reading() as session:
        found = session.get_one(Guess, "somebody")
        assert (found.tries, found.running, found.until.isoformat()) == (10, 0, "2026-11-27T10:00:00+00:00")


def test_a_seat_lost_to_a_merger_of_before_is_put_before_staff_once_that_is_undone(database: Database) -> None:
    with database.transaction() as session:
        gone, kept = factories.keep_ikm(session, 2)
        offer = factories.opened(session)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in factories.suggestions(session, offer)])
        factories.merged(session, gone, kept)

    def as_it_was_noted(connection: Connection) -> None:
        connection.execute(text("UPDATE nomination SET merged_at = decided_at WHERE superseded_by IS NOT NULL"))

    upgraded_from_before("partners", "partners_0012", database, as_it_was_noted)
    with database.transaction() as session:
        factories.ikm_changes(session, gone, status="registered", merged_into=None)
        assert desk(session).parted == 1


def test_an_offer_of_before_keeps_all_it_said_and_knows_nothing_it_was_not_asked(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        offer_id = factories.submitted(session, title="Klinik kemasan").id
        known = announcements.summary(session.get_one(Offer, offer_id))
    upgraded_from_before("partners", "partners_0013", database)
    with database.transaction() as session:
        assert announcements.summary(session.get_one(Offer, offer_id)) == known
        assert (known.hours_from, known.cost, known.contact_phone) == (None, None, None)
        assert offers.open_offer(session, offer_id).state == "open"


def test_whoever_waits_for_what_is_still_to_come_hears_what_comes_of_it(database: Database) -> None:
    with database.transaction() as session:
        coming = factories.confirmed(session).id
        begun = factories.confirmed(session, starts_on=today() + timedelta(days=60))
        begun.starts_on = today()
    upgraded_from_before("partners", "partners_0014", database)
    with database.reading() as session:
        told = set(session.scalars(select(Nomination.offer_id).where(Nomination.in_line_since.is_not(None))))
        waiting = set(session.scalars(select(Nomination.offer_id).where(Nomination.state == "waiting")))
    assert (told, len(waiting)) == ({coming}, 2)


def test_whoever_waits_without_email_is_called_in_the_end_and_what_stood_stays(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3, contact=factories.WITHOUT_EMAIL)
        offer_id = factories.confirmed(session, ikm=0).id
        before = [(row.id, row.state, row.in_line_since) for row in session.scalars(select(Nomination))]
    upgraded_from_before("partners", "partners_0016", database)
    with database.transaction() as session:
        assert [(row.id, row.state, row.in_line_since) for row in session.scalars(select(Nomination))] == before
        lines.end_in_vain(session, offers.close_offer(session, offer_id).id)
        assert len(session.scalars(select(LineCall)).all()) == 1


def test_whoever_waits_now_without_email_is_called_about_its_place_and_nobody_twice(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        factories.keep_ikm(session, name="Antre", contact=factories.WITHOUT_EMAIL, needs=[])
        factories.confirmed(session, ikm=0)
        before = {call.nomination_id for call in session.scalars(select(LineCall))}
    upgraded_from_before("partners", "partners_0024", database)
    with database.reading() as session:
        calls = session.scalars(select(LineCall)).all()
        assert {call.nomination_id for call in calls} == before
        assert [(call.nomination.profile.name, call.why) for call in calls] == [("Antre", "in_line")]


def test_passwords_of_before_stay_and_open_what_they_opened(database: Database) -> None:
    with database.transaction() as session:
        values = {"email": "sri@contoh.id", "name": "Sri", "role": "staff", "password": "kalimat yang panjang"}
        account_opening.create_account(session, id=uuid4(), **values)
    upgraded_from_before("partners", "partners_0015", database)
    with database.transaction() as session:
        account = recognise(find(session, "sri@contoh.id"), "kalimat yang panjang")
        assert account.password_is_generated is False
        assert account_links.secret(session, account_links.invite(session, account.id))


def test_an_office_of_before_is_unset_until_somebody_says_it(database: Database) -> None:
    upgraded_from_before("partners", "kernel_0010", database)
    with database.transaction() as session:
        assert change_office(session, {"phone": "0549-21000"}, 0).revision == 1


def test_an_office_of_before_has_left_out_no_step_and_may(database: Database) -> None:
    upgraded_from_before("partners", "partners_0020", database)
    with database.transaction() as session:
        put_step_aside(session, "colleagues")
        assert all_aside(session) == {"colleagues"}


def test_what_somebody_decided_stays_and_what_only_the_machine_said_goes(database: Database) -> None:
    with database.transaction() as session:
        chosen = factories.keep_ikm(session, 3)
        (out,) = factories.keep_ikm(session, name="Dikesampingkan")
        untouched = factories.keep_ikm(session, 3)
        offer = factories.opened(session)
        invitations.confirm_selection(session, offer.id, chosen)
        nominations.dismiss_nominations(session, offer.id, [out], "Belum tepat")
        before = [(row.id, row.state, row.breakdown, row.reason) for row in everything(session)]

    def suggested_then(connection: Connection) -> None:
        there = {found["name"] for found in inspect(connection).get_columns("nomination")}
        of_then = table("nomination", *(column(c.name, c.type) for c in Nomination.__table__.c if c.name in there))
        row = connection.execute(select(of_then).limit(1)).mappings().one()
        for ikm_id, state in zip(untouched, ("suggested", "to_confirm", "not_eligible"), strict=True):
            new = {"id": uuid4(), "ikm_id": ikm_id, "state": state, "rank": None, "nominated_at": None}
            connection.execute(insert(of_then), {**row, **new})

    upgraded_from_before("partners", "partners_0018", database, suggested_then)
    with database.reading() as session:
        assert [(row.id, row.state, row.breakdown, row.reason) for row in everything(session)] == before
        assert len(factories.invitations_of(session, offer)) == 2
        assert {row.ikm_id for row in factories.suggestions(session, offer)} == set(untouched)


def everything(session: Session) -> Sequence[Nomination]:
    return session.scalars(select(Nomination).order_by(Nomination.id)).all()


def test_profiles_of_before_are_in_the_roster_and_so_is_what_changes_in_them(database: Database) -> None:
    with database.transaction() as session:
        known = factories.keep_ikm(session, 20)
    upgraded_from_before("partners", "partners_0017", database)
    with database.reading() as session:
        assert set(roster.current(session).rows) == set(known)
    with database.transaction() as session:
        factories.ikm_changes(session, known[0], status="closed")
    with database.reading() as session:
        seen = roster.current(session)
        assert not seen.active[seen.rows[known[0]]]


def test_profiles_of_before_are_found_by_their_words(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, name="UD Nóra", product="Keripik Pisang")
        offer = factories.opened(session)
    upgraded_from_before("partners", "partners_0019", database)
    with database.reading() as session:
        seen = review_of(session, session.get_one(Offer, offer.id))
        for words, total in (("pisang nora", 1), ("0812 3456 7890", 1), ("tempe", 0)):
            assert list_suggestions(session, seen, ReviewFilter(search=words), 5)[1] == total


def test_an_office_of_before_has_no_plan_and_loses_no_seat(database: Database) -> None:
    with database.transaction() as session:
        offer_id = factories.confirmed(session).id
        before = [(row.ikm_id, row.state) for row in session.scalars(select(Nomination).order_by(Nomination.id))]
    upgraded_from_before("partners", "partners_0021", database)
    with database.transaction() as session:
        after = session.scalars(select(Nomination).order_by(Nomination.id))
        assert [(row.ikm_id, row.state) for row in after] == before
        assert newest(session) is None
        assert session.get_one(Offer, offer_id).state == "open"


def weights(session: Session) -> dict[str, int]:
    return latest(session).weights


def test_where_no_offer_was_matched_yet_the_chain_of_effects_has_its_points(database: Database) -> None:
    upgraded_from_before("partners", "partners_0025", database)
    with database.reading() as session:
        assert weights(session) == FIRST_WEIGHTS


def test_how_points_are_given_in_an_office_of_before_stays_as_it_was(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.drafted(session)
        (best,) = factories.keep_ikm(session)
    of_before = {**FIRST_WEIGHTS, "cluster": 20, "chain": 0}
    upgraded_from_before("partners", "partners_0025", database)
    with database.transaction() as session:
        assert weights(session) == of_before
        offers.open_offer(session, offers.submit_offer(session, offer.id).id)
        assert [(row.ikm_id, row.score) for row in factories.suggestions(session, offer)] == [(best, 95)]
        change_policy(session, {"weights": {**of_before, "cluster": 10, "chain": 10}}, version=1)
    upgraded_from_before("partners", "partners_0025", database)
    with database.reading() as session:
        assert weights(session) == of_before


def test_of_a_profile_of_before_it_is_not_recorded_what_others_have_of_it(database: Database) -> None:
    with database.transaction() as session:
        (known,) = factories.keep_ikm(session)
        profile = session.get_one(IkmProfile, known)
        profile.payload = {name: said for name, said in profile.payload.items() if name not in EFFECTS}
    with database.transaction() as session:
        assert set(roster.current(session).effects[0].tolist()) == {NOT_RECORDED}
        factories.ikm_changes(session, known, in_sentra="no")
    with database.reading() as session:
        seen = roster.current(session)
        assert seen.effects[0].tolist() == [NOT_RECORDED, NOT_RECORDED, NOT_RECORDED, YES_NO_CODES["no"]]


def test_a_plan_of_before_pins_and_excludes_nobody(database: Database) -> None:
    with database.transaction() as session:
        factories.confirmed(session)
    upgraded_from_before("partners", "partners_0022", database)
    with database.transaction() as session:
        assert every(session) == []


def test_a_plan_and_its_offers_of_before_stay_as_they_were_and_nothing_is_laid_down(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        offer_id = factories.opened(session).id
        plan_id = drawn(session).id
        before = [(row.ikm_id, row.place, row.points) for row in session.scalars(select(PlanSeat))]
    upgraded_from_before("partners", "partners_0026", database)
    with database.transaction() as session:
        after = session.scalars(select(PlanSeat)).all()
        assert [(row.ikm_id, row.place, row.points) for row in after] == before
        assert {row.to_confirm for row in after} == {False}
        assert session.get_one(Plan, plan_id).floors_cost is None
        assert latest(session).step == 0
        assert plan_floor.every(session) == {}
        offer = divisions.allow_unconfirmed(session, offer_id, True)
        assert (offer.segments, offer.takes_unconfirmed) == ([], True)


def test_nothing_is_lost_and_nobody_was_called_as_the_calls_with_a_question_get_their_table(database: Database) -> None:
    with database.transaction() as session:
        factories.confirmed(session, 2)
    upgraded_from_before("partners", "partners_0028", database)
    with database.reading() as session:
        assert len(session.scalars(select(Nomination)).all()) == 2
        assert not session.scalars(select(QuestionCall)).all()


def test_a_plan_of_before_reached_every_goal_where_its_points_were_proven(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        factories.opened(session)
        plan_id = drawn(session).id
    for gap, settled in ((0, True), (1, False)):
        with database.transaction() as session:
            plan = session.get_one(Plan, plan_id)
            plan.bound = plan.points + gap
        upgraded_from_before("partners", "partners_0029", database)
        with database.reading() as session:
            assert session.get_one(Plan, plan_id).settled is settled


def test_whoever_said_yes_before_and_has_the_seat_is_enrolled(database: Database) -> None:
    with database.transaction() as session:
        offer = factories.confirmed(session, ikm=4, quota=4)
        comes, sends, declines, _ = factories.invitations_of(session, offer)
        for asked, answer in (
            (comes, Answer("accepted")),
            (sends, Answer("delegated", delegate_name="Budi", delegate_relation="anak")),
            (declines, Answer("declined", reason="Sakit")),
        ):
            invitations.answer_invitation(session, asked.id, answer, source="link")
        before = {row.nomination_id: row.began_at for row in session.scalars(select(Enrolment))}
        seated = {asked.nomination_id: asked.answered_at for asked in (comes, sends)}
    upgraded_from_before("partners", "partners_0030", database)
    with database.transaction() as session:
        enrolled = session.scalars(select(Enrolment)).all()
        assert {row.nomination_id: row.began_at for row in enrolled} == seated
        assert set(before) == set(seated)
        assert {(row.state, row.offer_id, row.walk_in, row.revision) for row in enrolled} == {
            ("enrolled", offer.id, False, 1)
        }
        assert len({row.pass_code for row in enrolled}) == len(enrolled)
        assert (offer.threshold, offer.list_closed_at) == (None, None)


def test_the_days_of_a_programme_that_was_opened_become_meetings_by_the_ids_calendars_have(
    make_database: MakeDatabase,
) -> None:
    database = make_database("partners")
    hours = {"sessions": [], "hours_from": "08:00", "hours_until": "12:00"}
    with database.transaction() as session:
        ids = [
            factories.opened(session, **hours).id,
            factories.opened(session).id,
            factories.drafted(session, **hours).id,
        ]
        before = [session.get_one(Offer, offer_id).slots for offer_id in ids]

    def as_they_were(connection: Connection) -> None:
        connection.execute(text("DELETE FROM offer_session WHERE title = ''"))

    upgraded_from_before("partners", "partners_0031", database, as_they_were)
    with database.reading() as session:
        daily, with_sessions, draft = (session.get_one(Offer, offer_id) for offer_id in ids)
        assert [offer.slots for offer in (daily, with_sessions, draft)] == before
        assert [len(offer.sessions) for offer in (daily, with_sessions, draft)] == [2, 1, 0]
        assert {(item.state, item.sequence, item.changed_at) for item in daily.sessions} == {("planned", 0, None)}


def test_single_prices_of_a_plan_of_before_were_exact_where_the_whole_plan_was(database: Database) -> None:
    with database.transaction() as session:
        factories.keep_ikm(session, 3)
        factories.opened(session, quota=1)
        plan_id = drawn(session).id
    for exact in (True, False):
        with database.transaction() as session:
            session.get_one(Plan, plan_id).exact = exact
        upgraded_from_before("partners", "partners_0035", database)
        with database.reading() as session:
            rows = [*session.scalars(select(PlanMiss)), *session.scalars(select(PlanOffer))]
            assert [row.exact for row in rows] == [exact] * 3


def test_whoever_completed_a_programme_before_gets_the_first_certificate_afterwards(
    make_database: MakeDatabase,
) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        offer = completions.completed(session, 2)
    upgraded_from_before("partners", "partners_0032", database)
    with database.transaction() as session:
        assert [item.serial for item in issue(session, offer.id, completions.OFFICE)] == [1, 2]


def test_whoever_was_there_before_may_say_afterwards_how_it_was(make_database: MakeDatabase) -> None:
    database = make_database("partners")
    with database.transaction() as session:
        _, (one,) = evaluations.was_there(session, 1)
    upgraded_from_before("partners", "partners_0038", database)
    with database.transaction() as session:
        assert evaluate(session, one.id, evaluations.SAID, source="link").useful == 4
