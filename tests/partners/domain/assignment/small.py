"""Random problems small enough to try every plan, and the trying."""

from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from services.partners.domain.assignment.instance import Instance, Kind, Segment

KINDS = [Kind.AT_MOST, Kind.AT_MOST, Kind.RESERVED, Kind.RESERVED, Kind.AT_LEAST]


def whole(values):
    return np.array(values, dtype=np.int64)


def table(pairs):
    return whole(sorted(pairs)).reshape(-1, 2)


def problem(pairs, free, *, people=None, cap=1, had=0, **rest):
    """Write an instance down: ``pairs`` are (IKM, offer, points)."""
    people = people if people is not None else 1 + max((ikm for ikm, _, _ in pairs), default=-1)
    columns = [whole([pair[column] for pair in pairs]) for column in range(3)]
    cap, had = (whole([value] * people if isinstance(value, int) else value) for value in (cap, had))
    rest = {"precedence": np.arange(people), "offer_precedence": np.arange(len(free)), **rest}
    return Instance(*columns, whole(free), cap, had, **rest)


def draw(chance, *, nested=False):
    people, offers = chance.randint(1, 6), chance.randint(1, 4)
    every = list(product(range(people), range(offers)))
    chosen = sorted(chance.sample(every, chance.randint(0, min(len(every), 9))))
    most = chance.choice([1, 3, 20])
    clashing = list(combinations(range(offers), 2))
    pinned = [pair for pair in chosen if chance.random() < 0.04]
    excluded = [pair for pair in chosen if pair not in pinned and chance.random() < 0.05]
    one_programme = chance.random() < 0.4
    return problem(
        [(ikm, offer, chance.randint(0, most)) for ikm, offer in chosen],
        [chance.choice([0, 1, 1, 2, 2, 3]) for _ in range(offers)],
        people=people,
        cap=1 if one_programme else [chance.randint(0, 3) for _ in range(people)],
        had=0 if one_programme else [chance.randint(0, 1) for _ in range(people)],
        step=chance.choice([0, 0, 2]),
        precedence=whole(chance.sample(range(50), people)),
        offer_precedence=whole(chance.sample(range(50), offers)),
        segments=tuple(
            _nest(chance, _segments(chance, people, offers)) if nested else _segments(chance, people, offers)
        ),
        clashes=table(_clashes(chance, clashing, nested)),
        pins=table(pinned),
        exclusions=table(excluded),
        area=whole([chance.randint(-1, 2) for _ in range(people)]),
        floors=table([(area, 1) for area in range(2) if chance.random() < 0.2]),
        before=table(chance.sample(every, chance.randint(0, min(len(every), 4)))),
    )


def draw_crossing(chance):
    """Draw offers that clash in a ring, and segments that cross: seats that a linear programme would break."""
    people, offers = chance.randint(1, 3), 5
    pairs = [(ikm, offer) for ikm in range(people) for offer in range(offers) if ikm == 0 or chance.random() < 0.4]
    return problem(
        [(ikm, offer, chance.randint(3, 9)) for ikm, offer in pairs[:10]],
        [chance.randint(1, 2) for _ in range(offers)],
        people=people, cap=chance.choice([2, 5]), step=chance.choice([0, 1]),
        segments=tuple(_segments(chance, people, offers)),
        clashes=table([(offer, (offer + 1) % offers) for offer in range(offers)]),
        before=table(chance.sample(pairs, min(2, len(pairs)))),
    )  # fmt: skip


def draw_clashing(chance):
    """Draw more IKM than seats, each for several offers, of which some clash though others lie between them."""
    people, offers = chance.randint(3, 5), 4
    every = list(product(range(people), range(offers)))
    chosen = sorted(chance.sample(every, min(len(every), 11)))
    segment = Segment(chance.randrange(offers), chance.choice(KINDS), 1, whole(chance.sample(range(people), 2)))
    return problem(
        [(ikm, offer, chance.randint(0, 9)) for ikm, offer in chosen], [chance.randint(0, 1) for _ in range(offers)],
        people=people, cap=[chance.randint(1, 3) for _ in range(people)], step=chance.choice([0, 2]),
        segments=(segment,) if chance.random() < 0.6 else (),
        area=whole([chance.randint(-1, 1) for _ in range(people)]),
        clashes=table([(0, 1), (1, 2), (2, 3)]), pins=table([pair for pair in chosen if chance.random() < 0.05]),
        floors=table([(area, 1) for area in range(2) if chance.random() < 0.3]),
    )  # fmt: skip


def hard(chance, most=99, people=25):
    """Draw rings of clashing offers for many IKM with several seats: the best with broken seats has some."""
    offers = 9
    clashes = [(offer, other) for offer in range(offers) for other in range(offer) if chance.random() < 0.4]
    return problem(
        [(ikm, offer, chance.randint(1, most)) for ikm in range(people) for offer in range(offers)],
        [chance.randint(3, 9) for _ in range(offers)], people=people, cap=3, clashes=table(clashes),
    )  # fmt: skip


def _clashes(chance, every, nested):
    found = [edge for edge in every if chance.random() < 0.3]
    return found[:1] if nested else found


