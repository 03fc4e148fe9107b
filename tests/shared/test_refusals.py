"""What a table refuses is told in the words that stand beside its constraint, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.partners.actions.account_opening import create_account
from services.partners.models import Institution, Offer
from services.registry.models.ikm import Ikm
from shared.database import Database, add_once, new_id
from shared.errors import RuleBroken
from tests.conftest import MakeDatabase
from tests.partners import factories
from tests.registry.factories import registered


def same_email(session: Session) -> None:
    for key in (new_id(), new_id()):
        create_account(
            session, id=key, email="sri@contoh.id", name="Sri", role="staff", password="kopi-luwak-di-tepi-sungai"
        )


def same_name_in_other_letters(session: Session) -> None:
    for name in ("Balai Besar", "BALAI besar"):
        session.add(Institution(name=name, kind="university"))


def last_day_before_the_first(session: Session) -> None:
    offer = factories.opened(session)
    session.execute(
        update(Offer).where(Offer.id == offer.id).values(starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))
    )


def same_nib(session: Session) -> None:
    for _ in range(2):
        registered(session).nib = "9120001234567"


@pytest.mark.parametrize(
    ("service", "breaks", "field"),
    [
        ("partners", same_email, "email"),
        ("partners", same_name_in_other_letters, "name"),
        ("partners", last_day_before_the_first, "ends_on"),
        ("registry", same_nib, "nib"),
    ],
)
def test_whoever_breaks_a_constraint_is_told_beside_the_field(
    make_database: MakeDatabase, service: str, breaks: Callable[[Session], None], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal, make_database(service).transaction() as session:
        breaks(session)
    assert refusal.value.field == field


def test_a_constraint_without_a_sentence_stays_our_own_mistake(make_database: MakeDatabase) -> None:
    with pytest.raises(IntegrityError), make_database("registry").transaction() as session:
        session.execute(update(Ikm).where(Ikm.id == registered(session).id).values(owner_sex="X"))


def test_a_row_whose_key_another_request_took_is_that_request_s_row(make_database: MakeDatabase) -> None:
    database: Database = make_database("partners")
    key = new_id()
    with database.transaction() as session:
        first = add_once(session, Institution(id=key, name="Balai", kind="university"), key)
    with database.transaction() as session:
        again = Institution(id=key, name="Balai", kind="university")
        standing = add_once(session, again, key)
        assert standing is not again
        assert standing.created_at == first.created_at


def test_a_row_that_something_else_keeps_out_is_refused_in_words(make_database: MakeDatabase) -> None:
    database: Database = make_database("partners")
    with database.transaction() as session:
        session.add(Institution(name="Balai", kind="university"))
    key = new_id()
    with pytest.raises(RuleBroken) as refusal, database.transaction() as session:
        add_once(session, Institution(id=key, name="Balai", kind="university"), key)
    assert refusal.value.field == "name"
