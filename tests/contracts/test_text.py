"""Every text field of everything that comes in, by form and by API: the same door for all of them."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from shared.events.catalogue import SERVICES
from shared.language import Message
from shared.web.sentences import by_field
from shared.web.text import NIK_STANDS_HERE, NOTHING_SAID, UNFIT, Line, Paragraph, Verbatim, require_doors

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path.read_text() for folder in ("services", "shared") for path in sorted((ROOT / folder).rglob("*.py"))]
LOADED = re.compile(r"(?:Form\.load|\.arguments)\(\s*(\w+Schema)\b")
READ_BY_HAND = re.compile(r"""request\.form(?:\.get(?:list)?\(|\[)f?["']([\w{}-]+)""")
CODES = {
    "again", "gone_id", "gone_version", "how", "id", "kept_version", "key", "kind", "language", "layout", "mark",
    "name", "plan", "revision", "role", "seen", "sheet", "version",
}  # fmt: skip
"""What forms say that no person writes: it is compared with what there is, and never kept."""
NIKS = [
    "6408041708900001", "NIK6408045708900002", "006408 0417 0890 0003", "6408–0417–0890–0004", "６４０８041708900005",
]  # fmt: skip
BLANK = ["   ", "\u200b", "\u3164", "\u2800", "\u0301\u0301", "...", "-"]


def input_schemas() -> list[Schema]:
    """Every schema that a form or the API loads."""
    modules = [importlib.import_module("shared.web.parked_api"), importlib.import_module("shared.web.paging")]
    for service in SERVICES:
        package = importlib.import_module(f"services.{service}.schemas")
        found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        modules += [importlib.import_module(module.name) for module in found]
    schemas = {name: value for module in modules for name, value in vars(module).items() if isinstance(value, type)}
    return [schemas[name]() for name in sorted({name for source in SOURCES for name in LOADED.findall(source)})]


def inner(name, field):
    if isinstance(field, fields.Nested):
        return [pair for key, one in field.schema.load_fields.items() for pair in inner(f"{name}-{key}", one)]
    if isinstance(field, fields.List):
        return inner(name, field.inner)
    return [(name, field)]


INPUTS = input_schemas()
TEXTS = [
    pytest.param(field, id=f"{type(schema).__name__}.{name}")
    for schema in INPUTS
    for key, one in schema.load_fields.items()
    for name, field in inner(key, one)
    if isinstance(field, fields.String)
]


def refused(field, text) -> list[Message]:
    try:
        field.deserialize(text)
    except ValidationError as error:
        return [message for _, message in by_field(error.messages)]
    return []


def test_the_schemas_of_all_services_are_looked_at():
    assert {type(schema).__module__.split(".")[1] for schema in INPUTS} >= set(SERVICES)
    assert len(TEXTS) > 60


@pytest.mark.parametrize("schema", INPUTS, ids=lambda schema: type(schema).__name__)
def test_no_schema_lets_text_in_past_the_door(schema):
    assert require_doors(schema) is None, "it raises for the careless one below"


def test_a_schema_that_does_is_not_even_served():
    class CarelessSchema(Schema):
        rows = fields.List(fields.Nested(Schema.from_dict({"title": fields.String()})))

    with pytest.raises(TypeError, match="CarelessSchema"):
        require_doors(CarelessSchema())


@pytest.mark.parametrize("field", TEXTS)
def test_a_nik_comes_in_nowhere_but_in_its_own_field(field):
    if isinstance(field, Verbatim) or getattr(field, "for_nik", False):
        return
    texts = [text for nik in NIKS for text in (nik, f"Bu Nora ({nik}) dari Kaliorang", f"{nik}@contoh.id")]
    assert [text for text in texts if NIK_STANDS_HERE not in refused(field, text)] == []


@pytest.mark.parametrize("field", TEXTS)
def test_no_field_keeps_signs_that_deceive(field):
    signs = ["\x00", "\x1b", "\u202e", "\u2066", "\ud800"]
    assert [sign for sign in signs if UNFIT not in refused(field, f"Tahu{sign}Baru")] == []


@pytest.mark.parametrize("field", [field for field in TEXTS if isinstance(field.values[0], Line)])
def test_one_line_stays_one_line_and_what_is_required_says_something(field):
    if isinstance(field, Paragraph):
        assert field.tidy("satu\r\ndua") == "satu\ndua"
    else:
        assert [field.tidy(f"satu{sign}dua") for sign in ("\n", "\r\n", "\t", "\u2028", "\x85")] == ["satu dua"] * 5
    least = any(isinstance(one, validate.Length) and one.min for one in field.validators)
    assert field.must_say or not least
    if field.must_say:
        assert all(NOTHING_SAID in refused(field, text) for text in BLANK)


def test_a_text_read_without_a_schema_comes_in_by_the_same_door():
    assert {name for source in SOURCES for name in READ_BY_HAND.findall(source)} <= CODES
