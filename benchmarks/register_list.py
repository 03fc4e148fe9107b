"""Server time of the register list over many IKM, with its query count, beside the same page read plainly by the ORM.

``python -m benchmarks.register_list [number of IKM] [database url]``
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, func, insert, or_, select

from services.registry.app import create_app
from services.registry.models.contact import Contact
from services.registry.models.ikm import Ikm
from services.registry.models.listing import Listing
from shared import clock
from shared.database import Database, new_id
from shared.migrations import upgrade
from shared.search import search_key
from shared.settings import Settings
from shared.vocabulary import CLUSTERS, KECAMATAN, TOPICS

PRODUCTS = ("Keripik Pisang", "Amplang Ikan", "Anyaman Rotan", "Kopi Bubuk", "Tempe", "Batik Wakaroros", "Mebel Kayu")
WORDS = ("Maju", "Sentosa", "Mekar", "Barokah", "Etam", "Jaya", "Sumber", "Tunas", "Lestari", "Harapan")
OWNERS = ("Siti", "Yuliana", "Rahmat", "Nurhayati", "Ahmad", "Kartini", "Joko", "Lilis", "Rudi", "Dewi")
LINKS = (
    "/ikm", "/ikm?hal=1000", "/ikm?cari=keripik+pisang+maju", "/ikm?cari=siti", "/ikm?cari=081234",
    "/ikm?kecamatan=64.08.10", "/ikm?kecamatan=64.08.10&klaster=PISANG", "/ikm?status=verified",
    "/ikm?kebutuhan=PENGEMASAN", "/ikm?cari=tidak+ada+sama+sekali", "/ikm?urut=newest", "/ikm?surel=tidak",
)  # fmt: skip


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/registry.db"
        upgrade("registry", url)
        database = Database(url)
        fill(database, number)
        client = signed_in_client(url)
        with counted(client.application.extensions["database"]) as queries:
            ours = [measure(partial(open_page, client, link, queries)) for link in LINKS for _ in range(10)]
        with counted(database) as plain_queries:
            peer = [measure(lambda: read_plainly(database, plain_queries)) for _ in range(10)]
    print(f"register list, {number} IKM, {len(LINKS)} links, 10 times each")
    print(f"ours:  95th percentile {p95([seconds for seconds, _ in ours]):6.1f} ms, queries {spread(ours)}")
    print(f"plain: 95th percentile {p95([seconds for seconds, _ in peer]):6.1f} ms, queries {spread(peer)}")
    print(f"ratio: {p95([s for s, _ in peer]) / p95([s for s, _ in ours]):.1f}")


def fill(database: Database, number: int) -> None:
    """Write IKM, contacts and list lines with invented but plausible words."""
    chance = random.Random(6408)
    for start in range(0, number, 5000):
        rows = [invent(chance, index) for index in range(start, min(start + 5000, number))]
        with database.transaction() as session:
            session.execute(insert(Ikm), [ikm for ikm, _, _ in rows])
            session.execute(insert(Contact), [contact for _, contact, _ in rows])
            session.execute(insert(Listing), [line for _, _, line in rows])


def invent(chance: random.Random, index: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    product, owner = chance.choice(PRODUCTS), f"{chance.choice(OWNERS)} {chance.choice(WORDS)}"
    name = f"{product} {chance.choice(WORDS)} {chance.choice(WORDS)}"
    phone, email = f"+62812{index:08d}", f"ikm{index}@contoh.id" if chance.random() < 0.3 else None
    both: dict[str, Any] = {
        "number": f"IKM-{index:05d}",
        "name": name,
        "name_key": search_key(name),
        "owner_name": owner,
        "product": product,
        "kecamatan_code": chance.choice(list(KECAMATAN)),
        "cluster": chance.choice([None, *CLUSTERS]),
        "branch": "pangan",
        "status": chance.choice(("registered", "registered", "verified")),
        "restricted": False,
    }
    ikm_id = new_id()
    ikm: dict[str, Any] = {
        **both, "id": ikm_id, "owner_key": search_key(owner), "registered_on": date(2024, 1, 1), "provenance": {},
        "created_at": clock.now(), "updated_at": clock.now(), "profile_revision": 1, "revision": 1,
    }  # fmt: skip
    contact = {
        "id": new_id(), "ikm_id": ikm_id, "kind": "owner", "name": owner, "phone": phone, "email": email,
        "created_at": clock.now(), "source": "benchmark",
    }  # fmt: skip
    place = KECAMATAN[both["kecamatan_code"]].name
    topics = " ".join(chance.sample(list(TOPICS), 2))
    line = {
        **both, "ikm_id": ikm_id, "phone": phone, "email": email, "reachable": True, "need_topics": f" {topics} ",
        "search_text": " ".join([*map(search_key, (name, owner, product, place, email)), phone or ""]),
    }  # fmt: skip
    return ikm, contact, line


def signed_in_client(url: str) -> FlaskClient:
    settings = Settings.from_env("registry", {
        "SINERGI_REGISTRY_DATABASE_URL": url, "SINERGI_REDIS_URL": "redis://127.0.0.1:1/0",
        "SINERGI_SECRET_KEY": "benchmark-" + "s" * 40, "SINERGI_DATA_KEY": "benchmark-" + "d" * 40,
    })  # fmt: skip
    client = create_app(settings).test_client()
    with client.session_transaction() as session:
        session["account"] = {
            "id": str(new_id()), "name": "Staf", "role": "staff", "institution_id": None,
            "sign_in": str(new_id()), "signed_in_at": clock.now().timestamp(),
        }  # fmt: skip
    return client


def open_page(client: FlaskClient, link: str, queries: list[str]) -> int:
    before = len(queries)
    answer = client.get(link)
    assert answer.status_code == 200, (link, answer.status_code)
    return len(queries) - before


def read_plainly(database: Database, queries: list[str]) -> int:
    """Read one searched page as it is first written: wide rows, a contact fetched for each line."""
    before, word = len(queries), "%keripik%"
    found = or_(
        func.lower(Ikm.name).like(word), func.lower(Ikm.owner_name).like(word), func.lower(Ikm.product).like(word)
    )
    with database.reading() as session:
        session.scalar(select(func.count()).select_from(Ikm).where(found))
        for ikm in session.scalars(select(Ikm).where(found).order_by(Ikm.name).limit(25)):
            assert [contact.phone for contact in ikm.contacts]
    return len(queries) - before


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect every statement that is sent to a database, except BEGIN and PRAGMA."""
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def measure(work: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    queries = work()
    return (time.perf_counter() - start) * 1000, queries


def p95(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=20)[-1]


def spread(results: list[tuple[float, int]]) -> str:
    counts = sorted({queries for _, queries in results})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"


if __name__ == "__main__":
    main()
