"""The plan from the database to the stored and explained plan, beside bare solvers on the same pairs.

Ours reads all facts, weighs everybody for each offer, solves, proves, explains and stores; an IKM gets three programmes
a year at most and none that clash. OR-Tools' min-cost flow, HiGHS on all pairs and a greedy list only solve, and know
no clashes; ``without`` is our own solver on what they are given. Each runs in a process of its own, with the facts.
``python -m benchmarks.plan [number of IKM] [number of open offers] [--postgresql | database url]``
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import insert

from benchmarks.assignment import greedy, highs, ortools
from benchmarks.database_under_test import database_under_test
from benchmarks.review import INSTITUTION, SECRET, fill
from services.partners.actions.plans import store
from services.partners.domain.assignment.instance import Instance
from services.partners.domain.assignment.solve import solve
from services.partners.models import Offer
from services.partners.queries.placement import facts
from shared import clock
from shared.database import Database, new_id
from shared.vocabulary import CLUSTERS, KECAMATAN, TOPICS

SIZES = [(2_000, 50), (50_000, 500)]
FIRST_DAY = date(clock.today().year + 1, 1, 15)
DAYS = 300
WITHOUT_HOURS = 0.05
"""Share of programmes that run for weeks and name no hours: they clash with all that share their days."""


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for ikm, offers in [(given[0], given[1])] if given else SIZES:
        with database_under_test("partners", sys.argv[1:]) as url:
            database = Database(url, signing_keys=[SECRET])
            fill(database, ikm)
            open_offers(database, offers)
            database.dispose()
            show(ikm, offers, {name: run(name, url) for name in MEASURED})


def run(name: str, url: str) -> dict[str, Any]:
    """Measure in a fresh process, so that each has its own memory."""
    words = [sys.executable, "-m", "benchmarks.plan", "--only", name, url]
    told: dict[str, Any] = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    return told


def show(ikm: int, offers: int, found: dict[str, dict[str, Any]]) -> None:
    ours = found.pop("ours")
    parts, total = ", ".join(f"{name} {seconds:.2f}" for name, seconds in ours["parts"].items()), ours["cpu"]
    print(f"{ikm:,} IKM x {offers} open offers: {ours['pairs']:,} pairs that fit, {ours['clashes']:,} clashes")
    print(f"  ours    {total:7.2f} s CPU ({parts}), {ours['wall']:.2f} s in all, {ours['memory']:.0f} MB")
    print(f"          {ours['points']:,} points, gap {ours['gap']}, found as {ours['way']}, settled: {ours['settled']}")
    for name, one in found.items():
        points = f"{one['points']:,} points without clashes ({100 * (one['points'] / ours['points'] - 1):+.2f} %)"
        ratios = f"ours takes {total / one['cpu']:.1f} x its time, {ours['memory'] / one['memory']:.2f} x its memory"
        print(f"  {name:7} {one['cpu']:7.2f} s CPU for solving, {one['memory']:.0f} MB: {points}; {ratios}", flush=True)


def open_offers(database: Database, number: int) -> None:
    """Write offers that are open, over most of a year, each for somewhat more than a seventh of the IKM."""
    chance, at = random.Random(8046), clock.now()
    rows = [invent(chance, index, number) | {"opened_at": at, "created_at": at} for index in range(number)]
    with database.transaction() as session:
        session.execute(insert(Offer), rows)


def invent(chance: random.Random, index: int, number: int) -> dict[str, Any]:
    begins, long = FIRST_DAY + timedelta(days=index * DAYS // number), chance.random() < WITHOUT_HOURS
    morning = chance.random() < 0.5
    whom: dict[str, Any] = {"kecamatan": chance.sample(sorted(KECAMATAN), 12), "size_classes": ["MIKRO", "KECIL"]}
    if chance.random() < 0.5:
        whom["clusters"] = chance.sample(list(CLUSTERS), 2)
    return {
        "id": new_id(), "institution_id": INSTITUTION, "title": f"Bimtek {index}", "summary": "", "form": "PELATIHAN",
        "topic": chance.choice([name for name in TOPICS if name not in ("SERTIFIKASI_HALAL", "IZIN_EDAR")]),
        "mode": "LURING", "place": "Sangatta", "starts_on": begins,
        "ends_on": begins + timedelta(days=45 if long else chance.randint(0, 2)),
        "hours_from": None if long else "08:00" if morning else "13:00",
        "hours_until": None if long else "12:00" if morning else "17:00",
        "quota": chance.randint(10, 40), "eligibility": whom, "selects": False, "state": "open", "revision": 1,
        "schedule_follows": long, "answer_by": clock.end_of_day(begins - timedelta(days=7)),
    }  # fmt: skip


def ours(url: str) -> dict[str, Any]:
    database, parts, begun = Database(url, signing_keys=[SECRET]), Parts(), time.perf_counter()
    with database.reading() as session:
        found = facts(session)
    parts.note("facts")
    plan = solve(found.placement.instance)
    parts.note("solving, proof and prices")
    with database.transaction() as session:
        store(session, found, plan)
    parts.note("storing")
    given = found.placement.instance
    return {
        "parts": parts.seconds, "cpu": sum(parts.seconds.values()), "wall": time.perf_counter() - begun,
        "pairs": len(given.ikm), "points": plan.points, "clashes": len(given.clashes),
        "gap": plan.gap, "way": plan.way,
        "settled": plan.settled,
    }  # fmt: skip


class Parts:
    """Processor seconds of one part after the other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.at = time.process_time()

    def note(self, name: str) -> None:
        now = time.process_time()
        self.seconds[name], self.at = now - self.at, now


def peer(solver: Callable[[Instance], dict[str, Any]], url: str) -> dict[str, Any]:
    """Measure what a solver takes for the pairs alone, from arrays to its optimum."""
    with Database(url, signing_keys=[SECRET]).reading() as session:
        given = as_a_flow_takes_it(facts(session).placement.instance)
    begun = time.process_time()
    return {**solver(given), "cpu": time.process_time() - begun}


def without(given: Instance) -> dict[str, Any]:
    return {"points": solve(given).points}


def as_a_flow_takes_it(given: Instance) -> Instance:
    order = np.lexsort((given.offer, given.ikm))
    return Instance(
        given.ikm[order], given.offer[order], given.score[order], given.free, given.cap, given.had, given.precedence,
        given.offer_precedence,
    )  # fmt: skip


MEASURED: dict[str, Callable[[str], dict[str, Any]]] = {
    "ours": ours, "without": partial(peer, without), "flow": partial(peer, ortools), "highs": partial(peer, highs),
    "greedy": partial(peer, greedy),
}  # fmt: skip


def only(name: str, url: str) -> None:
    told = MEASURED[name](url)
    print(json.dumps({**told, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    only(*sys.argv[2:]) if sys.argv[1:2] == ["--only"] else main()
