"""One run over an invented country: ours, or a kept solver over all of its pairs."""

import resource
import sys
import time
from typing import Any

import numpy as np

from benchmarks.assignment import SOLVERS
from benchmarks.country.country import Country
from benchmarks.country.crew import crew
from benchmarks.country.invention import invent
from benchmarks.country.pairs import unpack
from benchmarks.country.proof import verify
from benchmarks.country.solve import solve
from benchmarks.country.wishes import everything
from services.partners.domain.assignment.instance import Instance

HANDS = 2


def told(name: str, people: int, offers: int) -> dict[str, Any]:
    """Return what a run found, its seconds and its memory; ``name`` is ``country`` or a solver of all pairs."""
    country = invent(people, offers)
    found = _solved(country) if name == "country" else _by_peer(name, _all_pairs(country))
    return {**found, "memory": _memory(), "pairs": country.pairs, "free": int(country.seats.sum())}


def _solved(country: Country) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), _cpu()
    with crew(country, HANDS) as looking:
        plan = solve(looking, lambda line: print(f"{time.perf_counter() - wall:7.1f} s  {line}", file=sys.stderr))
        solved = time.perf_counter() - wall
        verdict = verify(looking, plan.pairs.ikm, plan.pairs.offer, plan.prices)
    assert verdict.optimal, verdict
    return {
        "solved": solved, "wall": time.perf_counter() - wall, "cpu": _cpu() - cpu, "points": verdict.points,
        "bound": verdict.bound, "seats": len(plan.pairs), "core": plan.core, "looks": plan.looks,
    }  # fmt: skip


def _all_pairs(country: Country) -> Instance:
    pairs = unpack(everything(country))
    cap, nothing = np.full(country.people, country.each), np.zeros(country.people, np.int64)
    order = np.arange(country.people), np.arange(country.offers)
    return Instance(pairs.ikm, pairs.offer, pairs.points, country.seats, cap, nothing, *order)


def _by_peer(name: str, given: Instance) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), _cpu()
    points = SOLVERS[name](given)["points"]
    return {"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu, "points": points}


def _cpu() -> float:
    """Return the processor seconds of this process and those it has waited for."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory() -> float:
    """Return the most that all processes can have held at once, in MB; columns they share are counted in each."""
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + HANDS * largest) / 1024
