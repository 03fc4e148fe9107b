"""Bringing lists into a test's register, step by step or all the way."""

import io
from pathlib import Path
from uuid import UUID, uuid4

import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.actions import import_confirmation, import_receiving
from services.registry.actions.import_keeping import keep_plan
from services.registry.actions.import_planning import draw_up
from services.registry.files import import_tables, uploads
from services.registry.models import Ikm, ImportBatch, ImportRow
from services.registry.tasks.work import work
from shared.database import Database
from shared.settings import Settings
from tests.registry.factories import CIPHER

EXAMPLES = Path(__file__).parents[2] / "examples"
KALBANA = "Kalbana;Nora Ramadhani;Kaliorang;081234567890;Keripik Pisang;10794;9120001234567;RT. 1;"
DOUBTFUL = "Kalbana;;Kaliorang;;Keripik Pisang;;;RT. 2;"
HEADER = "Nama IKM;Nama Pemilik;Kecamatan;No HP;Jenis Produk;KBLI;NIB;Alamat;Ket"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    """A small list as bytes of a CSV file."""
    return "\n".join((header, *rows)).encode()


def workbook_with_hidden_sheet(name: str = "Kalbana") -> bytes:
    """A workbook with one business on a sheet that is seen, and one on a hidden sheet "Arsip" with a column more."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        seen, hidden = book.add_worksheet("2026"), book.add_worksheet("Arsip")
        seen.write_row(0, 0, ["Nama IKM", "Kecamatan", "No HP"])
        seen.write_row(1, 0, [name, "Kaliorang", "081234567890"])
        hidden.write_row(0, 0, ["Nama IKM", "Kecamatan", "No HP", "Jenis Produk"])
        hidden.write_row(1, 0, [f"{name} lama", "Bengalon", "081234567891", "Tahu"])
        hidden.hide()
    return content.getvalue()


def workbook_of(**sheets: list[list[object]]) -> bytes:
    """A workbook of these sheets, by name."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return content.getvalue()


def received(database: Database, folder: Path, content: bytes, filename: str = "daftar.csv") -> UUID:
    batch_id = uuid4()
    upload = uploads.store(folder, io.BytesIO(content), filename)
    tables = import_tables.find_tables(upload.path, upload.kind, upload.filename)
    with database.transaction() as session:
        import_receiving.receive(session, batch_id, upload, tables)
    return batch_id


def planned(database: Database, folder: Path, content: bytes, filename: str = "daftar.csv") -> ImportBatch:
    batch_id = received(database, folder, content, filename)
    with database.reading() as session:
        plan = draw_up(session, batch_id, folder, CIPHER)
    with database.transaction() as session:
        return keep_plan(session, plan)


def confirmed(database: Database, folder: Path, content: bytes, filename: str = "daftar.csv") -> ImportBatch:
    batch = planned(database, folder, content, filename)
    with database.transaction() as session:
        return import_confirmation.confirm(session, batch.id, batch.plan_digest or "", folder)


def do_long_work(database: Database, settings: Settings) -> None:
    """Let the lane do all that waits for it."""
    while work.take_next(database, settings):
        pass


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def register_size(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Ikm)) or 0


def only_ikm(session: Session) -> Ikm:
    return session.scalars(select(Ikm)).one()


def rows_of(database: Database, batch_id: UUID) -> list[ImportRow]:
    with database.reading() as session:
        return list(
            session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.position))
        )
