"""The plan of a whole year beside the bare min-cost flow of OR-Tools, HiGHS on all pairs, and a plain list gone down.

Ours is the whole way, from arrays to the proven and explained plan; the others only solve. Each runs in a process of
its own on the same instance.
``python -m benchmarks.assignment [number of IKM] [number of offers] [seats an IKM may get]``
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from services.partners.domain.assignment.instance import Instance, Whole
from services.partners.domain.assignment.solve import solve
from services.partners.domain.assignment.verification import verify

ELIGIBLE = 0.15
"""Share of all pairs that are eligible: 3.75 million of 50,000 × 500."""


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sizes = [tuple([*given, 1][:3])] if given else [(2_000, 50, 1), (50_000, 500, 1), (50_000, 500, 2)]
    for size in sizes:
        show(size, {name: run(name, size) for name in SOLVERS})


def run(name: str, size: tuple[int, ...]) -> dict[str, Any]:
    """Solve in a fresh process, so that each has its own memory."""
    words = [sys.executable, "-m", "benchmarks.assignment", "--only", name, *map(str, size)]
    told: dict[str, Any] = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    return told


def show(size: tuple[int, ...], found: dict[str, dict[str, Any]]) -> None:
    ours, most = found["ours"], max(one["points"] for one in found.values())
    print(
        f"{size[0]:,} IKM x {size[1]} offers, {size[2]} seats an IKM: {ours['pairs']:,} pairs, {ours['seats']:,} seats"
    )
    for name, one in found.items():
        ratios = f"{one['cpu'] / ours['cpu']:6.2f} x our time, {one['memory'] / ours['memory']:5.2f} x our memory"
        points = f"{one['points']:10,} points ({100 * (one['points'] - most) / most:+.2f} %)"
        print(f"  {name:8} {one['wall']:7.2f} s ({one['cpu']:7.2f} s CPU) {one['memory']:6.0f} MB {points}, {ratios}")
    told = f"gap {ours['gap']}, found as {ours['way']}"
    print(f"  ours: {told}, verified apart over all pairs in {ours['verified']:.2f} s CPU")


def instance(people: int, offers: int, seats: int) -> Instance:
    """Invent IKM and offers as a regency has them: by place, cluster, size and need, with many alike."""
    chance = np.random.default_rng(6408)
    kecamatan = chance.choice(20, people, p=chance.dirichlet(np.full(20, 2.0)))
    cluster, large = chance.integers(0, 12, people), chance.random(people) > 0.85
    need = np.where(chance.random((people, 10)) < 0.35, chance.integers(1, 4, (people, 10)), 0)
    waited, reached = np.minimum(chance.exponential(400, people).astype(np.int64), 730), chance.random(people) < 0.6
    columns = []
    for offer in range(offers):
        where = chance.random(20) < chance.choice([0.3, 0.6, 1.0])
        whom = chance.random(12) < chance.choice([0.4, 0.8, 1.0])
        able = where[kecamatan] & whom[cluster] & ~(large & (chance.random(people) < 0.5))
        able &= chance.random(people) < ELIGIBLE / 0.42
        ikm = np.flatnonzero(able)
        points = 40 * need[ikm, chance.integers(10)] // 3 + 15 * waited[ikm] // 730 + 10 * reached[ikm]
        points += 20 * (cluster[ikm] == chance.integers(12)) + 10 * (kecamatan[ikm] == chance.integers(20))
        columns.append((ikm, np.full(len(ikm), offer), points + (kecamatan[ikm] + cluster[ikm] + offer) % 6))
    seated, seats_of, score = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((seats_of, seated))
    return Instance(
        seated[order], seats_of[order], score[order], chance.integers(10, 41, offers), np.full(people, seats),
        np.zeros(people, np.int64), np.arange(people), np.arange(offers),
    )  # fmt: skip


def ours(given: Instance) -> dict[str, Any]:
    start = time.process_time()
    plan = solve(given)
    cpu = time.process_time() - start
    start = time.process_time()
    assert verify(given, plan).optimal
    return {
        "points": plan.points, "seats": len(plan.ikm), "gap": plan.gap, "way": plan.way, "cpu": cpu,
        "verified": time.process_time() - start,
    }  # fmt: skip


def ortools(given: Instance) -> dict[str, Any]:
    from ortools.graph.python import min_cost_flow

    flow, people, offers = min_cost_flow.SimpleMinCostFlow(), given.people, given.offers
    source, sink = people + offers, people + offers + 1
    seats = int(given.free.sum())
    add: Callable[..., Whole] = flow.add_arcs_with_capacity_and_unit_cost
    add(np.full(people, source), np.arange(people), given.cap, np.zeros(people, np.int64))
    add(given.ikm, people + given.offer, np.ones(len(given.ikm), np.int64), -given.score)
    add(people + np.arange(offers), np.full(offers, sink), given.free, np.zeros(offers, np.int64))
    add(np.array([source]), np.array([sink]), np.array([seats]), np.array([0]))
    flow.set_node_supply(source, seats)
    flow.set_node_supply(sink, -seats)
    assert flow.solve() == flow.OPTIMAL
    return {"points": -flow.optimal_cost()}


def highs(given: Instance) -> dict[str, Any]:
    import highspy

    model, pairs = highspy.HighsLp(), len(given.ikm)
    model.num_col_, model.num_row_ = pairs, given.people + given.offers
    model.col_cost_, model.col_lower_, model.col_upper_ = -given.score.astype(float), np.zeros(pairs), np.ones(pairs)
    model.row_lower_ = np.full(model.num_row_, -highspy.kHighsInf)
    model.row_upper_ = np.concatenate([given.cap, given.free]).astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * pairs + 1, 2)
    model.a_matrix_.index_ = np.stack([given.ikm, given.people + given.offer], axis=1).ravel()
    model.a_matrix_.value_ = np.ones(2 * pairs)
    solver = highspy._core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    return {"points": -round(solver.getInfo().objective_function_value)}


def greedy(given: Instance) -> dict[str, Any]:
    """Go down the pairs from the best, as one would write it down first."""
    free, room, points = given.free.tolist(), given.cap.tolist(), 0
    pairs = zip(given.score.tolist(), given.ikm.tolist(), given.offer.tolist(), strict=True)
    for score, ikm, offer in sorted(pairs, key=lambda pair: -pair[0]):
        if free[offer] and room[ikm]:
            free[offer] -= 1
            room[ikm] -= 1
            points += score
    return {"points": points}


SOLVERS: dict[str, Callable[[Instance], dict[str, Any]]] = {
    "ours": ours, "ortools": ortools, "highs": highs, "greedy": greedy,
}  # fmt: skip


def only(name: str, size: list[int]) -> None:
    given = instance(*size)
    wall, cpu = time.perf_counter(), time.process_time()
    told = SOLVERS[name](given)
    told = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, **told}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**told, "memory": memory, "pairs": len(given.ikm)}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only"]:
        only(sys.argv[2], [int(word) for word in sys.argv[3:]])
    else:
        main()
