"""Every page in a real browser: it answers, has no serious barrier, and fits a phone."""

import importlib

import pytest

from shared.events.catalogue import SERVICES
from shared.settings import Settings
from tests.browser.barriers import barriers, width_on_a_phone
from tests.browser.pages import ANYBODY, INSTITUTION, LINKS, RULES, STAFF
from tests.conftest import environment

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.xdist_group("site")]

NO_PAGE = ("/api/", "/static", "/bootstrap")
NO_PAGE_ENDS = ("/hidup", "/siap", "/berkas", "/cetak", ".ics", ".xlsx", "/berkas/<uuid:evidence_id>", "/unduh/<token>")


def create_app(service):
    variables = environment(service, "sqlite://", "redis://127.0.0.1:1/0")
    return importlib.import_module(f"services.{service}.app").create_app(Settings.from_env(service, variables))


@pytest.fixture(scope="module")
def page_rules():
    """Every route of the three services that shows a page."""
    rules = {
        rule.rule for service in SERVICES for rule in create_app(service).url_map.iter_rules() if "GET" in rule.methods
    }
    pages = {rule for rule in rules if not rule.startswith(NO_PAGE) and not rule.endswith(NO_PAGE_ENDS)}
    return {rule for rule in pages if "/static/" not in rule}


@pytest.fixture(scope="module")
def windows(open_window, site, main_job):
    """One window per audience, signed in once."""
    return {
        STAFF: open_window(sign_in=site.administrator),
        INSTITUTION: open_window(sign_in=(main_job.institution_email, main_job.password)),
        ANYBODY: open_window(),
    }


def test_every_page_has_a_link_here(page_rules):
    assert page_rules ^ RULES == set()


@pytest.mark.parametrize(("audience", "link"), LINKS)
def test_page_has_no_barrier_and_fits_a_phone(windows, main_job, audience, link):
    page = windows[audience]
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(main_job.link(link))
    assert answer.status < 500
    assert barriers(page) == []
    assert width_on_a_phone(page) <= 360


def test_what_when_and_where_and_the_three_answers_are_on_the_first_screen_of_a_phone(windows, main_job):
    page = windows[ANYBODY]
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(main_job.link("/undangan/{open_token}"))
    answers = page.locator(".choice")
    assert answers.count() == 3
    below = answers.last.bounding_box()
    assert below["y"] + below["height"] <= 640
