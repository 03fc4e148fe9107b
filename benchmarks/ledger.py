"""The ledger over many nominations, beside the plain way: every nomination read with its IKM, and counted in Python.

``python -m benchmarks.ledger [number of nominations] [--postgresql | database url]``
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text

from benchmarks.database_under_test import database_under_test
from benchmarks.register_list import p95
from benchmarks.review import INSTITUTION, SECRET, fill, open_page, signed_in_client
from services.partners.domain.ledger import DIVISIONS
from services.partners.models import IkmProfile, Nomination, Offer
from services.partners.queries.about import EVERYBODY
from services.partners.queries.ledger_lines import ledger_lines
from shared import clock
from shared.database import Database, new_id
from shared.vocabulary import FORMS, TOPICS

IKM, OF_ONE_OFFER, TIMES = 50_000, 400, 10


def main() -> None:
    number = next((int(word) for word in sys.argv[1:] if word.isdigit()), 200_000)
    with database_under_test("partners", sys.argv[1:]) as url:
        database = Database(url, signing_keys=[SECRET])
        fill(database, IKM)
        nominate(database, number)
        client = signed_in_client(url)
        open_page(client, "/buku-kuota")
        print(f"{number} nominations to {number // OF_ONE_OFFER} offers")
        for division in DIVISIONS:
            times = [measure(partial(ask, database, division)) for _ in range(TIMES)]
            page = [measure(partial(open_page, client, f"/buku-kuota?per={division}")) for _ in range(TIMES)]
            print(f"by {division:12} 95th percentile {p95(times):7.1f} ms, page with its sum {p95(page):7.1f} ms")
        columns = min(measure(lambda: ask(database, "kecamatan")) for _ in range(3))
        plain = measure(lambda: plainly(database))
        print(f"every nomination read and counted {plain:7.1f} ms, by the index {columns:7.1f} ms:"
              f" {plain / columns:.0f} times as long")  # fmt: skip


def ask(database: Database, division: str) -> list[Any]:
    with database.reading() as session:
        return ledger_lines(session, division, EVERYBODY, of=None)


def plainly(database: Database) -> dict[str | None, Counter[int]]:
    with database.reading() as session:
        found: dict[str | None, Counter[int]] = {}
        for nomination in session.scalars(select(Nomination).execution_options(yield_per=1000)):
            found.setdefault(nomination.profile.kecamatan_code, Counter())[nomination.step] += 1
    return found


def nominate(database: Database, number: int) -> None:
    """Write offers of two years, to each as many nominations, of which some came further than others."""
    chance = random.Random(6408)
    with database.reading() as session:
        known = {profile.ikm_id: profile.counts_under for profile in session.scalars(select(IkmProfile))}
    for place in range(number // OF_ONE_OFFER):
        with database.transaction() as session:
            offer_id = offer(session, chance, place)
            rows = (nomination(chance, offer_id, ikm_id, known) for ikm_id in chance.sample(list(known), OF_ONE_OFFER))
            session.execute(insert(Nomination), list(rows))
    with database.transaction() as session:
        session.execute(text("ANALYZE"))


def offer(session: Any, chance: random.Random, place: int) -> UUID:
    day, offer_id = clock.today() - timedelta(days=place % 700), new_id()
    session.execute(insert(Offer), [{
        "id": offer_id, "institution_id": INSTITUTION, "title": f"Bimtek {place}", "summary": "", "quota": OF_ONE_OFFER,
        "topic": chance.choice(list(TOPICS)), "form": chance.choice(list(FORMS)), "state": "completed",
        "starts_on": day, "ends_on": day, "eligibility": {}, "segments": [], "created_at": clock.now(), "revision": 1,
    }])  # fmt: skip
    return offer_id


def nomination(
    chance: random.Random, offer_id: UUID, ikm_id: UUID, known: dict[UUID, dict[str, Any]]
) -> dict[str, Any]:
    step = chance.choice((0, 1, 2, 3, 3))
    return {
        "id": new_id(), "offer_id": offer_id, "ikm_id": ikm_id, "state": "accepted", "score": 0, "breakdown": [],
        "gate": [], "policy_version": 1, "suggested_at": clock.now(), "nominated_at": clock.now(), "revision": 1,
        "step": step, "bore_fruit": step == 3 and chance.random() < 0.3, **known[ikm_id],
    }  # fmt: skip


def measure(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
