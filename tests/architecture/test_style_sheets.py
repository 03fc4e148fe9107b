"""Each service's style sheet lies with the service and stays under its own class; the kernel's knows no service."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.events.catalogue import SERVICES

ROOT = Path(__file__).resolve().parent.parent.parent
KERNEL = sorted((ROOT / "shared/web/static").glob("*.css"))
OWN = sorted((ROOT / "services").glob("*/static/*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PRELUDE = re.compile(r"([^{};]+)\{")
PUT_TOGETHER = re.compile(r"(?:funnel|hex|method|state|btn)-")
"""Names of which a page has only a part, as in ``state-{{ … }}``, and those of Bootstrap."""
COMMA = re.compile(r",(?![^()]*\))")


def selectors(sheet: Path) -> Iterator[str]:
    """Yield every selector of a sheet, also inside @media."""
    for prelude in PRELUDE.findall(COMMENT.sub("", sheet.read_text())):
        if not prelude.strip().startswith("@"):
            yield from (selector.strip() for selector in COMMA.split(prelude))


def code(folder: Path) -> str:
    return " ".join(path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".js", ".py"))


def classes(sheet: Path) -> set[str]:
    return {name for selector in selectors(sheet) for name in re.findall(r"\.([a-z][\w-]*)", selector)}


@pytest.mark.parametrize("sheet", OWN, ids=lambda sheet: sheet.stem)
def test_a_services_sheet_is_its_own_and_every_rule_is_under_its_class(sheet: Path) -> None:
    service = sheet.parent.parent.name
    assert sheet.name == f"{service}.css"
    found = list(selectors(sheet))
    assert found
    assert [selector for selector in found if not selector.startswith(f":where(.{service}) ")] == []


@pytest.mark.parametrize("sheet", KERNEL, ids=lambda sheet: sheet.stem)
def test_the_kernels_sheets_name_no_service_and_none_of_its_things(sheet: Path) -> None:
    things = {model.stem for service in SERVICES for model in (ROOT / "services" / service / "models").glob("*.py")}
    words = {word for name in classes(sheet) for word in (name, name.partition("-")[0])}
    assert words & {*SERVICES, *things, *(f"{thing}s" for thing in things), "import", "imports"} == set()


def test_what_a_service_styles_nobody_else_uses() -> None:
    for sheet in OWN:
        own = classes(sheet) - set().union(*map(classes, KERNEL)) - {sheet.stem}
        for service in set(SERVICES) - {sheet.stem}:
            pages = " ".join(page.read_text() for page in (ROOT / "services" / service / "templates").rglob("*.html"))
            used = {name for names in re.findall(r'class="([^"{]*)', pages) for name in names.split()}
            other = ROOT / f"services/{service}/static/{service}.css"
            assert own & used - (classes(other) if other.exists() else set()) == set(), service


def test_what_one_service_alone_uses_the_kernel_does_not_style() -> None:
    written = {
        folder: code(ROOT / folder) for folder in ("shared", "local", *(f"services/{name}" for name in SERVICES))
    }
    for name in set().union(*map(classes, KERNEL)):
        used = {folder for folder, text in written.items() if re.search(rf"(?<![\w-]){name}(?![\w-])", text)}
        assert PUT_TOGETHER.match(name) or used & {"shared", "local"} or len(used) > 1, (name, used)


def test_the_kernel_names_no_service_but_in_the_contracts_of_events() -> None:
    named = re.compile(rf"""["'/.|(]({"|".join(SERVICES)})["'/.|)]""")
    reads = re.compile(r"^from shared\.events\.\w+ import .*$", re.M)
    kernel = [path for path in (ROOT / "shared").rglob("*") if path.suffix in (".py", ".html", ".js", ".css", ".toml")]
    events = ROOT / "shared/events"
    found = [
        str(path.relative_to(ROOT))
        for path in kernel
        if not path.is_relative_to(events) and named.search(reads.sub("", path.read_text()))
    ]
    assert found == []
