"""What right each route needs, one row a route: any of those named. A route without a row fails the matrix tests.

Kept by hand beside the code, as the README's table of roles is: which role gets where follows from these two alone.
"""

import re
from collections.abc import Collection
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
ANYONE = "anyone"
ANSWERING = "anyone but those who only read in the office"
PASSWORD = "<any(password,reactivate):command>"
INSTITUTION = "/api/partners/v1/institutions/<uuid:institution_id>"
MOVE = "<any(activate,suspend,resume,end):command>"

OF_EACH = {
    "GET /api/<service>/v1/work": "WORK_READ",
    "GET /api/<service>/v1/work/<uuid:work_id>": "WORK_READ",
    "POST /api/<service>/v1/work/<uuid:work_id>/stop": "WORK_STOP",
    "GET /sistem/<service>/kerja": "WORK_READ",
    "GET /sistem/<service>/kerja/<uuid:work_id>": "WORK_READ",
    "GET /sistem/<service>/kerja/<uuid:work_id>/berkas": "WORK_READ",
    "POST /sistem/<service>/kerja/<uuid:work_id>/hentikan": "WORK_STOP",
    "GET /api/<service>/docs": ANYONE,
    "GET /api/<service>/openapi.json": ANYONE,
    "GET /api/<service>/v1/parked-messages": "PARKED_READ",
    "GET /bootstrap/static/<path:filename>": ANYONE,
    "GET /sistem/<service>/hidup": ANYONE,
    "GET /sistem/<service>/siap": ANYONE,
    "GET /sistem/<service>/tertahan": "PARKED_READ",
    "GET /static/<path:filename>": ANYONE,
    "POST /api/<service>/v1/parked-messages/<uuid:event_id>/put-aside": "PARKED_MOVE",
    "POST /api/<service>/v1/parked-messages/<uuid:event_id>/replay": "PARKED_MOVE",
    "POST /api/<service>/v1/parked-messages/replay": "PARKED_MOVE",
    "POST /sistem/<service>/tertahan/<uuid:event_id>/kesampingkan": "PARKED_MOVE",
    "POST /sistem/<service>/tertahan/<uuid:event_id>/ulang": "PARKED_MOVE",
    "POST /sistem/<service>/tertahan/ulang": "PARKED_MOVE",
}

