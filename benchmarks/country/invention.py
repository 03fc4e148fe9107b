"""A country invented: regions, clusters and sizes are uneven, points are those the office gives, many are alike."""

import numpy as np

from benchmarks.country.country import Bytes, Country, Floats, Small
from services.partners.domain.assignment.instance import Flags, Whole
from services.partners.domain.policy import FIRST_CLUSTERS, FIRST_WEIGHTS

ISLANDS, PROVINCES, KABUPATEN, CLUSTERS, SIZES, TOPICS = 7, 38, 514, 12, 3, 10
OF_SIZE = np.array([0.93, 0.06, 0.01])
REACHES, OF_REACH = ("kabupaten", "province", "island", "country"), (0.55, 0.3, 0.1, 0.05)
SEATS = {"kabupaten": (10, 41), "province": (30, 201), "island": (100, 501), "country": (200, 2_001)}
MONTH, MONTHS = 30, 12
NEVER = 10_000
PRIORITY = len(FIRST_CLUSTERS)
"""Clusters that the office prefers."""
IKM_AN_OFFER = 880
"""So many there are where offers have the seats above: 4.4 million IKM, 5,000 offers."""
IN_PRIORITY, REACHABLE, HARD_TO_REACH = (FIRST_WEIGHTS[name] for name in ("cluster", "reachable", "mobility"))


def invent(people: int, offers: int, each: int = 2, seed: int = 6408) -> Country:
    """Return a country of so many IKM and offers; there are more seats where there are more IKM an offer."""
    chance = np.random.default_rng(seed)
    of_kabupaten = chance.dirichlet(np.full(KABUPATEN, 1.5))
    of_cell = np.einsum("k,c,s->kcs", of_kabupaten, chance.dirichlet(np.full(CLUSTERS, 3.0)), OF_SIZE).ravel()
    crowd = chance.multinomial(people, of_cell)
    cluster = np.repeat(np.tile(np.repeat(np.arange(CLUSTERS), SIZES), KABUPATEN), crowd)
    reach = chance.choice(len(REACHES), offers, p=OF_REACH)
    opens, offer, extra = _offered(chance, reach, of_kabupaten)
    trained = _days(chance, people, 700, 0.4)
    return Country(
        first=np.concatenate([[0], np.cumsum(crowd)]), opens=opens, offer=offer, extra=extra,
        always=(IN_PRIORITY * (cluster < PRIORITY) + REACHABLE * (chance.random(people) < 0.7)).astype(np.int16),
        needs=_needs(chance, cluster), served=np.minimum(trained, _days(chance, people, 300, 0.7)), trained=trained,
        registered=chance.random(people) < 0.6, topic=chance.integers(0, TOPICS, offers),
        day=(MONTH * chance.integers(0, MONTHS, offers)).astype(np.int16),
        asks=(chance.random(offers) < 0.4).astype(np.int64),
        seats=_seats(chance, reach, people / offers / IKM_AN_OFFER), each=each,
    )  # fmt: skip


def _offered(chance: np.random.Generator, reach: Whole, of_kabupaten: Floats) -> tuple[Whole, Small, Small]:
    """Return which offers are open to whom: those of a place to its IKM, of some clusters and sizes."""
    offers, likely = len(reach), np.sqrt(of_kabupaten)
    whom = chance.random((offers, CLUSTERS)) < chance.choice([0.4, 0.7, 1.0], offers)[:, None]
    sizes = chance.random((offers, SIZES)) < np.array([0.9, 0.8, 0.6])
    online, hard = chance.random(offers) < 0.15, chance.random(KABUPATEN) < 0.4
    home = chance.choice(KABUPATEN, offers, p=likely / likely.sum())
    return _open(_where(chance, reach, home), whom, sizes, online[:, None] | hard)


def _where(chance: np.random.Generator, reach: Whole, home: Whole) -> Flags:
    """Return which kabupaten an offer is for: its own, its province, its island or all."""
    kabupaten = np.arange(KABUPATEN)
    province = np.sort(chance.integers(0, PROVINCES, KABUPATEN))
    island = np.sort(chance.integers(0, ISLANDS, PROVINCES))[province]
    inside = np.stack([area == area[home][:, None] for area in (kabupaten, province, island, 0 * kabupaten)])
    where: Flags = inside[reach, np.arange(len(reach))]
    return where


def _seats(chance: np.random.Generator, reach: Whole, scale: float) -> Whole:
    low, high = (np.array([SEATS[name][side] for name in REACHES])[reach] for side in (0, 1))
    return np.maximum((chance.integers(low, high) * scale).astype(np.int64), 1)


def _open(where: Flags, whom: Flags, sizes: Flags, earns: Flags) -> tuple[Whole, Small, Small]:
    """Return the offers open to each cell, one cell after another, and what they give everybody there."""
    found, extra = [], []
    for kabupaten in range(KABUPATEN):
        near = np.flatnonzero(where[:, kabupaten])
        for cluster in range(CLUSTERS):
            right = near[whom[near, cluster]]
            found += [right[sizes[right, size]] for size in range(SIZES)]
        extra.append(earns[np.concatenate(found[-CLUSTERS * SIZES :]), kabupaten])
    opens = np.concatenate([[0], np.cumsum([len(some) for some in found])])
    return opens, np.concatenate(found).astype(np.int16), (HARD_TO_REACH * np.concatenate(extra)).astype(np.int16)


def _needs(chance: np.random.Generator, cluster: Whole) -> Bytes:
    """Return how much each topic matters to each IKM; a cluster has its own cares."""
    common = chance.uniform(0.1, 0.6, (TOPICS, CLUSTERS)).astype(np.float32)
    needs = np.zeros((TOPICS, len(cluster)), dtype=np.uint8)
    for topic in range(TOPICS):
        needs[topic] = chance.integers(1, 4, len(cluster), dtype=np.uint8)
        needs[topic] *= chance.random(len(cluster), dtype=np.float32) < common[topic][cluster]
    return needs


def _days(chance: np.random.Generator, people: int, usual: int, never: float) -> Small:
    days = np.clip(chance.exponential(usual, people), 1, NEVER).astype(np.int16)
    days[chance.random(people) < never] = NEVER
    return days
