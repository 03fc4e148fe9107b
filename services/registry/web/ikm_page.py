"""The page of one IKM, as it is asked for and as it comes back where somebody else was faster."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request

from services.registry.actions.ikm import Check
from services.registry.domain.field import Kind
from services.registry.domain.fields import OWN, SIZE
from services.registry.domain.ikm import ENDED, MACHINE
from services.registry.models.ikm import Ikm
from services.registry.queries.ikm_page import changes_since, ikm_page
from services.registry.web.field_values import facts
from services.registry.web.history import steps
from shared.errors import StaleForm
from shared.rights import Right
from shared.web.auth import may
from shared.web.forms import Form
from shared.web.transaction import reading

DESCRIBED = [field for field in OWN if field.group is not SIZE and field.kind is not Kind.NAME]
ADDED_UP = ("workers_male", "workers_female", "workers_total")
MEASURED = [field for field in OWN if field.group is SIZE and field.name not in ADDED_UP]
"""The name is the page's title; the workers stand in one line."""


def render(ikm_id: UUID, stale: StaleForm | None = None, **typed: Form) -> str:
    """Return the page; where it is ``stale``, with what was changed since this person looked at it.

    ``typed`` is what could not be accepted of one of its forms: ``certificate``, ``need`` or ``consent``.
    """
    with reading() as session:
        page = ikm_page(session, ikm_id)
        missed = changes_since(session, seen(), ikm_id) if stale else []
    return render_template(
        "registry/ikm/page.html",
        page=page,
        ikm=page.ikm,
        facts=facts(page.ikm.data(), DESCRIBED),
        figures=facts(page.ikm.data(), MEASURED),
        origins=_origins(page.ikm.provenance),
        history=steps(page.changes),
        commands=MACHINE.possible(page.ikm.status),
        editable=may(Right.REGISTER_WRITE) and page.ikm.status not in ENDED,
        forms={"certificate": Form({}), "need": Form({}), "consent": Form({}), **typed},
        stale=stale,
        missed=steps(missed),
        looked_at={"version": page.ikm.version, "seen": page.changes[0].id if page.changes else 0},
    )


def as_seen() -> Check:
    """Return the check that the IKM is what its page showed. It raises StaleForm, also where the form does not say."""
    said = request.form.get("version")

    def check(ikm: Ikm) -> None:
        if ikm.version != said:
            raise StaleForm

    return check


def as_seen_if_said() -> Check | None:
    return as_seen() if "version" in request.form else None


def seen() -> int | None:
    """Return the newest change the page showed."""
    said = request.form.get("seen", type=int)
    return said if said is not None and 0 <= said < 2**63 else None


def _origins(provenance: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """Return the sources of an IKM's fields, each with the number that stands beside its values."""
    sources = dict.fromkeys(mark["source"] for mark in provenance.values())
    return {source: number for number, source in enumerate(sources, start=1)}
