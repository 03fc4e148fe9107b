import re

from flask import Flask, render_template_string

from shared.vocabulary import KECAMATAN
from shared.web.charts import bar_columns, funnel_stages, hexagons

LEDGER = [("Kuota", 1000, "/a"), ("Diusulkan", 412, "/b"), ("Hadir", 58, None)]
IMPORT = '{% from "macros/charts.html" import funnel, bars, hexmap %}'


def drawn(app: Flask, call: str, **values: object) -> str:
    with app.test_request_context("/"):
        return render_template_string(IMPORT + call, **values)


def test_a_funnel_shows_every_figure_with_its_rows(app: Flask) -> None:
    page = drawn(app, '{{ funnel(rows, "Buku kuota") }}', rows=LEDGER)
    shown = re.findall(r'funnel-value">(?:<a href="(.*?)">)?([\d.]+)', page)
    assert shown == [("/a", "1.000"), ("/b", "412"), ("", "58")]


def test_a_funnel_narrows_by_its_figures() -> None:
    assert [round(stage.share, 1) for stage in funnel_stages(LEDGER)] == [100, 41.2, 5.8]
    assert funnel_stages(LEDGER)[0].slope == "0,0.0 100,29.4 100,70.6 0,100.0"


def test_a_funnel_without_quota_is_flat() -> None:
    assert [stage.is_drawn for stage in funnel_stages([("Kuota", 0), ("Hadir", 0)])] == [False, False]


def test_bars_are_as_high_as_their_figures() -> None:
    bars = bar_columns([("Jul", 10), ("Agu", 20), ("Sep", 0)], height=200)
    assert [bar.height for bar in bars] == [100, 200, 0]
    assert all(bar.y + bar.height == 200 for bar in bars)


def test_bars_have_a_table_with_the_same_figures(app: Flask) -> None:
    page = drawn(app, '{{ bars([("Jul", 1200), ("Agu", 18)], "Hadir per bulan") }}')
    assert re.findall(r'bar-value"[^>]*>([\d.]+)<', page) == ["1.200", "18"]
    assert re.findall(r'<td class="num">([\d.]+)<', page) == ["1.200", "18"]
    assert 'role="img" aria-label="Hadir per bulan"' in page


def test_the_map_has_every_kecamatan_once(app: Flask) -> None:
    page = drawn(app, '{{ hexmap({"64.08.04": 184}, "IKM per kecamatan") }}')
    names = re.findall(r'<th scope="row">(.+?)</th>', page)
    assert sorted(names) == sorted(item.name for item in KECAMATAN.values())
    assert sorted(re.findall(r'<td class="num">(\d+)<', page)) == ["0"] * 17 + ["184"]


def test_no_two_kecamatan_share_a_place() -> None:
    assert len({(cell.x, cell.y) for cell in hexagons({})}) == len(KECAMATAN)


def test_more_is_darker_and_nothing_is_blank() -> None:
    shades = {cell.figure.label: cell.shade for cell in hexagons({"64.08.01": 1, "64.08.02": 50, "64.08.03": 100})}
    assert (shades["Muara Ancalong"], shades["Muara Wahau"], shades["Muara Bengkal"], shades["Busang"]) == (1, 3, 5, 0)


def test_a_map_tells_of_how_many_where_that_is_known(app: Flask) -> None:
    call = (
        "{% from 'macros/charts.html' import hexmap_drawing %}{{ hexmap_drawing(hexagons(values, of=of), 'Tempat') }}"
    )
    page = drawn(app, call, values={"64.08.04": 3}, of={"64.08.04": 1240, "64.08.06": 7})
    shown = re.findall(
        r'data-code="([^"]+)".*?hex-count">(\d+)</tspan><tspan class="hex-of"> / ([\d.]+)<', page, re.DOTALL
    )
    assert [cell for cell in shown if cell[2] != "0"] == [("64.08.04", "3", "1.240"), ("64.08.06", "0", "7")]
    assert page.count("data-code=") == len(KECAMATAN)
    assert "<table" not in page


def test_a_map_with_links_is_no_picture(app: Flask) -> None:
    page = drawn(app, '{{ hexmap({}, "IKM", {"64.08.04": "/ikm?kecamatan=64.08.04"}) }}')
    assert 'role="group"' in page
    assert page.count('href="/ikm?kecamatan=64.08.04"') == 2
