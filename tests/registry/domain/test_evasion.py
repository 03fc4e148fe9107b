import pytest

from services.registry.domain.evasion import counts_up, is_nobodys_mailbox, names_nobody, tells_no_place
from services.registry.domain.evidence import Traits

NOBODY = (
    "Tidak Terbaca", "Tidak Bersedia", "tdk bersedia menyebutkan", "Belum Konfirmasi", "Belum Dikonfirmasi",
    "Belum diinput", "tidak mengetahui", "pemiliknya tidak diketahui", "Pemilik belum diketahui", "Sesuai KTP",
    "sesuai N.I.B.", "Lihat NIB", "menurut KTP", "Milik Sendiri", "Milik Pribadi", "Nama Pemilik", "Pemilik Usaha",
    "Yang Bersangkutan", "Ybs.", "Ibu Rumah Tangga", "IRT", "Hamba Allah", "Dirahasiakan", "Pemilik", "Bapak",
    "Ibu-Ibu",
    "Pelaku Usaha", "tidak mau disebut", "Tidak Ingat", "Belum Ditanya", "blm dpt info", "Masih dicek",
    "Akan dilengkapi",
    "Perlu Dicek", "Data Menyusul", "Warga Setempat", "idem di atas", "sama seperti atas", "to be confirmed", "Mr X",
    "Tidak Berkenan", "belum sempat ditanyakan", "nama tidak tercantum", "Lupa", "Fulan",
)  # fmt: skip
SOMEBODY = (
    "Siti", "Bu Siti", "Ibu Rahma Sari", "Milka", "Sesuardi", "Rahasiawati", "Abdul Hamba", "Tina Belumi",
    "Bapak Usman",
    "H. Diman", "Nona", "Terry", "Berlian", "Mesi", "Sama Rina", "Siti (tidak ada HP)", "Akang Ujang", "مريم",
)  # fmt: skip
NO_PLACE = (
    "sesuai KTP", "Sesuai alamat KTP", "idem di atas", "sama dgn atas", "sama dengan di atas", "seperti diatas",
    "tidak disebut", "alamat tidak disebutkan", "lihat peta", "belum diinput", "alamatnya belum dicantumkan",
)  # fmt: skip
A_PLACE = (
    "Jl. Poros", "Tidak jauh dari pasar Kaliorang", "Belum bernama, samping SD 003", "Sama Bakti RT 2", "Desa Bersama",
    "Seberang masjid", "Gang Sesuai 3", "RT 05",
)  # fmt: skip


@pytest.mark.parametrize("words", NOBODY)
def test_words_that_name_nobody(words):
    assert names_nobody(words)
    assert Traits("1", "Lupis Etam", owner=words).owner is None


@pytest.mark.parametrize("words", SOMEBODY)
def test_names_of_people(words):
    assert not names_nobody(words)


@pytest.mark.parametrize("words", NO_PLACE)
def test_words_that_tell_no_place(words):
    assert tells_no_place(words)
    assert Traits("1", "Lupis Etam", address=words).address is None


@pytest.mark.parametrize("words", A_PLACE)
def test_addresses(words):
    assert not tells_no_place(words)


@pytest.mark.parametrize(
    ("address", "nobodys"),
    [("email@gmail.com", True), ("tidakadaemail@gmail.com", True), ("noemail123@yahoo.co.id", True),
     ("abc@gmail.com", True), ("abcde@ymail.com", True), ("aaa@gmail.com", True), ("tidak.ada@gmail.com", True),
     ("belumadaemail@contoh.id", True), ("email@kedaikopi.co.id", False), ("abc@abc-mebel.co.id", False),
     ("nona@gmail.com", False), ("nodi@gmail.com", False), ("noemi@gmail.com", False), ("abcatering@gmail.com", False),
     ("tahu.siti@gmail.com", False)],
)  # fmt: skip
def test_mailboxes_that_are_nobodys(address, nobodys):
    assert is_nobodys_mailbox(address) == nobodys
    assert (Traits("1", "Lupis Etam", email=address).email is None) == nobodys


@pytest.mark.parametrize(
    ("number", "counting"),
    [("+6281234567890", True), ("+628121234567", True), ("+62812345678", True), ("+6285212345678", True),
     ("+628529876543", True), ("+6281299993001", False), ("+6281234567891", False), ("+6281255556789", False)],
)  # fmt: skip
def test_telephones_that_only_count_prove_nothing(number, counting):
    assert counts_up(number) == counting
    assert (not Traits("1", "Lupis Etam", phones=frozenset({number})).phones) == counting
