"""``python -m local.first_hour``: walk the first hour of an office and print what people pressed, filled in and typed.

As people do it in a browser, from nothing to the first answered invitation. The test walks it and counts; the script
that takes the pictures of the help walks the same way.
"""

import re
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page

from local.client import eventually
from local.hand import Effort, Hand
from local.mails import kept_mails
from local.running import System, running_system
from local.windows import started_browser, window
from shared.clock import today

Picture = Callable[[Locator, str], None]
OpenWindow = Callable[[int], Page]
IKM, OWNER, OWNER_EMAIL = "Cokelat Karangan", "Yosef Lung", "yosef@contoh.id"
BY_PHONE = "Amplang Bengalon"
LIST = f"""DAFTAR IKM BINAAN 2026;;;;;
;;;;;
No;Nama Usaha;Nama Pemilik;Kecamatan;No HP;Email;Produk
1;{IKM};{OWNER};Karangan;0812-5550-111;{OWNER_EMAIL};Cokelat batang
2;{BY_PHONE};Hadijah;Bengalon;08125550222;;Amplang
3;Keripik Sangatta;Siti Aminah;Sangatta Utara;0812 5550 333;siti@contoh.id;Keripik pisang
"""
INSTITUTION = {"name": "Politeknik Pertanian Negeri Samarinda", "contact_name": "Bu Sri", "email": "sri@contoh.id",
               "phone": "0541-260680"}  # fmt: skip
COLLEAGUE_EMAIL = "rahma@contoh.id"
OFFICE = {"phone": "0549-21000", "whatsapp": "0812-5550-100", "email": "ikm@kutaitimur.example"}
TITLE = "Kemasan yang menjual"
WAIT_SECONDS = 30


def no_picture(_part: Locator, _name: str) -> None:
    """Take none."""