def _segments(chance, people, offers):
    count = chance.choice([0, 0, 1, 2, 3])
    return [
        Segment(chance.randrange(offers), chance.choice(KINDS), chance.choice([0, 1, 1, 2]),
                whole(chance.sample(range(people), chance.randint(0, people))))
        for _ in range(count)
    ]  # fmt: skip


def _nest(chance, segments):
    """Keep those that nest with the ones kept before."""
    kept = []
    for one in segments:
        inside = set(one.members.tolist())
        others = [set(other.members.tolist()) for other in kept if other.offer == one.offer]
        if all(not inside & other or inside <= other or other <= inside for other in others):
            kept.append(one)
    return kept


@dataclass(frozen=True)
class Best:
    """The best plans found by trying all: their goals in order, and one of them."""

    points: int
    served: int
    kept: int
    precedence: int
    pairs: frozenset


def try_all(given):
    """Return the best of all plans, None where no plan keeps all conditions."""
    pairs = list(zip(given.ikm.tolist(), given.offer.tolist(), given.score.tolist(), strict=True))
    excluded, pinned = _set(given.exclusions), _set(given.pins)
    must = [pair for pair in pairs if pair[:2] in pinned]
    may = [pair for pair in pairs if pair[:2] not in pinned | excluded]
    least = _floors(given, pairs, excluded)
    plans = (must + list(more) for count in range(len(may) + 1) for more in combinations(may, count))
    found = [_goals(given, plan) for plan in plans if _keeps_all(given, plan, least)]
    return max(found, key=lambda best: (best.points, best.served, best.kept, best.precedence), default=None)


def _set(pairs):
    return {tuple(pair) for pair in pairs.tolist()}


def _floors(given, pairs, excluded):
    able = {ikm for ikm, offer, _ in pairs if (ikm, offer) not in excluded and given.cap[ikm] > given.had[ikm]}
    return {area: min(least, sum(given.area[ikm] == area for ikm in able)) for area, least in given.floors.tolist()}


def _goals(given, plan):
    points, seats = 0, {}
    for ikm, _, score in plan:
        points += score - given.step * (int(given.had[ikm]) + seats.get(ikm, 0))
        seats[ikm] = seats.get(ikm, 0) + 1
    before, rank = _set(given.before), given.precedence.argsort().argsort()
    chosen = frozenset(pair[:2] for pair in plan)
    return Best(
        points, len(seats), len(chosen & before), sum(given.people - int(rank[ikm]) for ikm, _ in chosen), chosen
    )


def _keeps_all(given, plan, least):
    seats = [sum(ikm == one for ikm, _, _ in plan) for one in range(given.people)]
    if any(count > max(given.cap[ikm] - given.had[ikm], 0) for ikm, count in enumerate(seats)):
        return False
    if any(sum(given.area[ikm] == area for ikm, _, _ in plan) < wanted for area, wanted in least.items()):
        return False
    chosen = {pair[:2] for pair in plan}
    both = [(ikm, one, other) for ikm in range(given.people) for one, other in given.clashes.tolist()]
    if any((ikm, one) in chosen and (ikm, other) in chosen for ikm, one, other in both):
        return False
    return all(_fits(given, offer, {ikm for ikm, at, _ in plan if at == offer}) for offer in range(given.offers))


def _fits(given, offer, here):
    segments = [(one.kind, one.seats, set(one.members.tolist())) for one in given.segments if one.offer == offer]
    for kind, seats, members in segments:
        if (kind is Kind.AT_MOST and len(here & members) > seats) or (
            kind is Kind.AT_LEAST and len(here & members) < seats
        ):
            return False
    reserved = [(seats, members) for kind, seats, members in segments if kind is Kind.RESERVED]
    return _room_for_kept(reserved, here, int(given.free[offer]) - len(here), given.people)


def _room_for_kept(reserved, here, empty, people):
    """Try every use of the empty seats: each is kept for some IKM, or for one segment and those around it."""
    if empty < 0:
        return False
    kinds = {tuple(ikm in members for _, members in reserved) for ikm in range(people)}
    kinds |= {tuple(one == other or (bool(inner) and inner <= outer) for other, (_, outer) in enumerate(reserved))
              for one, (_, inner) in enumerate(reserved)}  # fmt: skip
    reached = {tuple(len(here & members) for _, members in reserved)}
    for _ in range(empty):
        reached |= {tuple(map(sum, zip(counts, kind, strict=True))) for counts in reached for kind in kinds}
    return any(all(count >= seats for count, (seats, _) in zip(counts, reserved, strict=True)) for counts in reached)


def shuffled(given, chance):
    """Return the same facts in another order of pairs, segments and lists; IKM and offers keep their positions."""
    order = whole(chance.sample(range(len(given.ikm)), len(given.ikm)))
    mixed = {
        name: _mixed(getattr(given, name), chance) for name in ("pins", "exclusions", "floors", "before", "clashes")
    }
    segments = chance.sample(
        [replace(one, members=_mixed(one.members, chance)) for one in given.segments], len(given.segments)
    )
    return replace(
        given,
        ikm=given.ikm[order],
        offer=given.offer[order],
        score=given.score[order],
        segments=tuple(segments),
        **mixed,
    )


def _mixed(array, chance):
    return array[whole(chance.sample(range(len(array)), len(array)))]
