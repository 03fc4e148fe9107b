"""What is known of a business that can tell it from others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.registry.domain.evasion import counts_up, is_nobodys_mailbox, names_nobody, tells_no_place
from services.registry.domain.fields import FIGURES
from services.registry.domain.import_entry import Entry
from services.registry.domain.names import compatible_person, is_single_word
from services.registry.domain.silence import is_placeholder, is_zero, says_nothing

_EMPTY: Mapping[str, Callable[[str], bool]] = {
    "owner": names_nobody,
    "desa": tells_no_place,
    "address": tells_no_place,
    "product": lambda words: says_nothing(words) or is_zero(words),
    "email": is_nobodys_mailbox,
}


@dataclass(slots=True)
class Traits:
    """``nib`` is complete; ``candidates`` are NIB with a zero put back. ``permits`` are numbers of certificates."""

    id: str
    name: str
    owner: str | None = None
    kecamatan: str | None = None
    desa: str | None = None
    address: str | None = None
    product: str | None = None
    kbli: str | None = None
    nib: str | None = None
    nik: str | None = None
    email: str | None = None
    candidates: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    permits: frozenset[str] = frozenset()
    figures: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Words and numbers that say nothing are no evidence, though an earlier list may have brought them in."""
        for name, is_empty in _EMPTY.items():
            words = getattr(self, name)
            if words and is_empty(words):
                setattr(self, name, None)
        self.phones = frozenset(one for one in self.phones if not is_placeholder(one) and not counts_up(one))
        self.nib = None if self.nib and is_placeholder(self.nib) else self.nib

    @property
    def nibs(self) -> frozenset[str]:
        return self.candidates | {self.nib} if self.nib else self.candidates


def traits_of(identity: str, entry: Entry) -> Traits:
    """Return what a row of a list tells about who it is. What nobody wrote of it tells nothing."""
    return Traits(
        id=identity,
        name=entry.get("name"),
        owner=entry.get("owner_name"),
        kecamatan=entry.get("kecamatan_code"),
        desa=entry.get("desa"),
        address=entry.get("address"),
        product=entry.get("product"),
        kbli=None if "kbli" in entry.assumed else entry.get("kbli"),
        nib=entry.get("nib"),
        nik=entry.get("nik_fingerprint"),
        email=entry.email,
        candidates=frozenset(filter(None, [entry.nib_candidate])),
        phones=frozenset(filter(None, [entry.phone, entry.phone_other])),
        permits=frozenset(held.number for held in entry.held if held.number and held.kind != "NIB"),
        figures={name: entry.values[name] for name in FIGURES if name in entry.values.keys() - entry.assumed},
    )


def joined(known: Traits, newer: Traits) -> Traits:
    """Return what is known of a business after a row about it was added to the record."""
    return Traits(
        id=known.id,
        name=known.name,
        owner=_fuller(known.owner, newer.owner),
        kecamatan=known.kecamatan or newer.kecamatan,
        desa=known.desa or newer.desa,
        address=known.address or newer.address,
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
