"""What concerns the account of whoever reads it, and the mail that tries the mail server out."""

from services.notifications.letters.content import Button, Content
from services.notifications.letters.letter import ACCOUNT, letter
from services.notifications.letters.sentences import signs_in_with
from services.notifications.letters.told import Told
from services.notifications.letters.wording import moment
from shared.events.partners import AccountLinkMade
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Account opened"), to=ACCOUNT, of=AccountLinkMade, when=lambda fact: fact.purpose == "invited")
def account_invited(told: Told) -> Content:
    return Content(
        _("Your account at {office}", office=told.office.name),
        [
            _("An account for Sinergi IKM was opened for you. Choose a password of your own to begin."),
            Button(_("Choose my password"), told.answer_url),
            _works_until(told),
            signs_in_with(told["email"]),
            _("You do not know of this? Then leave the link alone and tell the office."),
        ],
    )


@letter(msg("Password forgotten"), to=ACCOUNT, of=AccountLinkMade, when=lambda fact: fact.purpose == "forgotten")
def password_forgotten(told: Told) -> Content:
    return Content(
        _("A new password for Sinergi IKM"),
        [
            _("Somebody asked for a new password for your account, perhaps you."),
            Button(_("Choose a new password"), told.answer_url),
            _works_until(told),
            _("It was not you? Then do nothing: your password stays as it is."),
        ],
    )


@letter(msg("Trial of the mail server"), to=ACCOUNT)
def server_tried(told: Told) -> Content:
    return Content(
        _("Trial mail of Sinergi IKM"),
        [
            _("This mail tries the mail server out. You read it, so mail goes out."),
            Button(_("Back to the mail server"), f"{told.site}/kantor/server"),
        ],
    )


def _works_until(told: Told) -> str:
    return _("The link works once, until {time}.", time=moment(told["ends_at"]))
