"""What all columns of a table mean together: each field once, as sure as heading, cells and neighbours make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.registry.domain.column_content import Content
from services.registry.domain.column_fields import JOINED
from services.registry.domain.column_neighbours import Columns, settled
from services.registry.domain.column_options import ASKED_BELOW, NOBODY_KNOWS, Option, is_silent
from services.registry.domain.heading_words import plain
from services.registry.domain.headings import speaks_of
from shared.language import Message, msg

ELSEWHERE = msg("Another column means it already.")
SAYS_NOTHING = msg("A running number, a signature or a mark of a form: it says nothing of a business.")
ONLY_WORDS = msg("No heading names a business; it is the column whose cells could be names.")
_LEAST_NAME, _NAME_GUESSED, _HALF = 0.7, 40, 0.5
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
    taken: dict[str, list[str]] = {}
    guesses: dict[str, Guess] = {}
    for option, label in _ranked(columns):
        if label in guesses or (option.field in taken and not _joins(option.field, label, taken[option.field])):
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
    return [(option, label) for _, _, _, option, label in sorted(found, key=lambda one: one[:3])]


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
    if any(guess.asked and names([guess.field]) for guess in guesses.values()):
        return
    for label, content in contents.items():
        no_name = is_silent(label) or content.share("address", "yes", "date") >= _HALF
        free = not guesses[label].field and not no_name
        if free and content.share("letters") >= _LEAST_NAME and content.different >= _LEAST_NAME * content.filled:
            guesses[label] = Guess("name", _NAME_GUESSED, ONLY_WORDS, asked=True)
            return