REGISTRY = {
    "GET /sistem/registry/static/<path:filename>": ANYONE,
    "GET /ikm": "REGISTER_READ",
    "GET /ikm/<uuid:ikm_id>": "REGISTER_READ",
    "POST /ikm/<uuid:ikm_id>/aktif": "REGISTER_MOVE",
    "POST /ikm/<uuid:ikm_id>/batasi": "PERSONAL_DATA_RESTRICT",
    "POST /ikm/<uuid:ikm_id>/buka-lagi": "REGISTER_MOVE",
    "POST /ikm/<uuid:ikm_id>/buka-batasan": "PERSONAL_DATA_RESTRICT",
    "POST /ikm/<uuid:ikm_id>/lupakan-riwayat": "PERSONAL_DATA_ERASE",
    "GET /ikm/penggabungan": "REGISTER_READ",
    "GET /ikm/penggabungan/<uuid:merge_id>": "REGISTER_READ",
    "POST /ikm/penggabungan/<uuid:merge_id>": "REGISTER_MERGE",
    "GET /api/registry/v1/merges": "REGISTER_READ",
    "GET /api/registry/v1/merges/<uuid:merge_id>": "REGISTER_READ",
    "POST /api/registry/v1/merges/<uuid:merge_id>/undo": "REGISTER_MERGE",
    "GET /ikm/<uuid:ikm_id>/gabung": "REGISTER_MERGE",
    "POST /ikm/<uuid:ikm_id>/gabung": "REGISTER_MERGE",
    "POST /ikm/<uuid:ikm_id>/kebutuhan": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/kebutuhan/<topic>/hapus": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/nik": "PERSONAL_DATA_READ",
    "POST /ikm/<uuid:ikm_id>/nonaktif": "REGISTER_MOVE",
    "POST /ikm/<uuid:ikm_id>/persetujuan": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/sertifikat": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/tutup": "REGISTER_MOVE",
    "GET /ikm/<uuid:ikm_id>/ubah": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/ubah": "REGISTER_WRITE",
    "POST /ikm/<uuid:ikm_id>/verifikasi": "REGISTER_MOVE",
    "GET /ikm/baru": "REGISTER_WRITE",
    "POST /ikm/baru": "REGISTER_WRITE",
    "GET /ikm/peta": "REGISTER_READ",
    "GET /impor": "IMPORTS_READ",
    "POST /impor": "IMPORTS_WRITE",
    "GET /impor/<uuid:batch_id>": "IMPORTS_READ",
    "POST /impor/<uuid:batch_id>/batal": "IMPORTS_WRITE",
    "GET /impor/<uuid:batch_id>/kolom": "IMPORTS_WRITE",
    "POST /impor/<uuid:batch_id>/kolom": "IMPORTS_WRITE",
    "POST /impor/<uuid:batch_id>/lengkapi": "IMPORTS_WRITE",
    "POST /impor/<uuid:batch_id>/tulis": "IMPORTS_WRITE",
    "POST /impor/<uuid:batch_id>/urungkan": "IMPORTS_WRITE",
    "GET /impor/baru": "IMPORTS_WRITE",
    "GET /impor/keputusan": "IMPORTS_READ",
    "GET /impor/keputusan/<uuid:row_id>": "IMPORTS_READ",
    "POST /impor/keputusan/<uuid:row_id>": "IMPORTS_WRITE",
    "GET /impor/keputusan/<uuid:row_id>/serupa": "IMPORTS_READ",
    "POST /impor/keputusan/<uuid:row_id>/serupa": "IMPORTS_WRITE",
    "GET /api/registry/v1/ikm": "REGISTER_READ",
    "POST /api/registry/v1/ikm": "REGISTER_WRITE",
    "GET /api/registry/v1/ikm/<uuid:ikm_id>": "REGISTER_READ",
    "PATCH /api/registry/v1/ikm/<uuid:ikm_id>": "REGISTER_WRITE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/<any(deactivate,reactivate,close,reopen):command>": "REGISTER_MOVE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/certificates": "REGISTER_WRITE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/consent": "REGISTER_WRITE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/merge": "REGISTER_MERGE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/needs": "REGISTER_WRITE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/needs/<topic>/drop": "REGISTER_WRITE",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/restriction": "PERSONAL_DATA_RESTRICT",
    "POST /api/registry/v1/ikm/<uuid:ikm_id>/verify": "REGISTER_MOVE",
    "GET /api/registry/v1/imports": "IMPORTS_READ",
    "POST /api/registry/v1/imports": "IMPORTS_WRITE",
    "DELETE /api/registry/v1/imports/<uuid:batch_id>": "IMPORTS_WRITE",
    "GET /api/registry/v1/imports/<uuid:batch_id>": "IMPORTS_READ",
    "POST /api/registry/v1/imports/<uuid:batch_id>/confirm": "IMPORTS_WRITE",
    "PATCH /api/registry/v1/imports/<uuid:batch_id>/mapping": "IMPORTS_WRITE",
    "GET /api/registry/v1/imports/<uuid:batch_id>/rows": "IMPORTS_READ",
    "POST /api/registry/v1/imports/<uuid:batch_id>/rows/<uuid:row_id>/decision": "IMPORTS_WRITE",
    "POST /api/registry/v1/imports/<uuid:batch_id>/undo": "IMPORTS_WRITE",
    "POST /api/registry/v1/imports/<uuid:batch_id>/rows/<uuid:row_id>/decision/alike": "IMPORTS_WRITE",
    "PATCH /api/registry/v1/imports/<uuid:batch_id>/answers": "IMPORTS_WRITE",
    "GET /api/registry/v1/imports/waiting/groups": "IMPORTS_READ",
    "GET /api/registry/v1/imports/waiting": "IMPORTS_READ",
}

