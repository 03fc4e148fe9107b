"""Papers: what is typed in is printed as it was typed, and a scanner's code is drawn."""

from pathlib import Path

import pytest
import typst

from shared import paper
from tests.papers import text_of

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: "Daftar")
#data.name
#if "code" in data { image(bytes(data.code), format: "svg", width: 3cm, alt: "kode") }
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    place = tmp_path / "list.typ"
    place.write_text(TEMPLATE)
    return place


@pytest.mark.parametrize("name", ['#panic("x") *a* $x$ @b', "Ibu “Sri” \\ <Wahyuni>", '"}], #read("/etc/passwd")'])
def test_what_was_typed_is_printed_as_it_is(template: Path, name: str) -> None:
    assert text_of(paper.pdf(template, {"name": name})) == name


def test_a_code_is_drawn(template: Path) -> None:
    code = paper.qr("https://sinergi.example/sertifikat/ABCD")

    assert len(paper.pdf(template, {"name": "x", "code": code})) > len(paper.pdf(template, {"name": "x"}))


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "papers"
    inner.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (inner / "curious.typ").write_text('#set document(title: "x")\n#read("../secret.txt")')

    with pytest.raises(typst.TypstError):
        paper.pdf(inner / "curious.typ", {})
