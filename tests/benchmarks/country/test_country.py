"""Points of a block are those of its pairs, and a sample is a small country."""

import numpy as np
import pytest

from benchmarks.country.country import CLOSED, HIGHEST, STEP
from benchmarks.country.invention import invent
from tests.benchmarks.country.small import draw, every_pair


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
    assert (np.bincount(offers, minlength=country.offers) > 0).mean() > 0.9


def test_more_offers_than_a_pair_can_be_written_with_are_refused():
    with pytest.raises(ValueError, match="no more than 16384 offers"):
        draw(1, offers=16_385)
