"""A lane over a real database, with one kind of work that a test may steer."""

import pytest

from shared.language import msg
from shared.work.asking import ask, get_work
from shared.work.hand import ending
from shared.work.lane import Lane

COUNTING = msg("Counting: {done} of {of}")


class Desk:
    """``counted`` is what the work did; ``before(number)`` is called ahead of each of its steps."""

    def __init__(self, database, settings):
        self.database, self.settings = database, settings
        self.lane = Lane("registry")
        self.counted, self.left = [], []
        self.before = lambda number: None
        self.lane("test.count", left=lambda session, work, said: self.left.append(said.template))(self.count)

    def count(self, hand):
        start, of = hand.work.done, 3
        for number in range(start + 1, of + 1):
            self.before(number)
            with hand.transaction(number, of, msg(COUNTING.template, done=number, of=of)):
                self.counted.append(number)

    def ask(self, kind="test.count", **options):
        with self.database.transaction() as session:
            return ask(session, kind, msg("Counting"), **options)

    def do(self):
        return self.lane.take_next(self.database, self.settings)

    def look(self, work_id):
        with self.database.reading() as session:
            return get_work(session, work_id)


@pytest.fixture
def desk(make_database, make_settings, make_url_for):
    yield Desk(make_database("registry"), make_settings("registry", make_url_for("registry")))
    ending.clear()
