"""Which of the regency's clusters a business belongs to, judged by what it makes or by its KBLI code."""

from collections.abc import Mapping
from typing import Any

from shared.search import search_key

COCOA_CODES = ("10731", "10732")
COCOA_WORDS = frozenset({"kakao", "cokelat", "coklat", "praline"})
BANANA_WORDS = frozenset({"pisang", "kepok", "grecek"})
FOOD_DIVISIONS = ("10", "11")


def suggestions(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what can be guessed of an IKM's cluster and branch from the rest of what is known."""
    product, kbli = values.get("product"), values.get("kbli")
    guesses = {"cluster": suggest_cluster(product, kbli), "branch": suggest_branch(kbli)}
    return {name: guess for name, guess in guesses.items() if guess}


def suggest_cluster(product: str | None, kbli: str | None) -> str | None:
    """Return the cluster that product and KBLI point to, or None where neither does.

    The product decides before the code: 10794 covers banana chips and fish crackers alike (domain 1.4).
    """
    words = set(search_key(product).split())
    if words & BANANA_WORDS:
        return "PISANG"
    if words & COCOA_WORDS or (kbli or "").startswith(COCOA_CODES):
        return "KAKAO"
    return "PANGAN_OLAHAN" if (kbli or "").startswith(FOOD_DIVISIONS) else None


def suggest_branch(kbli: str | None) -> str | None:
    """Return the branch of industry of a KBLI code (2020), or None where it is no small manufacturing."""
    division = (kbli or "")[:2]
    return next((branch for branch, divisions in BRANCH_DIVISIONS.items() if division in divisions), None)


BRANCH_DIVISIONS: dict[str, frozenset[str]] = {
    "PANGAN": frozenset({"10", "11", "12"}),
    "SANDANG": frozenset({"13", "14", "15"}),
    "KIMIA_BAHAN_BANGUNAN": frozenset({"19", "20", "21", "22", "23"}),
    "KERAJINAN": frozenset({"16", "17", "18", "31", "32"}),
    "LOGAM_ELEKTRONIK": frozenset({"24", "25", "26", "27", "28", "29", "30", "33"}),
}
