"""Which of the regency's clusters a business belongs to, judged by what it makes, its KBLI code or its branch."""

from collections.abc import Mapping
from typing import Any

from shared.search import search_key

COCOA_CODES = ("10731", "10732")
COCOA_WORDS = frozenset({"kakao", "cokelat", "coklat", "praline"})
BANANA_WORDS = frozenset({"pisang", "kepok", "grecek"})
_EATEN = """
abon amplang asinan bakery bakpao bakpia bakso bolu brownies bubur bumbu bumbuan camilan cemilan cendol cilok cireng
cookies dendeng dimsum dodol donat frozen gorengan gula jajanan jajan jelly jus kacang katering catering kecap
kerupuk krupuk keripik kripik kue kuliner kopi lemper lempok lumpia madu makanan manisan martabak mi mie minuman
nasi nugget peyek rempeyek pempek permen petis pie pudding puding rendang rengginang roti sagu sambal sambel saus
selai siomay sirup sirop snack susu tahu teh tempe tepung terasi tortilla wedang wajik yoghurt yogurt
"""
FOOD_WORDS = frozenset(_EATEN.split())
"""What is eaten or drunk, in the words of lists (domain 1.4 and 2.2: amplang, abon, sambal, kue, minuman ...)."""
_THINGS = """
alat anyaman aroma batik bibit box bungkus cangkir desain gerobak handicraft jaring kain karung kemasan kerajinan
kosmetik label lilin limbah mesin mebel meubel motif pakan panci parfum peralatan percetakan plastik pupuk rak
sablon sabun sisik souvenir suvenir stiker tas toples ukiran wadah
"""
NO_FOOD_WORDS = frozenset(_THINGS.split())
"""Beside one of these a food word says what a thing is for or made of."""
FOOD_DIVISIONS = ("10", "11")
FOOD_BRANCH = "PANGAN"


def suggestions(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what can be guessed of an IKM's cluster and branch from the rest of what is known."""
    product, kbli = values.get("product"), values.get("kbli")
    guesses = {"cluster": suggest_cluster(product, kbli, values.get("branch")), "branch": suggest_branch(kbli)}
    return {name: guess for name, guess in guesses.items() if guess}


def suggest_cluster(product: str | None, kbli: str | None, branch: str | None = None) -> str | None:
    """Return the cluster that product, KBLI and branch of industry point to, or None where none does.

    The product decides before the code: 10794 covers banana chips and fish crackers alike (domain 1.4). A code outside
    of food decides before what the product's words sound like, and before the branch.
    """
    words = set(search_key(product).split())
    if words & BANANA_WORDS:
        return "PISANG"
    if words & COCOA_WORDS or (kbli or "").startswith(COCOA_CODES):
        return "KAKAO"
    if kbli:
        return "PANGAN_OLAHAN" if kbli.startswith(FOOD_DIVISIONS) else None
    is_food = bool(words & FOOD_WORDS) and not words & NO_FOOD_WORDS
    return "PANGAN_OLAHAN" if is_food or branch == FOOD_BRANCH else None


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
