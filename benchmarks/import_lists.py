"""How long imports take: the four lists of examples/ one after another, then one list of 50,000 rows.

``python -m benchmarks.import_lists [rows [database]]`` prints seconds to read, plan, write and undo, the register's
size, the most memory that all processes of the import took together, and how long forms had to wait meanwhile.
The peer beside it is the step everybody starts with: reading the same file and counting names without any matching.
Planning, writing and undoing a large list happen in the lane of long work, as in production. ``database``: the URL of
an empty PostgreSQL database; without it everything is in SQLite files.
"""

import csv
import os
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.registry.actions import ikm, import_confirmation, import_receiving, import_undoing, imports
from services.registry.files import import_tables, uploads
from services.registry.models import Ikm, ImportBatch
from services.registry.tasks.work import work
from shared.crypto import Cipher
from shared.database import Database
from shared.migrations import upgrade
from shared.settings import Settings
from shared.vocabulary import KECAMATAN

EXAMPLES = Path(__file__).parent.parent / "examples"
LISTS = (
    "data-ikm-disperindag-2024.xlsx",
    "siinas-ekspor.csv",
    "formulir-kebutuhan-2025.csv",
    "peserta-bimtek-2022-2024.xlsx",
)
CIPHER = Cipher(["b" * 40])
PRODUCTS = ("Keripik Pisang", "Amplang Ikan", "Kue Kering", "Mebel Kayu", "Tahu", "Tempe", "Batako", "Anyaman Rotan")
WORDS = ("Maju", "Amanah", "Etam", "Sejahtera", "Berkah", "Jaya", "Lestari", "Mandiri", "Kutim", "Cahaya", "Tunas")
PEOPLE = ("Siti", "Nur", "Agus", "Yuliana", "Lilis", "Rahmat", "Sugeng", "Dewi", "Hasan", "Rina", "Wati", "Budi")
FAMILIES = ("Baharuddin", "Ngau", "Wijaya", "Sari", "Lawai", "Jalung", "Handayani", "Kurniawan", "Effendi", "Rahman")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    url = sys.argv[2] if len(sys.argv) > 2 else None
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print(f"{'list':34}{'rows':>8}{'only read':>11}{'read':>8}{'plan':>8}{'write':>8}   register")
        database = fresh(folder / "four.db")
        for name in LISTS:
            measure(database, folder, EXAMPLES / name)
        database.dispose()
        large = write_large(folder / f"{rows}-rows.csv", rows)
        database = fresh(folder / "large.db", url)
        with memory_watched() as peak, forms_meanwhile(database) as waits:
            batch_id = measure(database, folder, large)
            begun = perf_counter()
            with database.transaction() as session:
                import_undoing.undo(session, batch_id)
            do_long_work(database, folder)
        print(f"undone in {perf_counter() - begun:.1f} s")
        print(f"most memory of all processes together: {max(peak) / 2**20:.0f} MB")
        print(f"{len(waits)} forms meanwhile, the longest took {max(waits):.2f} s")
        database.dispose()


@contextmanager
def memory_watched() -> Iterator[list[int]]:
    """Collect how many bytes this process and its children hold, ten times a second."""
    seen, over = [resident()], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            seen.append(resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def resident() -> int:
    own = os.getpid()
    children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
    return sum(map(resident_of, [str(own), *children]))


def resident_of(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # it has just ended
        return 0


@contextmanager
def forms_meanwhile(database: Database) -> Iterator[list[float]]:
    """Enter and change IKM that no list speaks of, in another thread, and collect how long each form took."""
    waits: list[float] = []
    over = threading.Event()

    def enter() -> None:
        while not over.wait(1):
            ikm_id, begun = uuid4(), perf_counter()
            values = {
                "name": f"Ulap Doyo {len(waits)}",
                "kecamatan_code": "64.08.08",
                "owner_name": f"Ping {len(waits)}",
            }
            with database.transaction() as session:
                ikm.register(session, ikm_id, values, cipher=CIPHER)
            entered = perf_counter()
            with database.transaction() as session:
                ikm.edit(session, ikm_id, {"remarks": "diperiksa"}, cipher=CIPHER)
            waits.extend((entered - begun, perf_counter() - entered))

    desk = threading.Thread(target=enter)
    desk.start()
    try:
        yield waits
    finally:
        over.set()
        desk.join()


def fresh(path: Path, given: str | None = None) -> Database:
    url = given or f"sqlite:///{path}"
    upgrade("registry", url)
    return Database(url, signing_keys=["benchmark-only-" + "s" * 32])


def measure(database: Database, data_dir: Path, path: Path) -> UUID:
    folder = uploads.folder_in(data_dir)
    batch_id = uuid4()
    begun = perf_counter()
    with path.open("rb") as file:
        upload = uploads.store(folder, file, path.name)
    tables = import_tables.find_tables(upload.path, upload.kind, upload.filename)
    only_read = perf_counter() - begun
    with database.transaction() as session:
        batch = import_receiving.receive(session, batch_id, upload, tables)
    read = perf_counter()
    del tables
    with database.transaction() as session:
        imports.queue_plan(session, batch_id)
    do_long_work(database, data_dir)
    planned = perf_counter()
    with database.transaction() as session:
        digest = session.get_one(ImportBatch, batch_id).plan_digest
        import_confirmation.confirm(session, batch_id, digest or "", folder)
    do_long_work(database, data_dir)
    written = perf_counter()
    with database.reading() as session:
        known = session.scalar(select(func.count()).select_from(Ikm))
        counts = session.get_one(ImportBatch, batch_id).counts
    print(
        f"{path.name:34}{batch.total:8}{only_read:11.2f}{read - begun:8.2f}{planned - read:8.2f}"
        f"{written - planned:8.2f}   {known} {counts}"
    )
    return batch_id


def do_long_work(database: Database, data_dir: Path) -> None:
    settings = Settings.from_env(
        "registry",
        {
            "SINERGI_REGISTRY_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "SINERGI_REDIS_URL": "redis://127.0.0.1:1/0",
            "SINERGI_SECRET_KEY": "b" * 40,
            "SINERGI_DATA_KEY": "b" * 40,
            "SINERGI_DATA_DIR": str(data_dir),
        },
    )
    while work.take_next(database, settings):
        pass


def write_large(path: Path, rows: int) -> Path:
    """Write a list as offices have it: names repeat, some owners have one name, some telephones are missing."""
    chance = random.Random(6408)
    kecamatan = [item.name for item in KECAMATAN.values()]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ["No", "Nama IKM", "Nama Pemilik", "Kecamatan", "No HP", "Jenis Produk", "KBLI", "TK L", "TK P"]
        )
        for number in range(rows):
            product, person = chance.choice(PRODUCTS), chance.choice(PEOPLE)
            name = f"{chance.choice((product, chance.choice(WORDS)))} {chance.choice((*WORDS, person))}"
            owner = f"{person} {chance.choice(FAMILIES)}{number % 97}" if chance.random() < 0.8 else person
            phone = f"08{chance.randint(1200000000, 5999999999)}" if chance.random() < 0.75 else ""
            place = chance.choice(kecamatan)
            writer.writerow(
                [number, name, owner, place, phone, product, "10794", chance.randint(0, 9), chance.randint(0, 9)]
            )
    return path


if __name__ == "__main__":
    main()
