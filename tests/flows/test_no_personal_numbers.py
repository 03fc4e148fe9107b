"""Personal numbers are sent in by every way there is; afterwards they are nowhere, in no notation, but sealed.

Every text field of every operation, lists with them in every place, addresses and headers; then databases, broker,
mails, logs, uploads and answers are searched for their digits.
"""

import json
import re
import sqlite3
import unicodedata
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

import pytest
from redis import Redis

from local import desk
from local.client import eventually
from local.demo_data import POLYTECHNIC, packaging_course
from local.demo_steps import TOKEN
from local.mails import kept_mails
from local.problems import Problem
from local.running import System, running_system
from shared.clock import today
from shared.events.catalogue import SERVICES

SECONDS = 60
BROKER = b"SINERGI_REDIS_URL="
LET_IN = {"password", "current_password", "new_password", "secret", "plan", "nik", "merged_etag", "sheet"}
"""Compared and never kept, or sealed."""
WRITINGS = (
    "{0}", "NIK{0}nora", "00{0}", "'{0}", "{1} {2} {3} {4}", "{1}/{2}/{3}/{4}", "{1}_{2}_{3}_{4}", "{1}:{2}:{3}:{4}",
    "{1}–{2}–{3}–{4}", "Bu Nora ({1}.{2}.{3}.{4})", "{1}\u200b{2}\u200b{3}\u200b{4}", "{5}",
    "{6} {7} {8} {9} {4}", "{6}.{7}.{8} {9} {4}", "{6}/{7}/{8} {9}{4}",
)  # fmt: skip
REGIONS = ("640804", "120501", "110105", "210203", "317101", "190611", "910203")
"""Some begin as a day does, where their digits stand in groups."""


