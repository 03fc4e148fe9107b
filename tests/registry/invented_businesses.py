"""Registers that never were, whose truth is known: businesses, and what four lists say of them.

The noise is that of the lists in examples/ (spellings of kecamatan, notations of numbers, lost zeros, missing owners),
with slips of the pen. Each trap is businesses that look like one and are not.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from services.registry.domain.desa import DESA

FIRST = (
    "Siti", "Nur", "Agus", "Yuliana", "Yuliani", "Lilis", "Rahmat", "Rahma", "Sugeng", "Dewi", "Hasan", "Hasnah",
    "Rina", "Wati", "Budi", "Aisyah", "Endang", "Fitri", "Ahmad", "Kartini", "Kartono", "Hartini", "Hartono",
    "Petrus", "Murni", "Marlina", "Herman", "Lukman", "Joko", "Darwis", "Arifin", "Slamet", "Juminah", "Sri",
)  # fmt: skip
FAMILIES = (
    "Baharuddin", "Ngau", "Wijaya", "Sari", "Lawai", "Jalung", "Handayani", "Kurniawan", "Effendi", "Rahman",
    "Lestari", "Puspita", "Wulandari", "Santoso", "Susanto", "Susanti", "Saputra", "Setiawan", "Mulyono", "Aminah",
    "Hidayat",
)  # fmt: skip
WORDS = (
    "Maju", "Amanah", "Etam", "Sejahtera", "Berkah", "Jaya", "Mandiri", "Kutim", "Cahaya", "Tunas", "Mekar",
    "Bunda", "Harapan", "Rejeki", "Sumber", "Barokah", "Bersama", "Sentosa", "Makmur",
)  # fmt: skip
PRODUCTS = {
    "Keripik Pisang": "10794", "Amplang Ikan": "10794", "Sale Pisang": "10399", "Kue Kering": "10710", "Tahu": "10392",
    "Mebel Kayu": "31001", "Tempe": "10391", "Batako": "23953", "Anyaman Rotan": "16292", "Penjahit Pakaian": "14120",
    "Abon Ikan": "10219", "Kopi Bubuk": "10761", "Batik Wakaroros": "13134",
}  # fmt: skip
PLACES = {
    "64.08.04": ("Sangatta Utara", "SGT UTARA", "Sengata Utara", "Kec. Sangatta Utara"),
    "64.08.10": ("Kaliorang", "Kali Orang"),
    "64.08.02": ("Muara Wahau", "Ma. Wahau", "Wahau"),
    "64.08.16": ("Karangan", "Karangan Ilir"),
    "64.08.13": ("Teluk Pandan", "Tlk Pandan"),
    "64.08.09": ("Bengalon", "Bangalon", "KEC BENGALON"),
}
BROTHERS_AND_SISTERS = (("Kartono", "Kartini"), ("Hartono", "Hartini"), ("Yuliana", "Yuliani"), ("Rahmat", "Rahma"))


@dataclass(frozen=True)
class Business:
    """``trap`` says how it looks like another business, if it does."""

    name: str
    owner: str
    product: str
    kecamatan: str
    desa: str
    phone: str
    nik: str
    nib: str | None
    permit: str | None
    figures: tuple[int, int, int, int, int, int]
    trap: str = ""


class Inventor:
    """Invents businesses; the same seed the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def businesses(self, number: int, of_each_trap: int) -> list[Business]:
        made = [one for _ in range(of_each_trap) for one in self._traps()]
        made += [self.business() for _ in range(number - len(made))]
        self.chance.shuffle(made)
        return made

    def business(self, **given: Any) -> Business:
        """One business, as it comes but for what is given."""
        pick, product = self.chance.choice, self.chance.choice(list(PRODUCTS))
        owner = given.get("owner") or self.person()
        kecamatan = given.get("kecamatan") or pick(list(PLACES))
        values: dict[str, Any] = {
            "name": self.name(owner, given.get("product", product)),
            "owner": owner,
            "product": product,
            "kecamatan": kecamatan,
            "desa": pick(list(DESA[kecamatan].values())),
            "phone": f"8{pick(('12', '21', '52', '95'))}{self.digits(8)}",
            "nik": f"640804{self.birthday()}00{self.chance.randint(1, 99):02}",
            # Numbers of one month begin alike.
            "nib": f"{pick(('91200', '02201', '12340'))}{self.digits(8)}" if self.chance.random() < 0.4 else None,
            "permit": f"21564080{self.digits(5)}-29" if self.chance.random() < 0.15 else None,
            "figures": self.figures(),
        }
        return Business(**(values | given))

    def birthday(self) -> str:
        return f"{self.chance.randint(1, 28):02}{self.chance.randint(1, 12):02}{self.chance.randint(60, 99)}"

    def person(self) -> str:
        first = self.chance.choice(FIRST)
        return first if self.chance.random() < 0.15 else f"{first} {self.chance.choice(FAMILIES)}"

    def name(self, owner: str, product: str) -> str:
        own, two = owner.split()[0], self.chance.sample(WORDS, 2)
        names = (" ".join(two), f"{product} {two[0]}", f"{product} {own}", own)
        return self.chance.choices(names, (45, 32, 13, 10))[0]

    def digits(self, number: int) -> str:
        return "".join(self.chance.choices("0123456789", k=number))

    def figures(self) -> tuple[int, int, int, int, int, int]:
        invested = self.chance.choice((3, 5, 8, 12, 20, 35, 60, 90, 150, 400)) * 1_000_000
        year, men, women = self.chance.randint(2008, 2024), self.chance.randint(0, 4), self.chance.randint(0, 4)
        capacity = self.chance.choice((50, 120, 200, 300, 500, 800))
        return year, men, women, invested, capacity, int(invested * self.chance.uniform(0.7, 4))

    def _traps(self) -> Iterator[Business]:
        for trap in (
            self._namesakes, self._one_owner, self._couple, self._near_names, self._group, self._branches,
            self._siblings, self._two_places, self._neighbours, self._one_name_only,
        ):  # fmt: skip
            yield from (replace(one, trap=trap.__name__.strip("_").replace("_", " ")) for one in trap())

    def _namesakes(self) -> list[Business]:
        one = self.business(owner=f"{self.chance.choice(FIRST)} {self.chance.choice(FAMILIES)}")
        return [one, self.like(one, "name", "owner", "product")]

    def _one_owner(self) -> list[Business]:
        one = self.business(product="Keripik Pisang", name=f"Keripik {self.chance.choice(WORDS)}")
        return [
            one,
            self.like(one, "owner", "desa", "phone", "nik", "nib", product="Amplang Ikan", name="Amplang Etam"),
        ]

    def _couple(self) -> list[Business]:
        one = self.business(product="Batik Wakaroros")
        return [one, self.like(one, "desa", "phone", "product")]

    def _near_names(self) -> list[Business]:
        family = self.chance.choice(FAMILIES)
        one = self.business(owner=f"Sri {family}", product="Batik Wakaroros", name="Batik Wakaroros Sri")
        return [one, self.like(one, "desa", "phone", "product", owner=f"Siti {family}", name="Batik Wakaroros Siti")]

    def _group(self) -> list[Business]:
        one = self.business(name=f"KUB {' '.join(self.chance.sample(WORDS, 2))}")
        return [one, *(self.like(one, "name", "desa", "phone", "product") for _ in range(2))]

    def _branches(self) -> list[Business]:
        one = self.business()
        same = ("owner", "product", "phone", "nik", "nib")
        return [replace(one, name=f"{one.name} 1"), self.like(one, *same, name=f"{one.name} 2")]

    def _siblings(self) -> list[Business]:
        (he, she), family = self.chance.choice(BROTHERS_AND_SISTERS), self.chance.choice(FAMILIES)
        one = self.business(owner=f"{he} {family}", name=f"{self.chance.choice(WORDS)} {family}")
        return [one, self.like(one, "name", "desa", "product", owner=f"{she} {family}")]

    def _two_places(self) -> list[Business]:
        one = self.business()
        elsewhere = self.chance.choice([place for place in PLACES if place != one.kecamatan])
        return [one, self.like(one, "name", "owner", "product", "phone", "nik", "nib", kecamatan=elsewhere)]

    def _neighbours(self) -> list[Business]:
        one = self.business()
        return [one, self.like(one, "name", "product")]

    def _one_name_only(self) -> list[Business]:
        first = self.chance.choice(FIRST)
        one = self.business(owner=first, name=first)
        return [one, self.like(one, "name", "owner", "desa", "product")]

    def like(self, one: Business, *same: str, **other: Any) -> Business:
        """Another business in the same kecamatan with some of the same traits."""
        shared = {name: getattr(one, name) for name in ("kecamatan", *same)}
        return self.business(**(shared | other))
