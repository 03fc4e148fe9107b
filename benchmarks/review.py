"""The review of an offer over many IKM with few and many offers open, beside a plain Python loop over the same IKM.

On SQLite processor time is measured; with a server of its own, what that does counts too, and time is that of a watch.
``--own-time`` measures this process alone there as well: what is left of the watch was spent waiting.
``python -m benchmarks.review [number of IKM] [numbers of open offers ...] [--postgresql | database url] [--own-time]``
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import insert, select

from benchmarks.database_under_test import database_under_test
from benchmarks.register_list import OWNERS, PRODUCTS, WORDS, counted, p95
from services.partners.actions import offers, plans
from services.partners.app import create_app
from services.partners.domain.assignment.solve import solve
from services.partners.domain.chain import effects_of
from services.partners.domain.nomination import BY_THE_MACHINE, NOT_ELIGIBLE, SUGGESTED, TO_CONFIRM
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Programme
from services.partners.domain.ranking import Ranking
from services.partners.models import IkmProfile, Institution, Nomination, Offer
from services.partners.models.ikm_profile import facts_in_portions
from services.partners.queries.placement import facts
from services.partners.queries.ranking import ranking
from shared import clock
from shared.database import Database, new_id
from shared.search import search_key
from shared.settings import Settings
from shared.vocabulary import CLUSTERS, KECAMATAN, SIZE_CLASSES, TOPICS


@dataclass
class Measuring:
    """``watch``: processor time of this process, where what else runs on the machine shall not count."""

    watch: Callable[[], float] = time.process_time


measuring = Measuring()
SECRET = "benchmark-" + "s" * 40
TIMES = 10
FIRST_TIMES = 40
SEATS_GIVEN = 20
LINKS = (
    "", "?hal=20", "?kelompok=to_confirm", "?kelompok=not_eligible", "?kelompok=dismissed", "?kecamatan=64.08.10",
    "?klaster=PISANG", "?cari=keripik+pisang+maju", "?cari=tidak+ada+sama+sekali", "/mengapa?cari=keripik",
)  # fmt: skip
FIRST_DAY = clock.today() + timedelta(days=60)
AUDIENCE = {"clusters": ["PISANG", "KAKAO"], "kecamatan": sorted(KECAMATAN)[:12], "size_classes": ["MIKRO", "KECIL"]}


def main() -> None:
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    ikm, counts = [*given, 50_000][0], given[1:] or [1, 50, 300]
    with database_under_test("partners", sys.argv[1:]) as url:
        database = Database(url, signing_keys=[SECRET])
        own = database.is_sqlite or "--own-time" in sys.argv
        measuring.watch = time.process_time if own else time.perf_counter
        fill(database, ikm)
        open_: list[UUID] = []
        first: dict[int, FirstPage] = {}
        for running in sorted(counts):
            while len(open_) < running:
                open_.append(submit(database, len(open_)))
                start(database, open_[-1], ikm)
            plan(database)
            client = signed_in_client(url)
            cold = measure(partial(open_page, client, f"/penawaran/{open_[0]}/kecocokan"))
            title = f"{ikm} IKM, {running} open offers, first look {cold:.0f} ms"
            report(client, database, open_, submit(database, len(open_)), title)
            first[running] = measure_first_page(client)
        print(f"first page, by open offers: {'; '.join(f'{count}: {found}' for count, found in first.items())}")


@dataclass
class FirstPage:
    """``took`` are milliseconds of one look after the other; each asked the database ``queries`` times."""

    took: list[float]
    queries: float

    def __str__(self) -> str:
        return f"95th percentile {p95(self.took):.1f} ms, median {median(self.took):.1f} ms, {self.queries:.0f} queries"


def measure_first_page(client: FlaskClient) -> FirstPage:
    with counted(client.application.extensions["database"]) as queries:
        took = [measure(lambda: open_page(client, "/")) for _ in range(FIRST_TIMES)]
        return FirstPage(took, len(queries) / FIRST_TIMES)


def report(client: FlaskClient, database: Database, running: list[UUID], waiting: UUID, title: str) -> None:
    for link in ("/", "/penawaran", *(f"/penawaran/{running[0]}/kecocokan{link}" for link in LINKS)):
        open_page(client, link)  # its template is read once
    opening = measure(lambda: open_offer(client, waiting))
    with counted(client.application.extensions["database"]) as queries:
        pages = [
            measure(partial(open_page, client, f"/penawaran/{running[0]}/kecocokan{link}"))
            for link in LINKS
            for _ in range(TIMES)
        ]
        asked = len(queries) / len(pages)
    offers_list = [measure(lambda: open_page(client, "/penawaran")) for _ in range(TIMES)]
    plain, columns = [], []
    mine = select(Nomination.ikm_id).where(Nomination.offer_id == running[0])
    with database.reading() as session:
        offer, known = session.get_one(Offer, running[0]), [*chain.from_iterable(facts_in_portions(session))]
        programme, decided = offer.programme(), set(session.scalars(mine))
        for _ in range(3):
            plain.append(measure(lambda: plainly(known, programme, decided)))
            columns.append(measure(lambda: by_columns(session, offer)))
        same(plainly(known, programme, decided), by_columns(session, offer))
    print(title)
    print(
        f"review:    95th percentile {p95(pages):7.1f} ms, {asked:.1f} queries, {len(LINKS)} links, {TIMES} times each"
    )
    print(f"opening:   {opening:7.1f} ms from the button to the first suggestions")
    print(f"list of offers 95th percentile {p95(offers_list):7.1f} ms")
    print(f"a plain loop over the same IKM {min(plain):7.1f} ms, by columns {min(columns):7.1f} ms:"
          f" {min(plain) / min(columns):.0f} times as long")  # fmt: skip


def fill(database: Database, number: int) -> None:
    """Write an institution, and profiles with invented but plausible facts."""
    chance = random.Random(6408)
    with database.transaction() as session:
        session.add(Institution(id=INSTITUTION, name="Politeknik", kind="PERGURUAN_TINGGI", contact_name="Pak Budi",
                                email="budi@contoh.id", state="active"))  # fmt: skip
    for begin in range(0, number, 5000):
        rows = [invent(chance, index) for index in range(begin, min(begin + 5000, number))]
        with database.transaction() as session:
            session.execute(insert(IkmProfile), rows)


INSTITUTION = uuid4()


def invent(chance: random.Random, index: int) -> dict[str, Any]:
    product, owner = chance.choice(PRODUCTS), f"{chance.choice(OWNERS)} {chance.choice(WORDS)}"
    day = date(2024, 1, 1) + timedelta(days=chance.randint(0, 900))
    past = [{"title": "Bimtek lama", "topic": None, "held_on": f"{day}"}] if chance.random() < 0.4 else []
    needs = [{"topic": topic, "severity": chance.randint(1, 3), "since": "2026-01-01"}
             for topic in chance.sample(list(TOPICS), chance.randint(0, 4))]  # fmt: skip
    name = f"{product} {chance.choice(WORDS)} {chance.choice(WORDS)}"
    return {
        "ikm_id": new_id(),
        "revision": 1,
        "name": name,
        "search_text": search_key(f"{name} {owner} {product}"),
        "owner_name": owner,
        "product": product,
        "status": "registered",
        "restricted": False,
        "kecamatan_code": chance.choice([None, *KECAMATAN]),
        "cluster": chance.choice([None, *CLUSTERS]),
        "email": f"ikm{index}@contoh.id" if chance.random() < 0.3 else None,
        "phone": f"+62812{index:08d}" if chance.random() < 0.8 else None,
        "reachable": True,
        "registered_on": day,
        "payload": {
            "kbli": None, "desa": f"Desa {index % 141}", "owner_sex": chance.choice([None, "P", "L"]),
            "size_class": chance.choice([None, *SIZE_CLASSES]), "consent_to_share": "yes",
            "holdings": [{"kind": "NIB", "state": "yes", "expires_on": None}], "needs": needs, "trainings": past,
            "contact": {"name": owner, "language": "id"}, "workers": chance.choice([None, 1, 2, 5, 8]),
            **{said: chance.choice([None, "yes", "no"]) for said in ("local_material", "supplies_others", "in_sentra")},
        },
    }  # fmt: skip


def submit(database: Database, number: int) -> UUID:
    day = FIRST_DAY + timedelta(days=3 * number)
    values = {
        "title": f"Bimtek {number}", "summary": "", "topic": "PENGEMASAN", "form": "PELATIHAN", "mode": "LURING",
        "place": "Sangatta", "starts_on": day, "ends_on": day, "quota": 30, "eligibility": AUDIENCE,
        "answer_by": clock.end_of_day(day - timedelta(days=10)), "schedule_follows": True,
    }  # fmt: skip
    with database.transaction() as session:
        made = offers.draft_offer(session, uuid4(), INSTITUTION, values)
        return offers.submit_offer(session, made.id).id


def start(database: Database, offer_id: UUID, ikm: int) -> None:
    """Open an offer and give its first seats."""
    with database.transaction() as session:
        offers.open_offer(session, offer_id)
        chosen = session.scalars(select(IkmProfile.ikm_id).limit(SEATS_GIVEN).offset(offer_id.int % (ikm // 2))).all()
        session.execute(insert(Nomination), [
            {"id": new_id(), "offer_id": offer_id, "ikm_id": ikm_id, "state": "accepted", "score": 0, "breakdown": [],
             "gate": [], "policy_version": 1, "suggested_at": clock.now(), "nominated_at": clock.now(), "revision": 1}
            for ikm_id in chosen
        ])  # fmt: skip


def plan(database: Database) -> None:
    """Draw the plan that the lists mark."""
    with database.transaction() as session:
        found = facts(session)
        plans.store(session, found, solve(found.placement.instance))


def signed_in_client(url: str) -> FlaskClient:
    settings = Settings.from_env("partners", {
        "SINERGI_PARTNERS_DATABASE_URL": url, "SINERGI_REDIS_URL": "redis://127.0.0.1:1/0",
        "SINERGI_SECRET_KEY": SECRET, "SINERGI_DATA_KEY": "benchmark-" + "d" * 40,
    })  # fmt: skip
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with client.session_transaction() as session:
        session["account"] = {
            "id": str(new_id()), "name": "Staf", "role": "staff", "institution_id": None,
            "sign_in": str(new_id()), "signed_in_at": clock.now().timestamp(),
        }  # fmt: skip
    return client


def open_page(client: FlaskClient, link: str) -> None:
    answer = client.get(link)
    assert answer.status_code == 200, (link, answer.status_code)


def open_offer(client: FlaskClient, offer_id: UUID) -> None:
    assert client.post(f"/penawaran/{offer_id}/buka").status_code == 303
    assert 'class="match"' in client.get(f"/penawaran/{offer_id}/kecocokan").text


def measure(work: Callable[[], object]) -> float:
    """Return milliseconds by the watch of this run."""
    begun = measuring.watch()
    work()
    return (measuring.watch() - begun) * 1000


def plainly(known: list[Profile], programme: Programme, decided: set[UUID]) -> dict[str, list[tuple[int, UUID]]]:
    """Weigh one IKM after the other, as it is first written; return each group, best first."""
    rules = Policy()
    groups: dict[str, list[tuple[Any, ...]]] = {state: [] for state in BY_THE_MACHINE}
    for item in known:
        if item.ikm_id not in decided:
            order = -points(item, programme, rules), last_served(item, programme) or date.min, item.registered_on
            groups[group_of(item, programme)].append((*order, item.ikm_id))
    return {state: [(-found[0], found[-1]) for found in sorted(group)] for state, group in groups.items()}


def group_of(item: Profile, programme: Programme) -> str:
    asked = ((item.cluster, programme.clusters), (item.kecamatan_code, programme.kecamatan),
             (item.size_class, programme.size_classes))  # fmt: skip
    if any(value is not None and value not in wanted for value, wanted in asked):
        return NOT_ELIGIBLE
    return TO_CONFIRM if any(value is None for value, _ in asked) else SUGGESTED


def points(item: Profile, programme: Programme, rules: Policy) -> int:
    last, weights = last_served(item, programme), rules.weights
    unserved = rules.lately_days if last is None else min((programme.starts_on - last).days, rules.lately_days)
    recent = last is not None and last >= programme.starts_on - timedelta(days=3 * 365)
    return sum((
        weights["need"] * (programme.topic in item.needs),
        weights["cluster"] * (item.cluster in rules.priority_clusters),
        weights["severity"] * item.needs.get(programme.topic, 0) // 3,
        weights["unserved"] * unserved // rules.lately_days,
        weights["mobility"] * (item.kecamatan_code in rules.low_mobility),
        weights["chain"] * sum(said == "yes" for said in effects_of(item)) // 4,
        weights["momentum"] * recent,
        weights["reachable"] * (item.has_email or item.has_phone),
    ))  # fmt: skip


def last_served(item: Profile, programme: Programme) -> date | None:
    return max((each.held_on for each in item.trainings if each.held_on < programme.starts_on), default=None)


def by_columns(session: Any, offer: Offer) -> tuple[Ranking, dict[str, Any]]:
    seen = ranking(session, offer)
    return seen, {state: seen.group(state) for state in BY_THE_MACHINE}


def same(plain: dict[str, list[tuple[int, UUID]]], columns: tuple[Ranking, dict[str, Any]]) -> None:
    """Assert that both say the same of those who fit; whoever has a seat anywhere is left out, the loop sees none."""
    seen, groups = columns
    engaged = {
        ikm_id for ikm_id, held in zip(seen.roster.rows, seen.weighed.offer.elsewhere.in_year, strict=True) if held
    }
    found = [(match.score, match.ikm_id) for match in seen.matches(groups[SUGGESTED])]
    assert [each for each in plain[SUGGESTED] if each[1] not in engaged] == [
        each for each in found if each[1] not in engaged
    ]


if __name__ == "__main__":
    main()
