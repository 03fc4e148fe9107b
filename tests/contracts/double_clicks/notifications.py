"""Clicks on the site of notifications."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select

from services.notifications.actions import suppressions
from services.notifications.channels.unsubscribe_link import PURPOSE
from services.notifications.models import ChosenReader, MailTrial, Message, Suppression
from services.notifications.models.mail_server import locked
from shared.crypto import sign
from shared.database import new_id
from tests.contracts.double_clicks.click import Click, Setup, Stage
from tests.contracts.double_clicks.parked import parked_clicks
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_account, an_invitation

API = "/api/notifications/v1"
ONE = "<uuid:email_id>"


def email(stage: Stage, state: str) -> Message:
    """A mail that came to such an end."""
    invitation = an_invitation()
    Desk(stage.database).hear(invitation)
    with stage.database.transaction() as session:
        found = session.scalars(_mail(invitation.invitation_id)).one()
        found.state = state
    return found


def _mail(invitation_id: UUID) -> Select[tuple[Message]]:
    return select(Message).where(Message.invitation_id == invitation_id, Message.template == "invitation")


def on_email(state: str, word: str, api: bool = False) -> Setup:
    def setup(stage: Stage) -> Click:
        found = email(stage, state)
        said: dict[str, Any] = {"revision": found.revision}
        return Click(f"{API}/emails/{found.id}/{word}", json=said) if api else Click(f"/surel/{found.id}/{word}", said)

    return setup


def blocked(stage: Stage) -> UUID:
    address = f"{new_id().hex}@ikm.example"
    with stage.database.transaction() as session:
        suppressions.block(session, address, "refused")
    with stage.database.reading() as session:
        return session.scalars(select(Suppression.id).where(Suppression.address == address)).one()


def blocked_since(stage: Stage) -> datetime:
    with stage.database.reading() as session:
        return session.get_one(Suppression, blocked(stage)).since


def unsubscribing(stage: Stage) -> Click:
    keys = stage.app.config["SETTINGS"].secret_keys
    token = sign(keys, PURPOSE, [f"{new_id().hex}@ikm.example", "offer_opened"])
    return Click(f"/surel/berhenti/{token}")


SERVER = {"host": "mail.kutim.example", "security": "tls", "sender": "ikm@kutim.example"}


def server(stage: Stage) -> dict[str, Any]:
    with stage.database.transaction() as session:
        return {**SERVER, "revision": locked(session).revision, "sender_name": new_id().hex}


def trial(stage: Stage) -> dict[str, str]:
    with stage.database.transaction() as session:
        session.execute(delete(MailTrial))
    return {"address": f"{new_id().hex}@kutim.example"}


def reader(stage: Stage) -> dict[str, list[str]]:
    with stage.database.transaction() as session:
        session.execute(delete(ChosenReader))
    account = an_account()
    Desk(stage.database).hear(account)
    return {"offer_submitted": [str(account.account_id)]}


TABLE: dict[str, Setup] = {
    "POST /kantor/server": lambda stage: Click("/kantor/server", server(stage)),
    f"PUT {API}/mail-server": lambda stage: Click(f"{API}/mail-server", json=server(stage), method="PUT"),
    "POST /kantor/server/coba": lambda stage: Click("/kantor/server/coba", trial(stage)),
    f"POST {API}/mail-server/trial": lambda stage: Click(f"{API}/mail-server/trial", json=trial(stage)),
    "POST /kantor/penerima": lambda stage: Click("/kantor/penerima", reader(stage)),
    f"PUT {API}/mail-readers": lambda stage: Click(f"{API}/mail-readers", json=reader(stage), method="PUT"),
    **parked_clicks("notifications"),
    f"POST /surel/{ONE}/kirim-ulang": on_email("failed", "kirim-ulang"),
    f"POST /surel/{ONE}/sudah-sampai": on_email("uncertain", "sudah-sampai"),
    f"POST /surel/{ONE}/sudah-dikabari": on_email("uncertain", "sudah-dikabari"),
    "POST /surel/alamat-diblokir/buka-semua": lambda stage: Click(
        "/surel/alamat-diblokir/buka-semua",
        {"first": (since := blocked_since(stage)).isoformat(), "last": since.isoformat()},
    ),
    "POST /surel/alamat-diblokir/<uuid:suppression_id>/buka": lambda stage: Click(
        f"/surel/alamat-diblokir/{blocked(stage)}/buka"
    ),
    "POST /surel/berhenti/<token>": unsubscribing,
    f"POST {API}/emails/{ONE}/resend": on_email("failed", "resend", api=True),
    f"POST {API}/emails/{ONE}/confirm-arrival": on_email("uncertain", "confirm-arrival", api=True),
    f"POST {API}/emails/{ONE}/settle": on_email("uncertain", "settle", api=True),
    f"DELETE {API}/suppressions/<uuid:suppression_id>": lambda stage: Click(
        f"{API}/suppressions/{blocked(stage)}", method="DELETE"
    ),
}
