"""What all columns of a table mean together: each field once, as sure as heading, cells and neighbours make it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.registry.domain.column_content import Content
from services.registry.domain.column_fields import JOINED
from services.registry.domain.column_neighbours import Columns, settled
from services.registry.domain.column_options import ASKED_BELOW, NOBODY_KNOWS, Option, is_silent
from services.registry.domain.field import Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.heading_words import plain
from services.registry.domain.headings import speaks_of
from shared.language import Message, msg

OF_BEFORE = msg("Another column has figures of a later year.")
ELSEWHERE = msg("Another column means it already.")
SAYS_NOTHING = msg("A running number, a signature or a mark of a form: it says nothing of a business.")
ONLY_WORDS = msg("No heading names a business; it is the column whose cells could be names.")
ONLY_PERSONS = msg("No heading tells; its cells look like names of persons.")
ONLY_STREETS = msg("No heading tells; its cells look like addresses.")
ONLY_MADE = msg("No heading tells; its cells say what is made, and another column names persons.")
_LEAST_NAME, _NAME_GUESSED, _HALF, _PERSONS, _FEW_TITLED = 0.7, 40, 0.5, 0.3, 0.2
_OF_EVENTS = frozenset(["hari", "jam", "pukul", "acara", "agenda", "rapat"])
"""What stands above columns of meetings, of which none names a business."""
_FIGURES = frozenset(field.name for field in LISTED.values() if field.kind in (Kind.RUPIAH, Kind.COUNT, Kind.PEOPLE))
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
NAMED = frozenset({"name", "name+address", "name+owner"})
OWNERS = frozenset({"owner_name", "name+owner", "owner+phone", "owner+home", "owner+nik"})
_OF_BUSINESS = frozenset({"product", "branch", "kbli", "nib", "has_nib", "holdings"})
_PAIRS = ({"depan", "belakang"}, {"first", "last"})


@dataclass(frozen=True)
class Guess:
    """``field``: what a column may mean, "" for nothing; ``sure``: 0 to 100; ``asked``: a person must say so first."""

    field: str
    sure: int
    why: Message
    asked: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"field": self.field, "sure": self.sure, "why": self.why.as_json(), "asked": self.asked}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Guess":
        return cls(kept["field"], kept["sure"], Message.from_json(kept["why"]), kept["asked"])


def guess_columns(contents: Mapping[str, Content]) -> dict[str, Guess]:
    """Return what each column of a table means; ``contents`` is by label, in the order of the columns."""
    columns = settled(contents)
    newest = _newest(columns)
    taken: dict[str, list[str]] = {}
    guesses: dict[str, Guess] = {}
    for option, label in _ranked(columns):
        if label in guesses or (option.field in taken and not _joins(option.field, label, taken[option.field])):
            continue
        if _year_of(label) and _year_of(label) < newest.get(option.field, 0):
            guesses[label] = Guess("", option.sure, OF_BEFORE)
            continue
        guesses[label] = _guess(option)
        if option.field:
            taken.setdefault(option.field, []).append(label)
    for label, found in columns.items():
        guesses.setdefault(label, _left_out(label, found))
    if not names(guess.field for guess in guesses.values()):
        _guess_a_name(contents, guesses)
    return {label: guesses[label] for label in columns}


def names(fields: Any) -> bool:
    """Say whether columns of these fields name businesses: by name, or by the owner of what is a business."""
    given = set(fields)
    return bool(given & NAMED) or (bool(given & OWNERS) and bool(given & _OF_BUSINESS))


def _left_out(label: str, found: list[Option]) -> Guess:
    if found:
        return Guess("", found[0].sure, ELSEWHERE)
    return Guess("", 100, SAYS_NOTHING) if is_silent(label) else Guess("", 0, NOBODY_KNOWS)


def _guess(option: Option) -> Guess:
    return Guess(option.field, option.sure, option.why, bool(option.field) and option.sure < ASKED_BELOW)


def _ranked(columns: Columns) -> list[tuple[Option, str]]:
    found = [
        (-option.sure, place, rank, option, label)
        for place, (label, listed) in enumerate(columns.items())
        for rank, option in enumerate(listed)
        if rank == 0 or option.sure >= ASKED_BELOW
    ]
    return [(option, label) for *_, option, label in sorted(found, key=lambda one: one[:3])]


def _newest(columns: Columns) -> dict[str, int]:
    """By field, the newest year that headings of its figures are of: of several years that one counts."""
    newest: dict[str, int] = {}
    for label, found in columns.items():
        if found and found[0].field in _FIGURES and found[0].sure >= ASKED_BELOW:
            newest[found[0].field] = max(_year_of(label), newest.get(found[0].field, 0))
    return newest


def _year_of(label: str) -> int:
    return max(map(int, _YEARS.findall(label)), default=0)


def _joins(field: str, label: str, others: Sequence[str]) -> bool:
    """Several columns hold one field where they are numbered, the parts of an address or of a name, or telephones."""
    if field not in JOINED:
        return False
    if field == "phone":
        return True
    mine, first = speaks_of(label), speaks_of(others[0])
    if field == "address":
        return (
            bool({"rt", "rw"} & mine)
            or plain(label).startswith("no")
            or _is_part_of_address(label) != _is_part_of_address(others[0])
        )
    words = {word.lstrip("?") for word in mine | first}
    return any(pair <= words for pair in _PAIRS) or (mine == first and plain(label)[-1:].isdigit() and "(" not in label)


def _is_part_of_address(label: str) -> bool:
    words = set(plain(label).split())
    return bool(words & {"dusun", "dsn", "jalan", "jl", "jln", "blok", "gang"})


def _guess_a_name(contents: Mapping[str, Content], guesses: dict[str, Guess]) -> None:
    """Where no heading names a business, guess by the cells which column does, and which are of owners and streets."""
    if any(guess.asked and names([guess.field]) for guess in guesses.values()):
        return
    if any(_OF_EVENTS & set(plain(label).split()) for label in contents):
        return
    free = {label: content for label, content in contents.items() if _means_nothing_known(label, guesses[label])}
    named = [label for label, content in free.items() if may_be_names(content)]
    if not named:
        return
    business = max(named, key=lambda label: free[label].share("titled") - free[label].share("person"))
    owned = any(content.share("person") >= _PERSONS for label, content in free.items() if label != business)
    made = owned and free[business].share("titled") <= _FEW_TITLED and free[business].share("business") >= _HALF
    guesses[business] = Guess(
        "product" if made else "name", _NAME_GUESSED, ONLY_MADE if made else ONLY_WORDS, asked=True
    )
    given = {guess.field for guess in guesses.values()}
    for label, content in free.items():
        if label == business:
            continue
        if label in named and "owner_name" not in given and content.share("person") >= _PERSONS:
            guesses[label] = Guess("owner_name", _NAME_GUESSED, ONLY_PERSONS, asked=True)
            given.add("owner_name")
        elif "address" not in given and content.share("address") >= _HALF:
            guesses[label] = Guess("address", _NAME_GUESSED, ONLY_STREETS, asked=True)
            given.add("address")


def _means_nothing_known(label: str, guess: Guess) -> bool:
    """Whether nobody knows what a column means: neither a field nor what the register does not keep."""
    return not guess.field and guess.sure < ASKED_BELOW and not is_silent(label)


def may_be_names(content: Content) -> bool:
    """Tell whether the cells of a column could be names of businesses or persons."""
    different = content.different >= _LEAST_NAME * content.filled
    return different and content.share("letters") >= _LEAST_NAME and content.share("address", "yes", "date") < _HALF