PARTNERS = {
    "GET /sistem/partners/static/<path:filename>": ANYONE,
    "GET /": ANYONE,
    "GET /akun": "OWN_ACCOUNT_KEEP",
    "GET /akun/kantor": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/kantor": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/kantor/<uuid:account_id>/aktif": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/kantor/<uuid:account_id>/nonaktif": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/kantor/<uuid:account_id>/peran": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/kantor/<uuid:account_id>/sandi": "OFFICE_ACCOUNTS_KEEP",
    "GET /akun/kantor/baru": "OFFICE_ACCOUNTS_KEEP",
    "POST /akun/masuk/<uuid:sign_in_id>/akhiri": "OWN_ACCOUNT_KEEP",
    "POST /akun/masuk/akhiri-lainnya": "OWN_ACCOUNT_KEEP",
    "POST /akun/sandi": "OWN_ACCOUNT_KEEP",
    "POST /bahasa": ANYONE,
    "POST /keluar": ANYONE,
    "GET /lembaga": "INSTITUTIONS_READ",
    "POST /lembaga": "INSTITUTIONS_WRITE",
    "GET /lembaga/<uuid:institution_id>": "INSTITUTIONS_READ",
    "POST /lembaga/<uuid:institution_id>/<any(aktifkan,tangguhkan,pulihkan,akhiri):word>": "INSTITUTIONS_MOVE",
    "POST /lembaga/<uuid:institution_id>/akun": "INSTITUTION_ACCOUNTS_KEEP",
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/aktif": "INSTITUTION_ACCOUNTS_KEEP",
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/nonaktif": "INSTITUTION_ACCOUNTS_KEEP",
    "POST /lembaga/<uuid:institution_id>/akun/<uuid:account_id>/sandi": "INSTITUTION_ACCOUNTS_KEEP",
    "GET /lembaga/<uuid:institution_id>/akun/baru": "INSTITUTION_ACCOUNTS_KEEP",
    "GET /lembaga/<uuid:institution_id>/ubah": "INSTITUTIONS_WRITE",
    "POST /lembaga/<uuid:institution_id>/ubah": "INSTITUTIONS_WRITE",
    "GET /lembaga/baru": "INSTITUTIONS_WRITE",
    "GET /masuk": ANYONE,
    "POST /masuk": ANYONE,
    "GET /penawaran": "OFFERS_READ",
    "GET /penawaran/<uuid:offer_id>": "OFFERS_READ OWN_OFFERS_READ",
    "POST /penawaran/<uuid:offer_id>/<any(buka,jeda,lanjutkan,tutup,selesaikan):word>": "OFFERS_MOVE",
    "POST /penawaran/<uuid:offer_id>/<any(kembalikan,tolak,batalkan):word>": "OFFERS_MOVE",
    "GET /penawaran/<uuid:offer_id>/kecocokan": "SUGGESTIONS_READ",
    "POST /penawaran/<uuid:offer_id>/kecocokan/kesampingkan": "SEATS_GIVE",
    "POST /penawaran/<uuid:offer_id>/kecocokan/periksa": "SEATS_GIVE",
    "POST /penawaran/<uuid:offer_id>/kecocokan/tetapkan": "SEATS_GIVE",
    "POST /penawaran/<uuid:offer_id>/kuota": "OFFERS_MOVE",
    "GET /penawaran/<uuid:offer_id>/peserta": "NOMINEES_READ OWN_NOMINEES_READ",
    "POST /penawaran/<uuid:offer_id>/peserta/<uuid:nomination_id>/ikut-lagi": "SEATS_GIVE",
    "POST /penawaran/<uuid:offer_id>/peserta/<uuid:nomination_id>/tarik": "SEATS_GIVE",
    "POST /penawaran/<uuid:offer_id>/peserta/<uuid:nomination_id>/terima": "NOMINEES_ANSWER",
    "POST /penawaran/<uuid:offer_id>/peserta/<uuid:nomination_id>/tolak": "NOMINEES_ANSWER",
    "GET /penawaran/<uuid:offer_id>/ubah": "OFFERS_WRITE",
    "POST /penawaran/<uuid:offer_id>/ubah": "OFFERS_WRITE",
    "GET /penawaran/aturan": "POLICY_READ",
    "GET /penawaran/aturan/<int(max=999999):version>": "POLICY_READ",
    "GET /penawaran/aturan/ubah": "POLICY_WRITE",
    "POST /penawaran/aturan/ubah": "POLICY_WRITE",
    "GET /penawaran/baru": "OFFERS_WRITE",
    "POST /penawaran/baru": "OFFERS_WRITE",
    "GET /penawaran/peserta": "NOMINEES_READ",
    "GET /penawaran/saya": "OWN_OFFERS_READ",
    "POST /penawaran/saya": "OWN_OFFERS_WRITE",
    "GET /penawaran/saya/<uuid:offer_id>": "OWN_OFFERS_READ",
    "POST /penawaran/saya/<uuid:offer_id>/batalkan": "OWN_OFFERS_WRITE",
    "GET /penawaran/saya/<uuid:offer_id>/peserta": "OWN_NOMINEES_READ",
    "POST /penawaran/saya/<uuid:offer_id>/peserta/<uuid:nomination_id>/terima": "OWN_NOMINEES_ANSWER",
    "POST /penawaran/saya/<uuid:offer_id>/peserta/<uuid:nomination_id>/tolak": "OWN_NOMINEES_ANSWER",
    "GET /penawaran/saya/<uuid:offer_id>/ubah": "OWN_OFFERS_WRITE",
    "POST /penawaran/saya/<uuid:offer_id>/ubah": "OWN_OFFERS_WRITE",
    "GET /penawaran/saya/baru": "OWN_OFFERS_WRITE",
    "GET /telepon": "CALLS_READ",
    "GET /telepon/<uuid:invitation_id>": "ANSWERS_RECORD",
    "POST /telepon/<uuid:invitation_id>": "ANSWERS_RECORD",
    "POST /telepon/<uuid:invitation_id>/belum-dikabari": "CALLS_NOTE",
    "POST /telepon/<uuid:invitation_id>/dikabari": "CALLS_NOTE",
    "POST /telepon/<uuid:invitation_id>/sampai": "CALLS_NOTE",
    "GET /undangan/<token>": ANYONE,
    "POST /undangan/<token>": ANSWERING,
    "GET /undangan/<token>/kalender.ics": ANYONE,
    "GET /api/partners/v1/answers/<token>": ANYONE,
    "POST /api/partners/v1/answers/<token>": ANSWERING,
    "GET /api/partners/v1/calls": "CALLS_READ",
    "GET /api/partners/v1/institutions": "INSTITUTIONS_READ",
    "POST /api/partners/v1/institutions": "INSTITUTIONS_WRITE",
    f"GET {INSTITUTION}": "INSTITUTIONS_READ",
    f"PUT {INSTITUTION}": "INSTITUTIONS_WRITE",
    f"POST {INSTITUTION}/{MOVE}": "INSTITUTIONS_MOVE",
    f"GET {INSTITUTION}/accounts": "INSTITUTION_ACCOUNTS_READ",
    f"POST {INSTITUTION}/accounts": "INSTITUTION_ACCOUNTS_KEEP",
    f"GET {INSTITUTION}/accounts/<uuid:account_id>": "INSTITUTION_ACCOUNTS_READ",
    f"POST {INSTITUTION}/accounts/<uuid:account_id>/{PASSWORD}": "INSTITUTION_ACCOUNTS_KEEP",
    f"POST {INSTITUTION}/accounts/<uuid:account_id>/deactivate": "INSTITUTION_ACCOUNTS_KEEP",
    "POST /api/partners/v1/invitations/<uuid:invitation_id>/answer": "ANSWERS_RECORD",
    "POST /api/partners/v1/invitations/<uuid:invitation_id>/cancel": "SEATS_GIVE",
    "POST /api/partners/v1/invitations/<uuid:invitation_id>/mail-arrived": "CALLS_NOTE",
    "POST /api/partners/v1/invitations/<uuid:invitation_id>/not-told": "CALLS_NOTE",
    "POST /api/partners/v1/invitations/<uuid:invitation_id>/told": "CALLS_NOTE",
    "GET /api/partners/v1/ledger": "OFFERS_READ OWN_OFFERS_READ",
    "POST /api/partners/v1/nominations/<uuid:nomination_id>/accept": "NOMINEES_ANSWER OWN_NOMINEES_ANSWER",
    "POST /api/partners/v1/nominations/<uuid:nomination_id>/readmit": "SEATS_GIVE",
    "POST /api/partners/v1/nominations/<uuid:nomination_id>/reject": "NOMINEES_ANSWER OWN_NOMINEES_ANSWER",
    "POST /api/partners/v1/nominations/<uuid:nomination_id>/withdraw": "SEATS_GIVE",
    "GET /api/partners/v1/offers": "OFFERS_READ OWN_OFFERS_READ",
    "POST /api/partners/v1/offers": "OFFERS_WRITE OWN_OFFERS_WRITE",
    "GET /api/partners/v1/offers/<uuid:offer_id>": "OFFERS_READ OWN_OFFERS_READ",
    "PUT /api/partners/v1/offers/<uuid:offer_id>": "OFFERS_WRITE OWN_OFFERS_WRITE",
    "POST /api/partners/v1/offers/<uuid:offer_id>/<any(open,pause,resume,close,complete):command>": "OFFERS_MOVE",
    "POST /api/partners/v1/offers/<uuid:offer_id>/<any(return,reject):command>": "OFFERS_MOVE",
    "POST /api/partners/v1/offers/<uuid:offer_id>/cancel": "OFFERS_MOVE OWN_OFFERS_WRITE",
    "GET /api/partners/v1/offers/<uuid:offer_id>/invitations": "NOMINEES_READ",
    "GET /api/partners/v1/offers/<uuid:offer_id>/ledger": "OFFERS_READ OWN_OFFERS_READ",
    "GET /api/partners/v1/offers/<uuid:offer_id>/nominations": "SUGGESTIONS_READ",
    "POST /api/partners/v1/offers/<uuid:offer_id>/nominations/confirm": "SEATS_GIVE",
    "POST /api/partners/v1/offers/<uuid:offer_id>/nominations/dismiss": "SEATS_GIVE",
    "GET /api/partners/v1/offers/<uuid:offer_id>/nominees": "NOMINEES_READ OWN_NOMINEES_READ",
    "PUT /api/partners/v1/offers/<uuid:offer_id>/quota": "OFFERS_MOVE",
    "POST /api/partners/v1/offers/<uuid:offer_id>/submit": "OFFERS_WRITE OWN_OFFERS_WRITE",
    "GET /api/partners/v1/office-accounts": "OFFICE_ACCOUNTS_KEEP",
    "POST /api/partners/v1/office-accounts": "OFFICE_ACCOUNTS_KEEP",
    "GET /api/partners/v1/office-accounts/<uuid:account_id>": "OFFICE_ACCOUNTS_KEEP",
    f"POST /api/partners/v1/office-accounts/<uuid:account_id>/{PASSWORD}": "OFFICE_ACCOUNTS_KEEP",
    "POST /api/partners/v1/office-accounts/<uuid:account_id>/deactivate": "OFFICE_ACCOUNTS_KEEP",
    "PUT /api/partners/v1/office-accounts/<uuid:account_id>/role": "OFFICE_ACCOUNTS_KEEP",
    "GET /api/partners/v1/policy": "POLICY_READ",
    "PUT /api/partners/v1/policy": "POLICY_WRITE",
    "GET /api/partners/v1/policy/versions": "POLICY_READ",
    "GET /api/partners/v1/sign-ins": "OWN_ACCOUNT_KEEP",
    "POST /api/partners/v1/sign-ins/<uuid:sign_in_id>/end": "OWN_ACCOUNT_KEEP",
    "POST /api/partners/v1/sign-ins/end-others": "OWN_ACCOUNT_KEEP",
    "POST /api/partners/v1/tokens": ANYONE,
}