@dataclass
class FirstHour:
    """The people of the story, each at a window of their own, and the seconds the whole walk took."""

    system: System
    open_window: OpenWindow
    picture: Picture = no_picture
    folder: Path = Path()
    seconds: float = 0.0
    inputs_of_offer: int = 0
    first_offer: Effort = field(default_factory=Effort)
    ticked: list[int] = field(default_factory=list)
    invitation: str = ""
    link: str = ""
    office: Hand = field(init=False)
    institution: Hand = field(init=False)
    colleague: Hand = field(init=False)
    owner: Hand = field(init=False)

    def __post_init__(self) -> None:
        self.office, self.institution, self.colleague = (Hand(self.open_window(1280)) for _ in range(3))
        self.owner = Hand(self.open_window(360))

    def walk(self) -> None:
        """Go through all of it."""
        began = time.monotonic()
        self.office.sign_in(*self.system.administrator)
        self.office.choose_password(secrets.token_urlsafe(12))
        self._see_the_card()
        self.say_who_the_office_is()
        self.import_a_list()
        self.invite_a_colleague()
        self.hand_in_an_offer(self.welcome_an_institution())
        self.invite()
        self.answer()
        self.look_at_the_calls()
        self.seconds = time.monotonic() - began

    @property
    def hands(self) -> dict[str, Hand]:
        """Everybody by who they are."""
        return {
            "office": self.office,
            "colleague": self.colleague,
            "institution": self.institution,
            "owner": self.owner,
        }

    def counted(self) -> str:
        """Return what everybody pressed, filled in and typed, as lines."""
        lines = [f"{name}: {hand.effort}" for name, hand in self.hands.items()]
        offer = f"an institution's first offer, of {self.inputs_of_offer} inputs: {self.first_offer}"
        how = f"(minutes by the keystroke-level model; a program took {self.seconds:.0f} s)"
        return "\n".join([*lines, offer, how])

    def say_who_the_office_is(self) -> None:
        self._take_step("/kantor")
        self.office.fill(**OFFICE)
        self.office.press("main form button[type=submit]")

    def import_a_list(self) -> None:
        file = self.folder / "daftar-ikm-2026.csv"
        file.write_text(LIST)
        self._take_step("/impor/baru")
        self.office.attach(str(file))
        self.office.press("main form button[type=submit]")
        self.office.press("main form[action$='/kolom'] button.btn-primary, main form button.btn-primary")
        write = self.office.page.locator("form[action$='/tulis'] button[type=submit]")
        write.first.wait_for(timeout=WAIT_SECONDS * 1000)
        self.picture(self.office.page.locator("main"), "impor")
        self.office.press(write)

    def invite_a_colleague(self) -> None:
        self._take_step("/akun/kantor/baru")
        self.office.fill(name="Rahma", email=COLLEAGUE_EMAIL)
        self.office.choose(role="staff")
        self.office.press("main form button[type=submit]")
        (mail,) = self._mails(COLLEAGUE_EMAIL, "")
        self.colleague.go(re.findall(r"/sandi/baru/\S+", mail)[0])
        self.colleague.choose_password(secrets.token_urlsafe(12))

    def welcome_an_institution(self) -> str:
        """Register the institution, its account and its partnership in one click; return the password."""
        self._take_step("/lembaga/baru")
        self.office.fill(**INSTITUTION, account_email=INSTITUTION["email"])
        self.office.choose(kind="PERGURUAN_TINGGI")
        self.office.press("main form button[type=submit]")
        return self.office.page.inner_text("code.secret")

    def hand_in_an_offer(self, password: str) -> None:
        first = today() + timedelta(days=30)
        self.institution.sign_in(INSTITUTION["email"], password)
        self.institution.choose_password(secrets.token_urlsafe(12))
        before = self.institution.effort
        self.institution.press("a[href='/penawaran/saya/baru']")
        self.institution.page.locator("[name=title]").wait_for()
        self.inputs_of_offer = self.institution.page.locator(SEEN_INPUTS).count()
        self.institution.fill(
            title=TITLE,
            summary="Peserta pulang dengan rancangan kemasan untuk produknya sendiri.",
            place="Balai desa, Sangatta",
            starts_on=first.isoformat(),
            ends_on=first.isoformat(),
            quota="2",
            cost="Gratis",
            bring="Satu contoh produk",
            answer_by=(first - timedelta(days=7)).isoformat(),
            sessions__0__title="Merancang kemasan",
            sessions__0__starts_at=f"{first}T09:00",
            sessions__0__ends_at=f"{first}T15:00",
        )
        self.institution.choose(topic="PENGEMASAN", form="PELATIHAN", mode="LURING")
        self.institution.press("button[name=submit]")
        self.first_offer = self.institution.effort - before

    def invite(self) -> None:
        self.office.go("/")
        self.office.press("a[href='/penawaran?status=submitted']")
        self.office.press(self.office.page.get_by_role("link", name=TITLE))
        self.office.press("form[action$='/buka'] button")
        path = self._path_of_offer()
        eventually(lambda: self._suggested(path), WAIT_SECONDS, "the suggestions")
        self.picture(self.office.page.locator("#daftar"), "pencocokan")
        for name in (IKM, BY_PHONE):
            self.office.press(self.office.page.get_by_label(re.compile(name)))
        self.office.press("#daftar .sticky-actions > button[type=submit]")
        self.office.press("form[action$='/tetapkan'] button[type=submit]")

    def answer(self) -> None:
        (self.invitation,) = self._mails(OWNER_EMAIL, TITLE)
        self.link = re.findall(r"/undangan/\S+", self.invitation)[0]
        self.owner.go(self.link)
        self.picture(self.owner.page.locator("main"), "undangan")
        self.owner.press("form:has([name=answer][value=accepted]) button[type=submit]")

    def look_at_the_calls(self) -> None:
        self.office.go("/telepon")
        self.picture(self.office.page.locator("main .table-wrap"), "telepon")

    def _see_the_card(self) -> None:
        def complete() -> bool:
            self.office.go("/")
            return self.office.page.locator(".first-hour a[href='/impor/baru']").count() == 1

        eventually(complete, WAIT_SECONDS, "the steps of the register")
        self.picture(self.office.page.locator(".panel:has(.first-hour)"), "jam-pertama")

    def _mails(self, address: str, subject: str) -> list[str]:
        def texts() -> list[str]:
            kept = kept_mails(self.system.place.mail, address)
            return [mail.text or "" for mail in kept if subject in mail.subject]

        return eventually(texts, WAIT_SECONDS, f"a mail to {address}")

    def _take_step(self, path: str) -> None:
        """Go on with a step as soon as all before it are ticked; those of the register are told by an event."""
        taken = len(self.ticked)

        def ticked() -> bool:
            self.office.go("/")
            return self.office.page.locator(".first-hour .done").count() >= taken

        eventually(ticked, WAIT_SECONDS, f"{taken} steps that tick themselves off")
        self.ticked.append(self.office.page.locator(".first-hour .done").count())
        self.office.press(f".first-hour a[href='{path}']")

    def _path_of_offer(self) -> str:
        found = re.search(r"/penawaran/[0-9a-f-]{36}", self.office.page.url)
        if found is None:
            raise ValueError(f"not the page of an offer: {self.office.page.url}")
        return found.group()

    def _suggested(self, path: str) -> bool:
        self.office.go(f"{path}/kecocokan")
        return self.office.says(IKM) and self.office.says(BY_PHONE)


SEEN_INPUTS = "main :is(input:not([type=hidden]), select, textarea)"


def main() -> int:
    """Walk it on a system of its own, and print what it took."""
    new_folder = tempfile.TemporaryDirectory
    with (
        new_folder() as data,
        new_folder() as lists,
        started_browser() as browser,
        running_system(Path(data), own_password=False) as system,
    ):
        hour = FirstHour(system, partial(window, browser, system), folder=Path(lists))
        hour.walk()
        print(hour.counted())
    return 0


if __name__ == "__main__":
    sys.exit(main())
