"""Whether a row speaks of a business that is already known: certainly, possibly, or not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from services.registry.domain.bearers import Bearers
from services.registry.domain.comparison import FEWEST_FIGURES, Comparison, compare
from services.registry.domain.doubt import doubt_of
from services.registry.domain.evidence import Traits
from services.registry.domain.names import may_be_one_person, name_key, person_key, sound_key
from services.registry.domain.proof import is_certain, is_possible
from shared.language import Message, msg

CERTAIN, POSSIBLE = "certain", "possible"
CROWDED = 400
"""A block with more records than this tells nobody apart; certain evidence has blocks of its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One known business a row may speak of, and why. ``proven``: they share a number of their own, not only a name.

    ``doubt``: of which kind the reasons are.
    """

    id: str
    strength: str
    reasons: tuple[Message, ...]
    proven: bool = False
    doubt: str = ""


class Known:
    """The businesses known so far, found by anything that could prove a row to be one of them.

    Rows that wait for a person are known too: each may be a business that the register does not have yet.
    """

    def __init__(self, records: Iterable[Traits] = (), waiting: Iterable[Traits] = ()) -> None:
        self.records: dict[str, Traits] = {}
        self.waiting: set[str] = set()
        self.bearers = Bearers()
        # Keys are kept as eight bytes each; two that share them only make a candidate more to be weighed.
        self._blocks: dict[int, str | list[str]] = {}
        for record in records:
            self.put(record)
        for row in waiting:
            self.put_waiting(row)

    def put(self, record: Traits) -> None:
        """Add a record, or replace what was known under its id."""
        self.records[record.id] = record
        self.bearers.add(record)
        for key in map(hash, keys_of(record)):
            self._put_under(key, record.id)

    def _put_under(self, key: int, identity: str) -> None:
        block = self._blocks.setdefault(key, identity)
        if isinstance(block, list):
            if identity not in block[-CROWDED:]:
                block.append(identity)
        elif block != identity:  # most blocks hold one
            self._blocks[key] = [block, identity]

    def put_waiting(self, row: Traits) -> None:
        """Add a row that waits for a person."""
        self.waiting.add(row.id)
        self.put(row)

    def forget(self, identity: str) -> None:
        """Take away a record, such as of a row that waits no more."""
        self.records.pop(identity, None)
        self.waiting.discard(identity)

    def find(self, row: Traits, waits_as: Callable[[], str] | None = None) -> list[Finding]:
        """Return every business the row certainly or possibly speaks of, the certain ones first.

        ``waits_as``: tells under which id the row itself waits; it is asked only where a row was found that waits.
        """
        found = list(self._findings(self.bearers.telling(row)))
        if waits_as and any(one.id in self.waiting for one in found):
            itself = waits_as()
            found = [one for one in found if one.id != itself]
        if any(one.id in self.waiting and one.strength == CERTAIN for one in found):
            found = [_claimed(one) for one in found]
        known = (one for one in found if one.id not in self.waiting)
        return sorted(known, key=lambda one: (one.strength, one.id))

    def _findings(self, row: Traits) -> Iterator[Finding]:
        near = (self.records.get(identity) for identity in self._candidates(row))
        return filter(None, (judge(row, record) for record in near if record))

    def _candidates(self, row: Traits) -> Iterator[str]:
        seen: set[str] = set()
        for key in map(hash, keys_of(row)):
            block = self._blocks.get(key, [])
            for identity in block[:CROWDED] if isinstance(block, list) else (block,):
                if identity not in seen:
                    seen.add(identity)
                    yield identity


def judge(row: Traits, known: Traits) -> Finding | None:
    """Weigh all evidence between a row and one known business."""
    if _are_strangers(row, known):
        return None
    seen = compare(row, known)
    certain, possible = is_certain(seen), is_possible(seen)
    if seen.contradicted:
        # One NIB beside two NIK is for a person whatever else is said: two IKM cannot both have it.
        certain, possible = False, certain or bool(seen.nib)
    if not certain and not possible:
        return None
    proven = bool(seen.nib or seen.nik or seen.permit or (seen.phone and seen.owner))
    return Finding(known.id, CERTAIN if certain else POSSIBLE, _reasons(seen), proven, doubt_of(seen))


def _are_strangers(row: Traits, known: Traits) -> bool:
    """Tell at a glance that two records are two businesses: other owners, no number in common, too few figures.

    In a block of one name most are. What this says, :func:`judge` would say of the whole comparison.
    """
    if not row.owner or not known.owner or min(len(row.figures), len(known.figures)) >= FEWEST_FIGURES:
        return False
    if row.phones & known.phones or row.nibs & known.nibs or row.permits & known.permits:
        return False
    if (row.nik and row.nik == known.nik) or (row.email and row.email == known.email):
        return False
    return not may_be_one_person(row.owner, known.owner)


def _claimed(found: Finding) -> Finding:
    """A name alone does not decide between a business and a row that waits."""
    if found.proven or found.strength != CERTAIN:
        return found
    return replace(found, strength=POSSIBLE, reasons=(*found.reasons, msg("but a row that waits may be it too")))


def keys_of(record: Traits) -> Iterator[tuple[str, ...]]:
    """Yield everything by which a row about this business could be found."""
    for nib in sorted(record.nibs):
        yield ("nib", nib)
    if record.nik:
        yield ("nik", record.nik)
    for phone in sorted(record.phones):
        yield ("phone", phone)
    for permit in sorted(record.permits):
        yield ("permit", permit)
    if record.email:
        yield ("email", record.email)
    place = record.kecamatan or "?"
    name = name_key(record.name).replace(" ", "")
    yield ("name", name, place)
    yield ("sound", sound_key(record.name), place)
    if record.owner and (owner := person_key(record.owner)):
        yield ("owner", owner, name)
        if " " in owner:
            yield ("person", owner, place)


def _reasons(seen: Comparison) -> tuple[Message, ...]:
    return tuple(sentence for said, sentence in _sentences(seen) if said)


def _sentences(seen: Comparison) -> Iterator[tuple[object, Message]]:
    yield seen.nib, msg("the same NIB")
    yield seen.nik, msg("the same NIK")
    yield seen.permit, msg("the same permit number")
    yield seen.phone, msg("the same telephone number")
    yield seen.email, msg("the same email address")
    yield seen.name == "same", msg("the same name")
    yield seen.name == "close", msg("a similar name")
    yield seen.owner in ("same", "one word"), msg("the same owner")
    yield seen.owner == "short", msg("an owner of the same first name")
    yield seen.owner == "close", msg("an owner of a similar name")
    yield seen.kecamatan, msg("the same kecamatan")
    yield seen.desa, msg("the same desa")
    yield seen.product, msg("the same product or KBLI")
    yield seen.same_figures, msg("the same figures")
    yield seen.owner is None, msg("but one of them names no owner")
    yield seen.owner == "one word", msg("but the owner has one name only")
    yield seen.owner == "other", msg("but another owner")
    yield seen.name == "other", msg("but another name")
    yield seen.kecamatan is False, msg("but another kecamatan")
    yield seen.phone is False, msg("but another telephone number")
    yield seen.nib is False, msg("but another NIB")
    yield seen.nik is False, msg("but another NIK")
    yield seen.product is False, msg("but another product")
    yield seen.other_figures, msg("but other figures")
