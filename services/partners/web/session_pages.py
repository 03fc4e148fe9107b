"""The pages on which meetings are changed: the form, then what it leads to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template
from sqlalchemy.orm import Session

from services.partners.domain import offer as offer_rules
from services.partners.domain.series import WEEKDAYS
from services.partners.domain.timetable import Slot
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from services.partners.queries.clashes import UnseenClash
from services.partners.queries.offers import get_offer
from services.partners.queries.session_preview import Preview, preview_of
from services.partners.schemas.session import MovedSessionSchema
from services.partners.web.audience import scope
from services.partners.web.session_times import meetings_of
from shared.database import new_id
from shared.errors import NotFound
from shared.rights import Right
from shared.web.forms import Form
from shared.web.transaction import reading


@dataclass
class Attempt:
    """A form on its way: filled in, then confirmed by whoever saw what it leads to."""

    form: Form
    unseen: bool = False

    @contextmanager
    def saving(self) -> Iterator[Session]:
        """Open a transaction, as the form does."""
        with self.form.saving() as session:
            try:
                yield session
            except UnseenClash:
                self.unseen = True
                raise

    @property
    def is_to_confirm(self) -> bool:
        """Tell whether all is right but that somebody still has to see what it leads to."""
        return bool(self.form.data) and (self.form.ok or self.unseen)


def form_of(found: OfferSession) -> Form:
    """Return the form in which a meeting is moved, as it stands."""
    names = ("starts_at", "ends_at", "place", "sequence")
    return Form.blank(MovedSessionSchema(), **{name: getattr(found, name) for name in names})


def require_own(offer_id: UUID) -> None:
    """Raise NotFound for an offer that is not for this reader to change."""
    with reading() as session:
        get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))


def as_shown(session: Session, offer_id: UUID, session_id: UUID) -> tuple[Offer, OfferSession]:
    """Return a meeting of a programme that runs; raises NotFound, and RuleBroken for any other programme."""
    offer = _running(session, offer_id)
    found = next((item for item in offer.sessions if item.id == session_id), None)
    if found is None:
        raise NotFound
    return offer, found


def move_page(session: Session, offer: Offer, found: OfferSession, attempt: Attempt) -> str:
    """Show the form, or what it leads to."""
    form = attempt.form
    if form.stale:
        form.compare(form_of(found), version="sequence")
    slots = [_slot(found.title, form.data)] if attempt.is_to_confirm else []
    preview = _preview(session, offer, slots, instead_of=found.id) if slots else None
    return render_template("partners/sessions/move.html", offer=offer, found=found, form=form, preview=preview)


def cancel_page(session: Session, offer: Offer, found: OfferSession, form: Form) -> str:
    """Show whom it concerns, and ask why."""
    preview = _preview(session, offer, [], instead_of=found.id)
    return render_template("partners/sessions/cancel.html", offer=offer, found=found, form=form, preview=preview)


def add_page(session: Session, offer_id: UUID, attempt: Attempt) -> str:
    """Show the form, or what it leads to."""
    offer, form = _running(session, offer_id), attempt.form
    slots = [_slot(one["title"], one) for one in meetings_of(form.data)] if attempt.is_to_confirm else []
    preview = _preview(session, offer, slots) if slots else None
    return render_template("partners/sessions/add.html", offer=offer, form=form, preview=preview, weekdays=WEEKDAYS)


def _running(session: Session, offer_id: UUID) -> Offer:
    offer = get_offer(session, offer_id, of=scope(Right.OFFERS_MOVE))
    if offer.state not in offer_rules.RUNNING:
        raise offer_rules.MACHINE.refused(offer.state)
    return offer


def _preview(session: Session, offer: Offer, slots: Sequence[Slot], **instead: Any) -> Preview:
    return preview_of(session, offer, slots, by_institution=scope(Right.OFFERS_MOVE) is not None, **instead)


def _slot(title: str, values: dict[str, Any]) -> Slot:
    return Slot(new_id(), title, values["starts_at"], values["ends_at"], values["place"])
