"""A letter is one declaration: all else follows from it, and a new one needs no other file."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from local.catalogue import every_mark
from services.notifications.app import create_app
from services.notifications.channels.rendering import render
from services.notifications.domain.message import REASONS
from services.notifications.letters import catalogue
from services.notifications.letters.catalogue import LETTERS
from services.notifications.letters.content import Button, Content
from services.notifications.letters.letter import ACCOUNT, IKM, INSTITUTION, STAFF, Letter, letter
from services.notifications.letters.told import Told
from services.notifications.models import Message
from shared.events.partners import InvitationIssued
from shared.language import LANGUAGES, msg
from tests.notifications.conftest import Desk, settings_for
from tests.notifications.factories import an_account, an_invitation
from tests.notifications.kinds import queued
from tests.notifications.mail_servers import mail_server
from tests.signed_in import browser

SERVICE = Path(catalogue.__file__).parent.parent


NAMING = {"ikm_id", "nominee", "nominees"}
"""Fields of facts that say which IKM they are about."""


@letter(msg("IKM invited"), to=STAFF, of=InvitationIssued, when=lambda fact: not fact.promoted)
def ikm_invited(told: Told) -> Content:
    return Content(
        f"Invited: {told.title}",
        [f"{told['ikm_name']} was invited.", Button("See all answers", told.offer_page("/peserta"))],
    )


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Letter:
    monkeypatch.setitem(LETTERS, ikm_invited.name, ikm_invited)
    return ikm_invited


@pytest.fixture
def log(desk: Desk) -> Iterator[FlaskClient]:
    app = create_app(settings_for(desk.database, "smtp://127.0.0.1:1", SINERGI_PUBLIC_URL="http://localhost"))
    yield browser(app, "staff")
    app.extensions["database"].dispose()


def test_a_new_letter_for_a_known_fact_goes_out_by_its_declaration_alone(desk: Desk, declared: Letter) -> None:
    invitation = an_invitation()
    desk.hear(an_account(), an_account(email="ani@kutim.example"), invitation, an_invitation(promoted=True))
    with mail_server() as server:
        desk.deliver(server.url)
    rows = desk.emails(Message.template == declared.name)
    assert sorted(row.address for row in rows) == ["ani@kutim.example", "rahmat@kutim.example"]
    assert {row.state for row in rows} == {"sent"}
    assert sum(f"{invitation.ikm_name} was invited.".encode() in body for body in server.bodies) == 2


def test_the_log_shows_it(desk: Desk, log: FlaskClient, declared: Letter) -> None:
    desk.hear(an_account(), an_invitation())
    email = desk.email(declared.name)
    assert "IKM invited" in log.get(f"/surel?jenis={declared.name}").text
    assert "Invited: " in log.get(f"/surel/{email.id}").text
    assert "was invited." in log.get(f"/surel/{email.id}/pratinjau").text


def test_only_what_its_reader_must_answer_or_hear_calls_anybody(desk: Desk, declared: Letter) -> None:
    desk.hear(an_account(), an_invitation())
    assert desk.email(declared.name).invitation_id is None


def quoted(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_letter_is_named_outside_the_room_of_letters() -> None:
    # A migration speaks of what was there when it was written.
    rooms = {SERVICE / "letters", SERVICE / "migrations"}
    elsewhere = [path for path in SERVICE.rglob("*.py") if rooms.isdisjoint(path.parents)]
    assert len(elsewhere) > 50
    named = {name: path.name for path in elsewhere for name in quoted(path) if name in LETTERS}
    # One is also the reason why a mail is held back.
    assert named.keys() <= REASONS.keys()


def test_each_letter_is_declared_in_one_place() -> None:
    rooms = [ast.parse(path.read_text()) for path in (SERVICE / "letters").glob("*.py")]
    functions = [node.name for room in rooms for node in room.body if isinstance(node, ast.FunctionDef)]
    assert {name: functions.count(name) for name in LETTERS} == dict.fromkeys(LETTERS, 1)


def test_each_sentence_stands_once() -> None:
    said = [sentence for _, sentence in every_mark(SERVICE / "letters")]
    assert len(said) > 100
    assert sorted({sentence for sentence in said if said.count(sentence) > 1}) == []


@pytest.mark.parametrize("declaration", LETTERS.values(), ids=LETTERS)
def test_every_declaration_is_whole(declaration: Letter) -> None:
    assert len(declaration.name) <= Message.template.type.length
    assert declaration.to in (STAFF, INSTITUTION, IKM, ACCOUNT)
    assert declaration.label.template
    # Somebody who must answer, or must not come, is reached by phone where mail does not do.
    assert not declaration.asks or declaration.leads_to_a_call
    assert not (declaration.news and (declaration.asks or declaration.calls_off))
    # Whoever objects is taken out of what an institution reads.
    names_somebody = NAMING & {field.name for fact in declaration.of for field in fields(fact)}
    assert declaration.names or declaration.to != INSTITUTION or not names_somebody


@pytest.mark.parametrize("name", LETTERS)
def test_no_place_stays_open_in_either_language(desk: Desk, name: str) -> None:
    email, settings = queued(desk, name), settings_for(desk.database, "smtp://127.0.0.1:1")
    for email.language in LANGUAGES:
        written = render(email, settings)
        said = written.subject + written.text
        assert "{" not in said + written.html.partition("</style>")[2]
        assert "None" not in said
