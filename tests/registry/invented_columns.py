"""Columns of lists that never were: what may stand above them, how their cells are written, and what is right."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.vocabulary import KECAMATAN
from tests.registry.invented_businesses import PRODUCTS, Business

Written = tuple[Any, dict[str, Any]]
"""A cell, and what the register may know from it. An empty dict: the cell says nothing."""
Writer = Callable[[random.Random, Business], Written]
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember")  # fmt: skip


@dataclass(frozen=True)
class Column:
    """``sub``: the lower heading where ``headings`` stand over a group. ``factor``: how many rupiah one unit is."""

    name: str
    headings: tuple[str, ...]
    write: Writer
    group: str = ""
    factor: int = 1


def _name(chance: random.Random, one: Business) -> Written:
    return chance.choice((one.name, one.name, f" {one.name} ", one.name.replace(" ", "  "))), {"name": one.name}


def _owner(chance: random.Random, one: Business) -> Written:
    if chance.random() < 0.08:
        return chance.choice(("-", "", "belum diketahui", "tidak ada")), {"owner_name": None}
    return one.owner, {"owner_name": one.owner}


def _kecamatan(chance: random.Random, one: Business) -> Written:
    name = KECAMATAN[one.kecamatan].name
    words = chance.choice((name, name, name.upper(), f"Kec. {name}", f"KECAMATAN {name.upper()}", name.lower()))
    return words, {"kecamatan_code": one.kecamatan}


def _desa(chance: random.Random, one: Business) -> Written:
    return chance.choice((one.desa, one.desa.upper(), f"Desa {one.desa}")), {"desa": one.desa}


def _address(chance: random.Random, one: Business) -> Written:
    street = chance.choice(("Jl. Poros", "Jl. Yos Sudarso", "Gg. Masjid", "Dusun Mekar Sari", "Jl. Pendidikan"))
    said = f"{street} No. {chance.randint(1, 90)} RT. {chance.randint(1, 20)}"
    return said, {"address": said}


def _phone(chance: random.Random, one: Business) -> Written:
    if chance.random() < 0.1:
        return chance.choice(("-", "", None, "tidak ada", "08xx")), {"phone": None}
    number = one.phone
    said = chance.choice((f"0{number}", float(number), f"+62 {number[:3]}-{number[3:7]}-{number[7:]}", f"'0{number}",
                          f"0{number[:3]} {number[3:7]} {number[7:]}", f"WA 0{number}", f"62{number}"))  # fmt: skip
    return said, {"phone": f"+62{number}"}


def _email(chance: random.Random, one: Business) -> Written:
    address = f"{one.owner.split()[0].lower()}{one.phone[-5:]}@contoh.id"
    return (address, {"email": address}) if chance.random() < 0.7 else (chance.choice(("-", "")), {"email": None})


def _product(chance: random.Random, one: Business) -> Written:
    return one.product, {"product": one.product}


def _nik(chance: random.Random, one: Business) -> Written:
    return chance.choice((one.nik, f"'{one.nik}")), {"has_nik": True}


def _nib(chance: random.Random, one: Business) -> Written:
    if one.nib is None:
        said = chance.choice(("Belum punya", "proses", "-", "belum ada", "masih diurus", "tidak punya NIB"))
        return said, {"nib": None, "held.NIB": None if said == "-" else "no"}
    said = chance.choice((one.nib, f"NIB {one.nib}", f"{one.nib} (OSS)", f"{one.nib[:4]} {one.nib[4:8]} {one.nib[8:]}"))
    return said, {"nib": one.nib, "held.NIB": "yes"}


def _kbli(chance: random.Random, one: Business) -> Written:
    code = PRODUCTS[one.product]
    return chance.choice((code, float(code), f"KBLI {code}", f"{code} - {one.product}", f"C{code}")), {"kbli": code}


def _year(chance: random.Random, one: Business) -> Written:
    year = one.figures[0]
    return chance.choice((year, float(year), str(year), f"Th. {year}", f"Tahun {year}")), {"licence_year": year}


def _men(chance: random.Random, one: Business) -> Written:
    men = one.figures[1]
    return chance.choice((men, float(men), str(men), f"{men} org", f"{men} orang")), {"workers_male": men}


def _women(chance: random.Random, one: Business) -> Written:
    women = one.figures[2]
    return chance.choice((women, float(women), str(women))), {"workers_female": women}


def _workers(chance: random.Random, one: Business) -> Written:
    total = one.figures[1] + one.figures[2]
    return chance.choice((float(total), f"{total} orang", str(total))), {"workers_male": None, "workers_female": None}


def rupiah(which: int, name: str, factor: int) -> Writer:
    """Return what writes a figure of a business in units of ``factor`` rupiah."""

    def write(chance: random.Random, one: Business) -> Written:
        amount = one.figures[which] // 1_000_000 * 1_000_000
        units = amount // factor
        dotted = f"{units:,}".replace(",", ".")
        plain: tuple[Any, ...] = (units, float(units), dotted, str(units))
        own = () if factor > 1 else (f"Rp {dotted}", f"Rp. {dotted},-", f"Rp{dotted},00", f"{amount // 1_000_000} jt",
                                     f"{amount // 1_000_000} Juta", f"{units:,}.00")  # fmt: skip
        return chance.choice((*plain, *own)), {name: amount}

    return write


def _capacity(chance: random.Random, one: Business) -> Written:
    return float(one.figures[4]), {"capacity": one.figures[4]}


def _unit(chance: random.Random, one: Business) -> Written:
    unit = chance.choice(("kg", "bungkus", "lembar", "pcs"))
    return unit, {"capacity_unit": unit}


def _held(chance: random.Random, one: Business) -> Written:
    said, states = chance.choice((
        ("NIB, Halal", {"NIB": "yes", "HALAL": "yes"}), ("Belum ada", {}), ("-", {}),
        ("NIB sudah, PIRT belum", {"NIB": "yes", "PIRT": "no"}), ("Halal masih proses", {"HALAL": "no"}),
        ("PIRT dan Halal", {"PIRT": "yes", "HALAL": "yes"}), ("Belum punya PIRT", {"PIRT": "no"}),
        ("hanya P-IRT", {"PIRT": "yes"}),
    ))  # fmt: skip
    return said, {f"held.{kind}": state for kind, state in states.items()}


def _remarks(chance: random.Random, one: Business) -> Written:
    said, closed = chance.choice((
        ("", False), ("Tutup hari Minggu", False), ("sudah tutup", True), ("aktif", False), ("tutup permanen", True),
        ("Tidak produksi saat panen", False), ("perlu mesin pengemas", False), ("usaha sudah bangkrut", True),
        ("buka jam 8 tutup jam 4", False),
    ))  # fmt: skip
    return said, {"closed": closed}


def _sex(chance: random.Random, one: Business) -> Written:
    sex = "P" if chance.random() < 0.5 else "L"
    return sex, {}


def _day_of_birth(chance: random.Random, one: Business) -> Written:
    return f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1965, 1999)}", {"trained": None}


def _form(chance: random.Random, one: Business) -> Written:
    form = chance.choice(("Perorangan", "CV", "UD", "PT", "Koperasi"))
    return form, {"legal_form": form}


def _of(*words: Any) -> Writer:
    return lambda chance, one: (chance.choice(words), {})


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("name", ("NAMA USAHA", "Nama IKM", "NAMA PERUSAHAAN", "Nama Unit Usaha", "Nama Usaha *", "Nm. Usaha",
                        "Nama Uasha", "usaha/nama_usaha", "Apa nama usaha Anda?", "Name of business",
                        "NAMA INDUSTRI KECIL", "Nama UMKM/IKM"), _name),
        Column("owner", ("NAMA PEMILIK", "Pemilik", "Nama Pengusaha", "Nama Penanggung Jawab", "PIMPINAN", "Owner",
                         "Siapa nama lengkap pemilik usaha (sesuai KTP)?", "identitas/nama_pemilik", "Nm. Pemilik",
                         "NAMA PELAKU USAHA", "Owner's name"), _owner),
        Column("kecamatan", ("KECAMATAN", "Kec.", "Kecamatan *", "Kecmatan", "usaha/kecamatan", "Sub-district",
                             "Di kecamatan mana usaha Bapak/Ibu?", "KEC"), _kecamatan),
        Column("desa", ("DESA", "Desa/Kelurahan", "KEL./DESA", "Desa / Kel", "Village", "usaha/desa",
                        "NAMA DESA"), _desa),
        Column("address", ("ALAMAT", "Alamat Usaha", "ALAMAT LENGKAP", "Address", "usaha/alamat", "Alamat tempat usaha",
                           "Dimana alamat usaha Anda?"), _address),
        Column("phone", ("NO HP", "No. Telp/HP", "TELEPON", "Nomor WhatsApp", "HP/WA", "Phone number", "No. Handphone",
                         "Kontak", "Nomor HP/WA yang bisa dihubungi", "usaha/no_hp", "NO TELPON"), _phone),
        Column("email", ("EMAIL", "Alamat email", "E-mail", "Email Address", "Surel"), _email),
        Column("product", ("PRODUK", "Jenis Produk", "PRODUK UTAMA", "Hasil Produksi", "Main product",
                           "Produk apa yang dihasilkan?", "usaha/produk_utama", "JENIS PRODUKSI"), _product),
        Column("nik", ("NIK", "No. KTP", "NIK Pemilik", "Nomor KTP", "identitas/nik", "ID Number"), _nik),
        Column("nib", ("NIB", "No. NIB", "Nomor Induk Berusaha", "NIB (OSS)"), _nib),
        Column("kbli", ("KBLI", "Kode KBLI", "KBLI 2020", "No. KBLI"), _kbli),
        Column("year", ("TAHUN IZIN", "Th. Izin", "Tahun Ijin"), _year),
        Column("men", ("TK L", "Tenaga Kerja Laki-laki", "Pekerja Pria", "Male workers",
                       "# Employees (M)", "TKI_L"), _men, "L"),
        Column("women", ("TK P", "Tenaga Kerja Perempuan", "Pekerja Wanita", "Female workers",
                         "# Employees (F)", "TKI_P"), _women, "P"),
        Column("workers", ("TENAGA KERJA", "Jml TK", "Jumlah Tenaga Kerja", "Total workers",
                           "Jumlah karyawan"), _workers),
        Column("investment", ("NILAI INVESTASI", "Investasi (Rp)", "MODAL USAHA", "Investment (IDR)",
                              "Nilai Investasi Rp."),
               rupiah(3, "investment", 1)),
        Column("investment_000", ("NILAI INVESTASI (RP.000)", "Investasi (Rp 000)", "Nilai Investasi (ribu Rp)",
                                  "INVESTASI (Rp. Ribu)", "Investasi (dalam ribuan rupiah)"),
               rupiah(3, "investment", 1000), factor=1000),
        Column("investment_jt", ("Investasi (juta Rp)", "NILAI INVESTASI (Rp. Juta)", "Investasi (Rp Jt)",
                                 "Modal (dalam jutaan)"), rupiah(3, "investment", 1_000_000), factor=1_000_000),
        Column("production", ("NILAI PRODUKSI", "Nilai Produksi (Rp)", "Omzet/tahun", "OMSET PER TAHUN",
                              "Nilai produksi per tahun"), rupiah(5, "production_value", 1)),
        Column("production_000", ("NILAI PRODUKSI (RP.000)", "Nilai Produksi (Rp 000)"),
               rupiah(5, "production_value", 1000), factor=1000),
        Column("sold_now", ("Omzet 2025", "Nilai Produksi Tahun 2025", "OMZET TH. 2025"),
               rupiah(5, "production_value", 1)),
        Column("sold_before", ("Omzet 2024", "Nilai Produksi Tahun 2023"),
               _of(1_000_000, "Rp 2.000.000", "-", 9_000_000.0)),
        Column("form", ("Jenis Perusahaan", "Bentuk Badan Usaha", "Badan Hukum", "jenis_perusahaan"), _form),
        Column("capacity", ("KAPASITAS PRODUKSI", "Kapasitas", "Kapasitas per tahun"), _capacity, "JUMLAH"),
        Column("unit", ("SATUAN", "Satuan Kapasitas"), _unit, "SATUAN"),
        Column("held", ("Sertifikat yang sudah dimiliki", "LEGALITAS", "Izin yang dimiliki", "Perizinan"), _held),
        Column("remarks", ("KETERANGAN", "Ket.", "Catatan"), _remarks),
        Column("born", ("Tanggal Lahir", "TGL LAHIR", "Date of birth"), _day_of_birth),
        Column("birthplace", ("Tempat Lahir", "TEMPAT LAHIR"), _of("Kediri", "Samarinda", "Bone", "Sangatta")),
        Column("schooling", ("Pendidikan Terakhir", "PENDIDIKAN"), _of("SMA", "SD", "S1", "SMP")),
        Column("faith", ("Agama",), _of("Islam", "Kristen", "Katolik")),
        Column("sex", ("L/P", "Jenis Kelamin", "JK"), _sex),
        Column("home", ("Alamat KTP", "ALAMAT RUMAH", "Alamat domisili pemilik"), _of("Jl. Rumah 1", "Jl. Lain 9")),
        Column("material", ("NILAI BB/BP", "Nilai Bahan Baku (Rp)"), _of("500000", "1.200.000")),
        Column("photo", ("Foto Produk", "FOTO"), _of("https://contoh.id/1.jpg", "")),
        Column("signature", ("TTD", "Tanda Tangan", "Paraf"), _of("")),
        Column("uuid", ("_uuid", "_id", "ID"), _of("a1b2", "c3d4", "e5f6")),
    )
}  # fmt: skip
