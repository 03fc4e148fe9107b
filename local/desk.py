"""What people and programs do at the desk, by the JSON API: the steps of the demonstration."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from local.client import Client, eventually
from local.demo_data import Institution

IMPORT_SECONDS, EVENT_SECONDS = 180, 60


def sign_in(site: str, email: str, password: str) -> Client:
    """Return a client that acts as this account."""
    answer = Client(site).post("/api/partners/v1/tokens", {"email": email, "password": password})
    return Client(site, answer["token"])


@dataclass(frozen=True)
class Imported:
    """``counts`` is rows per verdict: new, update, same, possible, refused."""

    file: str
    counts: dict[str, int]
    seconds: float


def import_list(staff: Client, file: Path) -> Imported:
    """Upload a list, look at the plan, and say yes to it."""
    started = monotonic()
    batch_id = staff.upload("/api/registry/v1/imports", file, key=file.name)["id"]
    plan = _batch_when(staff, batch_id, "planned", "confirmed")
    if plan["status"] == "planned":
        staff.post(f"/api/registry/v1/imports/{batch_id}/confirm", {"plan": plan["plan_digest"]})
    done = _batch_when(staff, batch_id, "confirmed")
    return Imported(file.name, done["counts"], monotonic() - started)


def _batch_when(staff: Client, batch_id: str, *statuses: str) -> Any:
    def look() -> Any:
        batch = staff.get(f"/api/registry/v1/imports/{batch_id}")
        return batch if batch["status"] in statuses else None

    return eventually(look, IMPORT_SECONDS, f"the import is {' or '.join(statuses)}")


def welcome(staff: Client, institution: Institution) -> str | None:
    """Register an institution, open its account and make it active; return the password if it is a new one."""
    path = "/api/partners/v1/institutions"
    known = staff.post(path, institution.body, key=institution.name)
    activate = known["state"] != "active"
    account = {"account_name": institution.contact, "account_email": institution.email, "activate": activate}
    generated: str | None = staff.post(f"{path}/{known['id']}/accounts", account)["password"]
    return own_password(staff.site, institution.email, generated) if generated else None


def own_password(site: str, email: str, generated: str) -> str:
    """Choose a password in the place of one that was generated, which opens nothing, and return it."""
    chosen = secrets.token_urlsafe(15)
    body = {"email": email, "password": generated, "new_password": chosen}
    Client(site).post("/api/partners/v1/tokens/own-password", body)
    return chosen


def post_offer(institution: Client, offer: dict[str, Any]) -> str:
    """Draft an offer and hand it to the office; return its id."""
    known = institution.post("/api/partners/v1/offers", offer, key=offer["title"])
    if known["state"] == "draft":
        institution.post(f"/api/partners/v1/offers/{known['id']}/submit")
    return str(known["id"])


def open_offer(staff: Client, offer_id: str) -> None:
    """Let the search for suitable businesses begin."""
    if staff.get(f"/api/partners/v1/offers/{offer_id}")["state"] == "submitted":
        staff.post(f"/api/partners/v1/offers/{offer_id}/open")


def suggestions(staff: Client, offer_id: str, count: int = 200) -> Any:
    """Wait until the offer is open and its businesses are known; return the best and how many there are."""

    def look() -> Any:
        page = staff.get(f"/api/partners/v1/offers/{offer_id}/nominations", page_size=count)
        return page if page["total"] else None

    return eventually(look, EVENT_SECONDS, "suggestions for the offer")


def suggestions_in(staff: Client, offer_id: str, count: int, **filters: str) -> Any:
    """Return the best of a group ("to_confirm", "not_eligible") or of a kecamatan."""
    return staff.get(f"/api/partners/v1/offers/{offer_id}/nominations", page_size=count, **filters)


def confirm(staff: Client, offer_id: str, ikm_ids: list[str]) -> Any:
    return staff.post(f"/api/partners/v1/offers/{offer_id}/nominations/confirm", {"ikm_ids": ikm_ids})
