"""Whether a row speaks of a business that is already known: certainly, possibly, or not.

Only evidence that two businesses cannot share by chance merges. In a regency hundreds of names repeat ("Maju Amanah"),
many owners have one name only, and offices copy figures; so a name without owner and telephone is no proof.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.registry.domain.evidence import Comparison, Traits, compare
from services.registry.domain.names import name_key, person_key, sound_key
from shared.language import Message, msg

CERTAIN, POSSIBLE = "certain", "possible"
CROWDED = 400
"""A block with more records than this tells nobody apart; certain evidence has blocks of its own."""


@dataclass(frozen=True)
class Finding:
    """One known business a row may speak of, and why."""

    id: str
    strength: str
    reasons: tuple[Message, ...]


class Known:
    """The businesses known so far, found by anything that could prove a row to be one of them."""

    def __init__(self, records: Iterable[Traits] = ()) -> None:
        self.records: dict[str, Traits] = {}
        self._blocks: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for record in records:
            self.put(record)

    def put(self, record: Traits) -> None:
        """Add a record, or replace what was known under its id."""
        self.records[record.id] = record
        for key in _keys(record):
            if record.id not in self._blocks[key][-CROWDED:]:
                self._blocks[key].append(record.id)

    def find(self, row: Traits) -> list[Finding]:
        """Return every business the row certainly or possibly speaks of, the certain ones first."""
        findings = (judge(row, self.records[identity]) for identity in self._candidates(row))
        return sorted((found for found in findings if found), key=lambda found: (found.strength, found.id))

    def _candidates(self, row: Traits) -> Iterator[str]:
        seen: set[str] = set()
        for key in _keys(row):
            for identity in self._blocks.get(key, ())[:CROWDED]:
                if identity not in seen:
                    seen.add(identity)
                    yield identity


def judge(row: Traits, known: Traits) -> Finding | None:
    """Weigh all evidence between a row and one known business."""
    seen = compare(row, known)
    certain, possible = _is_certain(seen), _is_possible(seen)
    if seen.contradicted:
        certain, possible = False, certain
    if not certain and not possible:
        return None
    return Finding(known.id, CERTAIN if certain else POSSIBLE, _reasons(seen))


def _is_certain(seen: Comparison) -> bool:
    alike = seen.name in ("same", "close")
    if seen.nib and (alike or seen.owner in ("same", "one word", "short")):
        return True
    if seen.nik and alike:
        return True
    if alike and (seen.phone or seen.permit) and seen.owner != "other":
        return True
    if seen.phone and seen.name == "same" and seen.kecamatan is not False:
        return True
    if seen.phone and seen.owner == "same" and seen.kecamatan and seen.product:
        return True
    if seen.email and seen.name == "same" and seen.owner in ("same", "one word") and seen.phone is not False:
        return True
    return _is_certain_by_name(seen)


def _is_certain_by_name(seen: Comparison) -> bool:
    """The same name and owner in the same kecamatan, unless something speaks against it."""
    if seen.name != "same" or not seen.kecamatan or seen.phone is False or seen.other_figures:
        return False
    if seen.owner == "same":
        return seen.product is not False
    return seen.owner == "one word" and bool(seen.product) and (bool(seen.desa) or seen.same_figures)


def _is_possible(seen: Comparison) -> bool:
    alike = seen.name in ("same", "close")
    if seen.nib or seen.nik or seen.permit:
        return True
    if seen.phone:
        return alike or seen.owner in ("same", "one word", "short") or bool(seen.kecamatan)
    if seen.kecamatan is False:
        return (
            seen.name == "same"
            and seen.owner == "same"
            and seen.phone is None
            and not seen.other_figures
            and seen.product is not False
        )
    if seen.owner in ("same", "one word", "short"):
        return alike and not (seen.phone is False and seen.other_figures and seen.owner != "same")
    return seen.name == "same" and seen.owner is None and not _speaks_against(seen)


def _speaks_against(seen: Comparison) -> bool:
    return seen.phone is False or seen.product is False or seen.other_figures


def _keys(record: Traits) -> Iterator[tuple[str, ...]]:
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
    if record.owner:
        yield ("owner", person_key(record.owner), name)


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
