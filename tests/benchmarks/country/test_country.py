"""Points of a block are those of its pairs, and a sample is a small country."""

from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from benchmarks.country.country import CLOSED, HIGHEST, STEP
from benchmarks.country.invention import invent
from services.partners.domain.elsewhere import Seats
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.roster import Roster
from services.partners.domain.score import breakdown
from shared.vocabulary import TOPICS
from tests.benchmarks.country.small import draw, every_pair
from tests.partners.domain.examples import START, engagement, ikm, programme, training


def by_blocks(country):
    for block in country.blocks(range(len(country.first) - 1)):
        offer, points = country.points(block)
        row, column = np.nonzero(points > CLOSED // 2)
        yield from zip((block[1] + column).tolist(), offer[row].tolist(), points[row, column].tolist(), strict=True)


def test_points_of_a_block_are_those_of_its_pairs_one_by_one(monkeypatch):
    monkeypatch.setattr("benchmarks.country.country.BLOCK", 3)
    for seed in range(20):
        country = draw(seed, people=20)
        assert sorted(by_blocks(country)) == list(zip(*(side.tolist() for side in every_pair(country)), strict=True))


def by_the_office(country):
    """Return what an office gives each IKM for need, waiting and momentum: a row an offer."""
    trained_on = [START - timedelta(days) for days in country.trained.tolist()]
    profiles = [
        ikm(ikm_id=UUID(int=row), needs=dict(zip(TOPICS, needs, strict=False)), trainings=(training(trained_on[row]),))
        for row, needs in enumerate(country.needs.T.tolist())
    ]
    served_on = {UUID(int=row): START - timedelta(days) for row, days in enumerate(country.served.tolist())}
    held = {one: [engagement(offer_id=one, starts_on=day, ends_on=day)] for one, day in served_on.items()}
    roster = Roster.of(profiles)
    for topic, day in zip(country.topic.tolist(), country.day.tolist(), strict=True):
        offer = programme(topic=list(TOPICS)[topic], starts_on=START + timedelta(day), ends_on=START + timedelta(day))
        given = breakdown(roster, Offered.to(roster, Seats.of(roster, held), offer), Policy())
        yield sum(one.points for one in given if one.criterion in {"need", "severity", "unserved", "momentum"})


def test_points_are_those_that_an_office_gives():
    country = draw(0, people=60)
    country.extra[:] = country.always[:] = 0
    country.trained[:] += country.served
    expected = np.array(list(by_the_office(country)))
    ikm_of, offer, points = every_pair(country)
    assert expected[offer, ikm_of].tolist() == points.tolist()
    assert len(np.unique(points)) > 20


def test_every_ikm_of_a_sample_keeps_its_cell_and_its_facts():
    country = draw(1, people=100)
    sample = country.sample()
    cells = [np.repeat(np.arange(3), np.diff(one.first)) for one in (country, sample)]
    assert cells[0][::STEP].tolist() == cells[1].tolist()
    assert country.needs[:, ::STEP].tolist() == sample.needs.tolist()


def test_an_invented_country_gives_points_of_the_office_to_some_of_all_pairs():
    country = invent(3_000, 60)
    _, offers, points = every_pair(country)
    assert 0 <= points.min() < points.max() <= HIGHEST
    assert 0.01 < len(points) / (country.people * country.offers) < 0.15
    assert (np.bincount(offers, minlength=country.offers) > 0).mean() > 0.8


def test_more_offers_than_a_pair_can_be_written_with_are_refused():
    with pytest.raises(ValueError, match="no more than 16384 offers"):
        draw(1, offers=16_385)
