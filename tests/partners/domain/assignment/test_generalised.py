"""Generalised assignment problems as published: a job takes more than one unit of whoever does it.

``gap1.txt`` is the first file of J. E. Beasley's OR-Library (problems c515-1 to c515-5 of D. Cattrysse, M. Salomon and
L. N. Van Wassenhove, European Journal of Operational Research 72, 1994), with the optima that stand there beside it.
"""

from pathlib import Path

import numpy as np
import pytest

from services.partners.domain.assignment.instance import Kind, Segment
from services.partners.domain.assignment.solve import solve
from services.partners.domain.assignment.verification import verify
from tests.partners.domain.assignment.small import problem, table, whole

ENOUGH = 600_000
"""Effort that proves the points; what further goals and prices would take is not asked here."""


def published():
    """Return for each problem the points and the loads by job and agent, and the capacities."""
    numbers = iter(map(int, (Path(__file__).parent / "gap1.txt").read_text().split()))
    for _ in range(next(numbers)):
        agents, jobs = next(numbers), next(numbers)
        points, loads = ([[next(numbers) for _ in range(jobs)] for _ in range(agents)] for _ in range(2))
        capacity = [next(numbers) for _ in range(agents)]
        yield np.transpose(points), np.transpose(loads), capacity


def exactly_one(offer, members):
    return [Segment(offer, kind, 1, whole(members)) for kind in (Kind.AT_MOST, Kind.AT_LEAST)]


def in_seats(points, loads, capacity):
    """Write it down in seats: an agent is an offer with a seat for each unit, and each job is an offer too.

    A choice of an agent sits at the job, with the points, and of these exactly one. Each unit that the choice takes is
    an IKM that must sit somewhere: at the job beside no choice, so that where the choice is made it sits at the agent.
    """
    agents, pairs, segments, area = len(capacity), [], [], []
    for job, (row, takes) in enumerate(zip(points.tolist(), loads.tolist(), strict=True)):
        offer, choices = agents + job, []
        for agent in range(agents):
            choice = len(area)
            units = range(choice + 1, choice + 1 + takes[agent])
            area += [-1, *units]
            choices.append(choice)
            pairs += [(choice, offer, row[agent]), *((unit, at, 0) for unit in units for at in (agent, offer))]
            segments += [one for unit in units for one in exactly_one(offer, [choice, unit])]
        segments += exactly_one(offer, choices)
    floors = table([(unit, 1) for unit in area if unit >= 0])
    free = [*capacity, *[len(area)] * len(points)]
    return problem(pairs, free, people=len(area), segments=tuple(segments), area=whole(area), floors=floors)


@pytest.mark.parametrize(
    ("number", "optimum"), [(0, 336), (1, 327), (2, 339), (3, 341), (4, 326)], ids=lambda value: f"{value}"
)
def test_the_optimum_is_the_published_one_and_is_kept_within_the_loads(number, optimum):
    points, loads, capacity = list(published())[number]
    given = in_seats(points, loads, capacity)
    plan = solve(given, effort=ENOUGH)
    assert (plan.points, plan.gap, plan.way) == (optimum, 0, "integer")
    verdict = verify(given, plan)
    assert not verdict.broken
    assert verdict.points == optimum <= verdict.bound
    assert chosen_loads(given, plan, loads, capacity) == len(points)


def chosen_loads(given, plan, loads, capacity):
    """Return how many jobs are given to an agent; no agent may have more than it can take."""
    agents, taken = len(capacity), set(zip(plan.ikm.tolist(), plan.offer.tolist(), strict=True))
    at_jobs = [(ikm, at - agents) for ikm, at in zip(given.ikm.tolist(), given.offer.tolist(), strict=True)
               if given.area[ikm] < 0]  # fmt: skip
    chosen = [(job, number % agents) for number, (ikm, job) in enumerate(at_jobs) if (ikm, job + agents) in taken]
    used = np.zeros(agents, dtype=int)
    for job, agent in chosen:
        used[agent] += loads[job][agent]
    assert (used <= capacity).all()
    return len(chosen)
