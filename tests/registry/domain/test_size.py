import pytest

from services.registry.domain.size import (
    MILLIARD,
    all_workers,
    bps,
    permenperin_64,
    pp7_by_capital,
    pp7_by_sales,
    workers,
)


@pytest.mark.parametrize(
    ("people", "investment", "expected"),
    [
        (19, MILLIARD - 1, "KECIL"),
        (19, MILLIARD, "MENENGAH"),
        (20, 500_000_000, "MENENGAH"),
        (20, 15 * MILLIARD, "MENENGAH"),
        (20, 15 * MILLIARD + 1, "BESAR"),
        (None, 1, None),
        (3, None, None),
    ],
)
def test_permenperin_64_of_2016(people: int | None, investment: int | None, expected: str | None) -> None:
    assert permenperin_64(people, investment) == expected


@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        (MILLIARD, "MIKRO"),
        (MILLIARD + 1, "KECIL"),
        (5 * MILLIARD, "KECIL"),
        (10 * MILLIARD, "MENENGAH"),
        (10 * MILLIARD + 1, "BESAR"),
        (None, None),
    ],
)
def test_pp_7_of_2021_by_capital(capital: int | None, expected: str | None) -> None:
    assert pp7_by_capital(capital) == expected


@pytest.mark.parametrize(
    ("sales", "expected"),
    [(2 * MILLIARD, "MIKRO"), (15 * MILLIARD, "KECIL"), (50 * MILLIARD, "MENENGAH"), (None, None)],
)
def test_pp_7_of_2021_by_sales(sales: int | None, expected: str | None) -> None:
    assert pp7_by_sales(sales) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [(0, None), (1, "MIKRO"), (4, "MIKRO"), (5, "KECIL"), (19, "KECIL"), (20, "MENENGAH"), (100, "BESAR")],
)
def test_the_statistics_office_counts_workers(people: int, expected: str | None) -> None:
    assert bps(people) == expected


def test_workers_are_unknown_only_where_neither_number_is_known() -> None:
    assert workers(None, None) is None
    assert workers(2, None) == 2


@pytest.mark.parametrize(
    ("male", "female", "total", "all_of_them"),
    [(None, None, 7, 7), (3, 4, 9, 7), (3, None, 7, 7), (None, 8, 7, 8), (0, 0, 7, 0)],
)
def test_a_total_of_workers_counts_unless_men_and_women_are_both_known(
    male: int | None, female: int | None, total: int, all_of_them: int
) -> None:
    assert workers(male, female, total) == all_of_them


@pytest.mark.parametrize(
    ("men", "women", "total", "expected"),
    [(2, 3, None, 5), (2, None, None, None), (None, 0, None, None), (2, None, 9, 9), (None, None, None, None)],
)
def test_men_alone_are_not_all_workers(
    men: int | None, women: int | None, total: int | None, expected: int | None
) -> None:
    assert all_workers(men, women, total) == expected