NOTIFICATIONS = {
    "GET /surel": "MAILS_READ",
    "GET /surel/<uuid:email_id>": "MAILS_READ",
    "POST /surel/<uuid:email_id>/kirim-ulang": "MAILS_MOVE",
    "GET /surel/<uuid:email_id>/pratinjau": "MAILS_READ",
    "POST /surel/<uuid:email_id>/sudah-dikabari": "MAILS_MOVE",
    "POST /surel/<uuid:email_id>/sudah-sampai": "MAILS_MOVE",
    "GET /surel/alamat-diblokir": "SUPPRESSIONS_READ",
    "POST /surel/alamat-diblokir/<uuid:suppression_id>/buka": "SUPPRESSIONS_LIFT",
    "POST /surel/alamat-diblokir/buka-semua": "SUPPRESSIONS_LIFT",
    "GET /surel/berhenti/<token>": ANYONE,
    "POST /surel/berhenti/<token>": ANYONE,
    "GET /api/notifications/v1/emails": "MAILS_READ",
    "GET /api/notifications/v1/emails/<uuid:email_id>": "MAILS_READ",
    "POST /api/notifications/v1/emails/<uuid:email_id>/confirm-arrival": "MAILS_MOVE",
    "POST /api/notifications/v1/emails/<uuid:email_id>/resend": "MAILS_MOVE",
    "POST /api/notifications/v1/emails/<uuid:email_id>/settle": "MAILS_MOVE",
    "GET /api/notifications/v1/suppressions": "SUPPRESSIONS_READ",
    "DELETE /api/notifications/v1/suppressions/<uuid:suppression_id>": "SUPPRESSIONS_LIFT",
}

OF_ONE = {"registry": REGISTRY, "partners": PARTNERS, "notifications": NOTIFICATIONS}


def table_of(service: str) -> dict[str, str]:
    """Return what each route of a service needs."""
    return OF_ONE[service] | {row.replace("<service>", service): needed for row, needed in OF_EACH.items()}


def may(rights: Collection[str], needed: str) -> bool:
    """Tell whether somebody signed in with these rights gets through."""
    if needed == ANSWERING:
        return "ANSWERS_RECORD" in rights or "OWN_OFFERS_READ" in rights
    return needed == ANYONE or not set(needed.split()).isdisjoint(rights)


def may_a_stranger(needed: str) -> bool:
    """Tell whether somebody not signed in gets through."""
    return needed in (ANYONE, ANSWERING)


def rights_of_readme() -> dict[str, set[str]]:
    """Return the rights of each role as the README lists them; a role may have all of one above it."""
    found: dict[str, set[str]] = {}
    for role, cell in re.findall(
        r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", README.read_text().partition("## Who may what")[2], re.MULTILINE
    ):
        others = re.findall(r"all of `(\w+)`", cell)
        found[role] = set(re.findall(r"`([A-Z_]+)`", cell)).union(*(found[other] for other in others))
    return found
