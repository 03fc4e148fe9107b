"""Step of reading a row: who works there, from columns of men, of women and of all."""

from services.registry.domain.cells import Unreadable, known, text
from services.registry.domain.fields import LISTED
from services.registry.domain.reading import Reading
from services.registry.domain.workforce import Workforce, workforce
from shared.language import msg

MEN, WOMEN, TOTAL = "workers_male", "workers_female", "workers_total"


def workers(reading: Reading) -> None:
    """Read how many men and women work there; a total is a total where it is not known how many are what."""
    read = {name: _workforce(reading, name) for name in (MEN, WOMEN, TOTAL)}
    men = _one_of(reading, [read[MEN].men, read[MEN].total, read[WOMEN].men, read[TOTAL].men])
    women = _one_of(reading, [read[WOMEN].women, read[WOMEN].total, read[MEN].women, read[TOTAL].women])
    totals = [read[TOTAL].total, *(one.total for name, one in read.items() if name != TOTAL and _tells_sex(one))]
    total = _one_of(reading, totals)
    men, women = _assumed(reading, men, women, total)
    reading.values |= {MEN: men, WOMEN: women}
    if total is None:
        return
    if men is None or women is None:
        reading.values[TOTAL] = total
    counted = (men or 0) + (women or 0)
    if counted > total or (None not in (men, women) and counted != total):
        reading.remarks.append(
            msg("{counted} workers by men and women, but {total} in all: the list does not add up.",
                counted=str(counted), total=str(total))
        )  # fmt: skip


def _workforce(reading: Reading, name: str) -> Workforce:
    try:
        read = workforce(reading.cell(name), reading.labels.get(name, ""))
    except Unreadable as problem:
        reading.remarks.append(problem.message)
        return Workforce()
    if read.about:
        reading.remarks.append(
            msg("{label}: “{text}” was read as {value}.",
                label=LISTED[name].label, text=text(reading.cell(name))[:60], value=str(read.total))
        )  # fmt: skip
    return read


def _tells_sex(read: Workforce) -> bool:
    return read.men is not None or read.women is not None


def _one_of(reading: Reading, said: list[int | None]) -> int | None:
    """Return what is said first; where another cell of the row says something else, say it."""
    known_ones = list(dict.fromkeys(number for number in said if number is not None))
    if len(known_ones) > 1:
        reading.remarks.append(
            msg("The row counts workers twice: {one} and {other}. The first was taken.",
                one=str(known_ones[0]), other=str(known_ones[1]))
        )  # fmt: skip
    return known_ones[0] if known_ones else None


def _assumed(reading: Reading, men: int | None, women: int | None, total: int | None) -> tuple[int | None, int | None]:
    """Whoever fills in one of the two and leaves the other empty means none, as far as nobody knows better."""
    if (men is None) == (women is None) or (total is not None and total != (men or women or 0)):
        return men, women
    name = MEN if men is None else WOMEN
    if name not in reading.cells or known(reading.cell(name)) is not None or text(reading.cell(name)).strip("-–—"):
        return men, women
    reading.more["assumed"] = (name,)
    return (0, women) if men is None else (men, 0)
