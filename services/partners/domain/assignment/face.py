"""The further goals by linear programmes, each among all solutions that are as good for the goals before it."""

from dataclasses import dataclass

from services.partners.domain.assignment import goals
from services.partners.domain.assignment.effort import Effort
from services.partners.domain.assignment.highs import Answer
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.assignment.programme import Programme, is_whole
from services.partners.domain.assignment.sifting import Progress


@dataclass(frozen=True, eq=False)
class Reached:
    """``pairs`` of a plan without broken seats that is as good as one with them; ``settled``: for every goal."""

    pairs: Whole
    settled: bool


def go_along(
    programme: Programme, answer: Answer, as_good: Whole, effort: Effort, progress: Progress
) -> Reached | None:
    """Return the plan in which all goals are reached, None where seats stay broken.

    ``as_good``: pairs that may be in a plan as good as the answer. That the answer has broken seats does not matter: a
    goal further on mends what is a mere tie, and does so in a hundredth of what a search in whole seats takes.
    """
    pairs = programme.taken(answer) if is_whole(answer) else None
    programme.fix_face(answer)
    programme.add(as_good)
    programme.forbid_missing()
    for number, goal in enumerate(goals.IN_ORDER[1:], start=2):
        progress("goal", number)
        found = programme.solve_along(goal(programme))
        if not (found.feasible and found.proven):
            return Reached(pairs, settled=False) if pairs is not None else None
        if is_whole(found):
            pairs = programme.taken(found)
        elif number == len(goals.IN_ORDER):
            programme.fix_face(found)
            return _mended(programme, effort, pairs)
        programme.fix_face(found)
    return Reached(pairs, settled=True) if pairs is not None else None


def _mended(programme: Programme, effort: Effort, pairs: Whole | None) -> Reached | None:
    """Search whole seats among what is best for all goals but the last."""
    found = programme.solve_whole(effort)
    if found.feasible:
        return Reached(programme.taken(found), found.proven)
    return Reached(pairs, settled=False) if pairs is not None and not found.proven else None
