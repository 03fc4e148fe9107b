"""What is wanted, in order: points; then most IKM served, and nearest to the proposal before; then precedence."""

from collections.abc import Callable

import numpy as np

from services.partners.domain.assignment.highs import Reals
from services.partners.domain.assignment.programme import ELASTIC, LEVEL, PAIR, Programme

Goal = Callable[[Programme], Reals]


def points(programme: Programme) -> Reals:
    """Return what each column is worth in points; what is missing to a condition costs more than all could bring."""
    problem = programme.problem
    profit = np.zeros(len(programme.kind))
    pairs, levels = programme.kind == PAIR, programme.kind == LEVEL
    profit[pairs] = problem.worth[programme.about[pairs]]
    profit[levels] = -problem.step * programme.level[levels]
    profit[programme.kind == ELASTIC] = -programme.penalty
    return profit


def spread_and_stay(programme: Programme) -> Reals:
    """Return profits by which one IKM more is worth more than all seats that stay as they were."""
    problem = programme.problem
    weight = int(problem.before.sum()) + 1
    profit = np.zeros(len(programme.kind))
    pairs = programme.kind == PAIR
    about = programme.about[pairs]
    alone = problem.room[problem.ikm[about]] == 1
    profit[pairs] = weight * alone + problem.before[about]
    profit[(programme.kind == LEVEL) & (programme.level == 0)] = weight
    return profit


def precedence(programme: Programme) -> Reals:
    """Return profits by which whoever comes first is worth more: the best set is best in the order of precedence."""
    problem = programme.problem
    profit = np.zeros(len(programme.kind))
    pairs = programme.kind == PAIR
    profit[pairs] = problem.people - problem.ikm[programme.about[pairs]]
    return profit


IN_ORDER: tuple[Goal, ...] = (points, spread_and_stay, precedence)
