"""What the people of an institution read as it becomes a partner."""

from services.notifications.letters.content import Button, Content, Items, Part
from services.notifications.letters.letter import INSTITUTION, letter
from services.notifications.letters.sentences import signs_in_with
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.events.partners import InstitutionChanged
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Institution is a partner"), to=INSTITUTION, of=InstitutionChanged, when=lambda fact: fact.activated)
def institution_activated(told: Told) -> Content:
    """``account_email`` is None for a mailbox of an institution for which nobody signs in yet."""
    name = told["name"]
    return Content(
        _("You can begin: {institution}", institution=short(name)),
        [
            _("{institution} is an active partner of this office now.", institution=name),
            *(_sign_in(told) if told["account_email"] else [_("For this you need an account. The office gives it.")]),
            _("This is what you can do now:"),
            Items(
                [
                    _("Write an offer and hand it in."),
                    _("See whom the office proposes, and answer."),
                    _("See who comes."),
                ]
            ),
            _("Do you have a question? Ask the office. Its numbers stand below."),
        ],
    )


def _sign_in(told: Told) -> list[Part]:
    return [
        _("Your account is open."),
        Button(_("Sign in"), f"{told.site}/masuk"),
        signs_in_with(told["account_email"]),
        _("The office gives you the first password. You can also make one yourself: press “Password forgotten?”."),
    ]
