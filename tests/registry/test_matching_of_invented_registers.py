"""What the rules of matching do on registers whose truth is known: no silent merge, and hardly anything missed."""

from collections import Counter, defaultdict
from uuid import UUID

import pytest

from services.registry.domain.duplicates import Known
from services.registry.domain.import_plan import NEW, POSSIBLE, UPDATE, match
from tests.registry.invented_businesses import Inventor
from tests.registry.invented_lists import lists_about

ORDERS = [
    ("workbook", "siinas", "form", "trainees"),
    ("trainees", "form", "siinas", "workbook"),
    ("siinas", "trainees", "workbook", "form"),
]


def outcome(seed, order, of_each_trap):
    """Match four lists into an empty register. Returns what happened to the rows, and every merge of two businesses."""
    known, lists = Known(), lists_about(Inventor(seed).businesses(500, of_each_trap), seed)
    spoken_of, made, counts, wrong = defaultdict(set), set(), Counter(), []
    for name in order:
        matching = match([entry for _, entry in lists[name]], known, UUID(int=ORDERS[0].index(name)))
        for (one, entry), row in zip(lists[name], matching.rows, strict=True):
            counts[row.verdict] += 1
            counts["again"] += one in made
            counts["doubled"] += row.verdict == NEW and one in made
            counts["asked"] += row.verdict == POSSIBLE and any(one in spoken_of[found.id] for found in row.candidates)
            if row.verdict == UPDATE and one not in spoken_of[row.ikm_id]:
                wrong.append((one.trap, entry.values, spoken_of[row.ikm_id]))
            if row.ikm_id:
                spoken_of[row.ikm_id].add(one)
                made.add(one)
    return counts, wrong


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(4))
def test_no_two_businesses_are_merged_silently(seed, order):
    _, wrong = outcome(seed, order, of_each_trap=6)
    assert wrong == []


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(2))
def test_what_speaks_of_a_known_business_is_merged_or_asked_about(seed, order):
    counts, wrong = outcome(seed, order, of_each_trap=0)
    assert wrong == []
    assert counts[UPDATE] >= 0.9 * counts["again"]
    assert counts[UPDATE] + counts["asked"] >= 0.99 * counts["again"]
    assert abs(counts[NEW] - 500) <= 5
