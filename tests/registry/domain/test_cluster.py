import pytest

from services.registry.domain.cluster import suggest_branch, suggest_cluster


@pytest.mark.parametrize(
    ("product", "kbli", "expected"),
    [
        ("Keripik pisang kepok", "10794", "PISANG"),
        ("Keripik singkong", "10794", "PANGAN_OLAHAN"),
        ("Bubuk Cokelat", None, "KAKAO"),
        (None, "10731", "KAKAO"),
        ("Batik tulis", "13134", None),
        (None, None, None),
    ],
)
def test_product_and_code_suggest_a_cluster(product: str | None, kbli: str | None, expected: str | None) -> None:
    assert suggest_cluster(product, kbli) == expected


def test_the_code_suggests_a_branch() -> None:
    assert suggest_branch("10794") == "PANGAN"
    assert suggest_branch("13134") == "SANDANG"
    assert suggest_branch("47111") is None


@pytest.mark.parametrize(
    ("product", "branch", "expected"),
    [
        ("Amplang Ikan", "PANGAN", "PANGAN_OLAHAN"),
        ("Amplang Ikan", None, "PANGAN_OLAHAN"),
        ("Abon, Sambal", None, "PANGAN_OLAHAN"),
        ("Kue kering", None, "PANGAN_OLAHAN"),
        ("Madu kelulut", None, "PANGAN_OLAHAN"),
        ("Olahan laut", "PANGAN", "PANGAN_OLAHAN"),
        ("Keripik Pisang", "PANGAN", "PISANG"),
        ("Kemasan keripik", None, None),
        ("Mesin kopi", None, None),
        ("Sabun madu", None, None),
        ("Pakan ikan", None, None),
        ("Mebel rotan", "KERAJINAN", None),
        ("Jahit", "SANDANG", None),
    ],
)
def test_without_a_code_product_and_branch_tell_what_is_food(
    product: str, branch: str | None, expected: str | None
) -> None:
    assert suggest_cluster(product, None, branch) == expected


def test_a_code_outside_of_food_decides_before_words_and_branch() -> None:
    assert suggest_cluster("Kopi bubuk", "46314", "PANGAN") is None
