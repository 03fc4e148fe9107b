import pytest

from services.partners.domain.device import device_named
from services.partners.domain.guessing import limits, networks_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::7", "2001:db8:2:2::7", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        (None, "not an address", True),
    ],
)
def test_what_one_visitor_can_call_their_own_is_one_source(one: str | None, other: str | None, same: bool) -> None:
    assert (networks_of(one) == networks_of(other)) is same


def test_of_ipv6_a_visitors_network_and_its_site_are_counted() -> None:
    assert networks_of("2001:db8:1:2::7") == {"2001:db8:1:2::/64": 1, "2001:db8:1::/48": 2}
    shared = set(networks_of("2001:db8:1:2::7")) & set(networks_of("2001:db8:1:3::7"))
    assert shared == {"2001:db8:1::/48"}


def test_a_stranger_counts_against_nothing_that_a_known_device_counts_against() -> None:
    stranger, owner = (limits("sri@contoh.id", "192.0.2.7", device) for device in (None, "d1"))
    assert not {limit.counted for limit in stranger.bounds} & {limit.counted for limit in owner.bounds}
    assert (stranger.everywhere, owner.everywhere) == (["account|sri@contoh.id"], [])


def test_once_an_account_has_many_guesses_only_those_at_it_are_fewer() -> None:
    bounds = limits("sri@contoh.id", "2001:db8:1:2::7", None).bounds
    assert [(limit.counted.partition("|")[0], limit.tries, limit.few) for limit in bounds] == [
        ("pair", 10, 3),
        ("pair", 20, 6),
        ("source", 40, 40),
        ("source", 80, 80),
    ]


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS, "Chrome, Windows"),
        (f"{WINDOWS} Edg/141.0", "Microsoft Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/141.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("python-requests/2.32", "python-requests"),
        ("curl/8.5 <script>", "curl"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(user_agent: str, words: str) -> None:
    assert device_named(user_agent) == words
