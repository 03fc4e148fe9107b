"""Lists as offices lay them out, invented, with the truth of every row: nothing false is kept, nothing lost in silence.

``LISTS=10000 ./sinergi test tests/registry/test_lists_of_any_layout.py`` tries more, others with ``LISTS_SEED``.
"""

import os
from collections import Counter

from services.registry.domain.table import Sheet
from tests.registry.invented_layouts import layout
from tests.registry.verdicts import verdicts
from tests.registry.whole_lists import entries_of

LISTS = int(os.environ.get("LISTS", "2000"))
FIRST = int(os.environ.get("LISTS_SEED", "0"))
RIGHT = 0.95


def test_no_invented_list_is_read_wrongly_or_in_silence():
    counted: Counter[str] = Counter()
    bad: list[object] = []
    for seed in range(FIRST, FIRST + LISTS):
        sheet = layout(seed)
        entries = entries_of([Sheet(sheet.name, sheet.rows, merged=sheet.merged)])
        for number, verdict in verdicts(sheet.truth, entries):
            counted[verdict[0]] += 1
            bad += [(seed, number, *verdict)] * (verdict[0] in ("lost", "WRONG"))
    assert bad == []
    assert counted["right"] >= RIGHT * counted.total()
