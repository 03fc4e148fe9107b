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
