"""From an empty office to the first answered invitation, in Indonesian, counting what people press and fill in."""

import re

import pytest
from playwright.sync_api import expect

from local.first_hour import BY_PHONE, TITLE, FirstHour
from local.running import running_system
from shared.web.help import HELP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("first_hour")]

MOST = {"office": (18, 14), "institution": (4, 16), "owner": (1, 0)}
"""Clicks and fields each of them needs at most, signing in included."""


@pytest.fixture(scope="module")
def hour(chromium, tmp_path_factory):
    """The walk on a system where nothing is."""
    with running_system(tmp_path_factory.mktemp("empty_office")) as system:

        def window(width):
            return chromium.new_context(base_url=system.site, viewport={"width": width, "height": 900}).new_page()

        walked = FirstHour(system, window, folder=tmp_path_factory.mktemp("lists"))
        walked.walk()
        yield walked


def test_it_needs_no_more_clicks_and_fields_than_we_promise(hour, capsys):
    with capsys.disabled():
        print(f"\n{hour.counted()}")  # noqa: T201 - the figures are what the walk is for
    for name, (clicks, fields) in MOST.items():
        hand = hands(hour)[name]
        assert (hand.clicks <= clicks, hand.fields <= fields) == (True, True), name


def test_the_owner_is_expected_and_everybody_reads_indonesian(hour):
    for hand in hands(hour).values():
        assert hand.page.locator("html").get_attribute("lang") == "id"
    assert hour.owner.says(TITLE)
    hour.institution.go("/penawaran/saya")
    hour.institution.press(hour.institution.page.get_by_role("link", name=TITLE))
    confirmed = hour.institution.page.locator(".figure-card", has_text="Terkonfirmasi")
    expect(confirmed).to_have_text(re.compile(r"^\s*1"))


def test_whoever_has_no_address_is_on_the_call_list(hour):
    hour.office.go("/telepon")
    assert hour.office.says(BY_PHONE)


def test_nothing_is_left_to_do_and_the_card_goes_away(hour):
    hour.office.go("/")
    expect(hour.office.page.get_by_role("heading", level=1)).to_be_visible()
    expect(hour.office.page.locator(".first-hour")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Jam pertama kantor"),
        ("/impor/baru", "Mengimpor daftar IKM"),
        ("/lembaga/baru", "Lembaga dan akunnya"),
        ("/penawaran/peserta", "Undangan dan jawaban"),
        ("/telepon", "Daftar telepon"),
        ("/surel", "Email yang dikirim"),
    ],
)
def test_help_begins_with_the_page_one_came_from(hour, path, title):
    hour.office.go(path)
    hour.office.press(f"header a[href^='{HELP}']")
    expect(hour.office.page.locator("main h2").first).to_have_text(title)
    assert hour.office.page.locator("main img").count() == 5


def test_the_owners_help_is_reached_from_the_invitation_and_names_no_link(hour):
    link = hour.owner.page.locator(f"header a[href^='{HELP}']").get_attribute("href")
    assert link == f"{HELP}?bagian=untuk-pemilik-usaha"


def hands(hour):
    return {"office": hour.office, "institution": hour.institution, "owner": hour.owner}
