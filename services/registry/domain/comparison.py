"""What two records of businesses say about each other, trait by trait."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.registry.domain.addresses import same_street
from services.registry.domain.amounts import is_rounded
from services.registry.domain.evidence import Traits
from services.registry.domain.field import Kind
from services.registry.domain.fields import FIGURES, kind_of
from services.registry.domain.names import (
    close_name,
    close_person,
    compatible_person,
    is_group,
    is_single_word,
    name_key,
    person_key,
    same_name,
    same_person,
)
from services.registry.domain.silence import says_nothing

PRODUCT, OWNER, OWN = "product", "owner", "own"
FEWEST_FIGURES = 4
"""So many figures that agree say something of who it is."""
FINEST = 1000
"""An amount known more finely than in thousands of rupiah was counted, not estimated."""


@dataclass(frozen=True)
class Comparison:
    """How two records relate, trait by trait. None means that one of them does not say.

    ``name``: same, close or other. ``made_of``: what its words are: ``product``, ``owner``, or the name's ``own``.
    ``group``: it names a group. ``owner``: same, one word (and the same), short (of the other), close (a slip), other.
    ``fine``: how many amounts agree that nobody hits by estimating.
    """

    name: str
    made_of: frozenset[str]
    group: bool
    owner: str | None
    kecamatan: bool | None
    phone: bool | None
    nib: bool | None
    nik: bool | None
    email: bool | None
    permit: bool
    product: bool | None
    desa: bool | None
    street: bool | None
    agreeing: int
    disagreeing: int
    fine: int

    @property
    def contradicted(self) -> bool:
        """Two different full NIB, or two different NIK, are two businesses or two owners."""
        return self.nib is False or self.nik is False

    @property
    def same_figures(self) -> bool:
        return self.agreeing >= FEWEST_FIGURES and self.disagreeing == 0

    @property
    def same_row(self) -> bool:
        """Every figure agrees, one of them to the last rupiah: one row of somebody's list, copied."""
        return self.agreeing >= 5 and self.disagreeing == 0 and self.fine > 0

    @property
    def other_figures(self) -> bool:
        return self.disagreeing >= 2 and self.disagreeing > self.agreeing


def compare(one: Traits, two: Traits) -> Comparison:
    """Compare two records trait by trait."""
    agreeing, disagreeing = _figures(one.figures, two.figures)
    return Comparison(
        name=_names(one.name, two.name),
        made_of=_made_of(one, two),
        group=is_group(one.name),
        owner=_owners(one.owner, two.owner),
        kecamatan=_equal(one.kecamatan, two.kecamatan),
        phone=_shared(one.phones, two.phones),
        nib=_nibs(one, two),
        nik=_equal(one.nik, two.nik),
        email=_equal(one.email, two.email),
        permit=bool(one.permits & two.permits),
        product=_products(one, two),
        desa=_equal(one.desa, two.desa),
        street=same_street(one.address, two.address),
        agreeing=agreeing,
        disagreeing=disagreeing,
        fine=sum(1 for name in FIGURES if _is_fine(name, one.figures.get(name), two.figures.get(name))),
    )


def _names(one: str, two: str) -> str:
    if says_nothing(one) or says_nothing(two):
        return "other"
    if same_name(one, two):
        return "same"
    return "close" if close_name(one, two) else "other"


def _made_of(one: Traits, two: Traits) -> frozenset[str]:
    owners = {word for record in (one, two) for word in person_key(record.owner or "").split()}
    products = {word for record in (one, two) for word in name_key(record.product or "").split()}
    words = name_key(one.name).split()
    return frozenset(OWNER if word in owners else PRODUCT if word in products else OWN for word in words)


def _owners(one: str | None, two: str | None) -> str | None:
    if not one or not two or not person_key(one) or not person_key(two):
        return None
    if same_person(one, two):
        return "one word" if is_single_word(one) else "same"
    if compatible_person(one, two):
        return "short"
    return "close" if close_person(one, two) else "other"


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
    both = [name for name in FIGURES if name in one and name in two]
    agreeing = sum(1 for name in both if _same_figure(name, one[name], two[name]))
    return agreeing, len(both) - agreeing


def _is_fine(name: str, one: int | None, two: int | None) -> bool:
    return one is not None and one == two and one % FINEST != 0 and _is_money(name)


def _same_figure(name: str, one: int, two: int) -> bool:
    return one == two or (_is_money(name) and (is_rounded(one, two) or is_rounded(two, one)))


def _is_money(name: str) -> bool:
    """Amounts of money are told in round figures."""
    return kind_of(name) is Kind.RUPIAH
