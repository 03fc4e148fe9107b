"""How big a business is, by the three systems in force. Missing figures give None, never "micro".

Amounts are rupiah. Sources: Permenperin 64/2016 articles 3 to 5, PP 7/2021 article 35, BPS.
"""

MILLIARD = 1_000_000_000
PERMENPERIN, PP7_CAPITAL, PP7_SALES, BPS = "permenperin-64-2016", "pp-7-2021-capital", "pp-7-2021-sales", "bps"


def permenperin_64(workers: int | None, investment: int | None) -> str | None:
    """Return the industry ministry's class; ``investment`` leaves out land and buildings."""
    if workers is None or investment is None:
        return None
    if workers <= 19:
        return "KECIL" if investment < MILLIARD else "MENENGAH"
    return "MENENGAH" if investment <= 15 * MILLIARD else "BESAR"


def pp7_by_capital(capital: int | None) -> str | None:
    """Return the class of a new business by its capital, without land and buildings."""
    return _class_of(capital, MILLIARD, 5 * MILLIARD, 10 * MILLIARD)


def pp7_by_sales(yearly_sales: int | None) -> str | None:
    """Return the class of a running business by its yearly sales."""
    return _class_of(yearly_sales, 2 * MILLIARD, 15 * MILLIARD, 50 * MILLIARD)


def bps(workers: int | None) -> str | None:
    """Return the statistics office's class by the number of workers."""
    return _class_of(workers or None, 4, 19, 99)


def workers(male: int | None, female: int | None, total: int | None = None) -> int | None:
    """Return all workers, or None where no number is known; ``total`` counts unless men and women are both known."""
    if male is not None and female is not None:
        return male + female
    if total is not None:
        return max(total, male or 0, female or 0)
    return male if female is None else female


def all_workers(male: int | None, female: int | None, total: int | None = None) -> int | None:
    """Return all workers, or None where some of them may not be counted: men alone say nothing of the women."""
    return None if total is None and None in (male, female) else workers(male, female, total)


def _class_of(value: int | None, micro: int, small: int, medium: int) -> str | None:
    if value is None:
        return None
    if value <= micro:
        return "MIKRO"
    if value <= small:
        return "KECIL"
    return "MENENGAH" if value <= medium else "BESAR"
