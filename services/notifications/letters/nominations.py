"""What the office and an institution read about those who are to take part."""

from collections.abc import Mapping
from typing import Any

from services.notifications.domain.gathering import AN_HOUR
from services.notifications.letters.content import Button, Content, Facts, Items
from services.notifications.letters.facts import seats
from services.notifications.letters.letter import INSTITUTION, STAFF, letter
from services.notifications.letters.sentences import answer_proposals, open_the_offer
from services.notifications.letters.told import Told
from shared.events.partners import MatchesSuggested, NominationAnswered, NominationsSent
from shared.language import gettext as _
from shared.language import msg
from shared.words import number


@letter(msg("Suggestions ready"), to=STAFF, of=MatchesSuggested, news=True)
def matches_suggested(told: Told) -> Content:
    return Content(
        _("Suggestions ready: {title}", title=told.title),
        [
            _(
                "There are suggestions for “{title}” of {institution}. Please check them and choose.",
                title=told.title,
                institution=told.institution,
            ),
            Button(_("Check the suggestions"), told.offer_page("/kecocokan")),
            Facts(
                [
                    (_("Suggested"), [number(told["suggested"])]),
                    (_("To be confirmed"), [number(told["to_confirm"])]),
                    (_("Not eligible"), [number(told["not_eligible"])]),
                    seats(told.offer),
                ]
            ),
        ],
    )


@letter(
    msg("Nominations sent"),
    to=INSTITUTION,
    of=NominationsSent,
    when=lambda fact: fact.to_institution and not fact.promoted,
    names="nominees",
)
def nominations_sent(told: Told) -> Content:
    return Content(
        _("Proposed participants: {title}", title=told.title),
        [
            _(
                "The office proposes these IKM for “{title}”. Please accept or reject each of them.",
                title=told.title,
            ),
            answer_proposals(told),
            Items([nominee_line(nominee) for nominee in told["nominees"]]),
        ],
    )


@letter(
    msg("Nomination answered"),
    to=STAFF,
    of=NominationAnswered,
    gathered=True,
    gathers_for=AN_HOUR,
    about_one=lambda item: item["nominee"]["nomination_id"],
)
def nomination_answered(told: Told) -> Content:
    return Content(
        _("{ikm}: proposal answered", ikm=told.items[0]["nominee"]["ikm_name"])
        if len(told.items) == 1
        else _("{count} proposals answered: {title}", count=len(told.items), title=told.title),
        [
            _("{institution} has answered about “{title}”:", institution=told.institution, title=told.title),
            open_the_offer(told),
            Items([_answer(item) for item in told.items]),
        ],
    )


def nominee_line(nominee: Mapping[str, Any]) -> str:
    """Write what an institution may see of an IKM, in one line."""
    place = f", {nominee['kecamatan']}" if nominee["kecamatan"] else ""
    product = f" ({nominee['product']})" if nominee["product"] else ""
    return f"{nominee['ikm_name']}{place}{product}"


def _answer(item: Mapping[str, Any]) -> str:
    answer = _("accepted") if item["answer"] == "accepted" else _("rejected")
    reason = f". {item['reason']}" if item["reason"] else ""
    return f"{item['nominee']['ikm_name']}: {answer}{reason}"
