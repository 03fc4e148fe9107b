import pytest

from shared.web.redirects import local_path


@pytest.mark.parametrize("path", ["/", "/ikm", "/ikm?q=keripik&hal=2", "/penawaran/1#atas"])
def test_paths_of_this_site_are_followed(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "target",
    [None, "", "ikm", "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)",
     "/\t/evil.example", "/\n", " //evil.example"],
)  # fmt: skip
def test_everything_else_leads_home(target: str | None) -> None:
    assert local_path(target) == "/"
