"""Clicks on the parked messages and on long work, which every service has."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import update

from shared.events.contract import Event
from shared.language import msg
from shared.messaging import inbox
from shared.messaging.inbox import PARKED
from shared.work.asking import ask
from shared.work.table import DONE, Work
from tests.contracts.double_clicks.click import Click, Setup, Stage
from tests.notifications.conftest import envelope
from tests.notifications.factories import an_account
from tests.partners.factories import profile_changed

FACTS: dict[str, Callable[[], Event]] = {
    "partners": profile_changed,
    "registry": an_account,
    "notifications": an_account,
}


def park(stage: Stage, service: str) -> UUID:
    """Leave a message that will run well the next time."""
    message = envelope(FACTS[service](), "cerita")
    row = {"event_id": UUID(message["id"]), "producer": message["producer"], "seq": 1, "name": message["name"],
           "state": PARKED, "error": "KeyError", "message": message, "correlation_id": "cerita"}  # fmt: skip
    with stage.database.transaction() as session:
        inbox.claim(session, [row])
    return row["event_id"]


def parked_anew(stage: Stage, service: str) -> UUID:
    """Leave such a message where no work is at the others."""
    with stage.database.transaction() as session:
        session.execute(update(Work).values(state=DONE, alone=None))
    return park(stage, service)


def asked(stage: Stage) -> UUID:
    """Leave long work that waits."""
    with stage.database.transaction() as session:
        return ask(session, "messages.forget", msg("Forgetting old messages"))


def parked_clicks(service: str) -> dict[str, Setup]:
    """Return the rows of a service's table that are about its parked messages and its long work."""
    pages, api, one = f"/sistem/{service}/tertahan", f"/api/{service}/v1/parked-messages", "<uuid:event_id>"
    work, works = f"/sistem/{service}/kerja", f"/api/{service}/v1/work"
    kind = {"name": FACTS[service]().event_name}
    return {
        f"POST {pages}/ulang": lambda stage: (parked_anew(stage, service), Click(f"{pages}/ulang", kind))[1],
        f"POST {pages}/{one}/ulang": lambda stage: Click(f"{pages}/{park(stage, service)}/ulang"),
        f"POST {pages}/{one}/kesampingkan": lambda stage: Click(f"{pages}/{park(stage, service)}/kesampingkan"),
        f"POST {api}/replay": lambda stage: (parked_anew(stage, service), Click(f"{api}/replay", json=kind))[1],
        f"POST {api}/{one}/replay": lambda stage: Click(f"{api}/{park(stage, service)}/replay"),
        f"POST {api}/{one}/put-aside": lambda stage: Click(f"{api}/{park(stage, service)}/put-aside"),
        f"POST {work}/<uuid:work_id>/hentikan": lambda stage: Click(f"{work}/{asked(stage)}/hentikan"),
        f"POST {works}/<uuid:work_id>/stop": lambda stage: Click(f"{works}/{asked(stage)}/stop"),
    }
