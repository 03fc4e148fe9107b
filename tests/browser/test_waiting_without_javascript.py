"""What waits in another service is one click away on the first page, in a browser without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator

from local.client import eventually
from local.running import System
from shared.web.paging import SIZE
from tests.browser.conftest import OpenWindow
from tests.main_job import SECONDS, MainJob

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.xdist_group("site")]


def test_rows_that_wait_stand_on_the_first_page_and_lead_to_themselves(
    open_window: OpenWindow, site: System, main_job: MainJob
) -> None:
    waiting = main_job.staff.get("/api/registry/v1/imports/waiting")["total"]
    page = open_window(sign_in=site.administrator, javascript=False)

    def line() -> Locator | None:
        page.goto("/")
        found = page.locator('.todo a[href="/impor/keputusan"]')
        return found if found.count() and re.search(rf"\b{waiting}\b", found.inner_text()) else None

    shown = eventually(line, SECONDS, "the rows that wait")
    assert "keadaan" in shown.inner_text()
    shown.click()
    assert page.url.endswith("/impor/keputusan")
    rows = page.get_by_role("table", name="Baris yang menunggu keputusan").locator("tbody tr")
    assert rows.count() == min(waiting, SIZE)
