"""Random countries small enough to look at every pair, and to try every plan."""

from functools import cache

import numpy as np

from benchmarks.country.country import Country
from benchmarks.country.proof import worked_out


def draw(seed, people=6, offers=4, cells=3, seats=3, each=2):
    """Invent a country; in every second one, many points are alike."""
    chance, alike = np.random.default_rng(seed), seed % 2
    inside = chance.random((cells, offers)) < 0.7
    return Country(
        first=np.concatenate([[0], np.sort(chance.integers(0, people + 1, cells - 1)), [people]]),
        opens=np.concatenate([[0], np.cumsum(inside.sum(axis=1))]), offer=np.nonzero(inside)[1].astype(np.int16),
        extra=chance.integers(0, 2 if alike else 11, inside.sum()).astype(np.int16),
        always=chance.integers(0, 1 if alike else 26, people, np.int16),
        needs=chance.integers(0, 4, (3, people), np.uint8),
        served=chance.integers(365 if alike else 1, 500, people, np.int16),
        trained=chance.integers(0, 1500, people, np.int16), registered=chance.random(people) < 0.7,
        topic=chance.integers(0, 3, offers), day=chance.choice([0, 30, 200], offers).astype(np.int16),
        asks=chance.integers(0, 2, offers), seats=chance.integers(0, seats + 1, offers), each=each,
    )  # fmt: skip


def every_pair(country):
    """Return all eligible pairs and their points, worked out one by one."""
    ikm, offer = (side.ravel() for side in np.mgrid[: country.people, : country.offers])
    points, eligible = worked_out(country, ikm, offer)
    return ikm[eligible], offer[eligible], points[eligible]


def most_points(country):
    """Return the points of the best plan, by trying every set of seats for one IKM after another."""
    points = {}
    for ikm, offer, worth in zip(*(side.tolist() for side in every_pair(country)), strict=True):
        points.setdefault(ikm, {})[offer] = worth

    @cache
    def best(ikm, free, left, after):
        if ikm == country.people:
            return 0
        most = best(ikm + 1, free, country.each, 0)
        for offer in range(after, country.offers) if left else ():
            if free[offer] and offer in points.get(ikm, {}):
                fewer = (*free[:offer], free[offer] - 1, *free[offer + 1 :])
                most = max(most, points[ikm][offer] + best(ikm, fewer, left - 1, offer + 1))
        return most

    return best(0, tuple(country.seats.tolist()), country.each, 0)
