"""Steps of reading a row: where the business is. Its own columns count before what stands above it."""

from services.registry.domain import places
from services.registry.domain.cells import Unreadable, text
from services.registry.domain.evasion import tells_no_place
from services.registry.domain.fields import LISTED
from services.registry.domain.named_places import Named
from services.registry.domain.names import tidy
from services.registry.domain.place_words import named_in_address, named_in_cell
from services.registry.domain.reading import Reading
from shared.language import Message, msg
from shared.nik import without_nik
from shared.vocabulary import KECAMATAN

UNKNOWN_KECAMATAN = msg("The kecamatan is not known; the IKM stays a draft until somebody chooses it.")


def found(reading: Reading) -> None:
    """Say what was seen of the row in its sheet: that it is hidden, or that cells refer to the row above."""
    reading.remarks.extend(reading.row.notes)


def kecamatan(reading: Reading) -> None:
    """Read the kecamatan from its column; where that says nothing, what stands above the row counts."""
    context = reading.row.context
    place = _own_kecamatan(reading)
    if place is None:
        _from_context(reading)
        return
    reading.values["kecamatan_code"] = place.code
    if place.guess:
        reading.remarks.append(_guessed(text(reading.cell("kecamatan")), place.name))
    if context.kecamatan and context.kecamatan != place.code:
        reading.remarks.append(
            msg("The row says kecamatan {own}, what stands above it {above}; the row counts.",
                own=place.name, above=KECAMATAN[context.kecamatan].name)
        )  # fmt: skip


def _own_kecamatan(reading: Reading) -> places.Place | None:
    cell = reading.cell("kecamatan")
    try:
        return places.kecamatan(cell)
    except Unreadable:
        named = named_in_cell(text(cell))
        if named.kecamatan is None:
            raise
        if named.desa and not text(reading.cell("desa")):
            reading.values |= {"desa": named.desa.name, "desa_code": named.desa.code}
        return named.kecamatan


def _own_desa(reading: Reading, here: str | None) -> places.Place | None:
    cell = reading.cell("desa")
    if tells_no_place(text(cell)):
        return None
    try:
        return places.desa(cell, here)
    except Unreadable:
        named = named_in_cell(text(cell))
        if named.desa is None or (named.kecamatan and places.kecamatan_of(named.desa.code) != named.kecamatan.code):
            raise
        return named.desa


def _from_context(reading: Reading) -> None:
    context = reading.row.context
    reading.values["kecamatan_code"] = context.kecamatan
    if context.kecamatan and context.guessed:
        reading.remarks.append(_guessed(context.guessed, KECAMATAN[context.kecamatan].name))
    if context.unknown and not context.kecamatan:
        reading.remarks.append(msg("“{text}” above the row names no kecamatan of Kutai Timur.", text=context.unknown))


def desa(reading: Reading) -> None:
    """Read the desa; it tells the kecamatan where no column did, and counts before what stands above the row."""
    own = reading.cell("kecamatan")
    here = reading.values.get("kecamatan_code")
    try:
        place = _own_desa(reading, here)
    except Unreadable:
        reading.values["desa"] = text(reading.cell("desa"))[: LISTED["desa"].most]
        raise
    if place is None:
        _desa_from_context(reading)
        return
    lies_in = places.kecamatan_of(place.code)
    if place.guess:
        reading.remarks.append(desa_guessed(text(reading.cell("desa")), place.name))
    reading.values |= {"desa": place.name, "desa_code": place.code}
    if here is None or here == lies_in:
        reading.values["kecamatan_code"] = here or (None if text(own) else lies_in)
    elif text(own):
        reading.values |= {"desa": place.name, "desa_code": None}
        reading.remarks.append(msg("Desa {name} lies in another kecamatan.", name=place.name))
    else:
        reading.values["kecamatan_code"] = lies_in
        reading.remarks.append(
            msg("Desa {name} lies in kecamatan {own}, but {above} stands above the row; the row counts.",
                name=place.name, own=KECAMATAN[lies_in].name, above=KECAMATAN[here].name)
        )  # fmt: skip


def _desa_from_context(reading: Reading) -> None:
    code = reading.row.context.desa
    if code and not reading.values.get("desa") and reading.values.get("kecamatan_code") == places.kecamatan_of(code):
        reading.values |= {"desa": places.desa_name(code), "desa_code": code}
    elif reading.row.context.desa_words and not reading.values.get("desa"):
        reading.values["desa"] = tidy(reading.row.context.desa_words)
        raise Unreadable(places.no_desa(reading.row.context.desa_words))


def in_address(reading: Reading) -> None:
    """Take kecamatan and desa from the address where nothing else tells them, and say where the two disagree."""
    named = named_in_address(text(reading.cell("address")))
    if not named.is_place or (text(reading.cell("kecamatan")) and not reading.values.get("kecamatan_code")):
        return
    told = _kecamatan_told(named)
    here = reading.values.get("kecamatan_code")
    if here is None and told:
        reading.values["kecamatan_code"] = here = told
        if named.bare:
            reading.remarks.append(msg("Kecamatan {name} was taken from the address.", name=KECAMATAN[told].name))
    elif told and told != here and not named.bare:
        reading.remarks.append(
            msg("The address names kecamatan {address}, the list {own}; the list counts.",
                address=KECAMATAN[told].name, own=KECAMATAN[here or told].name)
        )  # fmt: skip
    if named.desa and not reading.values.get("desa") and here == places.kecamatan_of(named.desa.code):
        reading.values |= {"desa": named.desa.name, "desa_code": named.desa.code}


def _kecamatan_told(named: Named) -> str | None:
    if named.kecamatan:
        return named.kecamatan.code
    return places.kecamatan_of(named.desa.code) if named.desa else None


def unknown_kecamatan(reading: Reading) -> None:
    """Say that the kecamatan is missing, once desa and address had their chance to tell it."""
    if not reading.values.get("kecamatan_code"):
        reading.remarks.append(UNKNOWN_KECAMATAN)


def kind(reading: Reading) -> None:
    """Take the branch of industry from the heading of the block, where the row says none."""
    if reading.row.context.branch and not reading.values.get("branch") and not text(reading.cell("branch")):
        reading.values["branch"] = reading.row.context.branch


def more_products(reading: Reading) -> None:
    """Say what rows below name beside the product: the first is kept, the others are noted."""
    for number, cells in reading.row.more:
        said = ", ".join(words for cell in cells.values() if (words := text(cell)))
        reading.remarks.append(
            msg(
                "Row {number} names one more product of this business: {text}.",
                number=number,
                text=without_nik(said)[:200],
            )
        )


def desa_guessed(words: str, name: str) -> Message:
    """Return what is said of a desa whose spelling was not known."""
    return msg("“{text}” was read as desa {name}.", text=words[:60], name=name)


def _guessed(words: str, name: str) -> Message:
    return msg("“{text}” was read as kecamatan {name}.", text=words[:60], name=name)
