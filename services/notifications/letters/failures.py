"""What the office reads of mails that did not arrive."""

from collections.abc import Mapping
from typing import Any

from services.notifications.domain.message import GATHERED_FOR, REASONS
from services.notifications.letters.content import Button, Content, Items
from services.notifications.letters.letter import STAFF, letter
from services.notifications.letters.told import Told
from shared.language import gettext as _
from shared.language import msg, translate


@letter(msg("Mail failed"), to=STAFF, gathered=True, gathers_for=GATHERED_FOR)
def email_failed(told: Told) -> Content:
    return Content(
        _("Mail to {name} did not arrive", name=told.items[0]["recipient_name"])
        if len(told.items) == 1
        else _("{count} mails did not arrive", count=len(told.items)),
        [
            _("These mails did not arrive. Please correct the address or call."),
            Button(_("Open the mail log"), f"{told.site}/surel?status=failed"),
            Items([_failure(item, told) for item in told.items]),
        ],
    )


def _failure(item: Mapping[str, Any], told: Told) -> str:
    kind, reason = translate(told.kinds[item["template"]]), translate(REASONS[item["reason"]])
    return f"{item['recipient_name']} <{item['address']}>: {kind}. {reason}"
