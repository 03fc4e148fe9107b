"""What every letter says around its own words."""

from dataclasses import dataclass

from services.notifications.domain.addressee import Addressee
from services.notifications.letters.content import Button
from services.notifications.letters.told import Told
from shared.language import gettext as _
from shared.language import translate
from shared.salutation import salutation
from shared.telephone import tel_link, wa_link


@dataclass(frozen=True)
class Frame:
    """``links`` is what in the notes leads somewhere; ``way_out`` ends letters of this kind, where they are news."""

    greeting: str
    thanks: str
    closing: str
    office: str
    letterhead: list[str]
    links: list[Button]
    notes: list[str]
    way_out: Button | None


def frame(to: Addressee, told: Told, unsubscribe_url: str | None) -> Frame:
    """Return what is said to a reader before and after."""
    office = told.office
    chat = wa_link(office.whatsapp)
    return Frame(
        greeting=_greeting(to, told),
        thanks=_("Thank you for your attention and cooperation."),
        closing=_("Yours sincerely,"),
        office=office.name,
        letterhead=office.letterhead.splitlines(),
        links=[
            *([Button(office.called_at, tel_link(office.called_at))] if office.called_at else []),
            *([Button(chat, chat)] if chat else []),
        ],
        notes=[
            _("Questions? Reply to this email."),
            *([_("Telephone: {phone}", phone=office.called_at)] if office.called_at else []),
            *([_("WhatsApp {phone}: {link}", phone=office.whatsapp, link=chat)] if chat else []),
            *filter(None, (office.hours, ", ".join(office.address.splitlines()))),
        ],
        way_out=Button(_("No more mails of this kind"), unsubscribe_url) if unsubscribe_url else None,
    )


def _greeting(to: Addressee, told: Told) -> str:
    """Address a person by name; a mailbox that is nobody's own, or of which no person is known, by whose it is."""
    is_person = bool(to.account_id or to.ikm_id) and to.name not in told.organisations
    return translate(salutation(to.name, is_person=is_person))
