"""The parts of a zipped workbook, for a process with bounded memory and time."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet of an .xlsx, and the part that holds it."""
    parts = {link.get("Id"): link.get("Target", "") for link in xml(archive, "xl/_rels/workbook.xml.rels")}
    for sheet in (element for element in xml(archive, "xl/workbook.xml").iter() if tag(element) == "sheet"):
        link = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        yield sheet.get("name", ""), posixpath.normpath(posixpath.join("xl", parts[link])).lstrip("/")


def part_bytes(archive: zipfile.ZipFile, part: str) -> bytes:
    """Return a part, however its name is spelt: some programs spell it one way in the zip, another in the links."""
    stored = {name.casefold(): name for name in archive.namelist()}
    return archive.read(stored[part.casefold()])


def elements(archive: zipfile.ZipFile, part: str, *events: Literal["start", "end"]) -> Iterator[tuple[str, Element]]:
    """Yield the elements of a part one after the other."""
    content = BytesIO(part_bytes(archive, part))
    yield from ElementTree.iterparse(content, events)  # noqa: S314 - bounded, see above


def xml(archive: zipfile.ZipFile, part: str) -> Element:
    """Return a small part as a whole."""
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 - bounded, see above


def tag(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element without their namespaces."""
    return {name.rpartition("}")[2]: value for name, value in element.items()}
