from services.registry.domain.evidence import Traits
from services.registry.domain.touching import Touching

ROW = Traits("", "Kalbana", "Nora Ramadhani", "64.08.10", nib="9120001234567", phones=frozenset({"082153347781"}))


def test_what_shares_nothing_with_any_row_touches_none() -> None:
    assert not Touching([ROW]).touches(Traits("1", "Batik Wakaroros", "Sulastri", "64.08.10", nib="8120001234567"))
    assert not Touching([]).touches(ROW)


def test_each_trait_by_which_a_row_could_be_found_touches_it() -> None:
    rows = Touching([ROW])
    assert rows.touches(Traits("1", "Kalbana", kecamatan="64.08.10"))
    assert rows.touches(Traits("1", "Lain", nib="9120001234567"))
    assert rows.touches(Traits("1", "Lain", phones=frozenset({"082153347781"})))
    assert rows.touches(Traits("1", "Lain", "Nora Ramadhani", "64.08.01"))
