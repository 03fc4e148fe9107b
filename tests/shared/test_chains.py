from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from shared.chains import last_of, leading_to

LINKS = st.dictionaries(st.integers(0, 6), st.integers(0, 6))


def test_a_chain_ends_at_what_nothing_follows() -> None:
    assert last_of("a", {"a": "b", "b": "c"}.get) == "c"
    assert last_of("c", {"a": "b"}.get) == "c"


def test_a_chain_that_comes_round_again_has_no_end() -> None:
    assert last_of("a", {"a": "b", "b": "c", "c": "b"}.get) is None
    assert last_of("a", {"a": "a"}.get) is None


@given(links=LINKS, end=st.integers(0, 6))
def test_all_that_leads_to_a_thing_is_found_however_the_links_run(links: dict[int, int], end: int) -> None:
    def before(some: Collection[int]) -> list[int]:
        return [one for one, other in links.items() if other in some]

    for one in leading_to(end, before) - {end}:
        while one != end:
            one = links[one]
    if end not in links:
        assert {one for one in range(7) if last_of(one, links.get) == end} == leading_to(end, before)
