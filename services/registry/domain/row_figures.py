"""Steps of reading a row: amounts of money, capacity and the year of the licence, in what the heading says."""

from functools import partial

from services.registry.domain import units
from services.registry.domain.amounts import Amount, amount, quantity
from services.registry.domain.cells import Unreadable
from services.registry.domain.field import Field, Kind
from services.registry.domain.fields import FIELDS, beside
from services.registry.domain.reading import Reading
from services.registry.domain.row_workers import MEN, TOTAL, WOMEN
from services.registry.domain.size import workers as in_all
from services.registry.domain.years import year_of_licence
from shared.language import msg
from shared.words import grouped

_MONEY = tuple(field for field in FIELDS if field.kind is Kind.RUPIAH)
_COUNTS = tuple(field for field in FIELDS if field.kind is Kind.COUNT)
_YEARS = tuple(field for field in FIELDS if field.kind is Kind.YEAR)
_ENOUGH_RUPIAH = 100_000
"""From here on an amount is one of rupiah, also under a heading in thousands."""
_MANY, _VERY_MANY, _LITTLE_MONEY = 20, 100, 5_000_000
"""From 100 workers on a business is a large one (BPS); 20 of them have more to work with than a pan and a stove."""


def money(reading: Reading) -> None:
    """Read the amounts of money, in the unit and over the time that cell, heading or title say."""
    for field in _MONEY:
        reading.attempt(partial(_money, field=field))


def counts(reading: Reading) -> None:
    """Read how much can be made in a year, and in what it is counted."""
    for field in _COUNTS:
        reading.attempt(partial(_count, field=field))


def years(reading: Reading) -> None:
    """Read the year of the licence."""
    for field in _YEARS:
        reading.values[field.column] = year_of_licence(reading.cell(field.heading))


def sense(reading: Reading) -> None:
    """Say of figures that are what the list says, but hardly of such a business."""
    values = reading.values
    for field in _MONEY:
        value = values.get(field.column)
        if value and field.usual and not field.usual[0] <= value <= field.usual[1]:
            doubt = msg(
                "{label}: {value} rupiah is hardly so; look at the list.", label=field.label, value=grouped(value)
            )
            reading.remarks.append(doubt)
    people, invested = in_all(values.get(MEN), values.get(WOMEN), values.get(TOTAL)), values.get("investment")
    if people is None or people < _MANY:
        return
    if people >= _VERY_MANY or (invested is not None and invested < _LITTLE_MONEY):
        counted = ", ".join(str(values[name]) for name in (MEN, WOMEN, TOTAL) if values.get(name))
        reading.remarks.append(
            msg("{value} workers are hardly so in such a business; look at the list.", value=counted)
        )


def _money(reading: Reading, field: Field) -> None:
    above = reading.above(field.heading)
    factor = above.factor or units.said_in_title(reading.title)
    read = amount(reading.cell(field.heading), parts=factor is not None)
    if read is None:
        return
    if above.foreign and not read.rupiah:
        raise Unreadable(msg("“{text}” is not in rupiah; it was not taken.", text=read.words))
    value = _in_rupiah(reading, read, factor)
    period = read.period or above.period
    if not field.yearly and above.period == units.YEAR:
        period = read.period
    _keep(reading, field, read, _of_a_year(reading, field, value, read, period))


def _count(reading: Reading, field: Field) -> None:
    above = reading.above(field.heading)
    read = quantity(reading.cell(field.heading), parts=above.factor is not None)
    if read is None:
        return
    counted_in = next(iter(beside(field)), None)
    unit = reading.values.get(counted_in.column) if counted_in else None
    column, of_column = _split(unit) if unit else (None, None)
    if counted_in and unit and not column:
        del reading.values[counted_in.column]  # "per hari" says of what time a figure is, not in what it is counted
    if column and read.measure and column.casefold() != read.measure.casefold():
        reading.remarks.append(
            msg("“{text}” stands beside the unit “{unit}”; look at it.", text=read.words, unit=column)
        )
    value = read.whole(read.factor or above.factor or 1)
    _keep(reading, field, read, _of_a_year(reading, field, value, read, read.period or of_column or above.period))
    measure = column or read.measure or above.measure
    if counted_in and measure:
        reading.values[counted_in.column] = measure[: counted_in.most]


def _in_rupiah(reading: Reading, read: Amount, factor: int | None) -> int:
    if read.factor or not factor:
        return read.whole(read.factor or 1)
    if not read.rupiah:
        return read.whole(factor)
    # Whoever writes "Rp" into a column of thousands may mean either; the size of the number tells it.
    value = read.whole(1 if read.number >= _ENOUGH_RUPIAH else factor)
    reading.remarks.append(
        msg("“{text}” stands under a heading in thousands or millions; {value} rupiah was taken.",
            text=read.words, value=grouped(value))
    )  # fmt: skip
    return value


def _of_a_year(reading: Reading, field: Field, value: int, read: Amount, period: str | None) -> int:
    """Return what a figure is in a year, as far as that can be told, and say it. Raises Unreadable where it cannot."""
    times = units.IN_A_YEAR.get(period) if period and field.yearly else None
    if period and times is None:
        raise Unreadable(
            msg("{label}: “{text}” is of one {period}, so it was not taken.",
                label=field.label, text=read.words, period=units.period_name(period))
        )  # fmt: skip
    if period and times and times > 1:
        reading.remarks.append(
            msg("{label}: “{text}” is of one {period}; {times} times that, {value}, was taken for a year.",
                label=field.label, text=read.words, period=units.period_name(period), times=str(times),
                value=grouped(value * times))
        )  # fmt: skip
    return value * (times or 1)


def _keep(reading: Reading, field: Field, read: Amount, value: int) -> None:
    reading.values[field.column] = value
    if read.about or read.aside:
        reading.remarks.append(
            msg("{label}: “{text}” was read as {value}.", label=field.label, text=read.words, value=grouped(value))
        )


def _split(unit: str) -> tuple[str, str | None]:
    """Return what a column of units says without the time it names: "Kg/bln" is Kg, of a month."""
    plain, period = units.without_period(unit.casefold())
    if period is None or period == units.YEAR:
        return unit, None
    return unit[: len(plain)].strip() if unit.casefold().startswith(plain) else plain, period
