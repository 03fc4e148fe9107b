"""What an IKM reads of its certificate of participation: where the paper is, and that it no longer holds."""

from services.notifications.letters.content import Button, Content, Facts
from services.notifications.letters.facts import programme_of
from services.notifications.letters.letter import IKM, letter
from services.notifications.letters.sentences import reason_given
from services.notifications.letters.told import Told
from services.notifications.letters.wording import short
from shared.events.partners import ParticipationCertificateIssued, ParticipationCertificateRevoked
from shared.language import gettext as _
from shared.language import msg


@letter(msg("Certificate of participation"), to=IKM, of=ParticipationCertificateIssued, informs=True)
def participation_certificate_issued(told: Told) -> Content:
    return Content(
        _("The certificate of {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("Congratulations! {person} completed this programme for {ikm}.", person=_person(told), ikm=_ikm(told)),
            _facts(told),
            Button(_("Open the certificate"), f"{told.site}{told['paper_path']}"),
            _("You can print it or keep it. The code on it shows others that it is genuine."),
        ],
    )


@letter(
    msg("Certificate of participation revoked"),
    to=IKM,
    of=ParticipationCertificateRevoked,
    informs=True,
    calls_off=True,
)
def participation_certificate_revoked(told: Told) -> Content:
    return Content(
        _("Certificate revoked, {ikm}: {title}", ikm=short(told["ikm_name"]), title=short(told.title)),
        [
            _("This certificate of {ikm} no longer holds.", ikm=_ikm(told)),
            _facts(told),
            reason_given(told),
            _("Please do not show it any more. Is this a mistake? Call the office."),
        ],
    )


def _facts(told: Told) -> Facts:
    return Facts([programme_of(told), (_("Number"), [told["number"]]), (_("Name"), [_person(told)])])


def _ikm(told: Told) -> str:
    return str(told["ikm_name"])


def _person(told: Told) -> str:
    return str(told["person_name"])
