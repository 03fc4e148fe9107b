"""Clicks on the site of the registry."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.registry.actions import enrolments, verification
from services.registry.actions.evidence import record_evidence
from services.registry.actions.import_decisions import decide
from services.registry.actions.learning import keep_word
from services.registry.actions.merging import merge
from services.registry.actions.needs import record_need
from services.registry.files import uploads
from services.registry.models import Ikm, ImportBatch, ImportRow, Layout, Merge, Outcome
from shared.clock import now
from tests.contracts.double_clicks.click import Click, Setup, Stage
from tests.contracts.double_clicks.parked import parked_clicks
from tests.registry import lists
from tests.registry.factories import ENOUGH, NIK, enrolled, registered

API = "/api/registry/v1"
IKM, ONE = f"{API}/ikm", "<uuid:ikm_id>"
IMPORTS, BATCH = f"{API}/imports", "<uuid:batch_id>"
REASON = {"reason": "kata pemilik"}
HALAL = {"kind": "HALAL", "state": "yes", "number": "ID6408-77"}
NEED = {"topic": "EKSPOR", "severity": 3}
CONSENT = {"state": "no", "channel": "visit"}


def on(click: Callable[[Ikm], Click], make: Callable[[Session], Ikm] = registered) -> Setup:
    """A click on an IKM made before."""

    def setup(stage: Stage) -> Click:
        with stage.database.transaction() as session:
            ikm_id = make(session).id
        with stage.database.reading() as session:
            return click(session.get_one(Ikm, ikm_id))

    return setup


def page(word: str, make: Callable[[Session], Ikm] = registered, **form: Any) -> Setup:
    return on(lambda ikm: Click(f"/ikm/{ikm.id}/{word}", {"version": ikm.version, **form}), make)


def api(word: str, make: Callable[[Session], Ikm] = registered, **sent: Any) -> Setup:
    return on(lambda ikm: Click(f"{IKM}/{ikm.id}/{word}", json=sent or None), make)


def as_read(word: str, method: str = "POST", **sent: Any) -> Setup:
    def setup(stage: Stage) -> Click:
        with stage.database.transaction() as session:
            path = f"{IKM}/{registered(session).id}"
        return Click(path + word, json=sent, method=method, headers=stage.etag(path))

    return setup


def inactive(session: Session) -> Ikm:
    return verification.deactivate(session, registered(session).id, "pindah kota")


def closed(session: Session) -> Ikm:
    return verification.close(session, registered(session).id, "tidak produksi")


def restricted(session: Session) -> Ikm:
    return verification.restrict(session, registered(session).id, restricted=True, reason="diminta pemilik")


def in_need(session: Session) -> Ikm:
    ikm = registered(session)
    record_need(session, ikm.id, **NEED)
    return ikm


def with_nik(session: Session) -> Ikm:
    return registered(session, nik=NIK)


def two(stage: Stage) -> tuple[Ikm, Ikm]:
    with stage.database.transaction() as session:
        ids = registered(session).id, registered(session).id
    with stage.database.reading() as session:
        return session.get_one(Ikm, ids[0]), session.get_one(Ikm, ids[1])


def merge_by_page(stage: Stage) -> Click:
    kept, gone = two(stage)
    form = {"gone_id": str(gone.id), "kept_version": kept.version, "gone_version": gone.version, **REASON}
    return Click(f"/ikm/{kept.id}/gabung", form)


def merge_by_api(stage: Stage) -> Click:
    kept, gone = two(stage)
    sent = {"merged_id": str(gone.id), "merged_etag": stage.etag(f"{IKM}/{gone.id}")["If-Match"], **REASON}
    return Click(f"{IKM}/{kept.id}/merge", json=sent, headers=stage.etag(f"{IKM}/{kept.id}"))


def merged(stage: Stage) -> Merge:
    with stage.database.transaction() as session:
        kept, gone = registered(session), registered(session)
        merge(session, kept.id, gone.id, "tampak sama")
        gone_id = gone.id
    with stage.database.reading() as session:
        return session.scalars(
            select(Merge).where(Merge.gone_id == gone_id).options(joinedload(Merge.kept), joinedload(Merge.gone))
        ).one()


def undo_by_page(stage: Stage) -> Click:
    found = merged(stage)
    form = {"kept_version": found.kept.version, "gone_version": found.gone.version, **REASON}
    return Click(f"/ikm/penggabungan/{found.id}", form)


def undo_by_api(stage: Stage) -> Click:
    path = f"{API}/merges/{merged(stage).id}"
    return Click(f"{path}/undo", json=REASON, headers=stage.etag(path))


def a_list(*more: str) -> bytes:
    """A list of a business nobody has heard of."""
    word = uuid4().hex[:10]
    return lists.csv_of(
        f"Usaha {word};Ibu {word};Kaliorang;;Keripik;10794;;RT. 1;", *(row.format(word) for row in more)
    )


def doubtful() -> bytes:
    """The same business twice, perhaps: a person must say."""
    return a_list("Usaha {0};;Kaliorang;;Keripik;;;RT. 2;")


def folder(stage: Stage) -> Path:
    return uploads.folder_in(stage.app.config["SETTINGS"].data_dir)


def received(stage: Stage) -> ImportBatch:
    batch_id = lists.received(stage.database, folder(stage), a_list())
    with stage.database.reading() as session:
        return session.get_one(ImportBatch, batch_id)


def two_received(stage: Stage) -> ImportBatch:
    content = a_list("Mebel {0};Pak {0};;;Lemari;;;RT. 3;", "Tahu {0};Bu {0};;;Tahu;;;RT. 3;")
    batch_id = lists.received(stage.database, folder(stage), content)
    with stage.database.reading() as session:
        return session.get_one(ImportBatch, batch_id)


def planned(stage: Stage, *more: str) -> ImportBatch:
    return lists.planned(stage.database, folder(stage), a_list(*more))


def confirmed(stage: Stage) -> ImportBatch:
    return lists.confirmed(stage.database, folder(stage), a_list())


def with_hidden_sheet(stage: Stage) -> ImportBatch:
    content = lists.workbook_with_hidden_sheet(f"Usaha {uuid4().hex[:10]}")
    batch_id = lists.received(stage.database, folder(stage), content, "daftar.xlsx")
    with stage.database.reading() as session:
        return session.get_one(ImportBatch, batch_id)


def waiting(stage: Stage) -> ImportRow:
    batch = lists.confirmed(stage.database, folder(stage), doubtful())
    rows = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.verdict == "possible")
    with stage.database.reading() as session:
        return session.scalars(rows).one()


def series(stage: Stage) -> ImportRow:
    """A row that was decided, beside others about which the same is asked."""
    names = [f"Melati {uuid4().hex[:8]}" for _ in range(3)]
    with stage.database.transaction() as session:
        for name in names:
            registered(session, name=name, owner_name=f"Ibu {name}")
    rows = [f"{name};;Kaliorang;;;;;;" for name in names]
    batch = lists.confirmed(stage.database, folder(stage), lists.csv_of(*rows))
    with stage.database.transaction() as session:
        wanted = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.waiting).order_by(ImportRow.position)
        row = session.scalars(wanted).first()
        assert row is not None
        return decide(session, row.id, "later")


def columns(batch: ImportBatch) -> dict[str, Any]:
    return {f"column-{place}": field or "" for place, field in enumerate(batch.mapping.values())}


def word_of(stage: Stage) -> str:
    word = uuid4().hex
    with stage.database.transaction() as session:
        keep_word(session, "unit", word, "bungkus")
    return word


def layout_of(stage: Stage) -> str:
    mark = uuid4().hex
    with stage.database.transaction() as session:
        said = {"mapping": {}, "orders": {}, "filename": "daftar.csv", "said_by": "Siti", "said_at": now()}
        session.add(Layout(fingerprint=mark, **said))
    return mark


def upload(path: str) -> Setup:
    def setup(_: Stage) -> Click:
        batch_id, content = str(uuid4()), a_list()
        return Click(
            path,
            lambda: {"id": batch_id, "file": (io.BytesIO(content), "daftar.csv")},
            headers={"Idempotency-Key": batch_id},
            account_id=uuid4(),
        )

    return setup


TABLE: dict[str, Setup] = {
    **parked_clicks("registry"),
    "POST /ikm/baru": lambda _: Click("/ikm/baru", {"id": str(uuid4()), **ENOUGH}),
    f"POST /ikm/{ONE}/ubah": on(
        lambda ikm: Click(f"/ikm/{ikm.id}/ubah", {**ENOUGH, "desa": "Kaliorang", "revision": ikm.revision})
    ),
    f"POST /ikm/{ONE}/verifikasi": page("verifikasi"),
    f"POST /ikm/{ONE}/nonaktif": page("nonaktif", **REASON),
    f"POST /ikm/{ONE}/aktif": page("aktif", inactive, **REASON),
    f"POST /ikm/{ONE}/tutup": page("tutup", **REASON),
    f"POST /ikm/{ONE}/buka-lagi": page("buka-lagi", closed, **REASON),
    f"POST /ikm/{ONE}/batasi": page("batasi", **REASON),
    f"POST /ikm/{ONE}/buka-batasan": page("buka-batasan", restricted, **REASON),
    f"POST /ikm/{ONE}/lupakan-riwayat": page("lupakan-riwayat", **REASON),
    f"POST /ikm/{ONE}/gabung": merge_by_page,
    "POST /ikm/penggabungan/<uuid:merge_id>": undo_by_page,
    f"POST /ikm/{ONE}/sertifikat": page("sertifikat", **HALAL),
    f"POST /ikm/{ONE}/kebutuhan": page("kebutuhan", **NEED),
    f"POST /ikm/{ONE}/kebutuhan/<topic>/hapus": page("kebutuhan/EKSPOR/hapus", in_need),
    f"POST /ikm/{ONE}/persetujuan": page("persetujuan", **CONSENT),
    f"POST {IKM}": lambda _: Click(IKM, json=ENOUGH, headers={"Idempotency-Key": uuid4().hex}, account_id=uuid4()),
    f"PATCH {IKM}/{ONE}": as_read("", "PATCH", desa="Kaliorang"),
    f"POST {IKM}/{ONE}/verify": as_read("/verify"),
    f"POST {IKM}/{ONE}/<any(deactivate,reactivate,close,reopen):command>": api("deactivate", **REASON),
    f"POST {IKM}/{ONE}/restriction": api("restriction", restricted=True, **REASON),
    f"POST {IKM}/{ONE}/merge": merge_by_api,
    f"POST {API}/merges/<uuid:merge_id>/undo": undo_by_api,
    f"POST {IKM}/{ONE}/certificates": api("certificates", **HALAL),
    f"POST {IKM}/{ONE}/needs": api("needs", **NEED),
    f"POST {IKM}/{ONE}/needs/<topic>/drop": api("needs/EKSPOR/drop", in_need),
    f"POST {IKM}/{ONE}/consent": api("consent", **CONSENT),
    "POST /impor": upload("/impor"),
    f"POST /impor/{BATCH}/kolom": lambda stage: (
        lambda it: Click(f"/impor/{it.id}/kolom", {**columns(it), "revision": it.revision})
    )(received(stage)),
    f"POST /impor/{BATCH}/lembar": lambda stage: (
        lambda it: Click(f"/impor/{it.id}/lembar", {"sheet": "Arsip", "revision": it.revision})
    )(with_hidden_sheet(stage)),
    f"POST /impor/{BATCH}/baris": lambda stage: (
        lambda it: Click(f"/impor/{it.id}/baris", {"sheet": "daftar", "row": 2, "business": 0, "revision": it.revision})
    )(two_received(stage)),
    f"POST /impor/{BATCH}/lengkapi": lambda stage: (
        lambda it: Click(f"/impor/{it.id}/lengkapi", {"cluster": "KAKAO", "revision": it.revision})
    )(planned(stage, "Mebel {0};Pak {0};;;Lemari;;;RT. 3;")),
    f"POST /impor/{BATCH}/tulis": lambda stage: (lambda it: Click(f"/impor/{it.id}/tulis", {"plan": it.plan_digest}))(
        planned(stage)
    ),
    f"POST /impor/{BATCH}/tidak-diambil": lambda stage: Click(f"/impor/{planned(stage).id}/tidak-diambil"),
    f"POST /impor/{BATCH}/batal": lambda stage: Click(f"/impor/{planned(stage).id}/batal"),
    f"POST /impor/{BATCH}/urungkan": lambda stage: Click(f"/impor/{confirmed(stage).id}/urungkan"),
    "POST /impor/kata": lambda _: Click("/impor/kata", {"kind": "unit", "word": uuid4().hex, "unit": "bungkus"}),
    "POST /impor/kata/hapus": lambda stage: Click("/impor/kata/hapus", {"kind": "unit", "key": word_of(stage)}),
    "POST /impor/kata/lupakan": lambda stage: Click("/impor/kata/lupakan", {"layout": layout_of(stage)}),
    "POST /impor/keputusan/<uuid:row_id>": lambda stage: Click(
        f"/impor/keputusan/{waiting(stage).id}", {"decision": "different"}
    ),
    "POST /impor/keputusan/<uuid:row_id>/serupa": lambda stage: Click(f"/impor/keputusan/{series(stage).id}/serupa"),
    f"POST {IMPORTS}": upload(IMPORTS),
    f"PATCH {IMPORTS}/{BATCH}/mapping": lambda stage: (
        lambda it: Click(
            f"{IMPORTS}/{it.id}/mapping", json={"mapping": it.mapping, "revision": it.revision}, method="PATCH"
        )
    )(received(stage)),
    f"PATCH {IMPORTS}/{BATCH}/sheets": lambda stage: (
        lambda it: Click(
            f"{IMPORTS}/{it.id}/sheets", json={"taken": ["Arsip"], "revision": it.revision}, method="PATCH"
        )
    )(with_hidden_sheet(stage)),
    f"PATCH {IMPORTS}/{BATCH}/said-rows": lambda stage: (
        lambda it: Click(
            f"{IMPORTS}/{it.id}/said-rows", json={"sheet": "daftar", "row": 2, "business": False}, method="PATCH"
        )
    )(two_received(stage)),
    f"POST {IMPORTS}/{BATCH}/confirm": lambda stage: (
        lambda it: Click(f"{IMPORTS}/{it.id}/confirm", json={"plan": it.plan_digest})
    )(planned(stage)),
    f"POST {IMPORTS}/{BATCH}/undo": lambda stage: Click(f"{IMPORTS}/{confirmed(stage).id}/undo"),
    f"DELETE {IMPORTS}/{BATCH}": lambda stage: Click(f"{IMPORTS}/{planned(stage).id}", method="DELETE"),
    f"POST {IMPORTS}/{BATCH}/rows/<uuid:row_id>/decision": lambda stage: (
        lambda it: Click(f"{IMPORTS}/{it.batch_id}/rows/{it.id}/decision", json={"decision": "different"})
    )(waiting(stage)),
}

TABLE |= {
    f"PATCH {IMPORTS}/{BATCH}/answers": lambda stage: (
        lambda it: Click(f"{IMPORTS}/{it.id}/answers", json={"cluster": "KAKAO"}, method="PATCH")
    )(planned(stage, "Mebel {0};Pak {0};;;Lemari;;;RT. 3;")),
    f"POST {IMPORTS}/{BATCH}/rows/<uuid:row_id>/decision/alike": lambda stage: (
        lambda it: Click(f"{IMPORTS}/{it.batch_id}/rows/{it.id}/decision/alike", json={})
    )(series(stage)),
}

ASSESSMENT = {"legalitas": 3, "assessed_on": "2026-07-01", "source": "Pendamping"}
OUTCOME, PROOF = "<uuid:outcome_id>", {"number": "ID32110001029500322", "dated_on": "2026-07-01", "source": "surat"}


def outcome(word: str, *, achieved: bool = False, by_api: bool = False, **form: Any) -> Setup:
    """A click on the outcome of somebody who is in a programme."""

    def setup(stage: Stage) -> Click:
        with stage.database.transaction() as session:
            ikm_id = registered(session).id
            enrolments.keep(session, enrolled(ikm_id))
            planned = session.scalars(select(Outcome.id).where(Outcome.ikm_id == ikm_id)).one()
            if achieved:
                record_evidence(session, ikm_id, planned, PROOF | {"id": uuid4(), "dated_on": date(2026, 7, 1)})
        if by_api:
            return Click(f"{API}/outcomes/{planned}/{word}", json=form or None)
        return Click(f"/hasil/{planned}/{word}", form | ({"id": str(uuid4())} if word == "bukti" else {}))

    return setup


TABLE |= {
    f"POST /hasil/{OUTCOME}/bukti": outcome("bukti", **PROOF),
    f"POST /ikm/{ONE}/nilai": on(lambda ikm: Click(f"/ikm/{ikm.id}/nilai", {"id": str(uuid4()), **ASSESSMENT})),
    f"POST {IKM}/{ONE}/assessments": on(
        lambda ikm: Click(
            f"{IKM}/{ikm.id}/assessments", json=ASSESSMENT, headers={"Idempotency-Key": uuid4().hex}, account_id=uuid4()
        )
    ),
    f"POST /hasil/{OUTCOME}/belum": outcome("belum", **REASON),
    f"POST /hasil/{OUTCOME}/<any(verifikasi,tolak,cabut,batal):deed>": outcome("tolak", achieved=True, **REASON),
    f"POST {API}/outcomes/{OUTCOME}/evidence": outcome("evidence", by_api=True, **PROOF),
    f"POST {API}/outcomes/{OUTCOME}/not-yet": outcome("not-yet", by_api=True, **REASON),
    f"POST {API}/outcomes/{OUTCOME}/verify": outcome("verify", achieved=True, by_api=True),
    f"POST {API}/outcomes/{OUTCOME}/<any(refuse,revoke,drop):command>": outcome("drop", by_api=True, **REASON),
}

REPEATS: dict[str, Setup] = {f"POST /ikm/{ONE}/nik": page("nik", with_nik, **REASON)}
"""Reading a NIK is written down each time it is read."""
