import pytest

from services.registry.domain.closing import CLOSED, DOUBTFUL, OPEN, closing

FOR_GOOD = (
    "Tutup", "TUTUP", "sdh tutup", "Usaha tutup th 2023", "sudah tidak produksi", "tidak aktif",
    "Tutup; pemilik pindah", "tutup permanen", "gulung tikar", "bangkrut", "Non aktif", "nonaktif",
    "Tutup sejak 2021", "Tutup (2023)",
    "Sudah tidak beroperasi sejak Januari 2023", "Usaha sudah tidak aktif lagi", "berhenti produksi", "usaha bubar",
    "Tutup karena modal habis", "tidak aktif sejak covid-19", "Sudah tidak jualan lagi", "Status: Tutup",
    "Tutup sejak 12/05/2022", "Tutup. Pemilik pindah", "Sudah tidak ada usahanya",
)  # fmt: skip
NOT_SURELY = (
    "Tutup hari Jumat", "Tutup sementara", "tutup botol pakai segel", "Tidak aktif di medsos", "Vakum", "Buka tutup",
    "Tidak produksi saat Ramadan", "buka jam 8 tutup jam 5", "hampir bangkrut", "belum tutup", "akan tutup", "Libur",
    "Tutup karena renovasi", "Tutup, sekarang buka lagi", "Tutup; sudah buka kembali", "tutup 3 bulan", "Tutup Minggu",
    "Toko tutup jika hujan", "Meninggal dunia", "pindah ke Samarinda", "Tidak aktif di grup WA", "tutup selama pandemi",
)  # fmt: skip
SOMETHING_ELSE = ("Aktif", "masih aktif", "Penutup botol", "Belum produksi", "pindah alamat", "P-IRT 123456", "")


@pytest.mark.parametrize(("remarks", "state"), [(FOR_GOOD, CLOSED), (NOT_SURELY, DOUBTFUL), (SOMETHING_ELSE, OPEN)])
def test_what_remarks_say_of_closing(remarks, state):
    assert {words: closing(words) for words in remarks} == dict.fromkeys(remarks, state)
