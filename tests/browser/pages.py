"""Every page of the site with a link that opens it, by the person who may; ``{…}`` is an id of the main job."""

from shared.events.catalogue import SERVICES

STAFF, INSTITUTION, ANYBODY = "staff", "institution", "anybody"

STAFF_PAGES = {
    "/": "/",
    "/ikm": "/ikm?kecamatan=64.08.10",
    "/ikm/baru": "/ikm/baru",
    "/ikm/peta": "/ikm/peta",
    "/ikm/<uuid:ikm_id>": "/ikm/{ikm_id}",
    "/ikm/<uuid:ikm_id>/ubah": "/ikm/{ikm_id}/ubah",
    "/ikm/<uuid:ikm_id>/gabung": "/ikm/{ikm_id}/gabung?dengan={other_ikm_id}",
    "/ikm/penggabungan": "/ikm/penggabungan",
    "/ikm/penggabungan/<uuid:merge_id>": "/ikm/penggabungan/{merge_id}",
    "/hasil": "/hasil?daftar=semua",
    "/hasil/<uuid:outcome_id>": "/hasil/{outcome_id}",
    "/hasil/jangan-berhenti": "/hasil/jangan-berhenti",
    "/hasil/naik-kelas": "/hasil/naik-kelas",
    "/ikm/<uuid:ikm_id>/nilai": "/ikm/{ikm_id}/nilai",
    "/penawaran/untuk/<uuid:ikm_id>": "/penawaran/untuk/{ikm_id}",
    "/impor": "/impor",
    "/impor/baru": "/impor/baru",
    "/impor/<uuid:batch_id>": "/impor/{batch_id}",
    "/impor/<uuid:batch_id>/kolom": "/impor/{planned_batch_id}/kolom",
    "/impor/kata": "/impor/kata",
    "/impor/keputusan": "/impor/keputusan",
    "/impor/keputusan/<uuid:row_id>": "/impor/keputusan/{doubtful_row_id}",
    "/impor/keputusan/<uuid:row_id>/serupa": "/impor/keputusan/{doubtful_row_id}/serupa",
    "/akun": "/akun",
    "/akun/kantor": "/akun/kantor",
    "/akun/kantor/baru": "/akun/kantor/baru",
    "/kantor": "/kantor",
    "/buku-kuota": "/buku-kuota",
    "/buku-kuota/nilai": "/buku-kuota/nilai",
    "/lembaga": "/lembaga",
    "/lembaga/baru": "/lembaga/baru",
    "/lembaga/<uuid:institution_id>": "/lembaga/{institution_id}",
    "/lembaga/<uuid:institution_id>/ubah": "/lembaga/{institution_id}/ubah",
    "/lembaga/<uuid:institution_id>/akun/baru": "/lembaga/{institution_id}/akun/baru",
    "/penawaran": "/penawaran",
    "/penawaran/aturan": "/penawaran/aturan",
    "/penawaran/aturan/<int(max=999999):version>": "/penawaran/aturan/1",
    "/penawaran/aturan/ubah": "/penawaran/aturan/ubah",
    "/penawaran/<uuid:offer_id>": "/penawaran/{offer_id}",
    "/penawaran/alasan": "/penawaran/alasan",
    "/penawaran/baru": "/penawaran/baru",
    "/rencana": "/rencana",
    "/rencana/tanpa-kursi": "/rencana/tanpa-kursi",
    "/rencana/tempat-kurang": "/rencana/tempat-kurang",
    "/penawaran/<uuid:offer_id>/ubah": "/penawaran/{draft_id}/ubah",
    "/penawaran/<uuid:offer_id>/pembagian": "/penawaran/{offer_id}/pembagian",
    "/penawaran/<uuid:offer_id>/pertemuan/<uuid:session_id>/pindahkan": (
        "/penawaran/{offer_id}/pertemuan/{session_id}/pindahkan"
    ),
    "/penawaran/<uuid:offer_id>/pertemuan/<uuid:session_id>/batalkan": (
        "/penawaran/{offer_id}/pertemuan/{session_id}/batalkan"
    ),
    "/penawaran/<uuid:offer_id>/pertemuan/tambah": "/penawaran/{offer_id}/pertemuan/tambah",
    "/penawaran/<uuid:offer_id>/kecocokan": "/penawaran/{offer_id}/kecocokan",
    "/penawaran/<uuid:offer_id>/kecocokan/banding": (
        "/penawaran/{offer_id}/kecocokan/banding?ikm={ikm_id}&ikm={other_ikm_id}"
    ),
    "/penawaran/<uuid:offer_id>/kecocokan/mengapa": "/penawaran/{offer_id}/kecocokan/mengapa?ikm={ikm_id}",
    "/penawaran/<uuid:offer_id>/evaluasi": "/penawaran/{attended_id}/evaluasi",
    "/penawaran/<uuid:offer_id>/sertifikat": "/penawaran/{offer_id}/sertifikat",
    "/penawaran/peserta": "/penawaran/peserta",
    "/penawaran/<uuid:offer_id>/peserta": "/penawaran/{offer_id}/peserta",
    "/penawaran/<uuid:offer_id>/daftar-hadir": "/penawaran/{attended_id}/daftar-hadir",
    "/penawaran/<uuid:offer_id>/daftar-hadir/sesi/<uuid:session_id>": (
        "/penawaran/{attended_id}/daftar-hadir/sesi/{attended_session_id}"
    ),
    "/penawaran/<uuid:offer_id>/daftar-hadir/sesi/<uuid:session_id>/pintu": (
        "/penawaran/{attended_id}/daftar-hadir/sesi/{attended_session_id}/pintu"
    ),
    "/penawaran/<uuid:offer_id>/daftar-hadir/peserta/<uuid:enrolment_id>": (
        "/penawaran/{attended_id}/daftar-hadir/peserta/{enrolment_id}"
    ),
    "/penawaran/evaluasi/<uuid:enrolment_id>": "/penawaran/evaluasi/{enrolment_id}",
    "/penawaran/<uuid:offer_id>/daftar-hadir/tutup": "/penawaran/{attended_id}/daftar-hadir/tutup",
    "/telepon": "/telepon",
    "/telepon/<uuid:invitation_id>": "/telepon/{call_id}",
    "/telepon/pertanyaan/<uuid:offer_id>/<uuid:ikm_id>/<question>": (
        "/telepon/pertanyaan/{offer_id}/{ikm_id}/certificate.HALAL"
    ),
    "/surel": "/surel",
    "/kantor/server": "/kantor/server",
    "/kantor/penerima": "/kantor/penerima",
    "/surel/<uuid:email_id>": "/surel/{email_id}",
    "/surel/alamat-diblokir": "/surel/alamat-diblokir",
    "/sistem/registry/tertahan": "/sistem/registry/tertahan",
    "/sistem/partners/tertahan": "/sistem/partners/tertahan",
    "/sistem/notifications/tertahan": "/sistem/notifications/tertahan",
    **{f"/sistem/{service}/kerja": f"/sistem/{service}/kerja" for service in SERVICES},
    **{f"/sistem/{name}/kerja/<uuid:work_id>": f"/sistem/{name}/kerja/{{{name}_work_id}}" for name in SERVICES},
}
INSTITUTION_PAGES = {
    "/penawaran/saya": "/penawaran/saya",
    "/penawaran/saya/baru": "/penawaran/saya/baru",
    "/penawaran/saya/<uuid:offer_id>": "/penawaran/saya/{offer_id}",
    "/penawaran/saya/<uuid:offer_id>/ubah": "/penawaran/saya/{draft_id}/ubah",
    "/penawaran/saya/<uuid:offer_id>/peserta": "/penawaran/saya/{offer_id}/peserta",
}
OPEN_PAGES = {
    "/bantuan": "/bantuan?bagian=penawaran",
    "/masuk": "/masuk",
    "/sandi/lupa": "/sandi/lupa",
    "/sandi/baru/<secret>": "/sandi/baru/salah",
    "/undangan/<token>": "/undangan/{open_token}",
    "/undangan/<token>/kartu": "/undangan/{pass_token}/kartu",
    "/antrean/<token>": "/antrean/salah",
    "/evaluasi/<token>": "/evaluasi/salah",
    "/sertifikat/<code>": "/sertifikat/salah",
    "/surel/berhenti/<token>": "/surel/berhenti/salah",
}
OTHER_STATES = [
    (STAFF, "/telepon?untuk=kabar"),
    (STAFF, "/telepon?untuk=pertanyaan"),
    (STAFF, "/telepon?untuk=pertanyaan&penawaran={offer_id}"),
    (STAFF, "/telepon?untuk=ditanya"),
    (STAFF, "/ikm?search=tidakadasamasekali"),
    (STAFF, "/ikm?hal=9"),
    (STAFF, "/tidak-ada"),
    (STAFF, "/kotak-surat?kunci={mailbox_key}"),
    (STAFF, "/api/registry/docs"),
    (STAFF, "/api/partners/docs"),
    (STAFF, "/api/notifications/docs"),
    (INSTITUTION, "/"),
    (INSTITUTION, "/penawaran/{attended_id}/daftar-hadir"),
    (INSTITUTION, "/penawaran/{attended_id}/daftar-hadir/sesi/{attended_session_id}"),
    (INSTITUTION, "/ikm"),
    (ANYBODY, "/undangan/salah"),
]
# A mail's own HTML in a sandbox that runs no script, ours included; its page above shows it in a frame.
SANDBOXED = {"/surel/<uuid:email_id>/pratinjau"}
RULES = {*STAFF_PAGES, *INSTITUTION_PAGES, *OPEN_PAGES, *SANDBOXED}
LINKS = [
    *((STAFF, link) for link in STAFF_PAGES.values()),
    *((INSTITUTION, link) for link in INSTITUTION_PAGES.values()),
    *((ANYBODY, link) for link in OPEN_PAGES.values()),
    *OTHER_STATES,
]
