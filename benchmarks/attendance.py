"""The attendance list of 200 people and 10 sessions on one page, read and saved; beside the same rows as plain objects.

Processor time of this process on SQLite; with a server of its own, time is that of a watch.
``python -m benchmarks.attendance [number of people] [number of sessions] [--postgresql | database url]``
"""

import re
import sys
import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.database_under_test import database_under_test
from benchmarks.register_list import counted, p95
from benchmarks.review import SECRET, measuring, signed_in_client
from services.partners.actions.attendance import note_all
from services.partners.domain.attendance import STATES
from services.partners.domain.mark import Mark
from services.partners.models import Attendance, Enrolment
from services.partners.queries.attendance import attendance_of
from shared.database import Database
from tests.partners.attendances import enrolled, held

TIMES = 40
OPTION = re.compile(r'<select name="([\d.]+)"')


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    people, sessions = [*given, 200][0], [*given[1:], 10][0]
    with database_under_test("partners", sys.argv[1:]) as url:
        database = Database(url, signing_keys=[SECRET])
        measuring.watch = time.process_time if database.is_sqlite else time.perf_counter
        offer_id = fill(database, people, sessions)
        report(signed_in_client(url), database, offer_id, f"{people} people, {sessions} sessions")


def fill(database: Database, people: int, sessions: int) -> UUID:
    """Let people say yes to a programme, and note half of what can be noted."""
    with database.transaction() as session:
        offer = held(session, people, sessions)
        everybody, states = enrolled(session, offer), list(STATES)
        marks = [
            Mark(who.id, meeting.id, states[(row + column) % len(states)])
            for row, who in enumerate(everybody)
            for column, meeting in enumerate(offer.sessions[: sessions // 2])
        ]
        note_all(session, offer.id, marks, source="office")
        return offer.id


def report(client: FlaskClient, database: Database, offer_id: UUID, title: str) -> None:
    link = f"/penawaran/{offer_id}/daftar-hadir"
    size = len(client.get(link).data)
    with counted(client.application.extensions["database"]) as queries:
        pages = [milliseconds(partial(opened, client, link)) for _ in range(TIMES)]
        asked = len(queries) / TIMES
    with database.reading() as session:
        rows = [milliseconds(lambda: attendance_of(session, offer_id, of=None)) for _ in range(TIMES)]
        plain = [milliseconds(lambda: as_objects(database, offer_id)) for _ in range(TIMES)]
    saved = milliseconds(lambda: save(client, link))
    print(title)
    print(f"page:   95th percentile {p95(pages):6.1f} ms, {asked:.0f} queries, {size // 1024} KB before compression")
    print(f"rows:   95th percentile {p95(rows):6.1f} ms; the same as objects of the ORM {p95(plain):6.1f} ms")
    print(f"saving: {saved:6.1f} ms for a list of which each cell changed")


def milliseconds(work: Callable[[], object]) -> float:
    begun = measuring.watch()
    work()
    return (measuring.watch() - begun) * 1000


def opened(client: FlaskClient, link: str) -> None:
    assert client.get(link).status_code == 200


def as_objects(database: Database, offer_id: UUID) -> dict[tuple[UUID, UUID], str]:
    """Read the same rows as objects."""
    with database.reading() as session:
        people = {item.id: item for item in session.scalars(select(Enrolment).where(Enrolment.offer_id == offer_id))}
        noted = session.scalars(select(Attendance).where(Attendance.enrolment_id.in_(people)))
        return {(row.enrolment_id, row.session_id): row.state for row in noted}


def save(client: FlaskClient, link: str) -> None:
    page = client.get(link).text
    hidden = dict(re.findall(r'name="(people|sessions|letters|csrf_token)" value="([^"]*)"', page))
    letters = [list(row) for row in hidden["letters"].split()]
    cells = {name: _other(letters, name) for name in OPTION.findall(page)}
    assert client.post(link, data=hidden | cells).status_code == 303


def _other(letters: list[list[str]], name: str) -> str:
    row, column = map(int, name.split("."))
    return "I" if letters[row][column] == "H" else "H"


if __name__ == "__main__":
    main()
