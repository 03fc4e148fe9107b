import pytest

from services.registry.domain.addresses import same_street


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Jl. Uji Merah 1", "Jl. Uji Biru 9", False),
        ("Jl. Poros Kaliorang RT 1", "Jalan Poros Kaliorang, Desa Bukit", True),
        ("Jl. Melati", "Jln. Mlati No. 3", True),
        ("Jl. Kabo Jaya Gg. Mawar", "Gang Mawar RT 2", True),
        ("Jl. Poros", "Jl. Poros Kaliorang", None),
        ("Jl. A. Yani", "Jl. Ahmad Yani", None),
        ("RT. 1", "RT. 2", None),
        ("Desa Bukit Makmur", "Jl. Melati", None),
        (None, "Jl. Melati", None),
    ],
)
def test_two_streets_are_two_places(one, two, same):
    assert same_street(one, two) is same
    assert same_street(two, one) is same
