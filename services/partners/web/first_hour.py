"""The first hour of an office: its steps over all services, ticked off as they are done, in each service's words."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from services.partners.actions.first_hour import put_step_aside, take_step_up
from services.partners.domain.first_hour import MAY_BE_LEFT_OUT
from services.partners.queries.first_page import Counts
from shared.language import Message, gettext
from shared.rights import Right, has
from shared.web.auth import allow
from shared.web.site import PARTS, Entry
from shared.web.transaction import transaction

pages = Blueprint("first_hour", __name__, url_prefix="/kantor/langkah/<key>")


@dataclass(frozen=True)
class Step:
    """``aside``: this office leaves it out. ``unless`` is what an office says to leave it out."""

    entry: Entry
    done: bool
    aside: bool = False
    unless: Message | None = None


def steps(counted: Mapping[str, Counts], role: str, aside: Container[str] = ()) -> list[Step]:
    """Return the steps that this role may take, in order, and none once all are done or put aside.

    Of a service that has not said how it stands nothing is said.
    """
    found = [
        Step(entry, bool(counted[service].counts[entry.key]), entry.key in aside, MAY_BE_LEFT_OUT.get(entry.key))
        for service, part in PARTS.items()
        for entry in part.first
        if has(role, [entry.right]) and service in counted and entry.key in counted[service].counts
    ]
    left = any(not (step.done or step.aside) for step in found)
    return sorted(found, key=lambda step: step.entry.place) if left else []


@pages.post("/kesampingkan")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def put_aside(key: str) -> ResponseReturnValue:
    with transaction() as session:
        put_step_aside(session, key)
    flash(gettext("Noted. If that changes, you find it under Office, Colleagues."))
    return redirect(url_for("home.index"), 303)


@pages.post("/kembali")
@allow(Right.OFFICE_ACCOUNTS_KEEP)
def take_up(key: str) -> ResponseReturnValue:
    with transaction() as session:
        take_step_up(session, key)
    return redirect(url_for("home.index"), 303)
