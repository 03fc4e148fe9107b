"""Sheets as offices lay them out, invented: titles, headings of several rows, blocks, totals, signatures, two tables.

Each comes with its truth: by the number of a row, what the register may know of the business in it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.vocabulary import KECAMATAN
from tests.registry.invented_businesses import Business, Inventor
from tests.registry.invented_columns import COLUMNS, Column

ALWAYS = ("name", "owner")
OFTEN = ("kecamatan", "desa", "address", "phone", "product")
SOMETIMES = (
    "email", "nik", "nib", "kbli", "year", "held", "remarks", "born", "birthplace", "schooling", "faith", "sex", "home",
    "material", "photo", "signature", "uuid", "form",
)  # fmt: skip
MONEY = ("investment", "investment_000", "investment_jt")
SOLD = ("production", "production_000")
BLOCKS = (
    "KECAMATAN {NAME}", "Kecamatan {name}", "KEC. {NAME}", "{roman}. KECAMATAN {NAME}", "{letter}. {name}", "{NAME}",
    "Kecamatan : {name}", "KEC. {NAME} ({count} IKM)", "Wilayah Kecamatan {name}", "KECAMATAN {NAME} - {count} IKM",
    "{number}. Kec. {name}", "Kec. {name}, Tahun 2025", "KECAMATAN {NAME} KABUPATEN KUTAI TIMUR",
)  # fmt: skip
MERGED = "merged"
TRAPS = ("Total Jaya Sepeda", "Jumlah Rejeki", "Sumber Rejeki", "Catatan Kopi", "Kaliorang Jaya", "Mengetahui Rasa",
         "Rekap Fotokopi", "Contoh Bakery", "Kepala Ikan Bu Nur", "Nama Baik", "212")  # fmt: skip
ENDS = (
    (("Mengetahui,", "Sangatta, 12 November 2026"), ("Kepala Dinas", "Kepala Bidang Industri"), (),
     ("Drs. H. Anu, M.Si", "Una, SE"), ("NIP. 19700101 199503 1 001", "NIP. 19810101 200502 2 002")),
    (("", "Sangatta, Desember 2025"), ("", "Petugas Pendata"), (), ("", "Budi")),
    (("Sumber: Dinas Perindustrian dan Perdagangan", ""),),
    (("Catatan : data sementara, menunggu verifikasi", ""), ("*) angka perkiraan", "")),
    (("Dicetak dari aplikasi pada 12/11/2026", ""),),
    (("Keterangan:", ""), ("L = laki-laki, P = perempuan", "")),
)  # fmt: skip


@dataclass
class Layout:
    """``rows`` of one sheet, ``truth`` by row number (from 1), ``kinds`` of difficulty it holds."""

    name: str
    rows: list[list[Any]]
    truth: dict[int, dict[str, Any]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def layout(seed: int) -> Layout:
    """Return one invented sheet; the same seed the same one."""
    return _Drawing(seed).draw()


class _Drawing:
    def __init__(self, seed: int) -> None:
        self.chance, self.invent = random.Random(seed), Inventor(seed)
        self.sheet = Layout(self.chance.choice(("Sheet1", "DATA", "IKM 2025", "Lembar1")), [])

    def draw(self) -> Layout:
        self.places = self.chance.sample(sorted(_PLACES), 3)
        self.in_title = self.often(0.12)
        self._title()
        self._table()
        if self.often(0.15):
            self.sheet.kinds.add("second table below")
            self._blank(self.chance.randint(1, 3))
            if self.often(0.5):
                self._words(self.chance.choice(("B. INDUSTRI KERAJINAN", "Tabel 2", "II. DATA TAMBAHAN")))
            self._table()
        if self.often(0.35):
            self.sheet.kinds.add("end")
            self._blank(self.chance.randint(0, 2))
            self._end()
        return self.sheet

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def _title(self) -> None:
        titles = ["DATA INDUSTRI KECIL DAN MENENGAH", "KABUPATEN KUTAI TIMUR TAHUN 2025", "DAFTAR IKM BINAAN",
                  "Rekapitulasi Data UMKM", "Dinas Perindustrian dan Perdagangan"]  # fmt: skip
        if self.in_title:
            self.sheet.kinds.add("kecamatan in the title")
            self.places = self.places[:1]
            self._words(f"DATA IKM KECAMATAN {KECAMATAN[self.places[0]].name.upper()}")
        for title in self.chance.sample(titles, self.chance.choice((0, 0, 1, 2, 3))):
            self._words(title)
        self._blank(self.chance.choice((0, 0, 1, 2)))
        if self.often(0.05):
            self.sheet.kinds.add("far down")
            for number in range(self.chance.randint(20, 90)):
                self._words(f"Catatan {number}")

    def _table(self) -> None:
        self.offset = self.chance.choice((0, 0, 0, 1, 2))
        self.numbered = self.often(0.75)
        self.blocks = not self.in_title and self.often(0.3)
        self.columns = self._columns()
        top = len(self.sheet.rows)
        self._heading()
        self.head = self.sheet.rows[top:] if self.often(0.12) else []
        if self.often(0.04):
            self.sheet.kinds.add("total at the top")
            self._total("JUMLAH")
        self.noisy, self.failing = self.often(0.08), self.often(0.04)
        if self.blocks:
            self.sheet.kinds.add("blocks")
        notation = self.chance.choice(BLOCKS)
        for number, place in enumerate(self.places if self.blocks else [""], 1):
            count = self.chance.randint(2, 4)
            if self.blocks:
                self._block(notation, number, place, count)
            self._rows(place, count if self.blocks else self.chance.randint(3, 8))
            if self.blocks and self.often(0.3):
                self._total(f"JUMLAH {KECAMATAN[place].name.upper()}")
        if self.often(0.25):
            self._total(self.chance.choice(("JUMLAH", "TOTAL", "Total Keseluruhan", "Jumlah Total", "Grand Total")))

    def _columns(self) -> list[Column]:
        names = list(ALWAYS) + [name for name in OFTEN if self.often(0.75)]
        names += self.chance.sample(SOMETIMES, self.chance.choice((0, 1, 2, 3, 5)))
        if "nib" in names and "held" in names:
            names.remove("held")  # the two might say different things
        if self.often(0.35):
            names.append(self.chance.choice(MONEY))
        if self.often(0.25):
            names.append(self.chance.choice(SOLD))
        if self.often(0.08) and not {"production", "production_000"} & set(names):
            names += ["sold_before", "sold_now"]
        if self.often(0.4):
            names += self.chance.choice((["men", "women"], ["workers"]))
        if self.often(0.2):
            names += ["capacity", "unit"]
        if (self.blocks or self.in_title) and "kecamatan" in names:
            names.remove("kecamatan")
        pairs = ("men", "women"), ("capacity", "unit")
        if self.often(0.4):
            alone = [name for name in names if not any(name in pair for pair in pairs)]
            self.chance.shuffle(alone)
            names = alone + [name for pair in pairs if pair[0] in names for name in pair]
        return [COLUMNS[name] for name in names]

    def _heading(self) -> None:
        if self.often(0.06):
            self._row(["" for _ in self.columns], first="")
        grouped = {"men": "TENAGA KERJA", "women": "", "capacity": "KAPASITAS PRODUKSI", "unit": ""}
        names = [column.name for column in self.columns]
        number = self.chance.choice(("NO", "No.", "No Urut", "NO.")) if self.numbered else ""
        if ("men" in names or "capacity" in names) and self.often(0.6):
            self.sheet.kinds.add("heading of two rows")
            upper = [grouped.get(column.name, self.chance.choice(column.headings)) for column in self.columns]
            self._row(upper, first=number)
            self._row([column.group if column.name in grouped else "" for column in self.columns], first="")
        else:
            self._row([self.chance.choice(column.headings) for column in self.columns], first=number)
        if self.often(0.15):
            self.sheet.kinds.add("numbering")
            first = 1 if self.numbered else 0
            self._row([place + first + 1 for place in range(len(self.columns))], first=1)

    def _block(self, notation: str, number: int, place: str, count: int) -> None:
        name = KECAMATAN[place].name
        words = notation.format(
            NAME=name.upper(), name=name, roman=("I", "II", "III")[number - 1], letter="ABC"[number - 1], number=number,
            count=count,
        )  # fmt: skip
        self._row([words, *["" for _ in self.columns[1:]]], first="")

    def _rows(self, place: str, count: int) -> None:
        self.numbers = 0
        ditto = self.chance.choice(('"', "sda", "idem", MERGED)) if self.often(0.12) else ""
        same = self.chance.choice(self.places) if ditto and not place else ""
        first = len(self.sheet.rows)
        for position in range(count):
            given: dict[str, Any] = {"kecamatan": place or same or self.chance.choice(self.places)}
            if self.often(0.06):
                given["name"] = self.chance.choice(TRAPS)
            self._business(self.invent.business(**given), place, ditto if position else "", same)
            if self.often(0.03) and ditto != MERGED:
                self._blank(1)
            elif self.head and ditto != MERGED and position + 1 < count and self.often(0.2):
                self._page()
        if ditto == MERGED and same:
            self._merge(first)

    def _page(self) -> None:
        """The next printed page: its number, perhaps a gap and the title once more, and the heading."""
        self.sheet.kinds.add("pages")
        if self.often(0.6):
            self._words(self.chance.choice(("Halaman 1", "Hal. 2 dari 5", "Page 1 of 3", "halaman 3")))
        self._blank(self.chance.choice((0, 0, 1)))
        if self.often(0.3):
            self._words(self.chance.choice(("DAFTAR IKM BINAAN (lanjutan)", "DATA INDUSTRI KECIL DAN MENENGAH")))
        self.sheet.rows += [list(cells) for cells in self.head]

    def _disguised(self, cell: Any) -> Any:
        """A cell as other programs leave it: signs nobody sees, digits in full width, an error in its place."""
        if self.failing and isinstance(cell, float) and self.often(0.1):
            self.sheet.kinds.add("failed formulas")
            return self.chance.choice(("#REF!", "#N/A", "#VALUE!", "#DIV/0!"))
        if not self.noisy or not isinstance(cell, str) or "@" in cell or not self.often(0.5):
            return cell
        self.sheet.kinds.add("signs nobody sees")
        spaced = cell.replace(" ", self.chance.choice((" ", "\u00a0", "\u2007 ")))
        wide = spaced.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        return self.chance.choice((f"\u200f{spaced}", f"{spaced}\u200b", f"\ufeff{spaced}\u200e", spaced, wide))

    def _merge(self, first: int) -> None:
        names = [column.name for column in self.columns]
        if "kecamatan" in names and len(self.sheet.rows) - first > 1:
            self.sheet.kinds.add("merged")
            place = self.offset + self.numbered + names.index("kecamatan")
            self.sheet.merged.append((first, place, len(self.sheet.rows) - 1, place))

    def _business(self, one: Business, place: str, ditto: str, same: str) -> None:
        truth: dict[str, Any] = {}
        if place or self.in_title:
            truth["kecamatan_code"] = one.kecamatan
        cells = []
        for column in self.columns:
            cell, known = column.write(self.chance, one)
            if column.name == "kecamatan" and ditto and same:
                self.sheet.kinds.add("ditto")
                cell = "" if ditto == MERGED else ditto
            cells.append(cell)
            truth |= known
        cells = [self._disguised(cell) for cell in cells]
        self.numbers += 1
        self._row(cells, first=self.chance.choice((self.numbers, float(self.numbers))))
        self.sheet.truth[len(self.sheet.rows)] = truth

    def _total(self, words: str) -> None:
        self.sheet.kinds.add("total")
        sums = [
            self.chance.randint(5, 99) if column.name in ("men", "women", "investment") else ""
            for column in self.columns
        ]
        if self.numbered and self.often(0.4):
            self._row(sums, first=words)
        else:
            self._row([words, *sums[1:]], first="")

    def _end(self) -> None:
        for line in self.chance.choice(ENDS):
            cells: list[Any] = [""] * (self.offset + 1 + len(self.columns))
            left, right = (*line, "", "")[:2]
            cells[self.offset + 1], cells[-1] = left, cells[-1]
            if right:
                cells[min(len(cells) - 1, self.offset + 4)] = right
            self.sheet.rows.append(cells)

    def _row(self, cells: Sequence[Any], *, first: Any) -> None:
        self.sheet.rows.append([""] * self.offset + ([first] if self.numbered else []) + list(cells))

    def _words(self, words: str) -> None:
        self.sheet.rows.append([words])

    def _blank(self, count: int) -> None:
        self.sheet.rows += [[] for _ in range(count)]


_PLACES = ("64.08.04", "64.08.10", "64.08.02", "64.08.16", "64.08.13", "64.08.09")
