"""Loads the demonstration into a running system, once: ``./sinergi up --demo``. Goes on where it was cut short."""

import os
import secrets
import sys
from pathlib import Path

from local import desk
from local.accounts import SignIn, open_account
from local.client import Client
from local.demo_data import (
    BANK,
    LISTS,
    MENTORS,
    POLYTECHNIC,
    ROOT,
    Institution,
    credit_clinic,
    packaging_course,
    retail_mentoring,
)
from local.place import Place
from local.problems import Problem
from shared.clock import today

LOADED = "demo_loaded"
OFFICE = {
    "staff": ("Petugas Contoh", "petugas@sinergi.localhost"),
    "head": ("Kepala Contoh", "kepala@sinergi.localhost"),
}
INSTITUTIONS = (POLYTECHNIC, BANK, MENTORS)


def is_loaded(place: Place) -> bool:
    return LOADED in place.read_secrets()


def sign_ins(place: Place) -> list[SignIn]:
    """Return the demonstration's accounts whose passwords are known."""
    people = {email: f"{name}, {role}" for role, (name, email) in OFFICE.items()}
    people |= {item.email: f"{item.contact}, {item.name}" for item in INSTITUTIONS}
    kept = place.read_secrets()
    return [SignIn(who, email, kept[email]) for email, who in people.items() if email in kept]


def load(place: Place, site: str) -> None:
    """Make accounts, import the lists, let one offer wait and two be open: one with suggestions, one with questions."""
    for role in OFFICE:
        welcome_colleague(place, role)
    staff = desk.sign_in(site, OFFICE["staff"][1], place.read_secrets()[OFFICE["staff"][1]])
    for name, about in LISTS.items():
        done = desk.import_list(staff, ROOT / "examples" / name)
        print(f"Imported {name}, {about}: {sum(done.counts.values())} rows in {done.seconds:.0f} s.", flush=True)
    desks = {item: welcome_institution(place, site, staff, item) for item in INSTITUTIONS}
    desk.post_offer(desks[BANK], credit_clinic(today()))
    offer_id = desk.post_offer(desks[POLYTECHNIC], packaging_course(today()))
    desk.open_offer(staff, offer_id)
    desk.open_offer(staff, desk.post_offer(desks[MENTORS], retail_mentoring(today())))
    found = desk.suggestions(staff, offer_id)["total"]
    print(f"One offer waits for the office; two are open, the first with {found} suggestions.", flush=True)
    place.keep_secrets({LOADED: "yes"})


def welcome_colleague(place: Place, role: str) -> None:
    name, email = OFFICE[role]
    password = place.read_secrets().get(email) or secrets.token_urlsafe(12)
    place.keep_secrets({email: password})
    open_account(os.environ, SignIn(name, email, password), role)


def welcome_institution(place: Place, site: str, staff: Client, institution: Institution) -> Client:
    password = desk.welcome(staff, institution)
    if password:
        place.keep_secrets({institution.email: password})
    return desk.sign_in(site, institution.email, place.read_secrets()[institution.email])


def main(directory: str, site: str) -> int:
    place = Place(Path(directory))
    print("Loading the demonstration ...", flush=True)
    try:
        load(place, site)
    except Problem as problem:
        print(f"The demonstration is not complete: {problem} The next start with --demo goes on.", flush=True)
        return 1
    for sign_in in sign_ins(place):
        print(sign_in.line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
