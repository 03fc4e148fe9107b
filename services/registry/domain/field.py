"""What a field of an IKM is: its name, what kind of value it holds, and how far that value goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.language import Message, msg


class Kind(StrEnum):
    """What a value is: how it is typed, read from a list, compared and written follows from it."""

    NAME = "name"  # of the business; the one thing a record cannot do without
    PERSON = "person"
    LINE = "line"
    UNIT = "unit"  # what the number in the field beside is counted in
    ADDRESS = "address"
    PARAGRAPH = "paragraph"
    COUNT = "count"
    PEOPLE = "people"
    RUPIAH = "rupiah"
    YEAR = "year"
    CHOICE = "choice"
    KECAMATAN = "kecamatan"
    EDITION = "edition"  # the year of the list that the code in the field beside is taken from
    DESA = "desa"
    KBLI = "kbli"
    NIB = "nib"
    NIK = "nik"
    PHONE = "phone"
    EMAIL = "email"


WORDS = frozenset({Kind.NAME, Kind.PERSON, Kind.LINE, Kind.UNIT, Kind.ADDRESS, Kind.PARAGRAPH})
FIGURES = frozenset({Kind.COUNT, Kind.PEOPLE, Kind.RUPIAH, Kind.YEAR})
CHOSEN = frozenset({Kind.CHOICE, Kind.EDITION, Kind.KECAMATAN})
IN_DIGITS = FIGURES | {Kind.KBLI, Kind.NIB, Kind.NIK}
HINTS: Mapping[Kind, Message] = {
    Kind.RUPIAH: msg("Rupiah, for example 25.000.000"),
    Kind.KBLI: msg("5 digits"),
    Kind.NIB: msg("13 digits"),
    Kind.PHONE: msg("For example 0812-3456-7890"),
}


@dataclass(frozen=True)
class Group:
    """A section of the form and of the page."""

    code: str
    label: Message


@dataclass(frozen=True)
class Field:
    """``most``: how many signs a text may have. ``headings``: what offices write above its column, in their own words.

    ``key``: it takes part in recognising the same business. ``fixed``: a list may fill it in, only a person may replace
    it. ``vouched``: a verified record in which it changes must be looked at again. ``shared``: partners get it.
    ``specific``: a NIK, or somebody's finances, as UU PDP 27/2022 (article 4) guards them: it never leaves the house.
    ``beside``: the field it says something of, and is written behind. ``of_contact``: the owner's contact keeps it.
    ``kept_as``, ``listed_as``: its column in the register, and in the mapping of a list, where not called like itself.
    ``yearly``: it is counted over a year; a list may say it of a month. ``usual``: from where to where it hardly is in
    doubt; below, thousands may be meant, above, a business is no small or medium one any more.
    ``silent``: a second column that is kept beside the first and shown to nobody.
    ``adds_up``: what a business has of it with each of its products is together what it has.
    ``spoken``: a part of a word to the choice a cell means by it; without them a cell begins with its choice.
    ``blank``: what a form calls "nothing chosen". ``hint``, ``first_hint``: what it says below the field; of a new IKM.
    """

    name: str
    kind: Kind
    group: Group
    label: Message
    most: int | None = None
    headings: tuple[str, ...] = ()
    choices: Mapping[str, Message] | None = None
    spoken: Mapping[str, str] | None = None
    key: bool = False
    fixed: bool = False
    vouched: bool = False
    shared: bool = False
    specific: bool = False
    of_contact: bool = False
    yearly: bool = False
    usual: tuple[int, int] | None = None
    beside: str | None = None
    kept_as: str = ""
    silent: str = ""
    adds_up: bool = False
    listed_as: str = ""
    blank: Message | None = None
    hint: Message | None = None
    first_hint: Message | None = None

    def __post_init__(self) -> None:
        if self.kind in WORDS and self.most is None:
            raise ValueError(f"{self.name}: how long may it be?")
        if self.kind in CHOSEN and not self.choices:
            raise ValueError(f"{self.name}: what is there to choose from?")
        if self.shared and (self.specific or self.of_contact):
            raise ValueError(f"{self.name}: what is specific to a person is not shared")

    @property
    def column(self) -> str:
        """Where the register keeps what is compared of it."""
        return self.kept_as or self.name

    @property
    def heading(self) -> str:
        """What its column is called in the mapping of a list."""
        return self.listed_as or self.name

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES

    @property
    def is_in_digits(self) -> bool:
        return self.kind in IN_DIGITS

    @property
    def is_asked_for(self) -> bool:
        """Whether a page says that it is missing."""
        return self.kind is not Kind.PARAGRAPH and self.beside is None
