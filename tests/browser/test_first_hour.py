"""From an empty office to the first answered invitation, in Indonesian, counting what people press and fill in."""

import re

import pytest
from playwright.sync_api import expect

from local.first_hour import BY_PHONE, COLLEAGUE_EMAIL, INSTITUTION, OFFICE, TITLE, FirstHour
from local.running import running_system
from services.partners.queries.call_keys import CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.web.whatsapp import ready_text
from shared.database import Database
from shared.settings import Settings
from shared.web.help import HELP
from tests.conftest import environment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("first_hour")]

MOST = {"office": (19, 16, 3), "colleague": (1, 1, 0.5), "institution": (4, 18, 2.5), "owner": (1, 0, 0.1)}
"""Clicks, fields and minutes each of them needs at most, signing in and a password of one's own included."""
FACTS = {
    "Kapan", "Di mana", "Jawab paling lambat", "Yang didapat", "Biaya", "Yang perlu dibawa",
    "Yang bisa ditanya hari itu",
}  # fmt: skip
"""What the answer page says of the programme beside its name and who holds it."""


@pytest.fixture(scope="module")
def hour(chromium, tmp_path_factory):
    """The walk on a system where nothing is."""
    with running_system(tmp_path_factory.mktemp("empty_office"), own_password=False) as system:

        def window(width):
            return chromium.new_context(base_url=system.site, viewport={"width": width, "height": 900}).new_page()

        walked = FirstHour(system, window, folder=tmp_path_factory.mktemp("lists"))
        walked.walk()
        yield walked


def test_it_needs_no_more_clicks_and_fields_than_we_promise(hour, capsys):
    with capsys.disabled():
        print(f"\n{hour.counted()}")  # noqa: T201 - the figures are what the walk is for
    for name, (clicks, fields, minutes) in MOST.items():
        took = hour.hands[name].effort
        within = (took.clicks <= clicks, took.fields <= fields, took.seconds <= minutes * 60)
        assert within == (True, True, True), name
    assert hour.first_offer.seconds < 2.5 * 60
    assert hour.first_offer.fields < hour.inputs_of_offer / 2


def test_the_card_ticks_off_each_step_before_the_next_is_taken(hour):
    assert hour.ticked == [0, 1, 2, 3]


def test_what_the_office_said_of_itself_stands_below_every_page_and_nothing_warns_of_it(hour):
    hour.office.go("/kantor")
    for link in ("tel:+6254921000", "https://wa.me/628125550100", f"mailto:{OFFICE['email']}"):
        assert hour.office.page.locator(f"footer a[href='{link}']").count() == 1, link
    assert hour.office.page.locator("text=0549-0000000").count() == 0
    assert hour.office.page.locator("main .notice-warning").all_inner_texts() == []
    expect(hour.office.page.locator("main")).to_contain_text(OFFICE["email"])


def test_the_colleague_came_in_by_the_link_of_the_mail(hour):
    hour.colleague.go("/akun")
    expect(hour.colleague.page.locator("[name=email]")).to_have_value(COLLEAGUE_EMAIL)


def test_the_click_that_gave_the_account_made_the_institution_an_active_partner(hour):
    hour.office.go("/lembaga")
    hour.office.press(hour.office.page.get_by_role("link", name=INSTITUTION["name"]))
    expect(hour.office.page.get_by_role("heading", level=1)).to_have_text(INSTITUTION["name"])
    assert "Mitra aktif" in hour.office.page.inner_text("body")


def test_the_facts_are_the_same_wherever_an_owner_is_told_of_the_programme(hour):
    hour.owner.go(hour.link)
    told = facts_on(hour.owner.page)
    assert told.keys() == FACTS
    places = {
        "mail": hour.invitation,
        "answer page": hour.owner.page.inner_text("main"),
        "message": message(hour),
        "call list": text_of(hour, "/telepon"),
        "caller's page": callers_page(hour),
    }
    for place, text in places.items():
        words = " ".join(text.split())
        lines = [line for lines in told.values() for line in lines]
        assert [line for line in [TITLE, INSTITUTION["name"], *lines] if line not in words] == [], place


def test_the_owner_is_expected_and_everybody_reads_indonesian(hour):
    for hand in hour.hands.values():
        assert hand.page.locator("html").get_attribute("lang") == "id"
    assert hour.owner.says(TITLE)
    hour.institution.go("/penawaran/saya")
    hour.institution.press(hour.institution.page.get_by_role("link", name=TITLE))
    confirmed = hour.institution.page.locator(".figure-card", has_text="Pasti datang")
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


def facts_on(page):
    """What a page says of a programme, line by line."""
    rows = page.eval_on_selector_all(
        "dl.facts dt, dl.brief dt",
        "all => all.map(dt => [dt.textContent, [...dt.nextElementSibling.children].map(line => line.innerText)])",
    )
    told = {}
    for label, lines in rows:
        told.setdefault(label.strip(), []).extend(" ".join(line.split()) for line in lines)
    return told


def text_of(hour, path):
    hour.office.go(path)
    return hour.office.page.inner_text("main")


def callers_page(hour):
    hour.office.go("/telepon")
    hour.office.press("main table a[href^='/telepon/']")
    expect(hour.office.page.locator("form [name=answer]").first).to_be_visible()
    return hour.office.page.inner_text("main")


def message(hour):
    """The ready message, which is offered only where others can open the site."""
    settings = Settings.from_env("partners", environment("partners", "sqlite://", "redis://127.0.0.1:1/0"))
    database = Database(f"sqlite:///{hour.system.place.database('partners')}")
    try:
        with database.reading() as session:
            (call,), _ = list_calls(session, CallFilter(), 1, 0)
            return ready_text(call, settings)
    finally:
        database.dispose()
