"""What an office, its institutions and its IKM do meanwhile, as the web processes would: each step a transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, offers
from services.partners.domain.answer import Answer
from services.partners.domain.invitation import HOLDS_A_SEAT
from services.partners.domain.profile import ELIGIBLE_STATUSES
from services.partners.models import IkmProfile, Invitation, Nomination, Offer
from services.registry.actions import verification
from services.registry.actions.consents import record_consent
from services.registry.models import Ikm
from shared.database import Database
from shared.errors import NotFound, RuleBroken
from tests.faults.house.house import House
from tests.partners.factories import institution, offer_values
from tests.registry.factories import registered, set_contact

IKM, PAIRS_A_YEAR, QUOTA = 60, 3, 6
FIRST_YEAR = 2040
COMES, CANNOT = Answer("accepted"), Answer("declined", reason="Sakit")
DELEGATES = Answer("delegated", delegate_name="Dewi", delegate_relation="Anak")
REFUSED = (RuleBroken, NotFound)
UNREACHABLE = (OperationalError, InterfaceError)


class Life:
    """Steps drawn by chance. ``pairs`` counts the offers made in twos, which meet at the same hours."""

    def __init__(self, house: House, chance: Random):
        self.house, self.chance = house, chance
        self.partners, self.registry = house.databases["partners"], house.databases["registry"]
        self.pairs, self.pairs_lock = 0, Lock()
        self.done: dict[str, int] = {}
        self.steps: tuple[Callable[[], None], ...] = (
            self.two_offers_open,
            *[self.staff_confirm] * 3,
            *[self.two_of_staff_confirm_the_same_ikm] * 4,
            *[self.staff_change_their_mind] * 3,
            *[self.owner_answers] * 6,
            *[self.staff_take_a_seat_back] * 3,
            self.offer_is_cancelled,
            self.institution_decides,
            self.institution_decides,
            self.owner_withdraws_consent,
            self.owner_agrees_again,
            self.personal_data_request,
        )

    def begin(self) -> None:
        """Give the register its IKM, and partners its institution and first offers."""
        for number in range(IKM):
            with self.registry.transaction() as session:
                ikm = registered(session, name=f"Usaha {number}", owner_name=f"Pemilik {number}", owner_sex="P")
                set_contact(session, ikm.id, "owner", {"name": f"Pemilik {number}", "email": f"ikm-{number}@contoh.id"})
                record_consent(session, ikm.id, "yes", "office")
        with self.partners.transaction() as session:
            self.institution_id = institution(session).id
        for _ in range(2):
            self.two_offers_open()

    def go_on(self) -> None:
        """Take one step; what the rules refuse or a broken connection ends has not happened."""
        step = self.chance.choice(self.steps)
        try:
            step()
            self.done[step.__name__] = self.done.get(step.__name__, 0) + 1
        except (*REFUSED, *UNREACHABLE):
            pass

    def two_offers_open(self) -> None:
        with self.pairs_lock:
            number, self.pairs = self.pairs, self.pairs + 1
        begins = date(FIRST_YEAR + number // PAIRS_A_YEAR, 3, 1) + timedelta(days=20 * (number % PAIRS_A_YEAR))
        for selects in (False, number % 3 == 2):
            self._in(self.partners, partial(self._open, starts_on=begins, selects=selects))

    def _open(self, session: Session, **values: Any) -> None:
        made = offers.draft_offer(
            session, uuid4(), self.institution_id, offer_values(quota=QUOTA, title=f"Kelas {uuid4().hex[:6]}", **values)
        )
        offers.submit_offer(session, made.id)
        offers.open_offer(session, made.id)

    def staff_confirm(self) -> None:
        offer_id = self._one(self.partners, Offer.id, Offer.state == "open")
        self._in(self.partners, self._confirmation(offer_id, count=self.chance.randint(1, 8)))

    def _confirmation(self, offer_id: UUID, *conditions: Any, count: int) -> Callable[[Session], Any]:
        decided = exists().where(Nomination.offer_id == offer_id, Nomination.ikm_id == IkmProfile.ikm_id)
        open_ = IkmProfile.status.in_(ELIGIBLE_STATUSES), ~IkmProfile.restricted, ~decided
        chosen = self._some(self.partners, IkmProfile.ikm_id, *open_, *conditions, count=count)
        return partial(invitations.confirm_selection, offer_id=offer_id, ikm_ids=chosen)

    def two_of_staff_confirm_the_same_ikm(self) -> None:
        """At the same moment, for two programmes that meet at the same hours."""
        with self.partners.reading() as session:
            days = sorted(set(session.scalars(select(Offer.starts_on).where(Offer.state == "open"))))
        if not days:
            raise NotFound
        day = self.chance.choice(days)
        ids = self._some(self.partners, Offer.id, Offer.starts_on == day, Offer.state == "open", count=2)
        ikm = self._some(self.partners, IkmProfile.ikm_id, count=QUOTA)
        steps = [self._confirmation(offer_id, IkmProfile.ikm_id.in_(ikm), count=QUOTA) for offer_id in ids]
        with ThreadPoolExecutor() as pool:
            for error in [future.exception() for future in [pool.submit(self._in, self.partners, s) for s in steps]]:
                if error:
                    raise error

    def staff_change_their_mind(self) -> None:
        """Give seats and take them back before the mails have gone."""
        offer_id = self._one(self.partners, Offer.id, Offer.state == "open")
        self._in(self.partners, self._confirmation(offer_id, count=3))
        fresh = Invitation.offer_id == offer_id, Invitation.state == "issued"
        for invitation_id in self._some(self.partners, Invitation.id, *fresh, count=3):
            self._take_back(invitation_id)

    def owner_answers(self) -> None:
        may_answer = Invitation.state.in_((*HOLDS_A_SEAT, "declined"))
        invitation_id = self._one(self.partners, Invitation.id, may_answer)
        answer = self.chance.choice((COMES, COMES, CANNOT, DELEGATES))
        step = partial(invitations.answer_invitation, invitation_id=invitation_id, answer=answer, source="link")
        self._in(self.partners, step)

    def staff_take_a_seat_back(self) -> None:
        self._take_back(self._one(self.partners, Invitation.id, Invitation.state.in_(("issued", "accepted"))))

    def _take_back(self, invitation_id: UUID) -> None:
        step = partial(invitations.cancel_invitation, invitation_id=invitation_id, reason="Salah pilih")
        self._in(self.partners, step)

    def offer_is_cancelled(self) -> None:
        offer_id = self._one(self.partners, Offer.id, Offer.state == "open")
        self._in(self.partners, partial(offers.cancel_offer, offer_id=offer_id, reason="Pengajar sakit"))

    def institution_decides(self) -> None:
        nomination_id = self._one(self.partners, Nomination.id, Nomination.state == "nominated")
        if self.chance.random() < 0.7:
            self._in(self.partners, partial(nominations.accept_nomination, nomination_id=nomination_id))
        else:
            step = partial(nominations.reject_nomination, nomination_id=nomination_id, reason="Sudah pernah ikut")
            self._in(self.partners, step)

    def owner_withdraws_consent(self) -> None:
        self._say("no")

    def owner_agrees_again(self) -> None:
        self._say("yes")

    def _say(self, state: str) -> None:
        ikm_id = self._one(self.registry, Ikm.id)
        self._in(self.registry, partial(record_consent, ikm_id=ikm_id, state=state, channel="office"))

    def personal_data_request(self) -> None:
        ikm_id = self._one(self.registry, Ikm.id)
        restricted = self.chance.random() < 0.5
        step = partial(verification.restrict, ikm_id=ikm_id, restricted=restricted, reason="Diminta pemiliknya")
        self._in(self.registry, step)

    def _one(self, database: Database, column: Any, *conditions: Any) -> UUID:
        found = self._some(database, column, *conditions, count=1)
        if not found:
            raise NotFound
        return found[0]

    def _some(self, database: Database, column: Any, *conditions: Any, count: int) -> list[UUID]:
        with database.reading() as session:
            found = sorted(session.scalars(select(column).where(*conditions)))
        return self.chance.sample(found, min(count, len(found)))

    @staticmethod
    def _in(database: Database, step: Callable[[Session], Any]) -> None:
        with database.transaction() as session:
            step(session)