class Numbers:
    """Invents personal numbers, each in the next notation, and remembers them."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self._serial = count(1001)

    def write(self) -> str:
        region = REGIONS[len(self.made) % len(REGIONS)]
        digits = f"{region}{'170890' if len(self.made) % 2 else '570891'}{next(self._serial)}"
        self.made.append(digits)
        wide = "".join(chr(ord("０") + int(digit)) for digit in digits)
        groups = [digits[place : place + 4] for place in range(0, 16, 4)]
        parts = digits[:2], digits[2:4], digits[4:6], digits[6:12]
        return WRITINGS[len(self.made) % len(WRITINGS)].format(digits, *groups, wide, *parts)

    def found_in(self, text: str) -> list[str]:
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
        return [number for number in self.made if number in digits]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with running_system(tmp_path_factory.mktemp("numbers")) as system:
        yield system


@pytest.mark.timeout(300)
def test_a_personal_number_is_nowhere_but_sealed(system: System, tmp_path: Path) -> None:
    numbers = Numbers()
    visit = Visit(system, numbers)
    visit.bring_a_list(tmp_path)
    visit.do_the_main_job()
    visit.fill_in_every_field()
    visit.write_into_addresses_and_headers()
    visit.fill_in_a_page()
    visit.read_everything()
    eventually(system.is_quiet, SECONDS, "every fact to be sent")
    found = {where: told for where, text in (*visit.answers, *kept(system)) if (told := numbers.found_in(text))}
    assert len(numbers.made) > 100
    assert sorted(found) == []
    assert visit.let_in == []


class Visit:
    """Everybody who writes something into the system."""

    def __init__(self, system: System, numbers: Numbers) -> None:
        self.system, self.numbers = system, numbers
        self.staff = desk.sign_in(system.site, *system.administrator)
        self.answers: list[tuple[str, str]] = []
        self.let_in: list[str] = []
        self.ids: dict[str, str] = {}
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def bring_a_list(self, folder: Path) -> None:
        """A list with numbers in every cell, in its heads and in its name; the owners' own are sealed."""
        heads = ["Nama Usaha", "Nama Pemilik", "Kecamatan", "Alamat", "Produk", "No HP", "Email", "NIK", "KBLI",
                 "Keterangan", "Kebutuhan Pelatihan", f"Catatan {self.numbers.write()}"]  # fmt: skip
        rows = [";".join(heads)]
        for place in range(12):
            own = f"640804170890{place + 101:04d}"
            self.numbers.made.append(own)
            stray = [self.numbers.write() for _ in range(7)]
            name, email = f"Tahu {'ABCDEFGHIJKL'[place] * 5} {stray[0]}", f"tahu{place}@contoh.example.com"
            cells = [name, f"Sari {stray[1]}", "Kaliorang", f"Jalan {stray[2]}", f"Tahu {stray[3]}",
                     f"08125550{place:04d}", email, own, "10392", stray[4], f"Foto {stray[5]}", stray[6]]  # fmt: skip
            rows.append(";".join(cells))
        in_ascii = unicodedata.normalize("NFKD", self.numbers.write()).encode("ascii", "ignore").decode()
        file = folder / f"KTP_{in_ascii.replace('/', '_')}.csv"
        file.write_text("\n".join(rows) + "\n")
        batch = self.staff.upload("/api/registry/v1/imports", file, key=file.name)
        assert any("NIK" in " ".join(row["remarks"]) for row in self._rows(batch["id"]))
        desk.import_list(self.staff, file)
        self.ids["batch_id"] = batch["id"]
        self.ids["row_id"] = self._rows(batch["id"])[0]["id"]

    def _rows(self, batch_id: str) -> Any:
        return self.staff.get(f"/api/registry/v1/imports/{batch_id}/rows")["items"]

    def do_the_main_job(self) -> None:
        password = desk.welcome(self.staff, POLYTECHNIC) or ""
        institution = desk.sign_in(self.system.site, POLYTECHNIC.email, password)
        eventually(self.system.is_quiet, SECONDS, "every fact to be sent")
        offer_id = desk.post_offer(institution, packaging_course(today(), quota=5))
        desk.open_offer(self.staff, offer_id)
        found = desk.suggestions(self.staff, offer_id)["items"]
        desk.confirm(self.staff, offer_id, [item["ikm_id"] for item in found[:5]])
        invitation = self.staff.get(f"/api/partners/v1/offers/{offer_id}/invitations")[0]
        mails = eventually(lambda: [m for m in kept_mails(self.system.place.mail) if TOKEN.search(m.text or "")],
                           SECONDS, "an invitation")  # fmt: skip
        token = TOKEN.search(mails[0].text or "")
        assert token
        self.ids |= {"offer_id": offer_id, "invitation_id": invitation["id"],
                     "nomination_id": invitation["nomination_id"],
                     "ikm_id": invitation["ikm_id"], "token": token[1],
                     "institution_id": self.staff.get("/api/partners/v1/institutions")["items"][0]["id"],
                     "email_id": self.staff.get("/api/notifications/v1/emails")["items"][0]["id"]}  # fmt: skip

    def fill_in_every_field(self) -> None:
        for service in SERVICES:
            described = self.staff.get(f"/api/{service}/openapi.json")
            schemas = described["components"]["schemas"]
            for path, item in described["paths"].items():
                for method, operation in item.items():
                    taken = {} if method == "parameters" else operation.get("requestBody", {}).get("content", {})
                    if "application/json" in taken:
                        filler = Filler(schemas, self.numbers)
                        self._fill_in(method.upper(), chosen(path, item, operation), filler, taken["application/json"])

    def _fill_in(self, method: str, path: str, filler: "Filler", taken: dict[str, Any]) -> None:
        address = re.sub(r"{(\w+)}", lambda part: self.ids.get(part[1], self.ids["ikm_id"]), path)
        for name, body in filler.bodies(taken["schema"]):
            answer = self._send(method, address, body, {"If-Match": "*"})
            if answer != 422 and name not in LET_IN:
                self.let_in.append(f"{method} {path} {name}: {answer}")

    def write_into_addresses_and_headers(self) -> None:
        for page in ("/api/registry/v1/ikm", "/api/partners/v1/offers", "/api/notifications/v1/emails"):
            assert self._send("GET", f"{page}?{urlencode({'search': self.numbers.write()})}") == 422
            plain = self.numbers.made[-1]
            self._send("GET", page, None, {"X-Request-Id": plain, "User-Agent": plain, "Referer": f"/{plain}"})
            self._send("GET", f"{page}/{quote(self.numbers.write())}")
        new = {"name": "Tahu Rahasia", "kecamatan_code": "64.08.07", "cluster": None, "nik": "6408 0417 0890 0777"}
        self.numbers.made.append("6408041708900777")
        headers = {"X-Request-Id": self.numbers.made[0], "Idempotency-Key": self.numbers.made[1]}
        assert self._send("POST", "/api/registry/v1/ikm", new, headers) == 201

    def fill_in_a_page(self) -> None:
        """A form comes back with the number masked, and its own field empty."""
        email, password = self.system.administrator
        self._post_form("/masuk", {"email": email, "password": password, "next": ""})
        self.numbers.made.append("6408041708900888")
        form = {"name": "Tahu", "remarks": self.numbers.write(), "address": self.numbers.write()}
        form["nik"] = self.numbers.made[-3]
        page = self._post_form("/ikm/baru", form)
        assert f"{self.numbers.made[-1][:6]}******" in page
        for address in ("/ikm", "/penawaran", "/surel", "/lembaga", "/telepon"):
            self._open(f"{address}?{urlencode({'cari': self.numbers.write()})}")

    def read_everything(self) -> None:
        pages = ["/", "/ikm", "/impor", "/penawaran", "/surel", "/lembaga", "/telepon", "/impor/tinjau"]
        pages += [f"/ikm/{self.ids['ikm_id']}", f"/impor/{self.ids['batch_id']}", f"/penawaran/{self.ids['offer_id']}"]
        for page in [*pages, *(f"{page}/riwayat" for page in pages[-3:])]:
            self._open(page)
        for service in SERVICES:
            for path, item in self.staff.get(f"/api/{service}/openapi.json")["paths"].items():
                if "get" in item:
                    self._send("GET", re.sub(r"{(\w+)}", lambda part: self.ids.get(part[1], "0"), path))

    def _send(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> int:
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {self.staff.token}", **(headers or {})}
        content = None if body is None else json.dumps(body).encode()
        return self._keep(f"{method} {path.partition('?')[0]}", self._request(method, path, content, sent))[0]

    def _open(self, path: str) -> str:
        return self._keep(f"page {path.partition('?')[0]}", self._request("GET", path))[1]

    def _post_form(self, path: str, form: dict[str, str]) -> str:
        page = self._open(path)
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        form = {**{name: unescape(value) for name, value in hidden.items()}, **form}
        return self._keep(f"form {path}", self._request("POST", path, urlencode(form).encode()))[1]

    def _request(self, method: str, path: str, content: bytes | None = None, headers: Any = None) -> Any:
        return urllib.request.Request(f"{self.system.site}{path}", content, headers or {}, method=method)  # noqa: S310

    def _keep(self, what: str, request: urllib.request.Request) -> tuple[int, str]:
        try:
            answer = self.browser.open(request, timeout=SECONDS)
        except HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode(errors="replace")
            self.answers.append((what, f"{answer.headers}\n{text}"))
            return answer.status, text


class Filler:
    """Makes bodies as an operation describes them, each with a number in one of its text fields."""

    def __init__(self, schemas: dict[str, Any], numbers: Numbers) -> None:
        self.schemas, self.numbers = schemas, numbers

    def bodies(self, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        schema = self._resolved(schema)
        needed = {name: self._any(schema["properties"][name]) for name in schema.get("required", ())}
        for name, field in schema["properties"].items():
            for inner, value in self._with_number(name, field):
                yield inner, needed | {name: value}

    def _with_number(self, name: str, field: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        field = self._resolved(field)
        kind = field.get("type")
        if "properties" in field:
            yield from self.bodies(field)
        elif "array" in kind:
            yield from ((inner, [value]) for inner, value in self._with_number(name, field["items"]))
        elif "additionalProperties" in field:
            yield name, {self.numbers.write(): ""}
        elif "string" in kind and "enum" not in field and field.get("format") not in ("uuid", "date", "date-time"):
            yield name, self.numbers.write() + ("@contoh.id" if field.get("format") == "email" else "")

    def _any(self, field: dict[str, Any]) -> Any:
        field = self._resolved(field)
        if "enum" in field:
            return field["enum"][0]
        kinds = {"integer": 1, "boolean": False, "array": [], "object": {}}
        formats = {"uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "date": "2030-01-01", "email": "a@contoh.id"}
        return next((value for kind, value in kinds.items() if kind in field.get("type", "")),
                    formats.get(field.get("format", ""), "Tahu"))  # fmt: skip

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        for reference in (schema, *schema.get("allOf", ()), *schema.get("anyOf", ())):
            if "$ref" in reference:
                return self._resolved(self.schemas[reference["$ref"].rpartition("/")[2]])
        return schema


def chosen(path: str, *described: dict[str, Any]) -> str:
    """Return a path with the first of the words it offers."""
    for parameter in [one for part in described for one in part.get("parameters", ())]:
        for word in parameter.get("schema", {}).get("enum", ())[:1]:
            path = path.replace(f"{{{parameter['name']}}}", str(word))
    return path


def kept(system: System) -> Iterator[tuple[str, str]]:
    """Everything the system keeps: rows, keys of the broker, mails, logs and all other files."""
    for service in SERVICES:
        with sqlite3.connect(system.place.database(service)) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own names
                    yield from ((f"{service}.{table}", str(value)) for value in row)
    yield from broker_keys(system)
    for mail in kept_mails(system.place.mail):
        yield "mail", f"{mail.subject} {mail.text} {mail.content.as_string()}"
    for path in filter(Path.is_file, system.place.directory.rglob("*")):
        yield f"file {path.relative_to(system.place.directory)}", path.read_bytes().decode("latin-1")


def broker_keys(system: System) -> Iterator[tuple[str, str]]:
    with Redis.from_url(broker_url(system)) as broker:
        for key in broker.scan_iter():
            yield "key of the broker", repr(key)
            yield f"value of {key!r}", repr(broker.dump(key))


def broker_url(system: System) -> str:
    """Ask the system's own processes which broker they talk to."""
    ours = f"SINERGI_DATA_DIR={system.place.directory}".encode()
    for process in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            variables = process.read_bytes().split(b"\0")
            if ours in variables:
                return (
                    next(one for one in variables if one.startswith(b"SINERGI_REDIS_URL=")).decode().partition("=")[2]
                )
    raise Problem("No process of the system was found.")
