"""Figures that mislead nobody: of what is called off no seat is free, and no share says more than all."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.partners.actions import invitations, offers
from services.partners.domain.answer import Answer
from services.partners.models import Invitation, Offer
from shared.database import Database
from tests.partners import factories


@pytest.fixture
def offer(site: Database) -> Offer:
    """Two seats, given to three one after the other."""
    with site.transaction() as session:
        offer = factories.confirmed(session)
        first = session.scalars(select(Invitation)).first()
        invitations.answer_invitation(session, first.id, Answer("declined", reason="Sakit"), source="phone")
        return offer


def shares(page: str) -> list[str]:
    return re.findall(r'funnel-share">([^<]*)<', page)


def shown(figures: str) -> list[str]:
    return re.findall(r">\s*(\d+)\s*<", figures)


def test_more_nominated_than_seats_is_no_share_and_is_explained(staff: FlaskClient, offer: Offer) -> None:
    page = staff.get(f"/penawaran/{offer.id}").text
    assert shares(page)[:2] == ["", ""]
    assert "digantikan yang berikutnya" in page


def test_a_cancelled_offer_shows_no_free_seats_and_no_shares(staff: FlaskClient, offer: Offer, site: Database) -> None:
    with site.transaction() as session:
        offers.cancel_offer(session, offer.id, "Narasumber sakit")
    page = staff.get(f"/penawaran/{offer.id}").text
    assert shares(page) == []
    assert "Yang sempat diusulkan: 3 IKM." in page
    assert "kosong" not in page.partition("figures")[2].partition("columns")[0]


def test_of_a_cancelled_offer_page_and_list_say_how_many_were_told_instead_of_seats(
    staff: FlaskClient, offer: Offer, site: Database
) -> None:
    with site.transaction() as session:
        offers.cancel_offer(session, offer.id, "Narasumber sakit")
    figures = staff.get(f"/penawaran/{offer.id}").text.partition('class="figures"')[2].partition('class="columns"')[0]
    assert "Kuota" not in figures
    assert "Dikabari batal lewat email" in figures
    assert shown(figures) == ["2", "0", "0"]
    row = staff.get("/penawaran?status=cancelled").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r'class="num">([^<]*)<', row) == ["–"] * 3
