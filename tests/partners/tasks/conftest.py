"""The lane of long work, asked for a plan."""

from collections.abc import Callable

import pytest

from services.partners.actions.plans import ask_for_plan
from services.partners.tasks.work import work
from shared.database import Database
from shared.settings import Settings
from shared.work.asking import get_work


@pytest.fixture
def settings(make_settings: Callable[..., Settings], make_url_for: Callable[..., Callable[[str], str]]) -> Settings:
    return make_settings("partners", make_url_for("partners"))


@pytest.fixture
def draw(database: Database, settings: Settings) -> Callable[[], str]:
    """Ask for a plan and let the lane do it; return how that ended."""

    def draw() -> str:
        with database.transaction() as session:
            work_id = ask_for_plan(session)
        assert work.take_next(database, settings)
        with database.reading() as session:
            return get_work(session, work_id).state

    return draw
