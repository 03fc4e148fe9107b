"""What is known of a business that can tell it from others, and what two such records say about each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.registry.domain.amounts import is_rounded
from services.registry.domain.import_entry import Entry
from services.registry.domain.names import (
    close_name,
    compatible_person,
    is_single_word,
    name_key,
    person_key,
    same_name,
    same_person,
)

FIGURES = ("licence_year", "workers_male", "workers_female", "investment", "capacity", "production_value")
ROUNDED = ("investment", "production_value")


@dataclass
class Traits:
    """``nib`` is complete; ``candidates`` are NIB with a zero put back. ``permits`` are numbers of certificates."""

    id: str
    name: str
    owner: str | None = None
    kecamatan: str | None = None
    desa: str | None = None
    product: str | None = None
    kbli: str | None = None
    nib: str | None = None
    nik: str | None = None
    email: str | None = None
    candidates: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    permits: frozenset[str] = frozenset()
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def nibs(self) -> frozenset[str]:
        return self.candidates | {self.nib} if self.nib else self.candidates


def traits_of(identity: str, entry: Entry) -> Traits:
    """Return what a row of a list tells about who it is."""
    return Traits(
        id=identity,
        name=entry.get("name"),
        owner=entry.get("owner_name"),
        kecamatan=entry.get("kecamatan_code"),
        desa=entry.get("desa"),
        product=entry.get("product"),
        kbli=entry.get("kbli"),
        nib=entry.get("nib"),
        nik=entry.get("nik_fingerprint"),
        email=entry.email,
        candidates=frozenset(filter(None, [entry.nib_candidate])),
        phones=frozenset(filter(None, [entry.phone, entry.phone_other])),
        permits=frozenset(held.number for held in entry.held if held.number and held.kind != "NIB"),
        figures={name: entry.values[name] for name in FIGURES if name in entry.values},
    )


def joined(known: Traits, newer: Traits) -> Traits:
    """Return what is known of a business after a row about it was added to the record."""
    return Traits(
        id=known.id,
        name=known.name,
        owner=_fuller(known.owner, newer.owner),
        kecamatan=known.kecamatan or newer.kecamatan,
        desa=known.desa or newer.desa,
        product=known.product or newer.product,
        kbli=known.kbli or newer.kbli,
        nib=known.nib or newer.nib,
        nik=known.nik or newer.nik,
        email=known.email or newer.email,
        candidates=known.candidates | newer.candidates,
        phones=known.phones | newer.phones,
        permits=known.permits | newer.permits,
        figures={**newer.figures, **known.figures},
    )


def _fuller(known: str | None, newer: str | None) -> str | None:
    if known and newer and is_single_word(known) and compatible_person(known, newer):
        return newer
    return known or newer


@dataclass(frozen=True)
class Comparison:
    """How two records relate, trait by trait. None means that one of them does not say."""

    name: str
    owner: str | None
    kecamatan: bool | None
    phone: bool | None
    nib: bool | None
    nik: bool | None
    email: bool | None
    permit: bool
    product: bool | None
    desa: bool | None
    agreeing: int
    disagreeing: int

    @property
    def contradicted(self) -> bool:
        """Two different full NIB, or two different NIK, are two businesses or two owners."""
        return self.nib is False or self.nik is False

    @property
    def same_figures(self) -> bool:
        return self.agreeing >= 4 and self.disagreeing == 0

    @property
    def other_figures(self) -> bool:
        return self.disagreeing >= 2 and self.disagreeing > self.agreeing


def compare(one: Traits, two: Traits) -> Comparison:
    """Compare two records trait by trait."""
    agreeing, disagreeing = _figures(one.figures, two.figures)
    return Comparison(
        name=_names(one.name, two.name),
        owner=_owners(one.owner, two.owner),
        kecamatan=_equal(one.kecamatan, two.kecamatan),
        phone=_shared(one.phones, two.phones),
        nib=_nibs(one, two),
        nik=_equal(one.nik, two.nik),
        email=_equal(one.email, two.email),
        permit=bool(one.permits & two.permits),
        product=_products(one, two),
        desa=_equal(one.desa, two.desa),
        agreeing=agreeing,
        disagreeing=disagreeing,
    )


def _names(one: str, two: str) -> str:
    if same_name(one, two):
        return "same"
    return "close" if close_name(one, two) else "other"


def _owners(one: str | None, two: str | None) -> str | None:
    if not one or not two or not person_key(one) or not person_key(two):
        return None
    if same_person(one, two):
        return "one word" if is_single_word(one) else "same"
    return "short" if compatible_person(one, two) else "other"


def _equal(one: str | None, two: str | None) -> bool | None:
    return one == two if one and two else None


def _shared(one: frozenset[str], two: frozenset[str]) -> bool | None:
    return bool(one & two) if one and two else None


def _nibs(one: Traits, two: Traits) -> bool | None:
    if one.nibs & two.nibs:
        return True
    # A number with a lost digit proves nothing against another number.
    return False if one.nib and two.nib else None


def _products(one: Traits, two: Traits) -> bool | None:
    if one.product and two.product and name_key(one.product) == name_key(two.product):
        return True
    same_code = _equal(one.kbli, two.kbli)
    if same_code is not None:
        return same_code
    return False if one.product and two.product else None


def _figures(one: Mapping[str, int], two: Mapping[str, int]) -> tuple[int, int]:
    both: Iterable[str] = [name for name in FIGURES if name in one and name in two]
    agreeing = sum(1 for name in both if _same_figure(name, one[name], two[name]))
    return agreeing, len(list(both)) - agreeing


def _same_figure(name: str, one: int, two: int) -> bool:
    return one == two or (name in ROUNDED and (is_rounded(one, two) or is_rounded(two, one)))
