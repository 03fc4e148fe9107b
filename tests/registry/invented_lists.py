"""Four lists about invented businesses: columns and noise of those in examples/, slips of the pen added."""

import random
import string
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.domain.import_entry import Entry
from services.registry.domain.row_reading import read_row
from services.registry.domain.table import Row
from tests.registry.invented_businesses import PLACES, PRODUCTS, Business

Lists = dict[str, list[tuple[Business, Entry]]]


def lists_about(businesses: Sequence[Business], seed: int) -> Lists:
    """Every business in the workbook, one in twenty twice; some of them in the other lists."""
    pen = Pen(seed)
    chance, some = pen.chance, len(businesses)
    known = [*businesses, *chance.sample(businesses, some // 20)]
    chance.shuffle(known)
    licensed = [one for one in businesses if one.nib]
    trained = [one for _ in range(3) for one in chance.sample(businesses, some // 7)]
    return {
        "workbook": _read("workbook", [(one, pen.workbook(one)) for one in known]),
        "siinas": _read("siinas", [(one, pen.siinas(one)) for one in chance.sample(licensed, len(licensed) * 7 // 10)]),
        "form": _read("form", [(one, pen.form(one)) for one in chance.sample(businesses, some // 6)]),
        "trainees": _read("trainees", [(one, pen.trainees(one)) for one in trained]),
    }


def _read(sheet: str, rows: Sequence[tuple[Business, Mapping[str, Any]]]) -> list[tuple[Business, Entry]]:
    return [
        (one, read_row(Row(sheet, number, dict(cells)), {label: label for label in cells}, _sealed))
        for number, (one, cells) in enumerate(rows)
    ]


def _sealed(nik: str) -> dict[str, str]:
    return {"nik_encrypted": nik, "nik_fingerprint": nik}


class Pen:
    """Writes rows as people do."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def workbook(self, one: Business) -> dict[str, Any]:
        year, men, women, invested, capacity, produced = one.figures
        return {
            "name": self.name(one.name), "owner_name": self.owner(one.owner, missing=0.09, short=0.05),
            "desa": None if self.often(0.15) else one.desa, "kecamatan": self.chance.choice(PLACES[one.kecamatan]),
            "phone": self.phone(one, missing=0.24), "product": one.product, "kbli": PRODUCTS[one.product],
            "nib": self.nib(one.nib), "licence_year": year, "workers_male": men or None,
            "workers_female": women or None, "investment": self.amount(invested), "capacity": capacity,
            "production_value": self.amount(produced),
            "remarks": f"P-IRT No. {one.permit}" if one.permit and self.often(0.8) else None,
        }  # fmt: skip

    def siinas(self, one: Business) -> dict[str, Any]:
        _, men, women, invested, capacity, _ = one.figures
        return {
            "nib": self.nib(one.nib), "nik": one.nik, "name": one.name.upper(),
            "owner_name": self.owner(one.owner).upper(), "email": self.email(one),
            "phone": self.phone(one, missing=0.03), "kecamatan": one.kecamatan,
            "kbli": PRODUCTS[one.product], "workers_male": men, "workers_female": women, "investment": invested,
            "capacity": capacity,
        }  # fmt: skip

    def form(self, one: Business) -> dict[str, Any]:
        return {
            "email": self.email(one), "owner_name": self.owner(one.owner, short=0.02), "name": self.name(one.name),
            "phone": self.phone(one, missing=0.02), "kecamatan": PLACES[one.kecamatan][0], "product": one.product,
        }  # fmt: skip

    def trainees(self, one: Business) -> dict[str, Any]:
        return {
            "owner_name": self.owner(one.owner, short=0.03), "name": self.name(one.name),
            "kecamatan": self.chance.choice(PLACES[one.kecamatan]), "phone": self.phone(one, missing=0.05),
            "training_title": "Bimtek NIB", "training_date": "01-03-2022",
        }  # fmt: skip

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def name(self, name: str) -> str:
        words = self.slip(name).replace("Keripik", self.chance.choice(("Keripik", "Keripik", "Kripik")))
        return self.chance.choice((words, words, words.upper(), words.replace(" ", "  "), f" {words} "))

    def owner(self, owner: str, *, missing: float = 0, short: float = 0) -> str:
        if self.often(missing):
            return self.chance.choice(("-", ""))
        if self.often(short):
            return owner.split()[0]
        if self.often(0.015):
            return " ".join(reversed(owner.split()))
        title = self.chance.choice(("H. ", "Hj. ", "Bpk. ", "Ibu ")) if self.often(0.03) else ""
        return title + self.slip(owner)

    def slip(self, words: str) -> str:
        """One name in fifty has a letter lost, doubled, swapped or wrong."""
        if len(words) < 5 or not self.often(0.02):
            return words
        at, wrong = self.chance.randrange(1, len(words) - 1), self.chance.choice(string.ascii_lowercase)
        before, letter, after = words[:at], words[at], words[at + 1 :]
        return self.chance.choice(
            (
                before + after,
                before + letter * 2 + after,
                before + after[0] + letter + after[1:],
                before + wrong + after,
            )
        )

    def phone(self, one: Business, *, missing: float) -> Any:
        # Without a telephone nobody tells apart two of the same name, owner and kecamatan.
        if one.trap != "namesakes" and self.often(missing):
            return self.chance.choice((None, "-"))
        digits = one.phone
        return self.chance.choice((
            f"0{digits}", f"62{digits}", f"+62 {digits[:3]} {digits[3:]}", float(digits), digits,
            f"0{digits[:3]}-{digits[3:7]}-{digits[7:]}", f"0{digits} / 0549-{self.chance.randint(21000, 29999)}",
        ))  # fmt: skip

    def nib(self, nib: str | None) -> Any:
        """A number may be shown short, short and typed again, a digit lost, or a number without its leading zero."""
        if nib is None:
            return self.chance.choice(("proses", "belum ada", "-", None))
        shown = f"{int(nib):.5E}"
        lost = self.chance.randrange(1, 13)
        written = (shown, str(int(float(shown))), nib[:lost] + nib[lost + 1 :], float(nib), nib)
        return self.chance.choices(written, (2, 2, 1, 30, 65))[0]

    def email(self, one: Business) -> str | None:
        if self.often(0.5):
            return None
        return "disperindag@contoh.id" if self.often(0.05) else f"{one.nik}@contoh.id"

    def amount(self, rupiah: int) -> Any:
        dotted = f"{rupiah:,}".replace(",", ".")
        return self.chance.choice(
            (rupiah, dotted, f"Rp {dotted},-", f"{rupiah // 1_000_000} jt" if rupiah > 1_000_000 else rupiah)
        )
