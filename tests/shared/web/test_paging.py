import pytest
from flask import Flask

from shared.web.paging import Page, page_number
from shared.web.redirects import page_url


def test_a_page_knows_its_place() -> None:
    page = Page(list("abcde"), 3, 5, 42)
    assert (page.pages, page.first, page.last, page.previous, page.next) == (9, 11, 15, 2, 4)


def test_an_empty_list_is_one_empty_page() -> None:
    page: Page[str] = Page([], 1, 25, 0)
    assert (page.pages, page.first, page.last, page.previous, page.next, page.around) == (1, 0, 0, None, None, [1])


@pytest.mark.parametrize(
    ("number", "links"),
    [(1, [1, 2, None, 18]), (5, [1, None, 4, 5, 6, None, 18]), (18, [1, None, 17, 18]), (3, [1, 2, 3, 4, None, 18])],
)
def test_far_pages_are_left_out(number: int, links: list[int | None]) -> None:
    assert Page(["x"], number, 12, 214).around == links


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("hal=4", 4), ("hal=0", 1), ("hal=-2", 1), ("hal=x", 1), ("hal=99999999999", 1), ("hal=²", 1)],
)
def test_what_is_no_page_is_the_first(app: Flask, query: str, number: int) -> None:
    with app.test_request_context(f"/?{query}"):
        assert page_number() == number


def test_filters_survive_turning_the_page(app: Flask) -> None:
    with app.test_request_context("/?kecamatan=64.08.01&kecamatan=64.08.02&hal=2"):
        assert page_url(hal=3) == "/?kecamatan=64.08.01&kecamatan=64.08.02&hal=3"
        assert page_url(hal=None, kecamatan=None) == "/"


@pytest.mark.parametrize("query", ["endpoint=x", "role=staff", "_anchor=x&_external=1", "self=1&q=a%26b"])
def test_whatever_a_visitor_asks_stays_a_mere_query(app: Flask, query: str) -> None:
    with app.test_request_context(f"/masuk-sebagai/caf%C3%A9/x?{query}"):
        assert page_url(hal=3) == f"/masuk-sebagai/caf%C3%A9/x?{query}&hal=3"
