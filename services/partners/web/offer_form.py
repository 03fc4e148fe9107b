"""The one page on which an offer is written, for the institution and for staff who write it for one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import render_template, request
from sqlalchemy.orm import Session

from services.partners.actions.offers import draft_offer, edit_offer, submit_offer
from services.partners.domain.institution import ACTIVE
from services.partners.domain.offer import EDITABLE, to_hand_in
from services.partners.models.institution import Institution
from services.partners.models.offer import Offer
from services.partners.queries.institutions import get_institution
from services.partners.queries.offers import get_offer
from services.partners.schemas.offer import SEATS, OfferSchema, initial, plan_of
from shared.clock import now
from shared.errors import InvalidInput
from shared.telephone import is_number
from shared.web.forms import Form
from shared.web.transaction import reading

SESSION_ROWS = 3
MOST_SESSION_ROWS = 60
FIRST_REVISION = 1
DAYS, HOURS = ("starts_on", "ends_on"), ("hours_from", "hours_until")


def read(institution_id: UUID | None = None) -> Form:
    """Read the sent form; one that is handed in is told at once all that keeps this institution from it.

    Without an id the form itself names the institution.
    """
    form = Form.load(OfferSchema(), request.form)
    if _hands_in():
        form.also(_missing(form, institution_id or form.read.get("institution_id")))
    return form


def wants_more_rows() -> bool:
    """Tell whether the button for further session rows was pressed: nothing is saved then."""
    return "more" in request.form


def save_new(session: Session, institution_id: UUID, values: dict[str, Any]) -> Offer:
    """Save a new offer, and submit it if asked.

    The same form again changes the draft it made, unless that was changed elsewhere.
    """
    offer = draft_offer(session, values["id"], institution_id, values)
    if offer.state in EDITABLE:
        edit_offer(session, offer.id, values, values.get("revision", FIRST_REVISION))
        _submit_if_asked(session, offer)
    return offer


def save_changes(session: Session, offer_id: UUID, values: dict[str, Any]) -> Offer:
    """Save an edited offer, and submit it if asked; a form older than the last change is refused."""
    offer = edit_offer(session, offer_id, values, values.get("revision", 0))
    _submit_if_asked(session, offer)
    return offer


@contextmanager
def saving(form: Form, offer_id: UUID, *, of: UUID | None) -> Iterator[Session]:
    """Open a transaction for the form; one that comes too late shows what is saved now."""
    with form.saving() as session:
        yield session
    if form.stale:
        with reading() as session:
            form.compare(blank(get_offer(session, offer_id, of=of)))


def new(institution: Institution | None, **values: Any) -> Form:
    """Return the form of a new offer, with what holds for most of this institution's."""
    usual: dict[str, str] = {}
    if institution and is_number(institution.phone or ""):
        usual = {"contact_name": institution.contact_name or "", "contact_phone": institution.phone or ""}
    return Form.blank(OfferSchema(), **usual, **values)


def blank(offer: Offer) -> Form:
    """Return the form as an offer opens it."""
    return Form.blank(OfferSchema(), **initial(offer))


def page(form: Form, title: str, back: str, **context: Any) -> str:
    """Return the form's page; without a script, further rows come from the server."""
    filled = len(form.rows("sessions", 0))
    least = max(SESSION_ROWS, filled + (SESSION_ROWS if wants_more_rows() else 1))
    rows = form.rows("sessions", min(least, MOST_SESSION_ROWS))
    return render_template(
        "partners/offer_form/page.html", form=form, title=title, back=back, rows=rows, seats=SEATS, **context
    )


def _hands_in() -> bool:
    return "submit" in request.form and not wants_more_rows()


def _missing(form: Form, institution_id: UUID | None) -> Iterator[InvalidInput]:
    """Yield what must be put right before the office can be asked, each thing beside its field."""
    with reading() as session:
        state = get_institution(session, institution_id).state if institution_id else ACTIVE
    for obstacle in to_hand_in(plan_of(form.read, state), now()):
        if obstacle.field != "sessions" or not _has_hours_in_doubt(form):
            yield InvalidInput({obstacle.field: [obstacle.message]})


def _has_hours_in_doubt(form: Form) -> bool:
    """Tell whether hours were typed of which it is not known yet on which days, or from when until when."""
    return any(form.value(name) for name in HOURS) and not form.errors.keys().isdisjoint((*DAYS, *HOURS))


def _submit_if_asked(session: Session, offer: Offer) -> None:
    if _hands_in():
        submit_offer(session, offer.id)
